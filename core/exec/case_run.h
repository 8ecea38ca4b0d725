// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of test cases: made and judged as the type of the task says (exec/tasktypes), and repeated where a
// single measurement is not enough.
#pragma once

#include "exec/case_report.h"
#include "exec/cpu_pressure.h"
#include "exec/slot.h"
#include "exec/tasktypes/task_rules.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace assize::exec {

/// Thread-safe; each call works in the slot that it is given, on the caller's thread. Nullopt, from every
/// function that may give it: `stop` was requested, there is no result.
class CaseRunner
{
public:
    /// How many programs the host's out-of-memory killer has killed since it started.
    using OutOfMemoryKills = std::function<std::uint64_t()>;

    /// `pressure` outlives it.
    explicit CaseRunner(const CpuPressure& pressure, OutOfMemoryKills kills = hostOutOfMemoryKills);

    /// Before the first run: whether accepted runs keep the head of their output, too.
    void keepOutputs(bool keep) { m_tools.keepOutputs = keep; }

    /// The verdict is that of a run to the time limit, also where the order says to go on to the margin.
    std::optional<CaseReport> run(Slot& slot, const RunOrder& order, const std::stop_token& stop);

    /// Repeats `first`, a run that asked for it, and gives the final report. The caller sees to it that
    /// nothing else runs. Near the time limit: up to three times, until a repetition is within the limit.
    /// Starved: once; JE when it is again though it computed, as the program's own verdict stays unknown.
    /// Decisive: up to three times, until they agree. The smallest time counts and all attempts are kept,
    /// `first` (which was not alone) first.
    std::optional<CaseReport> repeatAlone(Slot& slot, const RunOrder& order, CaseReport first,
                                          const std::stop_token& stop);

    /// The counter oom_kill of /proc/vmstat; 0 where there is none.
    static std::uint64_t hostOutOfMemoryKills();

private:
    std::optional<CaseReport> runOnce(Slot& slot, const RunOrder& order, const std::stop_token& stop);
    /// Repeats until `enough` says so of all attempts and the run that counts.
    using Enough = std::function<bool(const std::vector<model::Attempt>&, const model::Run&)>;
    std::optional<CaseReport> repeatFor(const Enough& enough, Slot& slot, const RunOrder& order,
                                        CaseReport report, const std::stop_token& stop);
    std::optional<CaseReport> repeatKilled(Slot& slot, const RunOrder& order, CaseReport report,
                                           const std::stop_token& stop);
    std::optional<CaseReport> repeatStarved(Slot& slot, const RunOrder& order, CaseReport report,
                                            const std::stop_token& stop);

    CaseTools m_tools;
    const OutOfMemoryKills m_outOfMemoryKills;
};

} // namespace assize::exec
