// SPDX-License-Identifier: GPL-3.0-or-later
// The result of a run once all its processes are gone: the time and memory it has used, and which limit it
// met. Called by run.cpp, on the only thread of the box.
#pragma once

#include "cgroup.h"
#include "run.h"
#include "sandbox/protocol/messages.h"
#include "work_area.h"

#include <cstdint>

namespace assize::box {

/// Why a run was stopped by us.
enum class Stop { None, Cpu, Wall, Memory, Output, Cancelled, EngineGone };

/// The facts known of a run when it is over. Times in ns, of CLOCK_MONOTONIC where they are points; memory in
/// bytes.
struct Ending
{
    Stop stop = Stop::None;
    int waitStatus = 0;        ///< of the program itself
    int output = -1;           ///< the file that it writes to, if it is none of the pipes; not owned
    std::uint64_t started = 0; ///< about to be started
    std::uint64_t ended = 0;
    std::uint64_t ownCpuBefore = 0; ///< CPU time of the box when the run began
    std::uint64_t childrenCpu = 0;  ///< of all processes that were waited for
    std::uint64_t cpuAtStop = 0;    ///< CPU time of the run when we stopped it
    std::uint64_t groupPeak = 0;    ///< of the memory group
    std::uint64_t largest = 0;      ///< ru_maxrss of the largest process
};

/// CPU time that the box itself has used, ns.
std::uint64_t ownCpuTime();

/// Bytes in a file; 0 where there is none.
std::uint64_t sizeOf(int fd);

/// Fills the report: status, signal, exit code, times, memory and size of the output.
void decideEnding(const Ending& ending, const sandbox::protocol::Run& run, BoxFacts& facts,
                  const WorkArea& area, Accounting& accounting, FinishedRun& finished);

} // namespace assize::box
