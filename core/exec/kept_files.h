// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are kept between calls in a folder of limited size, those that are used least the first to go:
// executables (compile_cache.h) and made tests (generated_files.h), which differ in the files that they may
// remove. Any thread; other processes may add to the folder and remove from it meanwhile.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace assize::exec {

struct KeptFile
{
    std::filesystem::path path;
    std::uint64_t size = 0; ///< bytes
    std::chrono::system_clock::time_point used;
};

/// The regular files below `folder`, those that have not been used for longest first. A file that cannot be
/// examined is left out.
std::vector<KeptFile> filesByUse(const std::filesystem::path& folder);

/// Says that the file is used now; its time is where that is kept.
void noteUse(const std::filesystem::path& file, const Clock& clock);

} // namespace assize::exec
