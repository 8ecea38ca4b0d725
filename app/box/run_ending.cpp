// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_ending.h"

#include "processes.h"
#include "system.h"
#include "traces.h"

#include <algorithm>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <utility>

namespace assize::box {

namespace {

using sandbox::protocol::Report;
using sandbox::protocol::Run;
using sandbox::protocol::Status;

class EndedRun
{
public:
    EndedRun(const Ending& ending, const Run& run, BoxFacts& facts, const WorkArea& area,
             Accounting& accounting, FinishedRun& finished)
        : m_end(ending), m_run(run), m_facts(facts), m_area(area), m_accounting(accounting),
          m_finished(finished)
    {
    }

    void decide();

private:
    std::uint64_t memory() const;
    bool exceededMemory(std::uint64_t peak);
    bool killedByTheMachine();

    const Ending& m_end;
    const Run& m_run;
    BoxFacts& m_facts;
    const WorkArea& m_area;
    Accounting& m_accounting;
    FinishedRun& m_finished;
};

std::uint64_t EndedRun::memory() const
{
    if (!m_accounting.countsMemory())
        return m_end.largest;
    struct stat info
    {
    };
    ::fstat(m_end.output, &info);
    // Blocks beyond the end, or holes before it, are no output.
    const std::uint64_t output = std::min(static_cast<std::uint64_t>(info.st_blocks) * 512,
                                          (static_cast<std::uint64_t>(info.st_size) + 4095) / 4096 * 4096);
    std::uint64_t peak = m_end.groupPeak;
    // A program that freed memory before writing had both never at once: the largest process is a lower
    // bound.
    peak = std::max(peak - std::min(peak, output), std::min(peak, m_end.largest));
    constexpr std::uint64_t kSuspicious = 4 << 20;
    if (peak > m_end.largest + kSuspicious) {
        // The group that reads a file first pays for its pages in the cache: not a program's memory.
        const std::uint64_t cached = m_accounting.cachedFiles();
        peak -= std::min(peak - m_end.largest, cached);
    }
    // The group is charged in batches of pages, and shared libraries are not charged at all: for small
    // programs the resident size is nearer to people's expectation.
    constexpr std::uint64_t kSmall = 4 << 20;
    return std::max(peak, std::min(m_end.largest, kSmall));
}

bool EndedRun::exceededMemory(std::uint64_t peak)
{
    if (m_run.memory == 0)
        return false;
    // Asked even if it changes nothing here: the next run must not be told of these kills.
    const bool killed =
        m_accounting.countsMemory() && m_accounting.limitReached() && m_accounting.killedForMemory();
    // The stack may grow to the memory limit: a program that recurses without end dies there by its own
    // fault, and not with different verdicts because of a page more or less.
    constexpr std::uint64_t kBesideTheStack = 2 << 20;
    const bool crashed = WIFSIGNALED(m_end.waitStatus) && WTERMSIG(m_end.waitStatus) == SIGSEGV;
    if (m_end.stop == Stop::Memory || peak > m_run.memory + (crashed ? kBesideTheStack : 0))
        return true;
    return killed;
}

/// Whether the kernel killed a program that was within its limit, because the whole machine lacked memory.
bool EndedRun::killedByTheMachine()
{
    // A memory group counts its own; otherwise all we know is that a process was killed, which may be a
    // program in another box that met its limit.
    if (m_accounting.countsMemory())
        return m_accounting.killedForMemory();
    const std::uint64_t kills = outOfMemoryKills(m_area.processes());
    return kills > std::exchange(m_facts.outOfMemoryKills, kills);
}

void EndedRun::decide()
{
    Report& report = m_finished.report;
    report.wallTime = m_end.ended - m_end.started;
    report.endedAt = m_end.ended;
    report.cpuTime = std::max(m_end.childrenCpu, m_end.cpuAtStop);
    if (m_accounting.countsTime() && m_run.processes > 1) {
        const std::uint64_t all = m_accounting.cpuTime();
        const std::uint64_t own = m_accounting.includesTheBox() ? ownCpuTime() - m_end.ownCpuBefore : 0;
        // Children that nobody waited for are in the group's time only; the difference is noise otherwise.
        if (all > own && all - own > report.cpuTime + 2 * kMillisecond)
            report.cpuTime = all - own;
    }
    report.memory = memory();
    const bool tooMuchMemory = exceededMemory(report.memory);
    const std::uint64_t written = sizeOf(m_end.output);
    report.outputSize = m_run.output != 0 ? std::min(written, m_run.output) : written;
    const bool tooMuchOutput = m_run.output != 0 && written > m_run.output;
    const int signal = WIFSIGNALED(m_end.waitStatus) ? WTERMSIG(m_end.waitStatus) : 0;
    // A file that has just become too large is met by the box or, at the next write, by the kernel: which of
    // them is first is chance, and the report must not depend on it.
    report.signal = m_end.stop == Stop::Output && signal == SIGKILL ? SIGXFSZ : signal;
    m_finished.engineGone = m_end.stop == Stop::EngineGone;

    if (m_end.stop == Stop::Cancelled || m_end.stop == Stop::EngineGone)
        report.status = Status::Cancelled;
    else if (tooMuchMemory)
        report.status = Status::MemoryLimit;
    else if (tooMuchOutput || m_end.stop == Stop::Output || signal == SIGXFSZ)
        report.status = Status::OutputLimit;
    else if (m_end.stop == Stop::Cpu || signal == SIGXCPU ||
             (m_run.cpuTime != 0 && report.cpuTime > m_run.cpuTime))
        report.status = Status::CpuLimit;
    else if (m_end.stop == Stop::Wall)
        report.status = Status::WallLimit;
    else if (signal == SIGSYS)
        report.status = Status::Violation;
    else if (signal != 0)
        report.status = Status::Signalled;
    else
        report.status = Status::Exited;
    report.exitCode = WIFEXITED(m_end.waitStatus) ? WEXITSTATUS(m_end.waitStatus) : 0;

    if (report.status == Status::Signalled && signal == SIGKILL) {
        if (killedByTheMachine()) {
            report.status = Status::SandboxFailed;
            report.failure = {sandbox::protocol::Step::HaveMemory};
        }
    }
}

} // namespace

std::uint64_t ownCpuTime()
{
    return clockNow(CLOCK_PROCESS_CPUTIME_ID);
}

std::uint64_t sizeOf(int fd)
{
    struct stat info
    {
    };
    return ::fstat(fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

void decideEnding(const Ending& ending, const Run& run, BoxFacts& facts, const WorkArea& area,
                  Accounting& accounting, FinishedRun& finished)
{
    EndedRun(ending, run, facts, area, accounting, finished).decide();
}

} // namespace assize::box
