// SPDX-License-Identifier: GPL-3.0-or-later
// The channel under a peer that sends too many descriptors, none, packets that are too long, credentials, and
// one packet behind the other: nothing may be lost silently, and no descriptor may stay open.
#include "sandbox/protocol/channel.h"

#include "checks.h"
#include "sandbox/protocol/messages.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>

namespace assize::fuzz {

using namespace sandbox::protocol;

namespace {

constexpr std::size_t kMostByKernel = 253;

/// The number of the next descriptor that the kernel would give. It rises when one was left open.
int nextDescriptor()
{
    return unique_fd(::fcntl(0, F_DUPFD_CLOEXEC, 0)).get();
}

/// What a peer sends without asking the channel what is allowed. False when the kernel refuses it.
bool sendRaw(int socket, std::string_view bytes, std::size_t descriptors, bool inTwo)
{
    iovec vector{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, 2 * CMSG_SPACE(kMostByKernel * sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    const std::size_t first = inTwo ? descriptors / 2 : descriptors;
    std::size_t used = 0;
    for (const std::size_t number : {first, descriptors - first}) {
        if (number == 0)
            continue;
        auto* item = reinterpret_cast<cmsghdr*>(control.data() + used);
        item->cmsg_level = SOL_SOCKET;
        item->cmsg_type = SCM_RIGHTS;
        item->cmsg_len = CMSG_LEN(number * sizeof(int));
        std::fill_n(reinterpret_cast<int*>(CMSG_DATA(item)), number, socket);
        used += CMSG_SPACE(number * sizeof(int));
    }
    header.msg_controllen = used;
    if (used == 0)
        header.msg_control = nullptr;
    return ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

void checkReceived(int socket, std::string_view sent, std::size_t descriptorsSent, std::size_t room,
                   bool withCredentials)
{
    // Large enough for all, of exactly that size where it is small: the address sanitizer sees each step
    // beyond it.
    static std::array<char, kMaximumMessage> large;
    std::vector<char> small(room < large.size() ? room : 0);
    const std::span<char> buffer = room < large.size() ? std::span<char>(small) : std::span<char>(large);
    std::vector<unique_fd> descriptors;
    descriptors.emplace_back(::fcntl(socket, F_DUPFD_CLOEXEC, 0)); // what was in it before is closed
    const Received received = receivePacket(socket, buffer, descriptors, MSG_DONTWAIT);
    const std::size_t expected = std::min(sent.size(), room);
    require(received.size == expected, "as much is received as was sent and fits");
    require(std::equal(sent.begin(), sent.begin() + static_cast<std::ptrdiff_t>(expected), buffer.begin()),
            "what is received is what was sent");
    require(received.endOfFile == (expected == 0), "an empty packet is the end");
    require(descriptors.size() <= std::min(descriptorsSent, kMaximumDescriptors),
            "not more descriptors than allowed");
    const bool whole = sent.size() <= room && descriptors.size() == descriptorsSent;
    require(!whole || received.error == 0 || withCredentials, "a packet that fits is no error");
    require(whole || received.error == EMSGSIZE, "what does not fit is an error");
    for (const unique_fd& descriptor : descriptors)
        require((::fcntl(descriptor.get(), F_GETFD) & FD_CLOEXEC) != 0,
                "descriptors are good and close-on-exec");
}

void checkSent(int from, int to, std::string_view packet, std::size_t number)
{
    const std::vector<int> descriptors(number, from);
    const int error = sendPacket(from, packet, descriptors);
    const bool allowed = packet.size() <= kMaximumMessage && number <= kMaximumDescriptors;
    require(error == (allowed ? 0 : EMSGSIZE), "what is allowed is sent, nothing else");
    if (error == 0)
        checkReceived(to, packet, number, kMaximumMessage, false);
    std::vector<unique_fd> none;
    std::array<char, 8> rest{};
    require(receivePacket(to, rest, none, MSG_DONTWAIT).error == EAGAIN,
            "one packet comes for each that is sent");
}

void checkRaw(int from, int to, Input& input)
{
    struct Sent
    {
        std::size_t size;
        std::size_t descriptors;
    };
    static const std::string bytes(kMaximumMessage + 300, 'b');
    const std::uint8_t options = input.byte();
    const int yes = 1;
    const bool credentials = (options & 1) != 0;
    if (credentials)
        require(::setsockopt(to, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) == 0,
                "credentials can be asked for");
    std::vector<Sent> sent;
    for (int i = 0; i < 4 && !input.empty(); ++i) {
        const std::size_t wish = input.size3();
        // Mostly small, because the large ones take long.
        const std::size_t size = wish < 0xF00000 ? wish % 64 : wish % bytes.size();
        const std::size_t descriptors = input.byte();
        if (sendRaw(from, std::string_view(bytes).substr(0, size), descriptors, (options & 2) != 0))
            sent.push_back({size, descriptors});
    }
    for (const Sent& packet : sent)
        checkReceived(to, std::string_view(bytes).substr(0, packet.size), packet.descriptors,
                      (options & 4) != 0 ? input.byte() : kMaximumMessage, credentials);
    // Whatever is left when the socket closes is closed with it.
    (void)sendRaw(from, "left", 3, false);
}

} // namespace

void checkChannel(std::string_view plan)
{
    const int before = nextDescriptor();
    {
        std::array<int, 2> ends{};
        require(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0,
                "there are sockets");
        const unique_fd from(ends[0]);
        unique_fd to(ends[1]);
        Input input(plan);
        if (input.byte() % 2 == 0) {
            checkRaw(from.get(), to.get(), input);
        } else {
            const std::size_t number = input.byte() + std::size_t{input.byte()} % 8;
            static const std::string bytes(kMaximumMessage + 300, 's');
            const std::size_t wish = input.size3();
            // Mostly small, because the large ones take long.
            const std::size_t size = wish < 0xF00000 ? wish % 64 + 1 : kMaximumMessage - 100 + wish % 200;
            checkSent(from.get(), to.get(), std::string_view(bytes).substr(0, size), number);
        }
        to.reset();
        // The kernel says ECONNRESET, once, when something was left unread.
        const int error = sendPacket(from.get(), "x");
        require(error == EPIPE || error == ECONNRESET, "a peer that is gone is an error, not a signal");
        std::vector<unique_fd> none;
        std::array<char, 8> rest{};
        require(receivePacket(from.get(), rest, none).endOfFile, "a peer that is gone is the end");
    }
    require(nextDescriptor() == before, "no descriptor stays open");
}

} // namespace assize::fuzz
