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
/// they happened to run. Runs that are not decided yet leave the judgement Incomplete.
void fold(const model::Problem& problem, bool stopAtFirstFailure, model::Judgement& judgement);

/// The index after which no run can matter any more, given what is decided so far; runs.size() when all may.
std::size_t firstIrrelevantRun(const std::vector<model::Run>& runs, bool stopAtFirstFailure);

} // namespace assize::score
