// SPDX-License-Identifier: GPL-3.0-or-later
// The files of programs that lie in a package. Internal to core/package.
#pragma once

#include "files/folder.h"
#include "package/common/reading.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// The regular files of a program that is a file or a folder, as they lie in the package (links unresolved
/// but checked). Empty after an Error or Warning of `level`.
std::vector<std::filesystem::path> filesOf(Reading& reading, const files::Entry& entry,
                                           const std::filesystem::path& as, const std::string& shown,
                                           Diagnostic::Level level);

/// The entries of a folder of the package but for those whose names begin with '.' or '-'; empty where it is
/// missing.
std::vector<files::Entry> entriesOf(Reading& reading, const std::string& folder, Diagnostic::Level level);

/// Whether a part of this path has a name that is to be ignored in packages.
bool hasIgnoredPart(std::string_view name);

} // namespace assize::package
