// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare_results.h"

#include "base/user_folders.h"
#include "exec/currency.h"

#include <unordered_map>

namespace assize::engine {

ResultsCompared compareResults(const OpenContest& contest)
{
    const exec::ToolchainCache tools(userCacheFolder(), contest.sandboxFingerprint);
    exec::CurrencyCheck check({contest.problems,
                               contest.jurySubmissions,
                               contest.languages,
                               contest.storedTimeLimits,
                               tools,
                               {contest.stopAtFirstFailure, false}});
    std::unordered_map<int, const model::Submission*> submissions;
    for (const model::Submission& submission : contest.submissions)
        submissions.emplace(submission.id, &submission);
    ResultsCompared compared;
    for (const ShownResult& shown : contest.shown) {
        const auto found = submissions.find(shown.submission);
        if (found == submissions.end())
            continue;
        const model::Submission& submission = *found->second;
        if (submission.files.empty()) { // see stored_hand_ins.h
            compared.unknown.push_back(shown.submission);
            continue;
        }
        const bool sourceChanged = !shown.contentHash.empty() && shown.contentHash != submission.contentHash;
        const exec::Currency currency =
            sourceChanged ? exec::Currency::Outdated : check.of(submission, shown.key);
        if (currency == exec::Currency::Unknown)
            compared.unknown.push_back(shown.submission);
        else if (currency == exec::Currency::Outdated)
            compared.outdated.push_back({shown.submission,
                                         sourceChanged
                                             ? "its source has changed since it was judged"
                                             : "its source, the problem, the settings or the compiler has "
                                               "changed since it was judged",
                                         shown.key});
    }
    return compared;
}

} // namespace assize::engine
