// SPDX-License-Identifier: GPL-3.0-or-later
// Hand-ins in archives that are not unpacked here: who only reads has no box to do it in, and what somebody
// judged elsewhere, or before the cache was emptied, is shown all the same.
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
    std::vector<std::filesystem::path> archives; ///< those in hand-ins' places, or the one of all hand-ins
};

/// Adds the hand-ins that `stored` has from these archives, for problems of the contest, to what was found.
/// They have no files (Submission::files is empty), so nobody can tell whether they are what is in the
/// archive today; an Error says so instead of the one that nothing is judged. Gives how many were added.
std::size_t addStoredHandIns(const PackedHandIns& packed, const std::vector<model::Submission>& stored,
                             const std::vector<model::Problem>& problems, intake::Found& found);

} // namespace assize::engine
