// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/sealed_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace assize::sandbox {

namespace {

constexpr std::uint64_t kLargestKept = 64ULL << 20;
constexpr std::uint64_t kMostKept = 512ULL << 20;

bool isSealed(int fd)
{
    constexpr int kWanted = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
    const int seals = ::fcntl(fd, F_GET_SEALS);
    return seals >= 0 && (seals & kWanted) == kWanted;
}

bool isSame(const struct stat& a, const struct stat& b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
           a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec &&
           a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

Result<unique_fd> copyOf(int fd, std::uint64_t size)
{
    unique_fd copy(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!copy)
        return systemError("cannot make a file in memory", errno, ErrorKind::Internal);
    off_t offset = 0;
    while (static_cast<std::uint64_t>(offset) < size) {
        const ssize_t got = ::sendfile(copy.get(), fd, &offset, size - static_cast<std::uint64_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot copy a file into memory", errno, ErrorKind::Internal);
        if (got == 0)
            return Error{ErrorKind::Io, "a file became shorter while it was read"};
    }
    if (::fcntl(copy.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return systemError("cannot seal a file in memory", errno, ErrorKind::Internal);
    return copy;
}

} // namespace

namespace {

/// What is not content and outlives a run: times and extended attributes. A program that is run again on the
/// same input could leave itself word there. A file in memory is born writable for everybody, which for these
/// counts.
void forgetEarlierRuns(int fd)
{
    (void)::fchmod(fd, 0555);
    constexpr timespec kBeginning[2] = {};
    (void)::futimens(fd, kBeginning);
    char names[16 << 10];
    const ssize_t size = ::flistxattr(fd, names, sizeof names);
    for (ssize_t at = 0; at < size; at += static_cast<ssize_t>(std::strlen(names + at)) + 1)
        (void)::fremovexattr(fd, names + at);
}

} // namespace

Result<unique_fd> SealedFiles::reopen(int fd) const
{
    forgetEarlierRuns(fd);
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    constexpr int kAttempts = 100;
    for (int attempt = 0;; ++attempt) {
        // A program of another slot may be taking the permissions away at this moment, again and again.
        if (m_sameUser && attempt > 0)
            (void)::fchmod(fd, 0555);
        unique_fd again(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (again)
            return again;
        if (errno != EACCES || attempt == kAttempts)
            return systemError("cannot open an input again", errno, ErrorKind::Internal);
    }
}

/// The copy of a file, or -1. Under the mutex.
int SealedFiles::find(const struct stat& original)
{
    const auto found = std::find_if(m_copies.begin(), m_copies.end(), [&original](const Copy& copy) {
        return isSame(copy.original, original);
    });
    if (found == m_copies.end())
        return -1;
    m_copies.splice(m_copies.begin(), m_copies, found);
    return found->fd.get();
}

Result<unique_fd> SealedFiles::copy(int fd)
{
    struct stat info
    {
    };
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return Error{ErrorKind::Internal, "not a regular file"};
    return copyOf(fd, static_cast<std::uint64_t>(info.st_size));
}

Result<unique_fd> SealedFiles::open(int fd)
{
    if (isSealed(fd))
        return reopen(fd);
    struct stat original
    {
    };
    if (::fstat(fd, &original) != 0 || !S_ISREG(original.st_mode))
        return Error{ErrorKind::Internal, "an input for a program is not a regular file"};
    const auto size = static_cast<std::uint64_t>(original.st_size);
    {
        const std::lock_guard lock(m_mutex);
        if (const int known = find(original); known >= 0)
            return reopen(known);
    }
    Result<unique_fd> copied = copyOf(fd, size);
    if (!copied)
        return copied.error();
    Result<unique_fd> reader = reopen(copied->get());
    if (!reader || size > kLargestKept)
        return reader;
    const std::lock_guard lock(m_mutex);
    if (find(original) < 0) {
        m_copies.push_front({original, std::move(*copied)});
        m_bytes += size;
        while (m_bytes > kMostKept) {
            m_bytes -= static_cast<std::uint64_t>(m_copies.back().original.st_size);
            m_copies.pop_back();
        }
    }
    return reader;
}

} // namespace assize::sandbox
