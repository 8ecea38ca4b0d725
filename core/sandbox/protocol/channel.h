// SPDX-License-Identifier: GPL-3.0-or-later
// Packets with descriptors over a SOCK_SEQPACKET Unix socket.
#pragma once

#include "base/unique_fd.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace assize::sandbox::protocol {

/// Sends one packet with `descriptors` (borrowed). 0, or errno; never SIGPIPE.
int sendPacket(int socket, std::string_view packet, std::span<const int> descriptors = {});

struct Received
{
    std::size_t size = 0;
    int error = 0;          ///< errno; EMSGSIZE also when the packet or its descriptors did not fit
    bool endOfFile = false; ///< the other end is closed
};

/// Waits for one packet (or not: flags as for recvmsg). Descriptors come close-on-exec and replace
/// `descriptors`.
Received receivePacket(int socket, std::span<char> buffer, std::vector<unique_fd>& descriptors,
                       int flags = 0);

} // namespace assize::sandbox::protocol
