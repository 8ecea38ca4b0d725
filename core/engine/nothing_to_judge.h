// SPDX-License-Identifier: GPL-3.0-or-later
// Why a request to judge finds nothing to do. Pure; any thread.
#pragma once

#include "engine/engine.h"
#include "engine/open_contest.h"

namespace assize::engine {

/// InvalidInput; the message says why, by the request and the contest.
Error nothingToJudge(const OpenContest& contest, const JudgeRequest& request);

} // namespace assize::engine
