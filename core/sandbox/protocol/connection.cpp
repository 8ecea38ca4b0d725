// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/connection.h"

#include <array>
#include <sys/resource.h>
#include <sys/socket.h>

namespace assize::sandbox::protocol {

Result<SocketPair> makeSockets()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return systemError("cannot make a socket pair for the sandbox", errno, ErrorKind::Internal);
    return SocketPair{unique_fd(ends[0]), unique_fd(ends[1])};
}

void allowManyDescriptors()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(RLIMIT_NOFILE, &limit); // then it stays as it is
    }
}

} // namespace assize::sandbox::protocol
