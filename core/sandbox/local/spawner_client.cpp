// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/spawner_client.h"

#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/connection.h"
#include "sandbox/protocol/ways.h"

#include <unistd.h>

namespace assize::sandbox {

using protocol::Failure;
using protocol::Step;

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
    Result<protocol::SocketPair> sockets = protocol::makeSockets();
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
    if (Result<void> heard =
            protocol::awaitMessage(client->m_socket.get(), buffer, hello, "assize-box --spawner");
        !heard)
        return heard.error();
    client->m_cgroups = hello.cgroups;
    client->m_groupRefusals = hello.refusals;
    return client;
}

protocol::Attempt<BoxConnection> SpawnerClient::open(const BoxKind& kind, int processor)
{
    Result<protocol::SocketPair> sockets = protocol::makeSockets();
    if (!sockets)
        return Failure{Step::OpenBox, 0, sockets.error().message};
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
        setup.uid = kind.userNamespace ? ::geteuid() : protocol::userOfBox(m_helper->pid(), setup.id);
        protocol::encode(writer, setup);
        const int theirs = sockets->theirs.get();
        if (const int error = protocol::sendPacket(m_socket.get(), writer.view(), {&theirs, 1}); error != 0)
            return Failure{Step::OpenBox, error, "cannot ask the spawner for a box"};
    }
    sockets->theirs.reset();
    BoxConnection connection{std::move(sockets->ours), setup.id, {}};
    std::string buffer;
    protocol::Ready ready;
    if (Result<void> heard = protocol::awaitMessage(connection.socket.get(), buffer, ready, "a new box");
        !heard)
        ready.failure = {Step::OpenBox, 0, heard.error().message};
    if (ready.failure) {
        close(std::move(connection));
        return ready.failure;
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
