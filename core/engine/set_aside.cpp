// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/set_aside.h"

#include "base/utf8.h"
#include "engine/first_few.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::engine {
namespace {

constexpr std::size_t kMostTold = 5;

/// For places and reasons, which have commas of their own.
FirstFew fewReasons()
{
    return {kMostTold, "; ", "; and "};
}

void setUnjudged(model::Submission& submission, std::string notCountedBecause, std::string message,
                 ContestLoaded& loaded)
{
    submission.notCountedBecause = std::move(notCountedBecause);
    model::Judgement& judgement = loaded.judgements.emplace_back();
    judgement.submission = submission.id;
    judgement.state = model::SubmissionState::Unjudged;
    judgement.message = std::move(message);
}

} // namespace

std::string errorsIn(const Diagnostics& diagnostics)
{
    std::string reasons;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.level == Diagnostic::Level::Error)
            reasons += "\n" + toPrintableLine(diagnostic.where) + ": " + toPrintable(diagnostic.message);
    }
    return reasons;
}

void setAsideRefused(Opened& opened)
{
    OpenContest& contest = *opened.contest;
    ContestLoaded& loaded = opened.loaded;
    std::map<std::string, const model::Problem*> refused;
    for (const model::Problem& problem : loaded.problems) {
        if (!problem.isRefused())
            continue;
        refused.emplace(problem.id, &problem);
        loaded.standingsNotes.push_back(
            "Problem " + problem.label + " (" + toPrintableLine(problem.file) +
            ") is refused, its hand-ins are not judged: " + problem.refusedBecause);
    }
    if (refused.empty())
        return;
    std::erase_if(contest.problems, [](const model::Problem& problem) { return problem.isRefused(); });
    const auto isAside = [&](const model::Submission& submission) {
        return refused.contains(submission.problem);
    };
    contest.unjudged = static_cast<int>(std::erase_if(contest.submissions, isAside));
    contest.refusals = errorsIn(loaded.diagnostics);
    for (model::Submission& submission : loaded.submissions) {
        if (!isAside(submission))
            continue;
        setUnjudged(submission, "the package of its problem cannot be read",
                    "the package of this problem cannot be read: " +
                        refused.at(submission.problem)->refusedBecause,
                    loaded);
    }
}

void showUnusable(const Diagnostics& ofHandIns, Opened& opened)
{
    ContestLoaded& loaded = opened.loaded;
    std::set<std::string> shown;
    FirstFew unusable = fewReasons();
    for (model::Submission submission : opened.contest->unusable) {
        shown.insert(submission.file);
        unusable.add(toPrintableLine(submission.file + ": " + submission.unusableBecause));
        setUnjudged(submission, "it cannot be used", submission.unusableBecause, loaded);
        const auto place = std::upper_bound(
            loaded.submissions.begin(), loaded.submissions.end(), submission,
            [](const model::Submission& a, const model::Submission& b) { return a.id < b.id; });
        loaded.submissions.insert(place, std::move(submission));
    }
    if (unusable.count() > 0)
        loaded.standingsNotes.push_back(
            (unusable.count() == 1 ? std::string("1 hand-in cannot be used and is")
                                   : std::to_string(unusable.count()) + " hand-ins cannot be used and are") +
            " shown as unjudged: " + unusable.text() + ".");
    FirstFew lost = fewReasons();
    for (const Diagnostic& diagnostic : ofHandIns) {
        if (diagnostic.level == Diagnostic::Level::Error && !shown.contains(diagnostic.where))
            lost.add(toPrintableLine(diagnostic.where + ": " + diagnostic.message));
    }
    if (lost.count() > 0)
        loaded.standingsNotes.push_back("Of what was handed in, this needs a person: " + lost.text() + ".");
}

} // namespace assize::engine
