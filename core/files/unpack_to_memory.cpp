// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/unpack_to_memory.h"

#include "base/utf8.h"
#include "files/archive.h"
#include "files/archive_reading.h"
#include "files/member_names.h"
#include "files/rar5.h"
#include "files/read.h"

#include <algorithm>
#include <archive_entry.h>
#include <cstdlib>
#include <ctime>
#include <map>
#include <set>

namespace assize::files {
namespace {

constexpr std::size_t kMostListed = 200;
constexpr std::size_t kMostNotes = 20;
constexpr char kEncrypted[] =
    "is encrypted; ask for it without a password, or put the unpacked files in its place";

/// Why reading ends before the end.
struct Refusal
{
    std::string why;
    bool ofAll = false; ///< not only the archive that is being read, but also those around it
};
using Refused = std::optional<Refusal>;

struct Source
{
    int fd = -1;
    std::string_view bytes; ///< where fd is -1

    Result<ArchiveHandle> open() const { return fd >= 0 ? openArchive(fd) : openArchive(bytes); }
    bool isEncrypted() const
    {
        return fd >= 0
                   ? isEncryptedRar5(fd)
                   : isEncryptedRar5([this](std::uint64_t offset, std::size_t size) {
                         return std::string(bytes.substr(std::min<std::size_t>(offset, bytes.size()), size));
                     });
    }
};

/// libarchive reads times without a zone as local times.
void setTimeZone(const char* zone)
{
    ::setenv("TZ", zone, 1);
    ::tzset();
}

/// The times of a zip's members as they are for somebody who lives elsewhere.
std::vector<std::time_t> timesElsewhere(const Source& source, std::size_t most)
{
    setTimeZone("Elsewhere-5");
    std::vector<std::time_t> times;
    if (Result<ArchiveHandle> opened = source.open()) {
        struct ::archive_entry* entry = nullptr;
        while (times.size() < most && ::archive_read_next_header(opened->get(), &entry) >= ARCHIVE_WARN)
            times.push_back(::archive_entry_mtime(entry));
    }
    setTimeZone("UTC0");
    return times;
}

std::string megabytes(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

class Reader
{
public:
    Reader(std::uint64_t first, const HandInLimits& limits, InMemory& to)
        : m_first(first), m_limits(limits), m_to(to)
    {
    }
    /// `below`: the folder that stands for this archive, with '/', or empty.
    Refused read(const Source& source, const std::string& below, int archives);

private:
    struct Member
    {
        struct ::archive* archive;
        struct ::archive_entry* entry;
        std::string name; ///< as people know it
        std::string path; ///< where its content comes to lie
        std::optional<std::chrono::sys_seconds> modified;
    };

    Refused take(Member member, int archives, bool& full);
    Refused readContent(const Member& member, std::string& content);
    Refused takeArchive(const Member& member, std::string content, int archives);
    std::optional<std::chrono::sys_seconds> timeOf(struct ::archive* archive, struct ::archive_entry* entry,
                                                   const Source& source, std::size_t index);
    void leaveOut(std::string_view name, std::string reason);
    Refused unusable(const std::string& name, const std::string& why);

    const std::uint64_t m_first;
    const HandInLimits& m_limits;
    InMemory& m_to;
    std::uint64_t m_bytes = 0;
    std::size_t m_members = 0;
    std::set<std::string> m_names; ///< of all files
    /// By archive (its folder): of zips only, made when the first time is asked for.
    std::map<const void*, std::vector<std::time_t>> m_elsewhere;
};

void Reader::leaveOut(std::string_view name, std::string reason)
{
    if (m_to.content.leftOut.size() < kMostListed)
        m_to.content.leftOut.push_back({std::string(headOf(name, kLongestPath)), std::move(reason)});
    else if (m_to.content.leftOut.size() == kMostListed)
        m_to.content.leftOut.push_back({"...", "and more, which are not listed"});
}

/// A file that was handed in and cannot be had.
Refused Reader::unusable(const std::string& name, const std::string& why)
{
    if (!m_limits.inParts)
        return Refusal{quoted(headOf(name, 200)) + " " + why};
    leaveOut(name, why);
    return std::nullopt;
}

std::optional<std::chrono::sys_seconds> Reader::timeOf(struct ::archive* archive,
                                                       struct ::archive_entry* entry, const Source& source,
                                                       std::size_t index)
{
    const std::time_t time = ::archive_entry_mtime(entry);
    if (::archive_entry_mtime_is_set(entry) == 0 || time <= 0 || time > 253'402'300'799)
        return std::nullopt;
    const int format = ::archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK;
    if (format == ARCHIVE_FORMAT_RAR)
        return std::nullopt;
    if (format == ARCHIVE_FORMAT_ZIP) {
        const auto [known, made] = m_elsewhere.try_emplace(archive);
        if (made)
            known->second = timesElsewhere(source, m_first + m_limits.members + 1);
        if (index >= known->second.size() || known->second[index] != time)
            return std::nullopt;
    }
    return std::chrono::sys_seconds(std::chrono::seconds(time));
}

Refused Reader::read(const Source& source, const std::string& below, int archives)
{
    if (source.isEncrypted())
        return Refusal{std::string("it ") + kEncrypted};
    Result<ArchiveHandle> opened = source.open();
    if (!opened)
        return Refusal{opened.error().message};
    struct ::archive* archive = opened->get();
    std::string last;
    for (std::size_t index = 0;; ++index) {
        struct ::archive_entry* entry = nullptr;
        const int code = ::archive_read_next_header(archive, &entry);
        if (code == ARCHIVE_EOF)
            break;
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
            const std::string why = whatIsWrong(archive);
            if (why.find("ncrypt") != std::string::npos)
                return Refusal{std::string("it ") + kEncrypted};
            return Refusal{(last.empty() ? "" : "after " + quoted(headOf(last, 200)) + ": ") + why};
        }
        const char* given = ::archive_entry_pathname(entry);
        last = given == nullptr ? "" : given;
        if (below.empty() && index < m_first)
            continue;
        if (++m_members > m_limits.members) {
            if (m_limits.inParts && below.empty()) {
                m_to.content.next = index;
                break;
            }
            return Refusal{"it holds more than " + std::to_string(m_limits.members) + " members", true};
        }
        Member member{archive, entry, below + last, {}, timeOf(archive, entry, source, index)};
        bool full = false;
        if (Refused refused = take(std::move(member), archives, full))
            return refused;
        if (full) {
            m_to.content.next = index;
            break;
        }
    }
    m_elsewhere.erase(archive);
    if (::archive_read_has_encrypted_entries(archive) == 1 && m_to.content.files.empty())
        return Refusal{std::string("it ") + kEncrypted};
    return std::nullopt;
}

Refused Reader::take(Member member, int archives, bool& full)
{
    if (const std::string why = whyNotBelow(member.name); !why.empty())
        return unusable(member.name, why + "; no such name is unpacked");
    NameParts parts = partsOf(member.name);
    if (parts.empty() || isOfTheSystem(parts))
        return std::nullopt;
    member.path = joined(parts);
    if (::archive_entry_is_data_encrypted(member.entry) != 0 ||
        ::archive_entry_is_metadata_encrypted(member.entry) != 0)
        return unusable(member.name, kEncrypted);
    if (const char* target = ::archive_entry_hardlink(member.entry); target != nullptr) {
        leaveOut(member.name, "hard link to " + quoted(headOf(target, 200)) + "; links are not unpacked");
        return std::nullopt;
    }
    const auto type = ::archive_entry_filetype(member.entry);
    if (type == AE_IFDIR)
        return std::nullopt;
    if (type == AE_IFLNK) {
        const char* target = ::archive_entry_symlink(member.entry);
        leaveOut(member.name, "symbolic link to " + quoted(headOf(target == nullptr ? "" : target, 200)) +
                                  "; links are not unpacked");
        return std::nullopt;
    }
    if (type != AE_IFREG && type != 0) {
        leaveOut(member.name, "a device, a FIFO or a socket; only regular files are unpacked");
        return std::nullopt;
    }
    if (parts.size() > static_cast<std::size_t>(m_limits.depth) + 1)
        return unusable(member.name, "lies more than " + std::to_string(m_limits.depth) + " folders deep");
    if (m_to.content.files.size() >= m_limits.files) {
        full = m_limits.inParts;
        return full ? Refused()
                    : Refusal{"it holds more than " + std::to_string(m_limits.files) +
                                  " files; hand in only the sources",
                              true};
    }
    std::string content;
    if (Refused refused = readContent(member, content)) {
        if (m_limits.inParts && refused->ofAll && m_bytes > 0) {
            full = true; // too much for this part, perhaps not for the next part
            return std::nullopt;
        }
        if (!m_limits.inParts)
            return refused;
        leaveOut(member.name, refused->why);
        return std::nullopt;
    }
    if (hasArchiveName(member.path) && beginsAsArchive(headOf(content, kArchiveHead)) && !m_limits.inParts)
        return takeArchive(member, std::move(content), archives);
    if (!m_names.insert(member.path).second)
        return unusable(member.name, "is there twice; nobody can tell which of the two is meant");
    m_bytes += content.size();
    m_to.content.files.push_back({member.path, content.size(), member.modified});
    m_to.contents.push_back(std::move(content));
    return std::nullopt;
}

Refused Reader::readContent(const Member& member, std::string& content)
{
    const Refusal tooMuch{"unpacked, it has more than " + megabytes(m_limits.bytes) + " (with " +
                              quoted(headOf(member.name, 200)) + ")",
                          true};
    const bool sized = ::archive_entry_size_is_set(member.entry) != 0;
    const auto whole =
        static_cast<std::uint64_t>(std::max<::la_int64_t>(::archive_entry_size(member.entry), 0));
    const std::uint64_t room = m_limits.bytes - m_bytes;
    if (sized && whole > room)
        return tooMuch;
    for (;;) {
        const void* data = nullptr;
        std::size_t size = 0;
        ::la_int64_t offset = 0;
        const int code = ::archive_read_data_block(member.archive, &data, &size, &offset);
        if (code == ARCHIVE_EOF)
            break;
        // A warning is a content that does not have its checksum.
        if (code != ARCHIVE_OK) {
            const std::string why = whatIsWrong(member.archive);
            if (why.find("ncrypt") != std::string::npos || why.find("Crypto") != std::string::npos)
                return Refusal{quoted(headOf(member.name, 200)) + " " + kEncrypted};
            return Refusal{quoted(headOf(member.name, 200)) + " is damaged: " + why};
        }
        if (offset < 0 || static_cast<std::uint64_t>(offset) > room ||
            size > room - static_cast<std::uint64_t>(offset))
            return tooMuch;
        if (const std::size_t end = static_cast<std::size_t>(offset) + size; end > content.size())
            content.resize(end);
        std::copy_n(static_cast<const char*>(data), size, content.begin() + offset);
    }
    if (!sized || whole == content.size())
        return std::nullopt;
    // A sparse file of a tar ends with a hole.
    if ((::archive_format(member.archive) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR ||
        content.size() > whole)
        return Refusal{quoted(headOf(member.name, 200)) + " is damaged: it has " +
                       std::to_string(content.size()) + " bytes, and the archive says " +
                       std::to_string(whole)};
    content.resize(whole);
    return std::nullopt;
}

/// An archive in an archive: its files lie in a folder of its name.
Refused Reader::takeArchive(const Member& member, std::string content, int archives)
{
    if (archives >= m_limits.archives) {
        leaveOut(member.name, "an archive; archives are unpacked " + std::to_string(m_limits.archives) +
                                  " deep and no deeper");
        return std::nullopt;
    }
    const std::size_t before = m_to.content.files.size();
    // It takes room itself while it is read.
    m_bytes += content.size();
    Refused refused = read({-1, content}, withoutArchiveEnding(member.path) + "/", archives + 1);
    m_bytes -= content.size();
    if (!refused || refused->ofAll)
        return refused;
    for (std::size_t i = before; i < m_to.content.files.size(); ++i)
        m_names.erase(m_to.content.files[i].name);
    m_to.content.files.resize(before);
    m_to.contents.resize(before);
    m_bytes = 0;
    for (const UnpackedFile& file : m_to.content.files)
        m_bytes += file.size;
    return unusable(member.name, "cannot be unpacked: " + refused->why);
}

std::string lowered(std::string name)
{
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
}

/// Remarks on the names for people.
std::vector<std::string> notesOn(const std::vector<UnpackedFile>& files)
{
    std::vector<std::string> notes;
    std::map<std::string, const std::string*> seen;
    const std::string* otherBytes = nullptr;
    for (const UnpackedFile& file : files) {
        const auto [first, fresh] = seen.emplace(lowered(file.name), &file.name);
        if (!fresh && notes.size() < kMostNotes)
            notes.push_back("In the archive " + quoted(headOf(*first->second, 200)) + " and " +
                            quoted(headOf(file.name, 200)) +
                            " differ only in upper and lower case; they are two files here.");
        if (otherBytes == nullptr && !isUtf8(file.name))
            otherBytes = &file.name;
    }
    if (otherBytes != nullptr)
        notes.push_back("In the archive the name " + quoted(headOf(*otherBytes, 200)) +
                        " is not UTF-8; its bytes are kept.");
    return notes;
}

} // namespace

InMemory unpackToMemory(int fd, std::uint64_t first, const HandInLimits& limits)
{
    const Utf8Names names;
    setTimeZone("UTC0");
    InMemory read;
    Refused refused = Reader(first, limits, read).read({fd, {}}, "", 1);
    if (!refused) {
        if (const std::string collision = findCollision(read.content.files); !collision.empty())
            refused = Refusal{collision};
    }
    if (refused) {
        read = {};
        read.content.refusedBecause = refused->why;
        return read;
    }
    read.content.notes = notesOn(read.content.files);
    return read;
}

} // namespace assize::files
