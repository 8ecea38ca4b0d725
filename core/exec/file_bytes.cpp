// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/file_bytes.h"

#include "base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace assize::exec {
namespace {

/// Up to `size` bytes; -1 with errno.
ssize_t readSome(int fd, std::uint64_t offset, char* buffer, std::size_t size)
{
    ssize_t got = 0;
    do {
        got = ::pread(fd, buffer, size, static_cast<off_t>(offset));
    } while (got < 0 && errno == EINTR);
    return got;
}

} // namespace

int readExactly(int fd, std::uint64_t offset, char* buffer, std::size_t size)
{
    while (size > 0) {
        const ssize_t got = readSome(fd, offset, buffer, size);
        if (got <= 0)
            return got < 0 ? errno : EIO;
        const auto step = static_cast<std::size_t>(got);
        offset += step;
        buffer += step;
        size -= step;
    }
    return 0;
}

std::string headOfFile(int fd, std::size_t maximum)
{
    struct stat status
    {
    };
    if (fd < 0 || ::fstat(fd, &status) != 0 || status.st_size <= 0)
        return {};
    std::string bytes(std::min(maximum, static_cast<std::size_t>(status.st_size)), '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = readSome(fd, size, bytes.data() + size, bytes.size() - size);
        if (got <= 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

int readWholeFile(const std::filesystem::path& path, std::uint64_t maximum, std::string& bytes)
{
    const unique_fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!fd)
        return errno;
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0)
        return errno;
    if (!S_ISREG(status.st_mode))
        return EINVAL;
    if (static_cast<std::uint64_t>(status.st_size) > maximum)
        return EFBIG;
    bytes.resize(static_cast<std::size_t>(status.st_size));
    return readExactly(fd.get(), 0, bytes.data(), bytes.size());
}

} // namespace assize::exec
