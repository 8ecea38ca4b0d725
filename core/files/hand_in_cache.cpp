// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hand_in_cache.h"

#include "files/archive.h"
#include "files/read.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::files {
namespace {

constexpr const char* kTable = "hand-in";
constexpr std::uint64_t kLargestTable = 256ULL << 20;

/// Files in the cache were held against the limits when they came in.
HandInLimits noLimits()
{
    HandInLimits limits;
    limits.bytes = std::uint64_t{1} << 40;
    limits.files = limits.members = std::size_t{1} << 24;
    limits.depth = 64;
    return limits;
}

std::uint64_t sumOf(const HandInContent& content)
{
    std::uint64_t sum = 0;
    for (const UnpackedFile& file : content.files)
        sum += file.size;
    return sum;
}

/// After a power cut a file may be there and its content not.
bool isWhole(const UnpackedHandIn& handIn)
{
    return std::all_of(
        handIn.content.files.begin(), handIn.content.files.end(), [&](const UnpackedFile& file) {
            struct ::stat status = {};
            return ::lstat((handIn.folder / file.name).c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
                   static_cast<std::uint64_t>(status.st_size) == file.size;
        });
}

struct Part
{
    int file = -1;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

Result<void> copyTo(int to, Part from)
{
    std::array<char, 1 << 16> block{};
    while (from.size > 0) {
        const ::ssize_t got =
            ::pread(from.file, block.data(), std::min<std::uint64_t>(from.size, block.size()),
                    static_cast<::off_t>(from.offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read what was unpacked", errno);
        if (got == 0)
            return Error{ErrorKind::InvalidInput,
                         "the unpacking program broke its protocol: a content is short"};
        for (::ssize_t done = 0; done < got;) {
            const ::ssize_t written = ::write(to, block.data() + done, static_cast<std::size_t>(got - done));
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return systemError("cannot write what was unpacked", written < 0 ? errno : ENOSPC);
            done += written;
        }
        from.offset += static_cast<std::uint64_t>(got);
        from.size -= static_cast<std::uint64_t>(got);
    }
    return {};
}

} // namespace

HandInCache::HandInCache(std::filesystem::path folder, std::uint64_t limit)
    : m_folder(std::move(folder)), m_limit(limit)
{
}

Result<void> HandInCache::open(bool create)
{
    if (m_lock)
        return {};
    if (create) {
        if (Result<void> made = makePrivateFolder(m_folder); !made)
            return made;
    }
    const std::filesystem::path name = m_folder / "lock";
    unique_fd lock(::open(name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!lock)
        return systemError("cannot use " + quoted(name), errno);
    if (::flock(lock.get(), LOCK_SH) != 0)
        return systemError("cannot lock " + quoted(name), errno);
    m_lock = std::move(lock);
    return {};
}

void HandInCache::clean()
{
    // Whether the folder can be used is for the caller that makes something in it to say.
    if (!open(true))
        return;
    // Alone here: nobody reads the entries that go.
    if (::flock(m_lock.get(), LOCK_EX | LOCK_NB) == 0)
        makeRoom(m_folder, {.bytes = 0, .limit = m_limit});
    // Without that lock another process may clean while this process reads, and the entries that go are
    // unpacked again.
    (void)::flock(m_lock.get(), LOCK_SH);
}

std::optional<UnpackedHandIn> HandInCache::find(const std::string& key)
{
    if (!open(false))
        return std::nullopt;
    const std::filesystem::path entry = m_folder / key;
    const Result<std::string> table = readFile(entry / kTable, kLargestTable);
    if (!table)
        return std::nullopt;
    std::string_view bytes = *table;
    Result<HandInContent> content = decodeContent(bytes, noLimits());
    if (!content || !bytes.empty())
        return std::nullopt;
    UnpackedHandIn found{entry / "content", std::move(*content)};
    if (!isWhole(found))
        return std::nullopt;
    m_used += sumOf(found.content);
    (void)::utimensat(AT_FDCWD, (entry / "unpacked").c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
    return found;
}

Result<HandInCache::Entry> HandInCache::make()
{
    if (Result<void> opened = open(true); !opened)
        return std::move(opened).error();
    Result<NewCacheEntry> made = NewCacheEntry::make(m_folder);
    if (!made)
        return std::move(made).error();
    return Entry(*this, std::move(*made));
}

Result<void> HandInCache::Entry::add(const HandInContent& part, int contents, std::uint64_t offset)
{
    if (!part.refusedBecause.empty()) {
        refuse(part.refusedBecause);
        return {};
    }
    for (const LeftOutMember& member : part.leftOut)
        addLeftOut(m_content, member);
    for (const std::string& note : part.notes)
        addNote(m_content, note);
    for (const UnpackedFile& file : part.files) {
        if (m_bytes + file.size > m_cache.m_limit - std::min(m_cache.m_used, m_cache.m_limit))
            return Error{ErrorKind::InvalidInput,
                         "the archives of the hand-ins are too much: unpacked, they have "
                         "more than " +
                             std::to_string(m_cache.m_limit >> 20) + " MiB together"};
        const std::filesystem::path path = m_made.content() / file.name;
        std::error_code code;
        std::filesystem::create_directories(path.parent_path(), code);
        const unique_fd to(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!to && (errno == EEXIST || errno == ENOTDIR || errno == EISDIR)) {
            addLeftOut(m_content, {file.name, "is there twice; nobody can tell which of the two is meant"});
            offset += file.size;
            continue;
        }
        if (!to)
            return systemError("cannot write " + quoted(path), errno);
        if (Result<void> copied = copyTo(to.get(), {.file = contents, .offset = offset, .size = file.size});
            !copied)
            return copied;
        // A reader of the folder takes this for "not known".
        ::timespec time = {};
        if (file.modified)
            time.tv_sec = static_cast<std::time_t>(file.modified->time_since_epoch().count());
        const std::array<::timespec, 2> times = {time, time};
        if (::futimens(to.get(), times.data()) != 0)
            return systemError("cannot set the time of " + quoted(path), errno);
        offset += file.size;
        m_bytes += file.size;
        m_content.files.push_back(file);
    }
    return {};
}

void HandInCache::Entry::refuse(const std::string& reason)
{
    m_content = {};
    m_content.refusedBecause = reason;
    m_bytes = 0;
    std::error_code ignored; // a file that stays is never listed
    for (const auto& file : std::filesystem::directory_iterator(m_made.content(), ignored))
        std::filesystem::remove_all(file.path(), ignored);
}

Result<UnpackedHandIn> HandInCache::Entry::finish(const std::string& key)
{
    const std::filesystem::path entry = m_cache.m_folder / key;
    const std::string table = encodeContent(m_content);
    const std::filesystem::path name = m_made.content().parent_path() / kTable;
    const unique_fd to(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!to || ::write(to.get(), table.data(), table.size()) != static_cast<::ssize_t>(table.size()))
        return systemError("cannot write " + quoted(name), errno);
    for (int attempt = 0; attempt < 2 && !m_made.isKept(); ++attempt) {
        if (Result<void> kept = m_made.keepAs(entry, m_bytes); !kept)
            return std::move(kept).error();
        if (std::optional<UnpackedHandIn> found = m_cache.find(key))
            return std::move(*found);
        // The entry that is there was damaged by a power cut, or made by an older version.
        std::error_code ignored;
        std::filesystem::remove_all(entry, ignored);
    }
    return Error{ErrorKind::Io,
                 "what was unpacked into " + quoted(entry) + " cannot be read again; is the disk full?"};
}

std::filesystem::path handInCacheFolder()
{
    const std::filesystem::path packages = packageCache();
    std::string name = packages.filename().native();
    name.replace(name.rfind("packages"), std::string("packages").size(), "submissions");
    return packages.parent_path() / name;
}

} // namespace assize::files
