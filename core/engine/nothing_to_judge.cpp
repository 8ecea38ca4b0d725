// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nothing_to_judge.h"

#include "base/utf8.h"

namespace assize::engine {

Error nothingToJudge(const OpenContest& contest, const JudgeRequest& request)
{
    std::string message = "There is nothing to judge: ";
    Remedy remedy;
    if (contest.problems.empty()) {
        message += "no problem can be read." + contest.refusals;
    } else if (request.submissions) {
        message += "none of the chosen submissions can be judged.";
    } else if (!contest.submissions.empty()) {
        const model::Submission& example = contest.submissions.front();
        message += "no submission matches " + toPrintableLine(request.only) +
                   ", a glob over contestant/problem, or over contestants, such as " +
                   toPrintableLine(example.contestant + "/" + example.problem) + ".";
    } else if (contest.unjudged > 0) {
        message += "all hand-ins (" + std::to_string(contest.unjudged) +
                   ") are for problems that cannot be read." + contest.refusals;
    } else if (!contest.unusable.empty()) {
        message += "none of the hand-ins (" + std::to_string(contest.unusable.size()) + ") can be used.";
        for (const model::Submission& submission : contest.unusable)
            message += "\n" + toPrintableLine(submission.file + ": " + submission.unusableBecause);
    } else {
        message += "no submission was found in " + toPrintableLine(contest.submissionsFolder.native()) + ". ";
        if (!contest.options.layout.empty())
            message += "Looked for files that lie as " + toPrintableLine(contest.options.layout);
        else
            message += "Looked for <contestant>/<problem>.<extension>, <contestant>/<problem>/<files> and "
                       "<problem>/<contestant>.<extension>";
        message += ", where <problem> is one of";
        for (const model::Problem& problem : contest.problems)
            message += " " + toPrintableLine(problem.id);
        message += ".";
        remedy.code = Remedy::Code::SubmissionsLayout;
    }
    return {ErrorKind::InvalidInput, std::move(message), std::move(remedy)};
}

} // namespace assize::engine
