// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace assize::files {

/// The name of an archive's content in a cache: its SHA-256, so that nobody can make one archive pass for
/// another. `fd` is borrowed, `name` for messages. A file that did not change is not read twice by a process.
/// Any thread. Error Io.
Result<std::string> archiveKey(int fd, const std::filesystem::path& name);

} // namespace assize::files
