// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a top folder that is named like a problem is a problem's, or that of a contestant of the same name.
#pragma once

#include "intake/claims.h"
#include "intake/source_tree.h"

#include <map>
#include <string>

namespace assize::intake {

enum class FolderRole { Contestant, Problem };

/// Of the top folders that are named like problems, by the files in them and beside them. Warns where these
/// do not tell. Pure; any thread.
std::map<std::string, FolderRole, std::less<>> rolesOfFolders(const SourceTree& tree, const ClaimRules& rules,
                                                              Diagnostics& diagnostics);

} // namespace assize::intake
