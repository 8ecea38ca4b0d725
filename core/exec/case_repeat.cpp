// SPDX-License-Identifier: GPL-3.0-or-later
// CaseRunner's part that repeats runs with nothing else running.
#include "exec/case_run.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace assize::exec {
namespace {

using model::Verdict;

constexpr int kMostRepeats = 3;

model::Attempt attemptOf(const model::Run& run)
{
    return {run.cpuTime, run.wallTime, run.memory};
}

/// Whether both ended in the same way, so that their times can be compared.
bool sameEnd(const model::Run& a, const model::Run& b)
{
    return a.exitCode == b.exitCode && a.signal == b.signal && a.limit != model::LimitKind::Memory &&
           b.limit != model::LimitKind::Memory;
}

/// Whether the attempts after the first, which were alone, took the same time but for a hundredth.
bool agree(const std::vector<model::Attempt>& attempts)
{
    if (attempts.size() < 3)
        return false;
    const auto [least, most] = std::minmax_element(
        attempts.begin() + 1, attempts.end(),
        [](const model::Attempt& a, const model::Attempt& b) { return a.cpuTime < b.cpuTime; });
    return most->cpuTime - least->cpuTime <= least->cpuTime / 100;
}

void becomeJudgeError(const model::TestCase& test, std::string_view reason, model::Run& run)
{
    model::Run failed = judgeErrorRun(test, reason);
    failed.attempts = std::move(run.attempts);
    run = std::move(failed);
}

} // namespace

std::optional<CaseReport> CaseRunner::repeatAlone(Slot& slot, const RunOrder& order, CaseReport first,
                                                  const std::stop_token& stop)
{
    using Repeat = CaseReport::Repeat;
    const auto within = [&order](const auto&, const model::Run& best) {
        return best.cpuTime <=
               limitsFor(*order.judging.problem, order.test, order.program().language).cpuTime;
    };
    const auto agreeing = [](const auto& attempts, const auto&) { return agree(attempts); };
    std::optional<CaseReport> report;
    switch (first.repeat) {
    case Repeat::No:
        return first;
    case Repeat::NearLimit:
        report = repeatFor(within, slot, order, std::move(first), stop);
        break;
    case Repeat::Decisive:
        report = repeatFor(agreeing, slot, order, std::move(first), stop);
        break;
    case Repeat::Killed:
        report = repeatKilled(slot, order, std::move(first), stop);
        break;
    case Repeat::Starved:
        report = repeatStarved(slot, order, std::move(first), stop);
        break;
    }
    if (report)
        report->repeat = Repeat::No;
    return report;
}

std::optional<CaseReport> CaseRunner::repeatFor(const Enough& enough, Slot& slot, const RunOrder& order,
                                                CaseReport report, const std::stop_token& stop)
{
    std::vector<model::Attempt> attempts{attemptOf(report.run)};
    for (int i = 0; i < kMostRepeats; ++i) {
        std::optional<CaseReport> repeated = run(slot, order, stop);
        if (!repeated)
            return std::nullopt;
        // A judge's fault says nothing about the program: earlier measurements stand.
        if (repeated->run.verdict == Verdict::JE)
            break;
        attempts.push_back(attemptOf(repeated->run));
        if (sameEnd(repeated->run, report.run) && repeated->run.cpuTime < report.run.cpuTime) {
            report.run = std::move(repeated->run);
            report.stopped = repeated->stopped;
        }
        if (enough(attempts, report.run))
            break;
    }
    report.run.attempts = std::move(attempts);
    return report;
}

std::optional<CaseReport> CaseRunner::repeatKilled(Slot& slot, const RunOrder& order, CaseReport report,
                                                   const std::stop_token& stop)
{
    const model::Attempt first = attemptOf(report.run);
    const std::uint64_t killsBefore = m_outOfMemoryKills();
    std::optional<CaseReport> repeated = run(slot, order, stop);
    if (!repeated)
        return std::nullopt;
    const bool killedAgain = repeated->repeat == CaseReport::Repeat::Killed;
    report.run = std::move(repeated->run);
    report.stopped = repeated->stopped;
    report.run.attempts = {first, attemptOf(report.run)};
    // A program may send itself a SIGKILL; only the host's own count tells whether it was short of memory.
    if (killedAgain && m_outOfMemoryKills() != killsBefore)
        becomeJudgeError(order.test,
                         "the host ran out of memory and killed the program, also when it ran alone",
                         report.run);
    return report;
}

std::optional<CaseReport> CaseRunner::repeatStarved(Slot& slot, const RunOrder& order, CaseReport report,
                                                    const std::stop_token& stop)
{
    const model::Attempt first = attemptOf(report.run);
    std::optional<CaseReport> repeated = run(slot, order, stop);
    if (!repeated)
        return std::nullopt;
    report.run = std::move(repeated->run);
    report.stopped = repeated->stopped;
    report.run.attempts = {first, attemptOf(report.run)};
    // A program that hardly computed, alone as beside other programs, waits for something of its own.
    const bool computed = report.run.cpuTime >= report.run.wallTime / 10;
    if (repeated->repeat == CaseReport::Repeat::Starved && computed)
        becomeJudgeError(order.test,
                         "the program got too little of a processor until its limit of wall time, also when "
                         "nothing else was judged beside it: the machine is busy with something else. "
                         "Judge again when it is not",
                         report.run);
    return report;
}

} // namespace assize::exec
