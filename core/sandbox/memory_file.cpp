// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandbox.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>

namespace assize::sandbox {

Result<unique_fd> makeMemoryFile(std::string_view content, const char* name)
{
    unique_fd fd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd)
        return systemError("cannot make a file in memory", errno);
    while (!content.empty()) {
        const ssize_t written = ::write(fd.get(), content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return systemError("cannot write a file in memory", errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return systemError("cannot seal a file in memory", errno);
    return fd;
}

} // namespace assize::sandbox
