// SPDX-License-Identifier: GPL-3.0-or-later
// One run of one test case: the program in the contestant box, then the check of its output.
#pragma once

#include "check/interaction.h"
#include "exec/compiler.h"
#include "exec/cpu_pressure.h"
#include "exec/limits.h"
#include "exec/output_checker.h"
#include "exec/slot.h"
#include "model/judgement.h"
#include "model/problem.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace assize::exec {

/// One run that is wanted. Everything is borrowed.
struct RunOrder
{
    const Judging& judging;
    const model::TestCase& test;
    const Program& program;
    RunUntil until = RunUntil::TimeLimit;
};

/// What a run gave, and whether it should be repeated with nothing else running.
struct CaseReport
{
    enum class Repeat {
        No,
        NearLimit, ///< it ended by itself close to the time limit
        Killed,    ///< a SIGKILL that nobody here sent: perhaps the host ran out of memory
        Starved,   ///< the wall clock stopped it while tasks of the machine waited for processors
        Decisive,  ///< a time limit, or what is said of it, depends on its time; see decisive_runs.h
    };
    model::Run run;
    Repeat repeat = Repeat::No;
    bool stopped = false; ///< it did not end by itself: a limit of time was over
    bool late = false;    ///< it went on for longer than a run to the time limit may
};

/// Thread-safe; each call works in the slot that it is given, on the caller's thread. Nullopt, from whatever
/// may give it: `stop` was requested, there is no result.
class CaseRunner
{
public:
    /// How many programs the host's out-of-memory killer has killed since it started.
    using OutOfMemoryKills = std::function<std::uint64_t()>;

    /// `pressure` outlives it.
    explicit CaseRunner(const CpuPressure& pressure, OutOfMemoryKills kills = hostOutOfMemoryKills);

    /// Before the first run: whether accepted runs keep the head of what they wrote, too.
    void keepOutputs(bool keep) { m_keepOutputs = keep; }

    /// The verdict is the one that a run to the time limit has, also where the order says to go on to the
    /// margin.
    std::optional<CaseReport> run(Slot& slot, const RunOrder& order, const std::stop_token& stop);

    /// Judges the file of the submission that is the answer to `test`, where answers are handed in: the one
    /// named like the test (with any extension), or the only one where there is only one test. None: WA.
    std::optional<CaseReport> checkAnswer(Slot& slot, const Judging& judging, const model::TestCase& test,
                                          const model::Submission& submission, const std::stop_token& stop);

    /// Repeats `first`, a run that asked for it, and gives the final report. The caller sees to it that
    /// nothing else runs. Near the time limit: up to three times, until one is within the limit. Starved:
    /// once; JE when it is again though it computed, as nobody knows what the program would have done.
    /// Decisive: up to three times, until they agree. The smallest time counts and all attempts are kept, the
    /// first one (which was not alone) first.
    std::optional<CaseReport> repeatAlone(Slot& slot, const RunOrder& order, CaseReport first,
                                          const std::stop_token& stop);

    /// The counter oom_kill of /proc/vmstat; 0 where there is none.
    static std::uint64_t hostOutOfMemoryKills();

private:
    std::optional<CaseReport> runOnce(Slot& slot, const RunOrder& order, const std::stop_token& stop);
    /// Until `enough` says so of all attempts and the one that counts.
    using Enough = std::function<bool(const std::vector<model::Attempt>&, const model::Run&)>;
    std::optional<CaseReport> repeatFor(const Enough& enough, Slot& slot, const RunOrder& order,
                                        CaseReport report, const std::stop_token& stop);
    std::optional<CaseReport> repeatKilled(Slot& slot, const RunOrder& order, CaseReport report,
                                           const std::stop_token& stop);
    std::optional<CaseReport> repeatStarved(Slot& slot, const RunOrder& order, CaseReport report,
                                            const std::stop_token& stop);
    /// One run of the program on `input`; the only one but in multi-pass problems.
    std::optional<CaseReport> runPass(Slot& slot, const RunOrder& order, int input,
                                      OutputChecker::Feedback* feedback, const std::stop_token& stop);
    /// The same with a program of the jury that talks to it.
    std::optional<CaseReport> runTalk(Slot& slot, const RunOrder& order, int input,
                                      OutputChecker::Feedback* feedback, const std::stop_token& stop);
    /// The verdict of a talk that is over, and what is shown of it.
    std::optional<CaseReport> decideTalk(Slot& slot, const RunOrder& order, const model::Limits& limits,
                                         int input, const check::Interaction& talk,
                                         const std::stop_token& stop);
    std::optional<check::CheckResult> checkInteractorsOutput(Slot& slot, const Judging& judging,
                                                             const model::TestCase& test,
                                                             check::CheckFiles files,
                                                             const std::stop_token& stop);
    /// Until no validator asks for another pass. The slowest pass counts.
    std::optional<CaseReport> runPasses(Slot& slot, const RunOrder& order, int input,
                                        const std::stop_token& stop);
    /// From what the sandbox measured of a run that it made, before anybody looked at the output.
    CaseReport measure(const RunOrder& order, const model::Limits& limits,
                       const sandbox::RunResult& result) const;
    std::optional<CaseReport> judge(Slot& slot, const RunOrder& order, const model::Limits& limits, int input,
                                    const sandbox::RunResult& result, OutputChecker::Feedback* feedback,
                                    const std::stop_token& stop);
    /// Takes over what was decided, and shows where output and answer differ.
    void decide(const model::TestCase& test, const check::CheckResult& decision, std::string_view output,
                model::Run& run);

    bool m_keepOutputs = false;
    const CpuPressure& m_pressure;
    const OutOfMemoryKills m_outOfMemoryKills;
    OutputChecker m_checker;
};

/// A run that could not be judged: Done, JE, with the reason.
model::Run judgeErrorRun(const model::TestCase& test, std::string_view reason);
/// The same, as the report of it.
CaseReport failedReport(const model::TestCase& test, std::string_view reason);

} // namespace assize::exec
