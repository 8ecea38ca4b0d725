// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel tells about things that outlive a process.
#pragma once

#include <cstdint>

namespace assize::box {

/// Whether there are objects of System V IPC in this process's namespace.
bool leftIpcObjects();

/// How many processes the kernel has killed for lack of memory since the machine started; 0 when it does not
/// say. `processes`: a /proc, or -1 for the machine's.
std::uint64_t outOfMemoryKills(int processes);

} // namespace assize::box
