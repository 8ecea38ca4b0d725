// SPDX-License-Identifier: GPL-3.0-or-later
// From which submissions of the jury a time limit that no file gives is computed, and the key under which it
// is kept. Pure; any thread.
#pragma once

#include "model/problem.h"
#include "model/submission.h"
#include "model/verdict.h"

#include <string>
#include <vector>

namespace assize::exec {

/// The package's entry for this submission of its jury; nullptr: it is not a jury submission.
const model::JurySubmission* juryOf(const model::Problem& problem, const model::Submission& submission);

/// Whether the package says that this jury submission bounds the time limit.
bool boundsTimeLimit(const model::Problem& problem, const model::Submission& submission);

/// A submission that bounds the time limit, and its toolchain's fingerprint (empty: it has none here).
struct MeasuredSubmission
{
    const model::Submission* submission = nullptr;
    std::string fingerprint;
};

/// Calls timeLimitKey of content_key.h; see there. `measured` in any order.
std::string timeLimitKey(const model::Problem& problem, const std::vector<MeasuredSubmission>& measured);

} // namespace assize::exec
