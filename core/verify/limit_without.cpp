// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/limit_without.h"

#include <algorithm>

namespace assize::verify {

using model::Verdict;

std::vector<LeftOutOfLimit> leftOutOfLimit(const model::Problem& problem,
                                           const std::vector<JudgedJurySubmission>& judged)
{
    std::vector<LeftOutOfLimit> leftOut;
    if (!problem.timeLimitIsComputed())
        return leftOut;
    for (const JudgedJurySubmission& item : judged) {
        const model::JurySubmission& submission = *item.submission;
        const model::Judgement& judgement = *item.judgement;
        if (!submission.forTimeLimit)
            continue;
        if (judgement.state == model::SubmissionState::NoToolchain) {
            leftOut.push_back({submission.file, judgement.message});
            continue;
        }
        if (!judgement.verdict)
            continue;
        const Verdict verdict = *judgement.verdict;
        const std::vector<Verdict>& permitted = submission.permitted;
        const bool bounds = verdict == Verdict::AC || verdict == Verdict::PA ||
                            (verdict != Verdict::JE && verdict != Verdict::CE && verdict != Verdict::TLE &&
                             std::find(permitted.begin(), permitted.end(), verdict) != permitted.end());
        if (!bounds)
            leftOut.push_back(
                {submission.file, "it should be accepted and gets " + std::string(model::codeOf(verdict))});
    }
    return leftOut;
}

} // namespace assize::verify
