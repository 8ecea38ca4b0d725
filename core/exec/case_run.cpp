// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/case_run.h"

#include <fstream>
#include <string>
#include <utility>

namespace assize::exec {

using model::Verdict;

CaseRunner::CaseRunner(const CpuPressure& pressure, OutOfMemoryKills kills)
    : m_tools(pressure), m_outOfMemoryKills(std::move(kills))
{
}

std::uint64_t CaseRunner::hostOutOfMemoryKills()
{
    std::ifstream file("/proc/vmstat");
    std::string name;
    std::uint64_t value = 0;
    while (file >> name >> value) {
        if (name == "oom_kill")
            return value;
    }
    return 0;
}

std::optional<CaseReport> CaseRunner::run(Slot& slot, const RunOrder& order, const std::stop_token& stop)
{
    std::optional<CaseReport> report = runOnce(slot, order, stop);
    if (!report || order.until == RunUntil::TimeLimit || !report->late ||
        report->run.verdict == Verdict::TLE || report->run.verdict == Verdict::JE)
        return report;
    // After the time limit something else happened, of which a contest would not have heard.
    report = runOnce(slot, {order.judging, order.test, order.handIn, RunUntil::TimeLimit}, stop);
    if (report)
        report->stopped = false;
    return report;
}

std::optional<CaseReport> CaseRunner::runOnce(Slot& slot, const RunOrder& order, const std::stop_token& stop)
{
    return rulesOf(order.judging.problem->taskType).run({m_tools, slot, order, stop});
}

} // namespace assize::exec
