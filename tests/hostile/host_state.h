// SPDX-License-Identifier: GPL-3.0-or-later
// What programs could leave behind on the host, as it looks from outside of the boxes.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace assize::hostile {

/// One line for each thing: process, file, mount, control group, IPC object, socket.
using HostState = std::set<std::string>;

/// Looks at the machine now. Processes: all that descend from this one, but the spawner and its boxes, which
/// are only counted. Files: of the folders for temporary files, those of other users left out where
/// `ownFilesOnly`.
HostState lookAtHost(bool ownFilesOnly);

/// What came and what went, one per line; empty: nothing.
std::string difference(const HostState& before, const HostState& after);

} // namespace assize::hostile
