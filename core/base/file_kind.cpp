// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_kind.h"

#include "base/text_encoding.h"

#include <algorithm>

namespace assize {
namespace {

using namespace std::string_view_literals;

struct Signature
{
    std::string_view bytes;
    std::string_view kind;
};

// Every signature holds a byte that no source file has, or is longer than chance allows.
constexpr Signature kSignatures[] = {
    {"\x7f"
     "ELF"sv,
     "a program for Linux (ELF)"},
    {"\xfe\xed\xfa\xce"sv, "a program for macOS (Mach-O)"},
    {"\xfe\xed\xfa\xcf"sv, "a program for macOS (Mach-O)"},
    {"\xce\xfa\xed\xfe"sv, "a program for macOS (Mach-O)"},
    {"\xcf\xfa\xed\xfe"sv, "a program for macOS (Mach-O)"},
    {"\0asm"sv, "a WebAssembly module"},
    {"BC\xc0\xde"sv, "LLVM bitcode"},
    {"!<arch>\n"sv, "a library of object files"},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7z archive"},
    {"Rar!\x1a\x07"sv, "a RAR archive"},
    {"\x1f\x8b"sv, "a gzip archive"},
    {"\xfd"
     "7zXZ\0"sv,
     "an xz archive"},
    {"\x28\xb5\x2f\xfd"sv, "a Zstandard archive"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an Office document of the old kind (doc, xls, ppt)"},
    {"%PDF-"sv, "a PDF document"},
    {"%!PS-Adobe"sv, "a PostScript document"},
    {"\x89PNG\r\n\x1a\n"sv, "a picture (PNG)"},
    {"\xff\xd8\xff"sv, "a picture (JPEG)"},
    {"GIF87a"sv, "a picture (GIF)"},
    {"GIF89a"sv, "a picture (GIF)"},
    {"II*\0"sv, "a picture (TIFF)"},
    {"MM\0*"sv, "a picture (TIFF)"},
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"bplist00"sv, "a property list of macOS"},
    {"\0\5\x16\7"sv, "a companion file of macOS (AppleDouble) and not the file itself"},
    {"L\0\0\0\1\x14\2\0"sv, "a shortcut of Windows (lnk) and not the file itself"},
    {"\xff\xfe\0\0"sv, "text in UTF-32"},
    {"\0\0\xfe\xff"sv, "text in UTF-32"},
};

// Compressed members of a ZIP archive keep their names readable.
constexpr Signature kZipMembers[] = {
    {"word/document.xml"sv, "a Word document (docx)"},
    {"xl/workbook.xml"sv, "an Excel workbook (xlsx)"},
    {"ppt/presentation.xml"sv, "a PowerPoint presentation (pptx)"},
    {"mimetypeapplication/vnd.oasis.opendocument.text"sv, "an OpenDocument text (odt)"},
    {"mimetypeapplication/vnd.oasis.opendocument"sv, "an OpenDocument file"},
    {"Index/Document.iwa"sv, "a Pages document"},
    {"META-INF/MANIFEST.MF"sv, "a Java archive (jar)"},
};

bool contains(std::string_view bytes, std::string_view what)
{
    return bytes.find(what) != std::string_view::npos;
}

std::string_view kindOfZip(std::string_view bytes)
{
    for (const Signature& member : kZipMembers) {
        if (contains(bytes, member.bytes))
            return member.kind;
    }
    return "a ZIP archive";
}

/// Kinds whose first bytes alone could be text.
std::string_view kindByParts(std::string_view bytes)
{
    const auto at = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const std::string_view head = bytes.substr(0, 512);
    if (bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6"))
        return kindOfZip(bytes);
    if (bytes.starts_with("\xca\xfe\xba\xbe"))
        // A class file has its version there (45 or more), a universal binary a small number of
        // architectures.
        return at(7) >= 45 ? "a Java class file"sv : "a program for macOS (Mach-O)"sv;
    if (bytes.starts_with("MZ") && contains(head, "\0"sv))
        return "a program for Windows (exe)";
    // Two bytes of version, a line end, and flags of which at most one bit is set.
    if (bytes.size() >= 16 && bytes.substr(2, 2) == "\r\n" && bytes.substr(5, 3) == "\0\0\0"sv)
        return "compiled Python (pyc)";
    if (bytes.starts_with("BM") && bytes.substr(6, 4) == "\0\0\0\0"sv)
        return "a picture (BMP)";
    if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP")
        return "a picture (WebP)";
    if (bytes.substr(4, 4) == "ftyp" && at(0) == 0)
        return "a picture or a film";
    if (bytes.starts_with("BZh") && bytes.substr(4, 6) == "1AY&SY")
        return "a bzip2 archive";
    if (bytes.substr(257, 5) == "ustar")
        return "a tar archive";
    return {};
}

/// Whether there are more control characters than any text has: a third of NUL bytes, or one in 25 of the
/// other control characters that editors do not write.
bool isMostlyControl(std::string_view head)
{
    constexpr std::size_t kFewestBytes = 64;
    const auto isControl = [](char c) {
        const auto value = static_cast<unsigned char>(c);
        return value != 0 && value < 0x20 && !contains("\t\n\v\f\r\x1a\x1b\b"sv, std::string_view(&c, 1));
    };
    const auto zeros = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
    const auto others = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), isControl));
    return head.size() >= kFewestBytes && (zeros * 3 > head.size() || others * 25 > head.size());
}

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                      [&lower](char a, char b) { return a == lower(b); });
}

} // namespace

std::string_view kindOfBinary(std::string_view bytes)
{
    for (const Signature& signature : kSignatures) {
        if (bytes.starts_with(signature.bytes))
            return signature.kind;
    }
    // As .substr() throws beyond the end, and no kind that is known is shorter.
    constexpr std::size_t kShortest = 12;
    const std::string_view kind = bytes.size() >= 512 ? kindByParts(bytes)
                                  : bytes.size() >= kShortest
                                      ? kindByParts(std::string(bytes).append(512, ' '))
                                      : std::string_view();
    if (!kind.empty())
        return kind;
    if (!bytes.empty() && bytes.find_first_not_of('\0') == std::string_view::npos)
        return "nothing but NUL bytes, as a failed copy leaves them";
    const bool isText = textEncodingOf(bytes) != TextEncoding::AsItIs;
    return !isText && isMostlyControl(bytes.substr(0, kEncodingHead)) ? "binary data" : std::string_view();
}

std::string_view kindOfMarkup(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (startsWithIgnoringCase(text, "<!doctype html") || startsWithIgnoringCase(text, "<html"))
        return "an HTML page";
    if (text.starts_with("<?xml"))
        return "an XML document";
    if (text.starts_with("{\\rtf"))
        return "a Rich Text document (RTF)";
    if (text.starts_with('{') && contains(text, "\"cells\"") && contains(text, "\"nbformat\""))
        return "a Jupyter notebook";
    return {};
}

} // namespace assize
