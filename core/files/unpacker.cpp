// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/unpacker.h"

#include "base/utf8.h"
#include "files/archive_reading.h"
#include "files/member_names.h"
#include "files/rar5.h"
#include "files/read.h"

#include <algorithm>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace assize::files {
namespace {

Error refused(std::string_view member, const std::string& why)
{
    return {ErrorKind::InvalidInput, quoted(member) + " " + why};
}

Error encrypted()
{
    return {ErrorKind::InvalidInput,
            "it is encrypted; unpack it with its password into a folder, and give that"};
}

using Parts = NameParts;

class Unpacker
{
public:
    Unpacker(std::uint64_t size, std::filesystem::path folder, const UnpackLimits& limits)
        : m_size(size), m_folder(std::move(folder)), m_limits(limits),
          m_deadline(std::chrono::steady_clock::now() + limits.time)
    {
    }
    Result<std::uint64_t> run(int fd);

private:
    struct Link
    {
        std::string name;
        Parts parts;
        std::string target;
    };

    Result<void> takeMember(struct ::archive_entry* entry);
    Result<Parts> checkedName(std::string_view name) const;
    Result<void> checkTime() const;
    Result<void> count(std::string_view name, std::uint64_t bytes);
    Result<void> makeFolders(const Parts& parts, std::size_t count);
    Result<void> writeFile(struct ::archive_entry* entry, const std::string& name, const Parts& parts);
    Result<void> writeContent(int fd, struct ::archive_entry* entry, const std::string& name);
    Result<void> makeHardLinks();
    Result<void> makeSymbolicLinks();
    Error damaged(const std::string& where) const;

    std::uint64_t m_size;
    std::filesystem::path m_folder;
    const UnpackLimits& m_limits;
    std::chrono::steady_clock::time_point m_deadline;
    ArchiveHandle m_archive;
    std::uint64_t m_bytes = 0;
    std::size_t m_members = 0;
    std::vector<Link> m_hardLinks;
    std::vector<Link> m_symbolicLinks;
};

Error Unpacker::damaged(const std::string& where) const
{
    return {ErrorKind::InvalidInput, where + whatIsWrong(m_archive.get())};
}

Result<std::uint64_t> Unpacker::run(int fd)
{
    const Utf8Names names;
    if (isEncryptedRar5(fd))
        return encrypted();
    Result<ArchiveHandle> opened = openArchive(fd);
    if (!opened)
        return std::move(opened).error();
    m_archive = std::move(*opened);
    std::string last;
    for (;;) {
        struct ::archive_entry* entry = nullptr;
        const int code = ::archive_read_next_header(m_archive.get(), &entry);
        if (code == ARCHIVE_EOF)
            break;
        // A warning is about times, owners or a name that is not in the character set it claims.
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return damaged(last.empty() ? "" : "after " + quoted(std::string_view(last)) + ": ");
        if (const char* name = ::archive_entry_pathname(entry); name != nullptr)
            last = name;
        if (Result<void> taken = takeMember(entry); !taken)
            return std::move(taken).error();
    }
    if (::archive_read_has_encrypted_entries(m_archive.get()) == 1)
        return encrypted();
    if (Result<void> made = makeHardLinks(); !made)
        return std::move(made).error();
    if (Result<void> made = makeSymbolicLinks(); !made)
        return std::move(made).error();
    return m_bytes;
}

Result<void> Unpacker::checkTime() const
{
    if (std::chrono::steady_clock::now() <= m_deadline)
        return {};
    return Error{ErrorKind::InvalidInput, "unpacking takes longer than " +
                                              std::to_string(m_limits.time.count() / 1000) +
                                              " s; unpack it into a folder, and give that"};
}

Result<void> Unpacker::count(std::string_view name, std::uint64_t bytes)
{
    if (bytes > m_limits.bytes || m_bytes > m_limits.bytes - bytes)
        return refused(name, "is too much: unpacked, the archive has more than " +
                                 std::to_string(m_limits.bytes >> 20) + " MiB");
    m_bytes += bytes;
    if (m_bytes > m_limits.ratioFrom && m_bytes / m_limits.ratio > m_size)
        return refused(name, "is too much: the archive has " + std::to_string(m_size) +
                                 " bytes, and unpacked more than " + std::to_string(m_limits.ratio) +
                                 " times as many, as archives do that are made to fill disks");
    return checkTime();
}

Result<Parts> Unpacker::checkedName(std::string_view name) const
{
    if (const std::string why = whyNotBelow(name); !why.empty())
        return refused(headOf(name, 100), why + "; the archive is refused");
    Parts parts = partsOf(name);
    if (static_cast<int>(parts.size()) > m_limits.depth)
        return refused(name, "lies more than " + std::to_string(m_limits.depth) + " folders deep");
    return parts;
}

Result<void> Unpacker::takeMember(struct ::archive_entry* entry)
{
    if (++m_members > m_limits.members)
        return Error{ErrorKind::InvalidInput,
                     "it holds more than " + std::to_string(m_limits.members) + " files"};
    if (Result<void> time = checkTime(); !time)
        return time;
    const char* given = ::archive_entry_pathname(entry);
    if (given == nullptr)
        given = ::archive_entry_pathname_utf8(entry);
    const std::string name = given == nullptr ? "" : given;
    Result<Parts> parts = checkedName(name);
    if (!parts)
        return std::move(parts).error();
    if (parts->empty() || isOfTheSystem(*parts))
        return {};
    if (::archive_entry_is_data_encrypted(entry) != 0 || ::archive_entry_is_metadata_encrypted(entry) != 0)
        return refused(name,
                       "is encrypted; unpack the archive with its password into a folder, and give that");
    if (const char* target = ::archive_entry_hardlink(entry); target != nullptr) {
        m_hardLinks.push_back({name, std::move(*parts), target});
        return {};
    }
    switch (::archive_entry_filetype(entry)) {
    case AE_IFDIR:
        return makeFolders(*parts, parts->size());
    case AE_IFLNK: {
        const char* target = ::archive_entry_symlink(entry);
        m_symbolicLinks.push_back({name, std::move(*parts), target == nullptr ? "" : target});
        return {};
    }
    case AE_IFREG:
    case 0:
        return writeFile(entry, name, *parts);
    default:
        return refused(name,
                       "is a device, a FIFO or a socket, which no package needs; the archive is refused");
    }
}

/// The first `wanted` parts, as folders. Nothing in m_folder is a link while this is called.
Result<void> Unpacker::makeFolders(const Parts& parts, std::size_t wanted)
{
    std::filesystem::path path = m_folder;
    for (std::size_t i = 0; i < wanted; ++i) {
        path /= parts[i];
        if (::mkdir(path.c_str(), 0700) == 0) {
            // Folders that are not members count as well: a thousand names may need 32,000 of them.
            if (++m_members > m_limits.members)
                return Error{ErrorKind::InvalidInput,
                             "it holds more than " + std::to_string(m_limits.members) + " files"};
            continue;
        }
        struct ::stat status = {};
        if (errno != EEXIST)
            return systemError("cannot make the folder " + quoted(joined(parts)), errno);
        if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
            return refused(joined(parts), "lies below a member that is not a folder");
    }
    return {};
}

Result<void> Unpacker::writeFile(struct ::archive_entry* entry, const std::string& name, const Parts& parts)
{
    if (Result<void> made = makeFolders(parts, parts.size() - 1); !made)
        return made;
    const ::mode_t mode = (::archive_entry_perm(entry) & 0111) != 0 ? 0700 : 0600;
    const unique_fd fd(::open((m_folder / joined(parts)).c_str(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!fd && errno == EEXIST)
        return refused(name, "is there twice; nobody can tell which of the two is meant");
    if (!fd)
        return systemError("cannot write " + quoted(name), errno);
    return writeContent(fd.get(), entry, name);
}

Result<void> Unpacker::writeContent(int fd, struct ::archive_entry* entry, const std::string& name)
{
    std::uint64_t end = 0;
    for (;;) {
        const void* data = nullptr;
        std::size_t size = 0;
        ::la_int64_t offset = 0;
        const int code = ::archive_read_data_block(m_archive.get(), &data, &size, &offset);
        if (code == ARCHIVE_EOF)
            break;
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return damaged(quoted(name) + ": ");
        // Holes of a sparse file count as the zeros that they are read as.
        const std::uint64_t after = static_cast<std::uint64_t>(offset) + size;
        if (Result<void> counted = count(name, after > end ? after - end : 0); !counted)
            return counted;
        end = std::max(end, after);
        while (size > 0) {
            const ::ssize_t written = ::pwrite(fd, data, size, offset);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return systemError("cannot write " + quoted(name), written < 0 ? errno : ENOSPC);
            data = static_cast<const char*>(data) + written;
            size -= static_cast<std::size_t>(written);
            offset += written;
        }
    }
    const ::la_int64_t whole = ::archive_entry_size_is_set(entry) != 0 ? ::archive_entry_size(entry) : 0;
    if (whole <= 0 || static_cast<std::uint64_t>(whole) <= end)
        return {};
    if (Result<void> counted = count(name, static_cast<std::uint64_t>(whole) - end); !counted)
        return counted;
    if (::ftruncate(fd, whole) != 0)
        return systemError("cannot write " + quoted(name), errno);
    return {};
}

/// Of tar archives: the second name of a file. It gets a file of its own only where the system cannot link.
Result<void> Unpacker::makeHardLinks()
{
    for (const Link& link : m_hardLinks) {
        const Result<Parts> target = checkedName(link.target);
        if (!target)
            return target.error();
        const std::filesystem::path from = m_folder / joined(*target);
        struct ::stat status = {};
        if (target->empty() || ::lstat(from.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            return refused(link.name, "is a second name of " + quoted(link.target) +
                                          ", which is no file of the archive");
        if (Result<void> made = makeFolders(link.parts, link.parts.size() - 1); !made)
            return made;
        if (::link(from.c_str(), (m_folder / joined(link.parts)).c_str()) != 0) {
            if (errno == EEXIST)
                return refused(link.name, "is there twice; nobody can tell which of the two is meant");
            return systemError("cannot write " + quoted(link.name), errno);
        }
    }
    return {};
}

Result<void> Unpacker::makeSymbolicLinks()
{
    const auto leadsOut = [](const Link& link) {
        return refused(link.name, "is a link to " + quoted(link.target) +
                                      ", which leads out of the archive; the archive is refused");
    };
    for (const Link& link : m_symbolicLinks) {
        if (link.target.empty() || link.target.front() == '/' || link.target.size() > kLongestPath)
            return leadsOut(link);
        std::size_t depth = link.parts.size() - 1;
        for (const std::string& part : partsOf(link.target)) {
            if (part == ".." && depth == 0)
                return leadsOut(link);
            depth = part == ".." ? depth - 1 : depth + 1;
        }
        if (Result<void> made = makeFolders(link.parts, link.parts.size() - 1); !made)
            return made;
    }
    for (const Link& link : m_symbolicLinks) {
        if (::symlink(link.target.c_str(), (m_folder / joined(link.parts)).c_str()) == 0)
            continue;
        if (errno == EEXIST)
            return refused(link.name, "is there twice; nobody can tell which of the two is meant");
        return systemError("cannot make the link " + quoted(link.name), errno);
    }
    // ".." behind another link may still lead out: only the system knows where.
    for (const Link& link : m_symbolicLinks) {
        std::error_code code;
        const std::filesystem::path target = std::filesystem::canonical(m_folder / joined(link.parts), code);
        if (!code && !resolveBelow(target, m_folder))
            return leadsOut(link);
    }
    return {};
}

} // namespace

Result<std::uint64_t> unpackInto(int fd, std::uint64_t size, const std::filesystem::path& folder,
                                 const UnpackLimits& limits)
{
    return Unpacker(size, folder, limits).run(fd);
}

} // namespace assize::files
