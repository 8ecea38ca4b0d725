// SPDX-License-Identifier: GPL-3.0-or-later
#include "limit_watch.h"

#include "processes.h"
#include "system.h"

#include <algorithm>
#include <sched.h>

namespace assize::box {

namespace {

/// Without a memory group the resident size is looked at this often.
constexpr std::uint64_t kMemoryLook = 10 * kMillisecond;
/// The size of the output is looked at this often.
constexpr std::uint64_t kOutputLook = 20 * kMillisecond;
/// Never wait less than this for CPU time to pass.
constexpr std::uint64_t kShortestWait = kMillisecond / 5;

} // namespace

LimitWatch::LimitWatch(const BoxFacts& facts, const WorkArea& area, const Accounting& accounting,
                       const sandbox::protocol::Run& run)
    : m_facts(facts), m_area(area), m_accounting(accounting), m_run(run)
{
    if (m_run.processes <= 1)
        return;
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        m_processors = static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

LimitWatch::CpuUse LimitWatch::cpuUsed(const Ending& ending, pid_t pid) const
{
    if (m_run.processes <= 1 && m_facts.limitsProcesses)
        return {cpuTimeOf(pid), 0};
    if (m_accounting.countsTime())
        return {m_accounting.cpuTime(), 0};
    const ProcessSum sum = sumOfProcesses(m_facts.isolated, m_area.processes());
    // The time of children that were waited for is told in ticks of 10 ms, cut off: half of the time that may
    // be missing is added, but never so much that a run is stopped before its time limit (1.1 times that is
    // our limit).
    constexpr std::uint64_t kMissing = 10 * kMillisecond;
    const std::uint64_t rounded = sum.childrenInTicks ? std::min(kMissing, m_run.cpuTime / 22) : 0;
    return {ending.childrenCpu + std::max(cpuTimeOf(pid), sum.cpuTime), rounded};
}

/// Whether the processes of the run hold more memory than they may, where no group counts it.
bool LimitWatch::holdsTooMuch() const
{
    return sumOfProcesses(m_facts.isolated, m_area.processes()).memory > m_run.memory &&
           (m_run.processes <= 1 ||
            sharedMemoryOfProcesses(m_facts.isolated, m_area.processes()) > m_run.memory);
}

bool LimitWatch::isMet(Ending& ending, pid_t pid, std::uint64_t now, std::uint64_t& wait) const
{
    const std::uint64_t elapsed = now - ending.started;
    const auto stop = [&ending](Stop why) {
        ending.stop = why;
        return true;
    };
    const bool limitsOutput = m_run.output != 0 && ending.output >= 0;
    if (limitsOutput && elapsed > kMillisecond && sizeOf(ending.output) > m_run.output)
        return stop(Stop::Output);
    if (m_run.wallTime != 0) {
        if (elapsed >= m_run.wallTime)
            return stop(Stop::Wall);
        wait = std::min(wait, m_run.wallTime - elapsed);
    }
    if (m_run.cpuTime != 0) {
        // It cannot have used more than all processors for all the time.
        const std::uint64_t most = elapsed * m_processors;
        const CpuUse use = most < m_run.cpuTime ? CpuUse{most, 0} : cpuUsed(ending, pid);
        const std::uint64_t used = use.time + use.rounded;
        if (used >= m_run.cpuTime) {
            ending.cpuAtStop = use.time;
            return stop(Stop::Cpu);
        }
        wait = std::min(wait, std::max((m_run.cpuTime - used) / m_processors, kShortestWait));
    }
    if (m_run.memory != 0 && !m_accounting.countsMemory()) {
        if (elapsed > kMillisecond && holdsTooMuch())
            return stop(Stop::Memory);
        wait = std::min(wait, kMemoryLook);
    }
    if (limitsOutput) {
        // The kernel stops it at the byte, unless it ignores the signal and goes on in vain.
        wait = std::min(wait, kOutputLook);
    }
    return false;
}

} // namespace assize::box
