// SPDX-License-Identifier: GPL-3.0-or-later
// The purpose for which a contest was opened, and its consequences for judging. Pure; any thread.
#pragma once

#include "exec/scheduler.h"

namespace assize::engine {

struct JudgeRequest;
struct OpenContest;

enum class Purpose {
    Judge,  ///< submissions of contestants; results are stored
    Verify, ///< submissions of the jury, to see whether packages are as they should be; nothing is stored
    Look,   ///< stored results are shown, nothing is judged
};

/// How the contest is to be judged: everything that its purpose and the request decide.
exec::Options policyOf(const OpenContest& contest, const JudgeRequest& request);

} // namespace assize::engine
