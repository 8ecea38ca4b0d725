// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/evaluation.h"
#include "score/names.h"
#include "score/run_score.h"
#include "score/score.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace assize::score {
namespace {

using model::Judgement;
using model::Run;
using model::SubmissionState;
using model::TaskState;
using model::Verdict;

/// The known results of a sequence of runs, seen in test order.
class Tally
{
public:
    void add(const Run& run)
    {
        ++m_runs;
        if (run.state != TaskState::Done) {
            // A test skipped after a failure leaves nothing open; a test skipped before any failure does.
            m_open = m_open || !(run.state == TaskState::Skipped && m_failure);
            return;
        }
        add(run.verdict.value_or(Verdict::JE));
    }
    void add(Verdict verdict)
    {
        m_judgeError = m_judgeError || verdict == Verdict::JE;
        if (verdict != Verdict::AC && !m_failure)
            m_failure = verdict;
    }
    void addUnknown() { m_open = true; }
    bool empty() const { return m_runs == 0; }
    bool decided() const { return !m_open; }
    Verdict verdict() const { return m_judgeError ? Verdict::JE : m_failure.value_or(Verdict::AC); }

private:
    std::size_t m_runs = 0;
    bool m_open = false;
    bool m_judgeError = false;
    std::optional<Verdict> m_failure;
};

void fillRuns(const model::Problem& problem, Judgement& judgement)
{
    for (std::size_t i = judgement.runs.size(); i < problem.testCases.size(); ++i) {
        Run run;
        run.testCase = problem.testCases[i].id;
        judgement.runs.push_back(std::move(run));
    }
}

/// Nothing of an earlier execution shows in a skipped run.
Run skipped(const Run& run)
{
    Run result;
    result.testCase = run.testCase;
    result.state = TaskState::Skipped;
    return result;
}

void skipFrom(std::size_t first, Judgement& judgement)
{
    for (std::size_t i = first; i < judgement.runs.size(); ++i)
        judgement.runs[i] = skipped(judgement.runs[i]);
}

const StaticResult* find(const std::vector<StaticResult>& results, const model::TestGroup& group)
{
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&group](const StaticResult& one) { return one.group == group.id; });
    return found == results.end() ? nullptr : &*found;
}

void addStaticResult(const StaticResult* result, Tally& tally)
{
    if (result != nullptr)
        tally.add(result->verdict);
    else
        tally.addUnknown();
}

/// Fills judgement.groups; `staticResults` nullptr leaves them all without a verdict.
void foldGroups(const model::Problem& problem, const std::vector<StaticResult>* staticResults,
                Judgement& judgement)
{
    const bool verdicts = staticResults != nullptr;
    std::map<std::string_view, std::size_t> indexOf;
    for (std::size_t i = 0; i < problem.groups.size(); ++i)
        indexOf.emplace(problem.groups[i].id, i);

    std::vector<Tally> tallies(problem.groups.size());
    const auto addUpwards = [&](std::string_view id, const auto& add) {
        auto group = indexOf.find(id);
        // The loop is bounded by the number of groups, even where parents form a circle.
        for (std::size_t step = 0; group != indexOf.end() && step < problem.groups.size(); ++step) {
            add(tallies[group->second]);
            const std::optional<std::string>& parent = problem.groups[group->second].parent;
            group = parent ? indexOf.find(*parent) : indexOf.end();
        }
    };
    for (const model::TestGroup& group : problem.groups) {
        if (verdicts && group.staticValidatorFlags)
            addUpwards(group.id, [&](Tally& tally) { addStaticResult(find(*staticResults, group), tally); });
    }
    for (std::size_t i = 0; i < problem.testCases.size() && i < judgement.runs.size(); ++i)
        addUpwards(problem.testCases[i].group, [&](Tally& tally) { tally.add(judgement.runs[i]); });

    judgement.groups.clear();
    for (std::size_t i = 0; i < problem.groups.size(); ++i) {
        model::GroupResult result;
        result.group = problem.groups[i].id;
        result.maxScore = problem.groups[i].maxScore;
        if (verdicts && tallies[i].decided()) {
            result.verdict = tallies[i].verdict();
            if (result.verdict == Verdict::AC && !tallies[i].empty())
                result.score = result.maxScore;
        }
        judgement.groups.push_back(std::move(result));
    }
}

void finish(Verdict verdict, Judgement& judgement)
{
    judgement.state = SubmissionState::Done;
    judgement.verdict = verdict;
    judgement.score = verdict == Verdict::AC ? judgement.maxScore : Decimal(0);
}

void nameJudgeError(const std::vector<StaticResult>& staticResults, Judgement& judgement)
{
    for (const StaticResult& result : staticResults) {
        if (result.verdict == Verdict::JE) {
            judgement.message =
                "static validator for the group " + shownGroup(result.group) + ": " + result.message;
            return;
        }
    }
    const auto failed = std::find_if(judgement.runs.begin(), judgement.runs.end(), [](const Run& run) {
        return run.state == TaskState::Done && run.verdict == Verdict::JE;
    });
    if (failed != judgement.runs.end())
        judgement.message = failed->testCase + ": " + failed->message;
}

/// Without any run that could decide: CE, JE before the runs, no toolchain.
void foldWithoutRuns(const model::Problem& problem, Judgement& judgement)
{
    judgement.score = 0;
    skipFrom(0, judgement);
    foldGroups(problem, nullptr, judgement);
}

void leaveOpen(Judgement& judgement)
{
    judgement.state = SubmissionState::Incomplete;
    judgement.verdict.reset();
    judgement.score = 0;
}

Tally staticTally(const model::Problem& problem, const std::vector<StaticResult>& staticResults)
{
    Tally tally;
    for (const model::TestGroup& group : problem.groups) {
        if (group.staticValidatorFlags)
            addStaticResult(find(staticResults, group), tally);
    }
    return tally;
}

/// The first run after a failure; runs.size() when nothing fails, or a run before it is not known.
std::size_t firstAfterFailure(Tally& tally, const std::vector<Run>& runs)
{
    const auto failed = [&tally] { return tally.decided() && tally.verdict() != Verdict::AC; };
    std::size_t next = 0;
    while (next < runs.size() && !failed())
        tally.add(runs[next++]);
    return next;
}

void foldPassFail(const model::Problem& problem, bool stopAtFirstFailure,
                  const std::vector<StaticResult>& staticResults, Judgement& judgement)
{
    for (std::size_t i = 0; i < problem.testCases.size(); ++i)
        scoreRun(problem, nullptr, problem.testCases[i], judgement.runs[i]);
    Tally tally = staticTally(problem, staticResults);
    if (stopAtFirstFailure)
        skipFrom(firstAfterFailure(tally, judgement.runs), judgement);
    else
        for (const Run& run : judgement.runs)
            tally.add(run);
    foldGroups(problem, &staticResults, judgement);
    if (!tally.decided())
        return leaveOpen(judgement);
    finish(tally.verdict(), judgement);
    judgement.message.clear();
    if (tally.verdict() == Verdict::JE)
        nameJudgeError(staticResults, judgement);
}

void gradedGroups(const model::Problem& problem, const GroupTree& tree, const Evaluation& evaluation,
                  Judgement& judgement)
{
    judgement.groups.clear();
    for (std::size_t i = 0; i < problem.groups.size(); ++i) {
        model::GroupResult result;
        result.group = problem.groups[i].id;
        result.maxScore = problem.groups[i].maxScore;
        const Outcome& outcome = evaluation.group(i);
        if (outcome.decided && !outcome.skipped) {
            result.verdict = outcome.verdict;
            if (problem.isScoring())
                result.score = outcome.score.rounded().value_or(0);
            else if (outcome.verdict == Verdict::AC && !tree.partsOf(i).empty())
                result.score = result.maxScore;
        }
        judgement.groups.push_back(std::move(result));
    }
}

/// Accepted with less than everything is partially accepted.
Verdict verdictOfSubmission(const model::Problem& problem, const Outcome& root)
{
    const bool less = !problem.unbounded && root.score < Fraction(problem.maxScore);
    return root.verdict == Verdict::AC && less ? Verdict::PA : root.verdict;
}

void foldByRules(const model::Problem& problem, bool stopAtFirstFailure, const CustomGrader& grader,
                 const std::vector<StaticResult>& staticResults, Judgement& judgement)
{
    const GroupTree tree(problem);
    if (!tree.fault().empty())
        return foldJudgeError(problem, "the problem cannot be graded: " + tree.fault(), judgement);
    for (std::size_t i = 0; i < problem.testCases.size(); ++i)
        scoreRun(problem, &problem.groups[*tree.groupOfTest(i)], problem.testCases[i], judgement.runs[i]);
    const Evaluation evaluation(problem, tree, judgement.runs, stopAtFirstFailure, &grader, staticResults);
    for (std::size_t i = 0; i < problem.testCases.size(); ++i) {
        if (evaluation.skippedTests()[i])
            judgement.runs[i] = skipped(judgement.runs[i]);
    }
    gradedGroups(problem, tree, evaluation, judgement);
    const Outcome& root = evaluation.root();
    if (!root.decided)
        return leaveOpen(judgement);
    if (problem.isScoring()) {
        judgement.state = SubmissionState::Done;
        judgement.verdict = verdictOfSubmission(problem, root);
        judgement.score = root.score.rounded().value_or(0);
    } else {
        finish(root.verdict, judgement);
    }
    judgement.message = root.verdict == Verdict::JE ? root.fault : std::string();
}

/// Whether the groups decide, and not just the first failure of all. Of the worst error that does not hold
/// when the operator wants no more than a failure.
bool isGradedByRules(const model::Problem& problem, bool stopAtFirstFailure)
{
    using VerdictRule = model::Grading::VerdictRule;
    return problem.isScoring() ||
           std::any_of(problem.groups.begin(), problem.groups.end(), [&](const model::TestGroup& group) {
               const model::Grading& grading = group.grading;
               return grading.verdict == VerdictRule::AlwaysAccept || grading.acceptIfAnyAccepted ||
                      grading.ignoreSample || grading.score == model::Grading::ScoreRule::Custom ||
                      (grading.verdict == VerdictRule::WorstError && !stopAtFirstFailure);
           });
}

/// Whether a failure can have anything skipped: most problems of many tests have no such rule and need no
/// grading after each failure.
bool hasSkips(const model::Problem& problem)
{
    return std::any_of(problem.groups.begin(), problem.groups.end(), [](const model::TestGroup& group) {
        return group.grading.breakOnReject || !group.grading.requiredGroups.empty();
    });
}

} // namespace

bool needsGrader(const model::Problem& problem)
{
    return std::any_of(problem.groups.begin(), problem.groups.end(), [](const model::TestGroup& group) {
        return group.grading.score == model::Grading::ScoreRule::Custom;
    });
}

void fold(const model::Problem& problem, bool stopAtFirstFailure, Judgement& judgement,
          const CustomGrader& grader, const std::vector<StaticResult>& staticResults)
{
    fillRuns(problem, judgement);
    judgement.maxScore = problem.maxScore;
    if (judgement.state == SubmissionState::NoToolchain) {
        judgement.verdict.reset();
        foldWithoutRuns(problem, judgement);
        return;
    }
    if (judgement.compile && !judgement.compile->ok) {
        foldWithoutRuns(problem, judgement);
        finish(Verdict::CE, judgement);
        return;
    }
    if (isGradedByRules(problem, stopAtFirstFailure))
        foldByRules(problem, stopAtFirstFailure, grader, staticResults, judgement);
    else
        foldPassFail(problem, stopAtFirstFailure, staticResults, judgement);
}

void foldJudgeError(const model::Problem& problem, std::string reason, Judgement& judgement)
{
    fillRuns(problem, judgement);
    judgement.maxScore = problem.maxScore;
    foldWithoutRuns(problem, judgement);
    finish(Verdict::JE, judgement);
    judgement.message = std::move(reason);
}

std::vector<bool> irrelevantRuns(const model::Problem& problem, const std::vector<Run>& runs,
                                 bool stopAtFirstFailure, const std::vector<StaticResult>& staticResults)
{
    std::vector<bool> irrelevant(problem.testCases.size());
    if (isGradedByRules(problem, stopAtFirstFailure)) {
        if (!stopAtFirstFailure && !hasSkips(problem))
            return irrelevant;
        const GroupTree tree(problem);
        if (tree.fault().empty())
            irrelevant =
                Evaluation(problem, tree, runs, stopAtFirstFailure, nullptr, staticResults).skippedTests();
        return irrelevant;
    }
    const bool rejected = std::any_of(staticResults.begin(), staticResults.end(),
                                      [](const StaticResult& one) { return one.verdict != Verdict::AC; });
    std::size_t first = irrelevant.size();
    if (stopAtFirstFailure)
        first = rejected ? 0 : std::min(first, firstIrrelevantRun(runs, true));
    std::fill(irrelevant.begin() + static_cast<std::ptrdiff_t>(first), irrelevant.end(), true);
    return irrelevant;
}

std::size_t firstIrrelevantRun(const std::vector<Run>& runs, bool stopAtFirstFailure)
{
    if (stopAtFirstFailure) {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            if (runs[i].state == TaskState::Done && runs[i].verdict != Verdict::AC)
                return i + 1;
        }
    }
    return runs.size();
}

} // namespace assize::score
