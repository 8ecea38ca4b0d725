// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/sealed_copy.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace assize::sandbox::protocol {

namespace {

/// Resets the traces beside the content that outlive a run: times and extended attributes. A program that is
/// run again on the same input could leave itself word there. A file in memory is born writable for
/// everybody, which counts for these.
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

bool isSealed(int fd)
{
    constexpr int kWanted = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
    const int seals = ::fcntl(fd, F_GET_SEALS);
    return seals >= 0 && (seals & kWanted) == kWanted;
}

Result<unique_fd> sealedCopy(int fd)
{
    struct stat info
    {
    };
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return Error{ErrorKind::Internal, "not a regular file"};
    const auto size = static_cast<std::uint64_t>(info.st_size);
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

Result<unique_fd> openForProgram(int fd, bool sameUser)
{
    forgetEarlierRuns(fd);
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    constexpr int kAttempts = 20;
    for (int attempt = 0;; ++attempt) {
        // A program of another slot may be taking the permissions away at this moment, again and again.
        if (sameUser && attempt > 0)
            (void)::fchmod(fd, 0555);
        unique_fd again(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (again)
            return again;
        if (errno == EACCES && sameUser && attempt == kAttempts) {
            Result<unique_fd> copy = sealedCopy(fd);
            return copy ? openForProgram(copy->get(), false) : std::move(copy);
        }
        if (errno != EACCES || attempt == kAttempts)
            return systemError("cannot open an input again", errno, ErrorKind::Internal);
    }
}

} // namespace assize::sandbox::protocol
