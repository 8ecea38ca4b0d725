// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot.h"

#include "verify/limit_without.h"
#include "verify/verify.h"

#include <unordered_set>

namespace assize::engine {
namespace {

/// The submission of the package that `submission` was made of.
const model::JurySubmission* juryOf(const model::Problem& problem, const model::Submission& submission)
{
    for (const model::JurySubmission& jury : problem.jurySubmissions) {
        if (submission.file == problem.id + "/" + jury.file)
            return &jury;
    }
    return nullptr;
}

} // namespace

report::ContestSnapshot makeSnapshot(const ContestState& state, RemedyWords words)
{
    report::ContestSnapshot snapshot;
    const ContestLoaded& contest = state.contest();
    snapshot.engine = contest.engine;
    snapshot.name = contest.name;
    snapshot.mode = contest.mode;
    snapshot.problems = contest.problems;
    snapshot.contestants = contest.contestants;
    snapshot.standings = state.standings();
    snapshot.standingsNotes = contest.standingsNotes;
    snapshot.unmatched = contest.unmatched;
    snapshot.diagnostics = contest.diagnostics;
    for (Diagnostic& diagnostic : snapshot.diagnostics) {
        diagnostic.message = withRemedy(std::move(diagnostic.message), diagnostic.remedy, words);
        diagnostic.remedy = {};
    }
    snapshot.detailsLeftOut = contest.detailsLeftOut;
    if (state.ended())
        snapshot.languages = state.ended()->toolchains;

    const std::vector<int> counting = standings::countingSubmissions(snapshot.standings);
    const std::unordered_set<int> counts(counting.begin(), counting.end());
    snapshot.submissions.reserve(state.submissions().size());
    for (const SubmissionView& view : state.submissions()) {
        report::ReportedSubmission& submission = snapshot.submissions.emplace_back();
        submission.submission = view.submission;
        submission.judgement = view.judgement;
        submission.counts = counts.contains(view.submission.id);
        submission.outdatedBecause = view.outdatedBecause;
        submission.mayBeOutdated = view.mayBeOutdated;
    }
    return snapshot;
}

report::ContestSnapshot makeVerifySnapshot(const ContestState& state, RemedyWords words)
{
    report::ContestSnapshot snapshot = makeSnapshot(state, words);
    std::vector<report::PackageReport>& packages = snapshot.packages.emplace();
    for (const model::Problem& problem : snapshot.problems) {
        std::vector<verify::JudgedJurySubmission> judged;
        for (report::ReportedSubmission& submission : snapshot.submissions) {
            const model::JurySubmission* jury = submission.submission.problem == problem.id
                                                    ? juryOf(problem, submission.submission)
                                                    : nullptr;
            if (!jury)
                continue;
            judged.push_back({jury, &submission.judgement});
            report::Expectation& expectation = submission.expectation.emplace();
            expectation.permitted = jury->permitted;
            expectation.required = jury->required;
            if (jury->score)
                expectation.score = {jury->score->low, jury->score->high};
            expectation.comparison = verify::compareSubmission(problem, *jury, submission.judgement);
            expectation.asExpected = expectation.comparison.asExpected;
        }
        report::PackageReport& package = packages.emplace_back();
        package.file = problem.file;
        for (const model::JuryProgram& validator : problem.inputValidators)
            package.validators.push_back(validator.name);
        for (const model::JuryProgram& validator : problem.validation.validators)
            package.validators.push_back(validator.name);
        package.timeLimit = verify::timeLimitRuler(problem, judged);
        package.limitWithout = verify::limitWithout(problem, judged);
        package.usefulness = verify::usefulnessOf(problem, judged);
    }
    return snapshot;
}

} // namespace assize::engine
