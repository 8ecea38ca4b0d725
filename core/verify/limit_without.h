// SPDX-License-Identifier: GPL-3.0-or-later
// Which submissions should have bounded a time limit that was computed, and did not. Pure; any thread.
#pragma once

#include "verify/verify.h"

#include <string>
#include <vector>

namespace assize::verify {

struct LeftOutOfLimit
{
    std::string submission; ///< JurySubmission::file
    std::string reason;     ///< one clause in English; bytes of names
};

/// Those that bound the limit from below and could not be run, or got a verdict that nobody expects of them;
/// none where a file gives the limit.
std::vector<LeftOutOfLimit> leftOutOfLimit(const model::Problem& problem,
                                           const std::vector<JudgedJurySubmission>& judged);

} // namespace assize::verify
