// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/output_file.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>

namespace assize::sandbox::protocol {

Result<unique_fd> makeOutputFile()
{
    const unique_fd file(::memfd_create("output", MFD_CLOEXEC));
    if (!file)
        return systemError("make a file for the output", errno, ErrorKind::Internal);
    const std::string path = "/proc/self/fd/" + std::to_string(file.get());
    unique_fd opened(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!opened)
        return systemError("open the file for the output", errno, ErrorKind::Internal);
    return opened;
}

} // namespace assize::sandbox::protocol
