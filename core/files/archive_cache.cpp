// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive_cache.h"

#include "files/folder.h"
#include "files/read.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace assize::files {
namespace {

constexpr const char* kMark = "unpacked";
constexpr std::string_view kUnfinished = ".unpacking-";
constexpr std::string_view kPattern = ".unpacking-XXXXXX"; // of mkdtemp
constexpr std::string_view kRemoved = ".removing-";
/// A process that has made its folder locks it long before.
constexpr std::chrono::minutes kTimeToLock{1};

/// Locks of this process by entry: held until it ends.
struct Locks
{
    std::mutex mutex;
    std::map<std::filesystem::path, unique_fd> held;
};

Locks& locks()
{
    static Locks all;
    return all;
}

bool sameFile(int fd, const std::filesystem::path& path)
{
    struct ::stat opened = {};
    struct ::stat named = {};
    return ::fstat(fd, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

/// The lock of a folder that nobody uses; none: it is in use, or not ours to judge.
unique_fd lockUnused(const std::filesystem::path& folder)
{
    unique_fd lock(::open((folder / kMark).c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 || !sameFile(lock.get(), folder / kMark))
        return {};
    return lock;
}

void removeFolder(const std::filesystem::path& folder)
{
    // Under a name of its own, so that nobody finds half of it.
    std::error_code ignored;
    const std::filesystem::path away =
        folder.parent_path() / (std::string(kRemoved) + folder.filename().native());
    std::filesystem::rename(folder, away, ignored);
    std::filesystem::remove_all(ignored ? folder : away, ignored);
}

bool startsWith(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

std::uint64_t sizeOf(const std::filesystem::path& entry)
{
    const Result<std::string> text = readFile(entry / kMark, 64);
    std::uint64_t bytes = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), bytes);
    return bytes;
}

void removeUnfinished(const Entry& entry)
{
    std::error_code code;
    if (std::filesystem::exists(entry.path / kMark, code)) {
        if (const unique_fd lock = lockUnused(entry.path))
            removeFolder(entry.path);
    } else if (std::chrono::system_clock::now() - entry.modified > kTimeToLock) {
        removeFolder(entry.path);
    }
}

struct Known
{
    std::filesystem::path folder;
    std::uint64_t bytes = 0;
    std::filesystem::file_time_type used;
};

} // namespace

Result<void> makePrivateFolder(const std::filesystem::path& folder)
{
    std::error_code code;
    std::filesystem::create_directories(folder.parent_path(), code);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return systemError("cannot make the folder " + quoted(folder), errno);
    struct ::stat status = {};
    if (::lstat(folder.c_str(), &status) != 0)
        return systemError("cannot use the folder " + quoted(folder), errno);
    // In a folder that all may write to, somebody else may have been there first.
    if (S_ISDIR(status.st_mode) && status.st_uid != ::geteuid())
        return Error{ErrorKind::Io,
                     "cannot unpack into " + quoted(folder) +
                         ": the folder belongs to another user. Set XDG_CACHE_HOME to a folder "
                         "of your own."};
    return {};
}

Result<NewCacheEntry> NewCacheEntry::make(const std::filesystem::path& cache)
{
    std::string name = (cache / kPattern).native();
    if (::mkdtemp(name.data()) == nullptr)
        return systemError("cannot make a folder in " + quoted(cache), errno);
    NewCacheEntry entry;
    entry.m_folder = name;
    entry.m_lock =
        unique_fd(::open((entry.m_folder / kMark).c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!entry.m_lock || ::flock(entry.m_lock.get(), LOCK_EX | LOCK_NB) != 0 ||
        ::mkdir(entry.content().c_str(), 0700) != 0)
        return systemError("cannot write into " + quoted(cache), errno);
    return entry;
}

NewCacheEntry::NewCacheEntry(NewCacheEntry&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_lock(std::move(other.m_lock))
{
    other.m_folder.clear();
}

NewCacheEntry::~NewCacheEntry()
{
    if (!m_folder.empty())
        removeFolder(m_folder);
}

Result<void> NewCacheEntry::keepAs(const std::filesystem::path& entry, std::uint64_t bytes)
{
    const std::string size = std::to_string(bytes) + "\n";
    if (::pwrite(m_lock.get(), size.data(), size.size(), 0) != static_cast<::ssize_t>(size.size()))
        return systemError("cannot write " + quoted(m_folder / kMark), errno);
    if (::rename(m_folder.c_str(), entry.c_str()) != 0) {
        if (errno == EEXIST || errno == ENOTEMPTY)
            return {};
        return systemError("cannot rename " + quoted(m_folder) + " to " + quoted(entry), errno);
    }
    m_folder.clear();
    m_lock.reset();
    return {};
}

Result<bool> useCacheEntry(const std::filesystem::path& entry)
{
    const std::filesystem::path mark = entry / kMark;
    const std::lock_guard guard(locks().mutex);
    if (const auto held = locks().held.find(entry);
        held != locks().held.end() && sameFile(held->second.get(), mark))
        return true;
    // A process that finds an entry while it is removed takes its lock too late: the name is gone by then.
    for (;;) {
        unique_fd lock(::open(mark.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        if (!lock && errno == ENOENT)
            return false;
        if (!lock || ::flock(lock.get(), LOCK_SH) != 0)
            return systemError("cannot use " + quoted(mark), errno);
        if (!sameFile(lock.get(), mark))
            continue;
        ::futimens(lock.get(), nullptr);
        locks().held[entry] = std::move(lock);
        return true;
    }
}

void makeRoom(const std::filesystem::path& cache, const Room& room)
{
    const Result<Listing> listing = listFolder(cache);
    if (!listing)
        return;
    std::vector<Known> known;
    std::uint64_t sum = room.bytes;
    for (const Entry& entry : listing->entries) {
        if (!entry.isFolder())
            continue;
        if (startsWith(entry.name, kUnfinished) || startsWith(entry.name, kRemoved)) {
            removeUnfinished(entry);
            continue;
        }
        std::error_code code;
        known.push_back(
            {entry.path, sizeOf(entry.path), std::filesystem::last_write_time(entry.path / kMark, code)});
        sum += known.back().bytes;
    }
    std::sort(known.begin(), known.end(), [](const Known& a, const Known& b) { return a.used < b.used; });
    for (const Known& old : known) {
        if (sum <= room.limit)
            return;
        const unique_fd lock = lockUnused(old.folder);
        if (!lock)
            continue;
        removeFolder(old.folder);
        sum -= old.bytes;
    }
}

} // namespace assize::files
