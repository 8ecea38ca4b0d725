// SPDX-License-Identifier: GPL-3.0-or-later
// Which submissions should have bounded a time limit that was computed, and did not. Pure; any thread.
#pragma once

#include "base/diagnostics.h"
#include "verify/verify.h"

#include <vector>

namespace assize::verify {

/// A warning for each submission that bounds the limit from below and could not be run, or got a verdict that
/// nobody expects of it; none where a file gives the limit.
Diagnostics limitWithout(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged);

} // namespace assize::verify
