// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/channel.h"

#include "sandbox/protocol/messages.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace assize::sandbox::protocol {

namespace {

struct ControlBuffer
{
    alignas(cmsghdr) char bytes[CMSG_SPACE(kMaximumDescriptors * sizeof(int))];
};

} // namespace

int sendPacket(int socket, std::string_view packet, std::span<const int> descriptors)
{
    if (packet.size() > kMaximumMessage || descriptors.size() > kMaximumDescriptors)
        return EMSGSIZE;
    iovec vector{const_cast<char*>(packet.data()), packet.size()};
    msghdr header{};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    ControlBuffer control;
    if (!descriptors.empty()) {
        const std::size_t length = descriptors.size() * sizeof(int);
        header.msg_control = control.bytes;
        header.msg_controllen = CMSG_SPACE(length);
        std::memset(control.bytes, 0, header.msg_controllen);
        cmsghdr* first = CMSG_FIRSTHDR(&header);
        first->cmsg_level = SOL_SOCKET;
        first->cmsg_type = SCM_RIGHTS;
        first->cmsg_len = CMSG_LEN(length);
        std::memcpy(CMSG_DATA(first), descriptors.data(), length);
    }
    while (::sendmsg(socket, &header, MSG_NOSIGNAL) < 0) {
        if (errno != EINTR)
            return errno;
    }
    return 0;
}

Received receivePacket(int socket, std::span<char> buffer, std::vector<unique_fd>& descriptors, int flags)
{
    descriptors.clear();
    iovec vector{buffer.data(), buffer.size()};
    msghdr header{};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    ControlBuffer control;
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof control.bytes;

    Received received;
    ssize_t size = 0;
    while ((size = ::recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC)) < 0) {
        if (errno != EINTR) {
            received.error = errno;
            return received;
        }
    }
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item; item = CMSG_NXTHDR(&header, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t number = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < number; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(item) + i * sizeof(int), sizeof fd);
            descriptors.emplace_back(fd);
        }
    }
    received.size = static_cast<std::size_t>(size);
    received.endOfFile = size == 0;
    if (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC))
        received.error = EMSGSIZE;
    return received;
}

} // namespace assize::sandbox::protocol
