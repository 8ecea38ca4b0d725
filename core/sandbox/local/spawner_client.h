// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's side of the spawner: asks it for boxes. Thread-safe.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "process/helper.h"
#include "sandbox/protocol/attempt.h"
#include "sandbox/protocol/messages.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace assize::sandbox {

/// How the boxes of one sandbox are made; the same for all of them.
struct BoxKind
{
    bool isolated = true;
    bool strict = false;
    bool userNamespace = false;
    bool cgroups = true;
};

/// A box that is ready for runs.
struct BoxConnection
{
    unique_fd socket;
    std::uint32_t id = 0;
    std::string notes; ///< on isolation that is weaker than wished, a line each
};

class SpawnerClient
{
public:
    /// Starts the spawner and waits for its Hello.
    static Result<std::shared_ptr<SpawnerClient>> start(const std::filesystem::path& box);
    /// Closes the socket, which ends every box, and waits for the spawner.
    ~SpawnerClient();
    SpawnerClient(const SpawnerClient&) = delete;
    SpawnerClient& operator=(const SpawnerClient&) = delete;

    /// "cgroup1", "cgroup2" or empty, and why not or not better.
    const std::string& cgroups() const { return m_cgroups; }
    const std::vector<protocol::Failure>& groupRefusals() const { return m_groupRefusals; }

    /// Makes a box and waits until it is ready.
    protocol::Attempt<BoxConnection> open(const BoxKind& kind, int processor);
    /// Ends a box and everything in it. Does not wait.
    void close(BoxConnection connection);

private:
    SpawnerClient(unique_fd socket, std::unique_ptr<process::Helper> helper);

    unique_fd m_socket;
    std::unique_ptr<process::Helper> m_helper;
    std::string m_cgroups;
    std::vector<protocol::Failure> m_groupRefusals;
    std::mutex m_mutex; ///< guards m_nextId and the order of packets
    std::uint32_t m_nextId = 1;
};

} // namespace assize::sandbox
