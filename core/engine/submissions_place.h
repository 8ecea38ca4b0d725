// SPDX-License-Identifier: GPL-3.0-or-later
// Where the hand-ins of a contest lie: a folder, or an archive of all of them.
#pragma once

#include "base/diagnostics.h"
#include "engine/engine.h"
#include "engine/hand_in_archives.h"
#include "model/problem.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace assize::engine {

struct SubmissionsPlace
{
    std::filesystem::path folder;              ///< the folder that intake reads
    std::filesystem::path shown;               ///< the name that people know: the folder, or the archive
    std::vector<model::UnmatchedFile> leftOut; ///< of the archive
    Diagnostics diagnostics;
    /// `shown` is an archive that HandInArchives::stayedPacked has: the error where nothing of it is stored.
    std::optional<Error> packed{};
};

/// The place that --submissions names, else CONTEST/submissions, else CONTEST/submissions.zip (.tar.gz, .7z,
/// ...), which is unpacked. On the I/O thread. InvalidInput: there are several of them, or the archive cannot
/// be unpacked. A folder that is not there is found by intake.
Result<SubmissionsPlace> findSubmissionsPlace(const ContestPlace& options,
                                              const std::vector<model::Problem>& problems,
                                              HandInArchives& archives);

} // namespace assize::engine
