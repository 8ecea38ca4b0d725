// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of groups that a spawner makes in the version 2 hierarchy. Used by the spawner only.
//
//     BASE/assize-engine        the engine and the spawner, where they were in BASE: a group that gives
//                               controllers to its children may hold no processes itself
//     BASE/assize-PID           the tree of the spawner PID, locked (flock) while it or a box of it lives
//     BASE/assize-PID/BOX-RUN   one run; made by the box BOX
#pragma once

#include "cgroup.h"

namespace assize::box {

/// Makes the tree and sets plan.base, plan.tree, plan.divided and plan.kind; or adds to plan.refusals, unless
/// this machine has no version 2 hierarchy with controllers for memory and processes. BASE is
/// - this process's own group where it was delegated (systemd marks it so for root, root gave it to an
/// ordinary
///   user) or where it is the top of a container; this is when its processes are moved;
/// - else the group of the ordinary user's service manager, if this process is below it;
/// - else, for root, the root of the hierarchy.
/// Removes trees that nobody uses any more from BASE.
void findUnifiedCgroups(CgroupPlan& plan, const std::string& mounts, const std::string& groups);

/// Removes the remaining groups of a box.
void removeRunGroups(const CgroupPlan& plan, std::uint32_t box);

/// Removes the tree. The last spawner to leave BASE also moves the processes back that were moved.
void removeUnifiedTree(const CgroupPlan& plan);

} // namespace assize::box
