// SPDX-License-Identifier: GPL-3.0-or-later
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

/// What is known of a sequence of runs, seen in test order.
class Tally
{
public:
    void add(const Run& run)
    {
        ++m_runs;
        if (run.state != TaskState::Done) {
            // A test skipped after a failure leaves nothing open; one skipped before any does.
            m_open = m_open || !(run.state == TaskState::Skipped && m_failure);
            return;
        }
        const Verdict verdict = run.verdict.value_or(Verdict::JE);
        m_judgeError = m_judgeError || verdict == Verdict::JE;
        if (verdict != Verdict::AC && !m_failure)
            m_failure = verdict;
    }
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

void scoreRuns(Judgement& judgement)
{
    for (Run& run : judgement.runs) {
        if (run.state == TaskState::Done && !run.verdict) {
            run.verdict = Verdict::JE;
            run.message = "the run ended without a verdict";
        }
        run.score = run.state == TaskState::Done && run.verdict == Verdict::AC ? 1 : 0;
    }
}

/// Fills judgement.groups; `verdicts` false leaves them all without a verdict.
void foldGroups(const model::Problem& problem, bool verdicts, Judgement& judgement)
{
    std::map<std::string_view, std::size_t> indexOf;
    for (std::size_t i = 0; i < problem.groups.size(); ++i)
        indexOf.emplace(problem.groups[i].id, i);

    std::vector<Tally> tallies(problem.groups.size());
    for (std::size_t i = 0; i < problem.testCases.size() && i < judgement.runs.size(); ++i) {
        auto group = indexOf.find(problem.testCases[i].group);
        // The loop is bounded by the number of groups, whatever the parents say.
        for (std::size_t step = 0; group != indexOf.end() && step < problem.groups.size(); ++step) {
            tallies[group->second].add(judgement.runs[i]);
            const std::optional<std::string>& parent = problem.groups[group->second].parent;
            group = parent ? indexOf.find(*parent) : indexOf.end();
        }
    }

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

void nameJudgeError(Judgement& judgement)
{
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
    foldGroups(problem, false, judgement);
}

} // namespace

void fold(const model::Problem& problem, bool stopAtFirstFailure, Judgement& judgement)
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
    scoreRuns(judgement);
    Tally tally;
    for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
        tally.add(judgement.runs[i]);
        if (stopAtFirstFailure && tally.decided() && tally.verdict() != Verdict::AC) {
            skipFrom(i + 1, judgement);
            break;
        }
    }
    foldGroups(problem, true, judgement);
    if (tally.decided()) {
        finish(tally.verdict(), judgement);
        judgement.message.clear();
        nameJudgeError(judgement);
    } else {
        judgement.state = SubmissionState::Incomplete;
        judgement.verdict.reset();
        judgement.score = 0;
    }
}

void foldJudgeError(const model::Problem& problem, std::string reason, Judgement& judgement)
{
    fillRuns(problem, judgement);
    judgement.maxScore = problem.maxScore;
    foldWithoutRuns(problem, judgement);
    finish(Verdict::JE, judgement);
    judgement.message = std::move(reason);
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
