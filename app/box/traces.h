// SPDX-License-Identifier: GPL-3.0-or-later
// Traces of processes that the kernel keeps after their end: objects of System V IPC, kills for lack of
// memory.
#pragma once

#include <cstdint>

namespace assize::box {

/// Whether there are objects of System V IPC in this process's namespace.
bool leftIpcObjects();

/// How many processes the kernel has killed for lack of memory since the machine started; 0 when it does not
/// say. `processes`: a /proc, or -1 for the machine's.
std::uint64_t outOfMemoryKills(int processes);

} // namespace assize::box
