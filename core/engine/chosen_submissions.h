// SPDX-License-Identifier: GPL-3.0-or-later
// The submissions that `--only` names, or the window. Pure; any thread.
#pragma once

#include "engine/engine.h"
#include "model/submission.h"

#include <string>
#include <vector>

namespace assize::engine {

/// Those whose "contestant/problem" matches the glob `pattern` (* matches / too), or whose contestant does,
/// where the pattern has no slash; byte by byte. Where none does, those that match without case and accents.
/// All for an empty pattern; none where nothing matches. In their order.
std::vector<model::Submission> chosenSubmissions(const std::vector<model::Submission>& submissions,
                                                 const std::string& pattern);

/// Those that the request names both ways.
std::vector<model::Submission> chosenSubmissions(const std::vector<model::Submission>& submissions,
                                                 const JudgeRequest& request);

} // namespace assize::engine
