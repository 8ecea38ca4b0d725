// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/margin_runs.h"

#include <utility>

namespace assize::exec {
namespace {

std::vector<std::size_t> testsOf(const std::vector<MarginRun>& runs)
{
    std::vector<std::size_t> tests;
    for (const MarginRun& run : runs)
        tests.push_back(run.test);
    return tests;
}

} // namespace

RunUntil MarginRuns::begin(const std::string& group)
{
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    if (entry.reached || entry.underWay)
        return RunUntil::TimeLimit;
    entry.underWay = true;
    return RunUntil::SafetyMargin;
}

MarginRuns::Ended MarginRuns::end(const std::string& group, MarginRun run)
{
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    Ended ended;
    if (run.until == RunUntil::SafetyMargin) {
        entry.underWay = false;
        entry.reached = entry.reached || run.tooSlow;
        std::vector<MarginRun> waiting = std::exchange(entry.waiting, {});
        if (entry.reached)
            ended.known = std::move(waiting);
        else
            ended.again = testsOf(waiting);
        ended.known.push_back(std::move(run));
    } else if (!run.tooSlow || entry.reached) {
        ended.known.push_back(std::move(run));
    } else if (entry.underWay) {
        entry.waiting.push_back(std::move(run));
    } else {
        ended.again.push_back(run.test);
    }
    return ended;
}

std::vector<std::size_t> MarginRuns::abandon(const std::string& group, RunUntil until)
{
    if (until == RunUntil::TimeLimit)
        return {};
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    entry.underWay = false;
    return testsOf(std::exchange(entry.waiting, {}));
}

} // namespace assize::exec
