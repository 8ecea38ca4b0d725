// SPDX-License-Identifier: GPL-3.0-or-later
// From the sandbox's measurements of a program to the run that is kept of it; the same for programs that read
// a file and for those that talk to a program of the jury. Pure functions; called by the types of tasks on
// the slot's thread.
#pragma once

#include "exec/case_report.h"
#include "exec/cpu_pressure.h"
#include "sandbox/sandbox.h"
#include "score/score.h"

namespace assize::exec {

/// The verdict by the program's end alone, before anybody looked at its output.
score::ProcessVerdict processVerdictOf(const sandbox::RunResult& result, const model::Limits& limits);

/// A run of `test` that is Done: times, memory, how it ended and its standard error. No verdict yet.
model::Run measuredRun(const model::TestCase& test, const sandbox::RunResult& result);

/// The times after which a run is stopped that goes on until `until`.
void setTimes(sandbox::RunLimits& runLimits, const model::Limits& limits, const model::TimeLimitRule& rule,
              RunUntil until);

/// Sets `stopped` and `late`.
void noteTimes(const sandbox::RunResult& result, const model::Limits& limits, CaseReport& report);

/// Whether a run that was made under another time limit would be the same under `limits`: it was not stopped
/// for its time, and ended well within these.
bool isSameUnder(const model::Run& run, const model::Limits& limits);

/// Whether this run should be repeated with nothing else running.
CaseReport::Repeat repeatOf(const sandbox::RunResult& result, const model::Limits& limits);

/// Whether the wall clock stopped it while it may have waited for a processor.
bool isStarved(const sandbox::RunResult& result, const CpuWait& wait);

/// Whether the program has said more than `limits` permit though its standard output alone does not: since
/// 2025-09 ("Submission limits") standard error counts, too.
bool exceedsOutputWithErrors(const model::Problem& problem, const model::Limits& limits,
                             const sandbox::RunResult& result);

} // namespace assize::exec
