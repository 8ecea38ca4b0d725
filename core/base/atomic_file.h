// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string_view>

namespace assize {

/// Writes a whole file or nothing: a temporary file in the same folder, fsync, rename over `path`. Special
/// files (/dev/stdout, a FIFO) are written through. The error names the path, the step and errno.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content);

} // namespace assize
