// SPDX-License-Identifier: GPL-3.0-or-later
// The only box of `assize-box --run`: made, asked and ended as the engine does it with its boxes, but from a
// spawner that is forked rather than started. One thread.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/protocol/messages.h"
#include "sandbox/protocol/ways.h"

#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace assize::box {

/// How the box is isolated, as SandboxInfo says it.
struct Isolation
{
    std::vector<std::string> items;
    std::vector<std::string> warnings;
};

/// How a run ended. The views of `report` point into `packet`.
struct Outcome
{
    sandbox::protocol::Report report;
    std::string packet;
    sandbox::protocol::Failure failure; ///< why there is no report, or the failure that the report names;
                                        ///< else none
    std::vector<unique_fd> products;
};

class HandBox
{
public:
    HandBox() = default;
    /// Ends the box and everything in it, and waits for that.
    ~HandBox();
    HandBox(const HandBox&) = delete;
    HandBox& operator=(const HandBox&) = delete;

    /// Forks the spawner. From here on, SIGINT, SIGTERM and SIGHUP end it and all it started before they end
    /// us. The spawner has none of our descriptors but standard error.
    Result<void> start();
    /// Makes the best box that is possible here and has run a program. Error of kind NoIsolation: there is
    /// none.
    Result<Isolation> openBest(const sandbox::protocol::WantedIsolation& wanted);
    /// Makes a box that isolates nothing.
    Result<Isolation> openUnisolated();
    /// Runs a program to its end. `descriptors` as the protocol wants them.
    Outcome run(sandbox::protocol::Run& request, std::span<const int> descriptors);

private:
    struct Kind
    {
        bool isolated = true;
        bool strict = false;
        sandbox::protocol::Way way;
    };
    Result<std::string> tryKind(const Kind& kind);
    Result<std::string> open(const Kind& kind);
    Result<bool> probe();
    void close();

    unique_fd m_spawner;
    pid_t m_pid = -1;
    unique_fd m_box;
    std::uint32_t m_id = 0;
    std::uint32_t m_number = 0;
    std::string m_cgroups;
    std::vector<sandbox::protocol::Failure> m_cgroupRefusals;
};

} // namespace assize::box
