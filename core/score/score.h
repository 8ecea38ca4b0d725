// SPDX-License-Identifier: GPL-3.0-or-later
// From runs to the verdict of a submission: pure functions.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::score {

/// The verdict of a program's run before its output is looked at, or nullopt when the output decides.
/// Order: judge error, violation, time, memory, output limit, crash or exit code other than 0. `cpuTime` over
/// `limit` is TLE even if the program ended by itself.
struct ProcessOutcome
{
    model::RunStatus status = model::RunStatus::SandboxFailed;
    int exitCode = 0;
    int signal = 0;
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0;
};
struct ProcessVerdict
{
    std::optional<model::Verdict> verdict;
    model::LimitKind limit = model::LimitKind::None;
};
ProcessVerdict judgeProcess(const ProcessOutcome& outcome, const model::Limits& limits);

/// Names the tests among which a single test that was run to the safety margin tells how slow a submission
/// is: all (empty), or, where there are points, those of the test's group. Borrowed from `problem`.
std::string_view marginGroup(const model::Problem& problem, std::size_t test);

/// The static validator's result on a submission for one group (2025-09, "Static validator").
struct StaticResult
{
    std::string group;                           ///< TestGroup::id of a group with staticValidatorFlags
    model::Verdict verdict = model::Verdict::JE; ///< AC, WA or JE
    std::optional<model::GivenScore> given{};
    std::string message{}; ///< why JE; bytes
};

/// A line of a custom grader's input: the result of a test or of a group below.
struct GraderInput
{
    model::Verdict verdict = model::Verdict::JE; ///< never JE when a grader is called
    Decimal score;
};
struct GraderResult
{
    model::Verdict verdict = model::Verdict::JE;
    Decimal score;
    std::string failure{}; ///< why the verdict is JE
};
/// Grades a group with ScoreRule::Custom from the results of its parts, in test order. Called by fold on its
/// thread, groups below first, never for a group without parts or with a judge error in one of them. Nullopt:
/// it was stopped on request, there is no result.
using CustomGrader =
    std::function<std::optional<GraderResult>(const model::TestGroup&, const std::vector<GraderInput>&)>;

/// Whether some group is graded by the package's own grader, which must be built before fold is called.
bool needsGrader(const model::Problem& problem);

/// Sets run.score of a run that is Done: 1 or 0 in pass-fail problems, else from the validator's score
/// (Run::given) or the test's worth. A run without a verdict becomes JE, and so does a run whose validator
/// broke the rules for scores of 2025-09 ("Scoring test cases"), with the reason as its message; a run whose
/// checker gives all of the test's worth as a part becomes AC. fold does this for every run; callers that
/// show or store a run earlier call it themselves. Doing it twice changes nothing.
void scoreRun(const model::Problem& problem, std::size_t test, model::Run& run);

/// Folds the runs (in test order) into judgement.runs, groups, verdict and score. JE anywhere that counts
/// beats all: the result is not known. Runs that are not decided yet leave the judgement Incomplete. A failed
/// compilation (judgement.compile) is CE with all runs Skipped; in state NoToolchain all runs are Skipped and
/// there is no verdict. Runs are filled up to the problem's tests. A group of which nothing is known because
/// its tests were skipped has no verdict; an empty group is AC with score 0 and is no part of the group above
/// (problemtools, judge/submission_judge.py). Folding twice changes nothing. `staticResults` has one entry
/// for each group with staticValidatorFlags; without its entry a group is not decided.
///
/// Pass-fail problems: the verdict is that of the first run in test order that is not AC, AC when all are;
/// static validation comes before all runs. With `stopAtFirstFailure`, runs after the first failure become
/// Skipped even if they happened to run. Each group gets the verdict of the tests below it, by the same rule.
/// Where a group's grading says otherwise (worst error, always accept, accept if any is accepted, ignore
/// sample, a custom grader), verdicts are graded as in scoring problems and the score is still all or
/// nothing; then `stopAtFirstFailure` makes the worst error the first error, and has no effect on groups that
/// accept in spite of a failure.
///
/// Scoring problems (type "scoring"): groups are graded from below by the rules of model/grading.h, exactly
/// (128-bit fractions; a score beyond them is JE) and rounded once at the end. A group after the first
/// failure of a group with breakOnReject, or with a required group that is not AC, is skipped: score 0, and
/// for the group above the verdict of the part that failed. The submission is AC when the root group is AC
/// with the full score (or scores are unbounded), PA when it is AC with less, and otherwise has the root
/// group's verdict; its score is the root group's in any case. `stopAtFirstFailure` stops only within groups
/// where it cannot change the score: those without groups below whose verdict is the first failure's and
/// whose score is pass-fail, or the minimum of scores that are never below 0.
void fold(const model::Problem& problem, bool stopAtFirstFailure, model::Judgement& judgement,
          const CustomGrader& grader = {}, const std::vector<StaticResult>& staticResults = {});

/// Makes the judgement Done with verdict JE for `reason`, where something failed before there were runs to
/// fold (a source that cannot be read, a sandbox that fails while compiling). Undecided runs become Skipped.
void foldJudgeError(const model::Problem& problem, std::string reason, model::Judgement& judgement);

/// The runs that fold is sure to skip, given the results so far, one entry for each test: they need not be
/// run, and a judgement is decided when all other runs are Done. Only a run that is not AC adds to them, so
/// callers need not ask again after an accepted run. Runs that are Done must have been through scoreRun. A
/// run that may be skipped or not by the result of a custom grader is never among them.
std::vector<bool> irrelevantRuns(const model::Problem& problem, const std::vector<model::Run>& runs,
                                 bool stopAtFirstFailure,
                                 const std::vector<StaticResult>& staticResults = {});

/// Of pass-fail problems only: the index of the first run that cannot matter any more, given the results so
/// far: the run after any failure when `stopAtFirstFailure`; runs.size() when all may.
std::size_t firstIrrelevantRun(const std::vector<model::Run>& runs, bool stopAtFirstFailure);

} // namespace assize::score
