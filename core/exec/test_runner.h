// SPDX-License-Identifier: GPL-3.0-or-later
// One run of one test case: the program in the contestant box, then the check of its output.
#pragma once

#include "check/default_validator.h"
#include "exec/compiler.h"
#include "exec/slot.h"
#include "exec/test_files.h"
#include "exec/validator_builder.h"
#include "model/judgement.h"
#include "model/problem.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace assize::exec {

/// How the outputs of a problem are judged; shared by all slots.
struct Judging
{
    const model::Problem* problem = nullptr;
    check::DefaultValidatorOptions options; ///< when the problem has no validators of its own
    /// The same for tests that have flags of their own (TestCase::validatorFlags), by these flags.
    std::map<std::vector<std::string>, check::DefaultValidatorOptions> optionsByFlags;
    std::vector<std::shared_ptr<const BuiltValidator>> validators;
};

/// The flags that the output validators of `problem` get for `test`.
std::vector<std::string> validatorFlagsOf(const model::Problem& problem, const model::TestCase& test);

/// Fills `options` and `optionsByFlags` of a problem that is judged by the default output validator. The Error says
/// which flag it does not know.
Result<void> takeValidatorFlags(Judging& judging);

/// What a run gave, and whether it should be repeated with nothing else running.
struct TestReport
{
    enum class Repeat {
        No,
        NearLimit, ///< it ended by itself close to the time limit
        Killed,    ///< a SIGKILL that nobody here sent: perhaps the host ran out of memory
    };
    model::Run run;
    Repeat repeat = Repeat::No;
    bool cancelled = false; ///< nothing else in here means anything
};

/// Thread-safe; each call works in the slot that it is given, on the caller's thread.
class TestRunner
{
public:
    /// How many programs the host's out-of-memory killer has killed since it started.
    using OutOfMemoryKills = std::function<std::uint64_t()>;

    explicit TestRunner(bool runToSafetyMargin, OutOfMemoryKills kills = hostOutOfMemoryKills);

    TestReport run(Slot& slot, const Judging& judging, const model::TestCase& test, const Program& program,
                   std::stop_token stop);

    /// Repeats a run that asked for it; `report` becomes the final one. The caller sees to it that nothing
    /// else runs. Near the time limit: up to three times, until one is within the limit; the smallest time
    /// counts and all attempts are kept.
    void repeatAlone(Slot& slot, const Judging& judging, const model::TestCase& test, const Program& program,
                     TestReport& report, std::stop_token stop);

    /// The counter oom_kill of /proc/vmstat; 0 where there is none.
    static std::uint64_t hostOutOfMemoryKills();

private:
    void repeatNearLimit(Slot& slot, const Judging& judging, const model::TestCase& test,
                         const Program& program, TestReport& report, std::stop_token stop);
    void repeatKilled(Slot& slot, const Judging& judging, const model::TestCase& test, const Program& program,
                      TestReport& report, std::stop_token stop);
    void judge(Slot& slot, const Judging& judging, const model::TestCase& test, const model::Limits& limits,
               int input, const sandbox::RunResult& result, TestReport& report, std::stop_token stop);
    void check(Slot& slot, const Judging& judging, const model::TestCase& test, int input,
               const sandbox::RunResult& result, TestReport& report, std::stop_token stop);

    const bool m_runToSafetyMargin;
    const OutOfMemoryKills m_outOfMemoryKills;
    AnswerCache m_answers;
};

/// A run that could not be judged: Done, JE, with the reason.
model::Run judgeErrorRun(const model::TestCase& test, std::string reason);

} // namespace assize::exec
