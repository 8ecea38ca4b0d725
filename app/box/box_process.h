// SPDX-License-Identifier: GPL-3.0-or-later
// The process that is a box: prepares itself once, then serves one run after the other until its socket
// closes.
#pragma once

#include "cgroup.h"
#include "sandbox/protocol/messages.h"

namespace assize::box {

/// The flags of clone(2) that a box of this kind is made with.
unsigned long cloneFlags(const sandbox::protocol::OpenBox& setup);

/// Does not return. `engine` is the box's end of its socket to the engine, `spawner` the process that made
/// it. `cgroups` are the groups that have been made for it.
[[noreturn]] void serveBox(const sandbox::protocol::OpenBox& setup, int engine, const CgroupPlan& cgroups,
                           int spawner);

} // namespace assize::box
