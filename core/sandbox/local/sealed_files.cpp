// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/sealed_files.h"

#include "sandbox/protocol/sealed_copy.h"

#include <algorithm>
#include <sys/stat.h>

namespace assize::sandbox {

namespace {

constexpr std::uint64_t kLargestKept = 64ULL << 20;
constexpr std::uint64_t kMostKept = 512ULL << 20;

bool isSame(const struct stat& a, const struct stat& b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
           a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec &&
           a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

} // namespace

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

Result<unique_fd> SealedFiles::open(int fd)
{
    if (protocol::isSealed(fd))
        return protocol::openForProgram(fd, m_sameUser);
    struct stat original
    {
    };
    if (::fstat(fd, &original) != 0 || !S_ISREG(original.st_mode))
        return Error{ErrorKind::Internal, "an input for a program is not a regular file"};
    const auto size = static_cast<std::uint64_t>(original.st_size);
    {
        const std::lock_guard lock(m_mutex);
        if (const int known = find(original); known >= 0)
            return protocol::openForProgram(known, m_sameUser);
    }
    Result<unique_fd> copied = protocol::sealedCopy(fd);
    if (!copied)
        return copied.error();
    Result<unique_fd> reader = protocol::openForProgram(copied->get(), m_sameUser);
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
