// SPDX-License-Identifier: GPL-3.0-or-later
// Making a connection to a spawner or a box, and waiting for its first word.
#pragma once

#include "base/result.h"
#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/messages.h"

#include <cerrno>
#include <poll.h>
#include <string>

namespace assize::sandbox::protocol {

/// For the spawner, or a box, to get ready on a busy machine.
inline constexpr int kPatience = 20'000; // ms

/// Waits for one packet without descriptors and decodes it; the views of `message` point into `buffer`.
/// `whom`: the sender, for the error.
template<typename Message>
Result<void> awaitMessage(int socket, std::string& buffer, Message& message, const std::string& whom)
{
    pollfd event{socket, POLLIN, 0};
    int ready = 0;
    while ((ready = ::poll(&event, 1, kPatience)) < 0 && errno == EINTR) {
    }
    if (ready <= 0)
        return Error{ErrorKind::Internal, whom + " did not answer"};
    buffer.resize(kMaximumMessage);
    std::vector<unique_fd> none;
    const Received received = receivePacket(socket, buffer, none);
    if (received.error != 0)
        return systemError("cannot hear from " + whom, received.error, ErrorKind::Internal);
    if (received.endOfFile)
        return Error{ErrorKind::Internal, whom + " ended before it was ready"};
    buffer.resize(received.size);
    if (!decode(buffer, message))
        return Error{ErrorKind::Internal,
                     whom + " speaks another version of the protocol; assize and assize-box must "
                            "be installed together"};
    return {};
}

/// Both ends of a connection for packets.
struct SocketPair
{
    unique_fd ours;
    unique_fd theirs;
};

Result<SocketPair> makeSockets();

/// The kernel refuses to send descriptors once a user has more of them on the way than the sender may have
/// open. A program of our own user could bring that about for everybody if we were allowed no more than it
/// is.
void allowManyDescriptors();

} // namespace assize::sandbox::protocol
