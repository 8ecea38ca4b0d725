// SPDX-License-Identifier: GPL-3.0-or-later
// Hand-ins in archives that are not unpacked here: a process that only reads has no box to do it in, and
// hand-ins that were judged elsewhere, or before the cache was emptied, are shown all the same.
#pragma once

#include "intake/intake.h"
#include "model/problem.h"
#include "model/submission.h"

#include <filesystem>
#include <vector>

namespace assize::engine {

/// Archives that stayed packed.
struct PackedHandIns
{
    std::filesystem::path folder;                ///< of the hand-ins; empty: it is itself in `archives`
    std::vector<std::filesystem::path> archives; ///< those in hand-ins' places, or the archive of all
                                                 ///< hand-ins
};

/// Adds the hand-ins that `stored` has from these archives, for problems of the contest, to the found
/// hand-ins. They have no files (Submission::files is empty), so nobody can tell whether the archive holds
/// the same today; an Error says so instead of the Error that nothing is judged. Gives how many were added.
std::size_t addStoredHandIns(const PackedHandIns& packed, const std::vector<model::Submission>& stored,
                             const std::vector<model::Problem>& problems, intake::Found& found);

} // namespace assize::engine
