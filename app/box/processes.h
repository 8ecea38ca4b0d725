// SPDX-License-Identifier: GPL-3.0-or-later
// All processes of a run at once: their sums where no control group counts, and their end.
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace assize::box {

struct ProcessSum
{
    std::uint64_t cpuTime = 0;    ///< ns, with children that were waited for
    bool childrenInTicks = false; ///< a part of it was told in ticks of 10 ms, cut off
    std::uint64_t memory = 0;     ///< resident bytes; pages that processes share count for each of them
};

/// Sums over the processes of the run: every process in `processes`, the /proc of the box's pid namespace,
/// but the box when `isolated`, otherwise the descendants of this process.
ProcessSum sumOfProcesses(bool isolated, int processes);

/// The memory of the same processes with each shared page counted once. Takes longer.
std::uint64_t sharedMemoryOfProcesses(bool isolated, int processes);

/// Sends SIGKILL to every process of the run: to all of the pid namespace when `isolated`, otherwise to the
/// descendants of this process.
void killAll(bool isolated, pid_t program);

} // namespace assize::box
