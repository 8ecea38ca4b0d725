// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/spawner_client.h"

#include "sandbox/protocol/channel.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assize::sandbox {

namespace {

constexpr int kPatience = 20'000; ///< ms for the spawner, or a box, to get ready on a busy machine
/// Users of programs when the engine is root: beyond those of people and of Debian's services.
constexpr std::uint32_t kFirstUser = 60'000;
constexpr std::uint32_t kUsers = 5'000;

struct SocketPair
{
    unique_fd ours;
    unique_fd theirs;
};

Result<SocketPair> makeSockets()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return systemError("cannot make a socket pair for the sandbox", errno, ErrorKind::Internal);
    return SocketPair{unique_fd(ends[0]), unique_fd(ends[1])};
}

/// Waits for one packet and decodes it; the views of `message` point into `buffer`.
template<typename Message>
Result<void> await(int socket, std::string& buffer, Message& message, const char* whom)
{
    pollfd event{socket, POLLIN, 0};
    int ready = 0;
    while ((ready = ::poll(&event, 1, kPatience)) < 0 && errno == EINTR) {
    }
    if (ready <= 0)
        return Error{ErrorKind::Internal, std::string(whom) + " did not answer"};
    buffer.resize(protocol::kMaximumMessage);
    std::vector<unique_fd> none;
    const protocol::Received received = protocol::receivePacket(socket, buffer, none);
    if (received.error != 0)
        return systemError(std::string("cannot hear from ") + whom, received.error, ErrorKind::Internal);
    if (received.endOfFile)
        return Error{ErrorKind::Internal, std::string(whom) + " ended before it was ready"};
    buffer.resize(received.size);
    if (!protocol::decode(buffer, message))
        return Error{ErrorKind::Internal, std::string(whom) +
                                              " speaks another version of the protocol; "
                                              "assize and assize-box must be installed together"};
    return {};
}

} // namespace

SpawnerClient::SpawnerClient(unique_fd socket, std::unique_ptr<process::Helper> helper)
    : m_socket(std::move(socket)), m_helper(std::move(helper))
{
}

SpawnerClient::~SpawnerClient()
{
    m_socket.reset();
    constexpr std::chrono::seconds kEnd{10};
    (void)m_helper->wait(kEnd);
}

Result<std::shared_ptr<SpawnerClient>> SpawnerClient::start(const std::filesystem::path& box)
{
    Result<SocketPair> sockets = makeSockets();
    if (!sockets)
        return sockets.error();
    Result<std::unique_ptr<process::Helper>> helper =
        process::startHelper(box, {"--spawner"}, sockets->theirs.get());
    if (!helper)
        return helper.error();
    sockets->theirs.reset();
    std::shared_ptr<SpawnerClient> client(new SpawnerClient(std::move(sockets->ours), std::move(*helper)));
    std::string buffer;
    protocol::Hello hello;
    if (Result<void> heard = await(client->m_socket.get(), buffer, hello, "assize-box --spawner"); !heard)
        return heard.error();
    client->m_cgroups = hello.cgroups;
    client->m_cgroupNote = hello.cgroupNote;
    return client;
}

Result<BoxConnection> SpawnerClient::open(const BoxKind& kind, int processor)
{
    Result<SocketPair> sockets = makeSockets();
    if (!sockets)
        return sockets.error();
    protocol::OpenBox setup;
    setup.isolated = kind.isolated;
    setup.strict = kind.strict;
    setup.userNamespace = kind.userNamespace;
    setup.cgroups = kind.cgroups;
    setup.cpu = processor;
    setup.gid = ::getegid();
    protocol::Writer writer;
    {
        const std::lock_guard lock(m_mutex);
        setup.id = m_nextId++;
        setup.uid = kind.userNamespace ? ::geteuid() : kFirstUser + setup.id % kUsers;
        protocol::encode(writer, setup);
        const int theirs = sockets->theirs.get();
        if (const int error = protocol::sendPacket(m_socket.get(), writer.view(), {&theirs, 1}); error != 0)
            return systemError("cannot ask the spawner for a box", error, ErrorKind::Internal);
    }
    sockets->theirs.reset();
    BoxConnection connection{std::move(sockets->ours), setup.id, {}};
    std::string buffer;
    protocol::Ready ready;
    Result<void> heard = await(connection.socket.get(), buffer, ready, "a new box");
    if (heard && !ready.error.empty())
        heard = Error{ErrorKind::Internal, std::string(ready.error)};
    if (!heard) {
        close(std::move(connection));
        return heard.error();
    }
    connection.notes = ready.notes;
    return connection;
}

void SpawnerClient::close(BoxConnection connection)
{
    connection.socket.reset();
    protocol::Writer writer;
    protocol::encode(writer, protocol::CloseBox{connection.id});
    const std::lock_guard lock(m_mutex);
    (void)protocol::sendPacket(m_socket.get(), writer.view());
}

} // namespace assize::sandbox
