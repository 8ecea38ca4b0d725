// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/measured_run.h"

#include "base/utf8.h"
#include "check/check.h"
#include "exec/limits.h"

#include <algorithm>
#include <csignal>

namespace assize::exec {

using model::RunStatus;

score::ProcessVerdict processVerdictOf(const sandbox::RunResult& result, const model::Limits& limits)
{
    return score::judgeProcess(
        {result.status, result.exitCode, result.signal, result.cpuTime, result.wallTime, result.memory},
        limits);
}

model::Run measuredRun(const model::TestCase& test, const sandbox::RunResult& result)
{
    model::Run run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.cpuTime = result.cpuTime;
    run.wallTime = result.wallTime;
    run.memory = result.memory;
    if (result.status == RunStatus::Exited)
        run.exitCode = result.exitCode;
    else if (result.signal != 0)
        run.signal = result.signal;
    run.standardError = headOf(result.standardError, check::kMessageCap);
    run.outputSize = result.outputSize;
    return run;
}

void setTimes(sandbox::RunLimits& runLimits, const model::Limits& limits, const model::TimeLimitRule& rule,
              RunUntil until)
{
    runLimits.cpuTime = stopTime(limits, rule, until);
    runLimits.wallTime = limits.effectiveWallTime();
    // Time enough to come to the margin, but none to wait in: a program that does nothing but wait is stopped
    // as when judged.
    if (until == RunUntil::SafetyMargin && !limits.wallTime) {
        const std::chrono::nanoseconds cpuTime = runLimits.cpuTime;
        runLimits.wallTime = std::max(runLimits.wallTime, cpuTime + cpuTime / 10 + std::chrono::seconds(1));
    }
}

void noteTimes(const sandbox::RunResult& result, const model::Limits& limits, CaseReport& report)
{
    report.stopped = result.status == RunStatus::CpuLimit || result.status == RunStatus::WallLimit;
    report.late = result.cpuTime > stopTime(limits, {}, RunUntil::TimeLimit) ||
                  result.wallTime > limits.effectiveWallTime();
}

bool isSameUnder(const model::Run& run, const model::Limits& limits)
{
    using model::LimitKind;
    const bool decided =
        run.state == model::TaskState::Done && run.verdict && run.verdict != model::Verdict::JE;
    return decided && run.limit != LimitKind::Cpu && run.limit != LimitKind::Wall &&
           run.cpuTime < limits.cpuTime && !isNearLimit(run.cpuTime, limits.cpuTime) &&
           run.wallTime < limits.effectiveWallTime();
}

bool exceedsOutputWithErrors(const model::Problem& problem, const model::Limits& limits,
                             const sandbox::RunResult& result)
{
    return problem.format == "icpc-2025-09" && limits.output > 0 && result.outputSize <= limits.output &&
           result.standardErrorSize > limits.output - result.outputSize;
}

bool isStarved(const sandbox::RunResult& result, const CpuWait& wait)
{
    // A program that had a processor for half of the time was not kept from it: its own threads may have
    // waited for each other.
    return result.status == RunStatus::WallLimit && result.cpuTime < result.wallTime / 2 &&
           wait.starved(result.wallTime, result.cpuTime);
}

CaseReport::Repeat repeatOf(const sandbox::RunResult& result, const model::Limits& limits)
{
    const bool endedByItself = result.status == RunStatus::Exited || result.status == RunStatus::Signalled;
    if (endedByItself && isNearLimit(result.cpuTime, limits.cpuTime))
        return CaseReport::Repeat::NearLimit;
    if (result.status == RunStatus::Signalled && result.signal == SIGKILL)
        return CaseReport::Repeat::Killed;
    return CaseReport::Repeat::No;
}

} // namespace assize::exec
