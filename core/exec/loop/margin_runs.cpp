// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/margin_runs.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

bool MarginRuns::isKnownSlow(const Group& group, std::size_t test) const
{
    return group.reachedBy && (!m_ordered || test > *group.reachedBy);
}

RunUntil MarginRuns::begin(const std::string& group, std::size_t test)
{
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    if (isKnownSlow(entry, test) || (!entry.underWay.empty() && !entry.again.contains(test)))
        return RunUntil::TimeLimit;
    entry.underWay.insert(test);
    return RunUntil::SafetyMargin;
}

void MarginRuns::beginToMargin(const std::string& group, std::size_t test)
{
    const std::lock_guard lock(m_mutex);
    m_groups[group].underWay.insert(test);
}

std::vector<std::size_t> MarginRuns::waitingAgain(Group& group)
{
    std::vector<std::size_t> tests;
    tests.reserve(group.waiting.size());
    for (const MarginRun& run : group.waiting)
        tests.push_back(run.test);
    group.again.insert(tests.begin(), tests.end());
    group.waiting.clear();
    return tests;
}

MarginRuns::Ended MarginRuns::end(const std::string& group, MarginRun run)
{
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    Ended ended;
    if (run.until == RunUntil::SafetyMargin) {
        entry.underWay.erase(run.test);
        if (run.tooSlow)
            entry.reachedBy = std::min(entry.reachedBy.value_or(run.test), run.test);
        for (MarginRun& waiting : std::exchange(entry.waiting, {}))
            (isKnownSlow(entry, waiting.test) ? ended.known : entry.waiting).push_back(std::move(waiting));
        ended.known.push_back(std::move(run));
    } else if (!run.tooSlow || isKnownSlow(entry, run.test)) {
        ended.known.push_back(std::move(run));
    } else {
        entry.waiting.push_back(std::move(run));
    }
    if (entry.underWay.empty())
        ended.again = waitingAgain(entry);
    return ended;
}

std::vector<std::size_t> MarginRuns::abandon(const std::string& group, std::size_t test)
{
    const std::lock_guard lock(m_mutex);
    Group& entry = m_groups[group];
    if (entry.underWay.erase(test) == 0 || !entry.underWay.empty())
        return {};
    return waitingAgain(entry);
}

} // namespace assize::exec
