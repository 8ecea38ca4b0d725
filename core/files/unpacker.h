// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive's members into an empty folder, within limits: the work of unpack() of archive.h when the
// archive is not in the cache yet.
#pragma once

#include "base/result.h"
#include "files/archive.h"

#include <cstdint>
#include <filesystem>

namespace assize::files {

/// `fd` is the archive, borrowed; `size` its size. How many bytes were written. After an Error the folder
/// holds a part and is to be removed. Error InvalidInput, Io: as of unpack, without the archive's name.
Result<std::uint64_t> unpackInto(int fd, std::uint64_t size, const std::filesystem::path& folder,
                                 const UnpackLimits& limits);

} // namespace assize::files
