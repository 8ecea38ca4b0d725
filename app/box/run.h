// SPDX-License-Identifier: GPL-3.0-or-later
// One run: start, watch, stop, measure.
#pragma once

#include "base/unique_fd.h"
#include "cgroup.h"
#include "conversation.h"
#include "fresh_namespaces.h"
#include "program.h"
#include "sandbox/protocol/messages.h"
#include "work_area.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace assize::box {

/// The state that is the same for all runs of a box.
struct BoxFacts
{
    int engine = -1;      ///< socket to the engine
    bool isolated = true; ///< pid 1 of its own pid namespace
    bool changeUser = false;
    unsigned uid = 0;
    bool limitsProcesses = true; ///< the kernel enforces the limit of processes
    std::uint64_t key = 0;       ///< goes with calls that only the box may make
    FreshNamespaces fresh;       ///< prepared: for each run
    /// For standard error, and as large as it may get from the start: memory that the box asks for when a
    /// program has filled the group would cost the box its life.
    std::string errorOutput;
    std::unique_ptr<Conversation> conversation; ///< made for the first that there is, and kept
    unique_fd lastNumber;                       ///< where the number of the last new process is written
    std::uint64_t outOfMemoryKills = 0;         ///< of the whole machine, when last looked at
};

/// Descriptors that came with a Run, in the order of the protocol.
struct RunDescriptors
{
    unique_fd output; ///< closed: a pipe is standard output
    unique_fd transcript;
    unique_fd input;
    unique_fd executable;
    std::vector<unique_fd> pipes;
    std::vector<unique_fd> files;
};

/// A report with the bytes that its views point to.
struct FinishedRun
{
    sandbox::protocol::Report report;
    std::string errorOutput;
    std::vector<Product> products;
    std::vector<std::string> written; ///< files that the program left in its work folder
    bool engineGone = false;          ///< nobody waits for the report: the box shall end
};

/// Runs one program to its end. Afterwards no process of it lives and, unless the work folder is to be kept
/// or report.renew is set, no file that it wrote is left.
FinishedRun runProgram(BoxFacts& facts, WorkArea& area, Accounting& accounting,
                       const sandbox::protocol::Run& run, RunDescriptors descriptors);

} // namespace assize::box
