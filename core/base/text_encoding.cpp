// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_encoding.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace assize {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleEndianMark = "\xFF\xFE";
constexpr std::string_view kBigEndianMark = "\xFE\xFF";
// Shorter texts than this are not taken for UTF-16 without a mark.
constexpr std::size_t kFewestBytes = 8;
constexpr std::uint32_t kReplacementCharacter = 0xFFFD;

std::uint32_t unitAt(std::string_view bytes, std::size_t i, bool bigEndian)
{
    const auto byte = [&](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(bytes[at])}; };
    return bigEndian ? byte(i) << 8 | byte(i + 1) : byte(i + 1) << 8 | byte(i);
}

bool isHigh(std::uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

bool isLow(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    std::string text;
    text.reserve(bytes.size());
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        std::uint32_t unit = unitAt(bytes, i, bigEndian);
        if (isHigh(unit) && i + 3 < bytes.size() && isLow(unitAt(bytes, i + 2, bigEndian))) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (unitAt(bytes, i + 2, bigEndian) - 0xDC00);
            i += 2;
        }
        appendUtf8(text, unit);
    }
    if (i < bytes.size())
        appendUtf8(text, kReplacementCharacter);
    return text;
}

} // namespace

TextEncoding textEncodingOf(std::string_view head)
{
    head = head.substr(0, kEncodingHead);
    if (head.starts_with(kUtf8Mark))
        return TextEncoding::MarkedUtf8;
    // Two NUL bytes after it: the mark of UTF-32, which no compiler takes either and nobody writes.
    if (head.starts_with(kLittleEndianMark) && head.substr(2, 2) != std::string_view("\0\0", 2))
        return TextEncoding::Utf16LittleEndian;
    if (head.starts_with(kBigEndianMark))
        return TextEncoding::Utf16BigEndian;
    if (head.size() < kFewestBytes)
        return TextEncoding::AsItIs;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i)
        zeros[i % 2] += head[i] == '\0' ? 1 : 0;
    // Characters beyond U+00FF, in comments and strings, have no NUL byte there, and few have a NUL byte in
    // the other.
    const std::size_t half = head.size() / 2;
    const auto isUtf16 = [half](std::size_t high, std::size_t low) {
        return 4 * high >= 3 * half && 8 * low <= high;
    };
    if (isUtf16(zeros[1], zeros[0]))
        return TextEncoding::Utf16LittleEndian;
    if (isUtf16(zeros[0], zeros[1]))
        return TextEncoding::Utf16BigEndian;
    return TextEncoding::AsItIs;
}

void appendUtf8(std::string& text, std::uint32_t character)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    const auto addRest = [&](int shift) {
        for (; shift >= 0; shift -= 6)
            add(0x80 | (character >> shift & 0x3F));
    };
    if (character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
        character = kReplacementCharacter;
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | character >> 6);
        addRest(0);
    } else if (character < 0x10000) {
        add(0xE0 | character >> 12);
        addRest(6);
    } else {
        add(0xF0 | character >> 18);
        addRest(12);
    }
}

std::string decodedText(std::string bytes)
{
    switch (textEncodingOf(bytes)) {
    case TextEncoding::AsItIs:
        return bytes;
    case TextEncoding::MarkedUtf8: {
        // Tools that add a mark do not look whether there is one.
        std::size_t begin = 0;
        while (bytes.compare(begin, kUtf8Mark.size(), kUtf8Mark) == 0)
            begin += kUtf8Mark.size();
        return bytes.substr(begin);
    }
    case TextEncoding::Utf16LittleEndian:
        return fromUtf16(std::string_view(bytes).substr(bytes.starts_with(kLittleEndianMark) ? 2 : 0), false);
    case TextEncoding::Utf16BigEndian:
        return fromUtf16(std::string_view(bytes).substr(bytes.starts_with(kBigEndianMark) ? 2 : 0), true);
    }
    return bytes;
}

bool isHeaderName(std::string_view file)
{
    constexpr std::array<std::string_view, 9> kExtensions = {".h",   ".hh",  ".hpp", ".hxx", ".h++",
                                                             ".inc", ".inl", ".ipp", ".tcc"};
    return std::any_of(kExtensions.begin(), kExtensions.end(),
                       [file](std::string_view extension) { return file.ends_with(extension); });
}

std::string encodingNote(std::string_view file, TextEncoding encoding)
{
    const std::string name = toPrintableLine(file);
    switch (encoding) {
    case TextEncoding::AsItIs:
        break;
    case TextEncoding::MarkedUtf8:
        return name + " begins with a UTF-8 byte order mark; the compiler gets it without.";
    case TextEncoding::Utf16LittleEndian:
    case TextEncoding::Utf16BigEndian:
        return name + " is written in UTF-16; the compiler gets it in UTF-8.";
    }
    return {};
}

} // namespace assize
