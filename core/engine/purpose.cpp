// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/purpose.h"

#include "base/user_folders.h"
#include "engine/open_contest.h"

namespace assize::engine {

exec::Options policyOf(const OpenContest& contest, const JudgeRequest& request)
{
    const bool verifies = contest.purpose == Purpose::Verify;
    exec::Options options;
    options.slots = contest.slots;
    options.stopAtFirstFailure = contest.stopAtFirstFailure;
    options.rejudge = request.rejudge;
    options.cacheFolder = userCacheFolder();
    options.runToSafetyMargin = verifies;
    options.limitFromThoseAccepted = verifies;
    options.checkPackages = verifies && contest.checkPackages;
    options.ownInput = contest.ownInput;
    options.keepOutputs = contest.keepOutputs;
    return options;
}

} // namespace assize::engine
