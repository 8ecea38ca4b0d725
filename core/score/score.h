// SPDX-License-Identifier: GPL-3.0-or-later
// From runs to the verdict of a submission: pure functions.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"

namespace assize::score
{

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

/// Folds the runs (in test order) of a pass-fail problem into judgement.runs, groups, verdict and score: the
/// verdict is that of the first run in test order that is not AC (JE anywhere beats all: the result is not
/// known), AC when all are. With `stopAtFirstFailure`, runs after the first failure become Skipped even if
/// they happened to run. Runs that are not decided yet leave the judgement Incomplete. A failed compilation
/// (judgement.compile) is CE with all runs Skipped; in state NoToolchain all runs are Skipped and there is no verdict.
/// Runs are filled up to the problem's tests. Each group gets the verdict of the tests below it, by the same
/// rule; a group of which nothing is known because its tests were skipped has none; an empty group is AC with score
/// 0 (problemtools, default grader). Folding twice changes nothing.
void fold(const model::Problem& problem, bool stopAtFirstFailure, model::Judgement& judgement);

/// Makes the judgement Done with verdict JE for `reason`, where something failed before there were runs to fold
/// (a source that cannot be read, a sandbox that fails while compiling). Undecided runs become Skipped.
void foldJudgeError(const model::Problem& problem, std::string reason, model::Judgement& judgement);

/// The index of the first run that cannot matter any more, given what is decided so far: the one after any
/// failure when `stopAtFirstFailure`; runs.size() when all may.
std::size_t firstIrrelevantRun(const std::vector<model::Run>& runs, bool stopAtFirstFailure);

} // namespace assize::score
