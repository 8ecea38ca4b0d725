// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hand_in_content.h"

#include "files/member_names.h"
#include "files/read.h"

#include <algorithm>

namespace assize::files {
namespace {

constexpr std::string_view kVersion = "assize.hand-in/2\n";
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostLeftOut = 1000;
constexpr std::size_t kMostNotes = 100;
/// Years 1970 to 9999, far within the range of clocks.
constexpr std::uint64_t kLatest = 253'402'300'799;

void put(std::string& to, std::uint64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        to += static_cast<char>((number >> shift) & 0xFF);
}

void put(std::string& to, std::string_view text)
{
    put(to, static_cast<std::uint64_t>(text.size()));
    to += text;
}

/// Reads from the front of some bytes; after the first thing that is not there, nothing is right any more.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_left(bytes) {}

    std::uint64_t number(std::uint64_t most)
    {
        const std::string_view bytes = take(8);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        if (value <= most)
            return value;
        m_good = false;
        return 0;
    }
    std::string text(std::size_t longest) { return std::string(take(number(longest))); }
    std::string_view take(std::size_t size)
    {
        m_good = m_good && size <= m_left.size();
        if (!m_good)
            return {};
        const std::string_view taken = m_left.substr(0, size);
        m_left.remove_prefix(size);
        return taken;
    }
    bool good() const { return m_good; }
    std::string_view left() const { return m_left; }

private:
    std::string_view m_left;
    bool m_good = true;
};

Error broken(const std::string& what)
{
    return {ErrorKind::InvalidInput, "the unpacking program broke its protocol: " + what};
}

UnpackedFile fileFrom(Reader& reader, const HandInLimits& limits)
{
    UnpackedFile file;
    file.name = reader.text(kLongestPath);
    file.size = reader.number(limits.bytes);
    const bool known = reader.number(1) == 1;
    const std::uint64_t seconds = reader.number(kLatest);
    if (known)
        file.modified = std::chrono::sys_seconds(std::chrono::seconds(seconds));
    return file;
}

/// Why these files may not be written, or empty.
std::string whyNot(const std::vector<UnpackedFile>& files, const HandInLimits& limits)
{
    std::uint64_t sum = 0;
    for (const UnpackedFile& file : files) {
        if (const std::string why = whyNotBelow(file.name); !why.empty())
            return quoted(file.name) + " " + why;
        const NameParts parts = partsOf(file.name);
        if (joined(parts) != file.name || file.name.find('\0') != std::string::npos)
            return quoted(file.name) + " is no proper name";
        if (parts.size() > static_cast<std::size_t>(limits.depth) + 1)
            return quoted(file.name) + " lies too deep";
        sum += file.size; // each at most limits.bytes, and there are few: no overflow
    }
    if (sum > limits.bytes)
        return "more bytes than are permitted";
    return findCollision(files);
}

} // namespace

HandInLimits limitsOfAll()
{
    HandInLimits limits;
    limits.depth = 16;
    limits.archives = 1; // those that it holds are hand-ins, unpacked on their own
    limits.inParts = true;
    return limits;
}

void addLeftOut(HandInContent& content, LeftOutMember member)
{
    if (content.leftOut.size() + 1 < kMostLeftOut)
        content.leftOut.push_back(std::move(member));
    else if (content.leftOut.size() < kMostLeftOut)
        content.leftOut.push_back({"...", "and more, which are not listed"});
}

void addNote(HandInContent& content, std::string note)
{
    if (content.notes.size() + 1 < kMostNotes)
        content.notes.push_back(std::move(note));
    else if (content.notes.size() < kMostNotes)
        content.notes.push_back("There is more to tell of the archive.");
}

std::string encodeContent(const HandInContent& content)
{
    std::string to(kVersion);
    put(to, content.refusedBecause);
    put(to, content.next);
    put(to, static_cast<std::uint64_t>(content.files.size()));
    for (const UnpackedFile& file : content.files) {
        put(to, file.name);
        put(to, file.size);
        put(to, static_cast<std::uint64_t>(file.modified ? 1 : 0));
        put(to, static_cast<std::uint64_t>(file.modified ? file.modified->time_since_epoch().count() : 0));
    }
    put(to, static_cast<std::uint64_t>(content.leftOut.size()));
    for (const LeftOutMember& member : content.leftOut) {
        put(to, member.name);
        put(to, member.reason);
    }
    put(to, static_cast<std::uint64_t>(content.notes.size()));
    for (const std::string& note : content.notes)
        put(to, note);
    return to;
}

Result<HandInContent> decodeContent(std::string_view& bytes, const HandInLimits& limits)
{
    Reader reader(bytes);
    if (reader.take(kVersion.size()) != kVersion)
        return broken("it does not begin as agreed");
    HandInContent content;
    content.refusedBecause = reader.text(kLongestText);
    content.next = reader.number(limits.inParts ? std::uint64_t{1} << 32 : 0);
    for (std::uint64_t left = reader.number(limits.files); left > 0 && reader.good(); --left)
        content.files.push_back(fileFrom(reader, limits));
    for (std::uint64_t left = reader.number(kMostLeftOut); left > 0 && reader.good(); --left) {
        std::string name = reader.text(kLongestText);
        content.leftOut.push_back({std::move(name), reader.text(kLongestText)});
    }
    for (std::uint64_t left = reader.number(kMostNotes); left > 0 && reader.good(); --left)
        content.notes.push_back(reader.text(kLongestText));
    if (!reader.good())
        return broken("a number is too large, or the end is missing");
    if (!content.refusedBecause.empty() && !content.files.empty())
        return broken("files of a refused archive");
    if (const std::string why = whyNot(content.files, limits); !why.empty())
        return broken(why);
    bytes = reader.left();
    return content;
}

std::string findCollision(const std::vector<UnpackedFile>& files)
{
    std::vector<std::string_view> names;
    names.reserve(files.size());
    for (const UnpackedFile& file : files)
        names.push_back(file.name);
    std::sort(names.begin(), names.end());
    for (std::size_t i = 1; i < names.size(); ++i) {
        if (names[i] == names[i - 1])
            return quoted(names[i]) + " is there twice; nobody can tell which of the two is meant";
    }
    for (const std::string_view name : names) {
        for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
             slash = name.find('/', slash + 1)) {
            if (std::binary_search(names.begin(), names.end(), name.substr(0, slash)))
                return quoted(name) + " lies below a member that is not a folder";
        }
    }
    return {};
}

} // namespace assize::files
