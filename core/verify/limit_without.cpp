// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/limit_without.h"

#include "base/utf8.h"

namespace assize::verify {

Diagnostics limitWithout(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged)
{
    Diagnostics warnings;
    if (!problem.timeLimitIsComputed())
        return warnings;
    const auto warn = [&](const model::JurySubmission& submission, const std::string& why) {
        warnings.push_back(
            {Diagnostic::Level::Warning, problem.file,
             "the time limit is computed without " + toPrintableLine(submission.file) + ": " + why});
    };
    for (const JudgedJurySubmission& item : judged) {
        const model::JurySubmission& submission = *item.submission;
        const model::Judgement& judgement = *item.judgement;
        if (!submission.forTimeLimit)
            continue;
        if (judgement.state == model::SubmissionState::NoToolchain)
            warn(submission, judgement.message);
        else if (judgement.verdict && !model::mayBoundTimeLimit(&submission, *judgement.verdict))
            warn(submission, "it should be accepted and gets " +
                                 std::string(model::codeOf(*judgement.verdict)) +
                                 (judgement.message.empty() ? "" : " (" + judgement.message + ")"));
    }
    return warnings;
}

} // namespace assize::verify
