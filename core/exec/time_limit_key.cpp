// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/time_limit_key.h"

#include "exec/content_key.h"

#include <algorithm>

namespace assize::exec {

using model::Verdict;

namespace {

/// The permitted verdicts that mayBoundTimeLimit looks for, as a part of keys.
std::string permittedText(const model::JurySubmission* jury)
{
    std::string text;
    for (const Verdict verdict : jury != nullptr ? jury->permitted : std::vector<Verdict>()) {
        if (verdict != Verdict::AC && verdict != Verdict::PA && model::mayBoundTimeLimit(jury, verdict))
            text += ' ' + std::string(model::codeOf(verdict));
    }
    return text;
}

} // namespace

const model::JurySubmission* juryOf(const model::Problem& problem, const model::Submission& submission)
{
    const auto found =
        std::find_if(problem.jurySubmissions.begin(), problem.jurySubmissions.end(),
                     [&](const model::JurySubmission& jury) {
                         return submission.file == jury.file || submission.file.ends_with('/' + jury.file);
                     });
    return found == problem.jurySubmissions.end() ? nullptr : &*found;
}

bool boundsTimeLimit(const model::Problem& problem, const model::Submission& submission)
{
    const model::JurySubmission* jury = juryOf(problem, submission);
    return jury != nullptr && jury->forTimeLimit;
}

std::string timeLimitKey(const model::Problem& problem, const std::vector<MeasuredSubmission>& measured)
{
    std::vector<std::pair<std::string, std::string>> accepted;
    for (const MeasuredSubmission& one : measured)
        accepted.emplace_back(one.submission->contentHash,
                              one.fingerprint + permittedText(juryOf(problem, *one.submission)));
    return timeLimitKey(problem, std::move(accepted));
}

} // namespace assize::exec
