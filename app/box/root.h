// SPDX-License-Identifier: GPL-3.0-or-later
// The file system that a program sees: the tools of this machine, read-only, and a small private area.
#pragma once

#include "base/unique_fd.h"
#include "system.h"

#include <string>
#include <string_view>

namespace assize::box {

/// The box's descriptors of its root. Descriptors, because after the filter is loaded nothing can be mounted.
struct Root
{
    unique_fd scratch; ///< the private tmpfs; its folders work, tmp and shm are /work, /tmp and /dev/shm
    unique_fd work;
    unique_fd temporary;
    unique_fd shared;
    unique_fd resize;     ///< file system context of the tmpfs, to set its size; none before Linux 5.2
    std::string folder;   ///< of a box without isolation: to be removed in the end
    unique_fd mark;       ///< in that folder, locked while the box lives
    unique_fd processes;  ///< a writable /proc of the box's pid namespace; none where it cannot be mounted
    unique_fd lastNumber; ///< sys/kernel/ns_last_pid of that /proc; none where the kernel has none
    std::string notes;    ///< on parts that had to be done without, a line each
};

/// Builds the root in a fresh mount namespace and enters it; the working folder becomes /work. `uid` is the
/// user who will run programs. `memoryFiles`: programs may have memory that belongs to no process; otherwise
/// there is no /dev/zero, which is a way to it. Called in the box, as pid 1 of its namespace, before the
/// filter is loaded.
Attempt<Root> buildRoot(unsigned uid, unsigned gid, bool memoryFiles);

/// The work folder of a box without isolation: a new folder below $TMPDIR or /tmp, which becomes the working
/// folder.
Attempt<Root> makePlainRoot();

/// Whether boxes show the file at this path of the machine at the same place; for a path without symbolic
/// links and dots.
bool isShownInBoxes(std::string_view path);

} // namespace assize::box
