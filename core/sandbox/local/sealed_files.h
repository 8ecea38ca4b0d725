// SPDX-License-Identifier: GPL-3.0-or-later
// Files as programs may see them: nobody can change them, and nothing tells where they came from.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstdint>
#include <list>
#include <mutex>
#include <sys/stat.h>

namespace assize::sandbox {

/// Turns a file into a sealed memfd, and remembers the copies, since a test's input is read by every
/// submission. A program that got the file itself could learn its path from /proc/self/fd and, being the same
/// user, rewrite it. Thread-safe.
class SealedFiles
{
public:
    /// `sameUser`: programs run as the engine's user. They cannot write a sealed file, but change its mode.
    explicit SealedFiles(bool sameUser) : m_sameUser(sameUser) {}

    /// A new read-only description, at offset 0, of the content of `fd`: a regular file or a memfd.
    Result<unique_fd> open(int fd);

private:
    struct Copy
    {
        struct stat original;
        unique_fd fd;
    };

    int find(const struct stat& original);

    bool m_sameUser;
    std::mutex m_mutex;
    std::list<Copy> m_copies; ///< the copy used last is first
    std::uint64_t m_bytes = 0;
};

} // namespace assize::sandbox
