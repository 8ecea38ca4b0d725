// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/scheduler.h"
#include "support/fake_clock.h"
#include "support/recording_sink.h"
#include "support/small_contest.h"
#include "support/std_task_pool.h"

#include <optional>
#include <string>

namespace assize::test {

inline exec::Options slotOptions(int count)
{
    exec::Options options;
    options.slots = count;
    return options;
}

/// One call of the scheduler and what it gave.
struct SchedulerRun
{
    RecordingSink sink;
    MemoryResultCache cache;
    FakeClock clock;
    std::optional<exec::Summary> summary;
    std::string error;

    void run(const exec::Plan& plan, sandbox::Sandbox& sandbox, const exec::Options& options,
             std::stop_token stop = {})
    {
        StdTaskPool pool(options.slots);
        exec::Scheduler scheduler(sandbox, pool, cache, sink, clock, options);
        Result<exec::Summary> result = scheduler.run(plan, std::move(stop));
        if (result)
            summary = std::move(*result);
        else
            error = result.error().message;
    }
    void run(const SmallContest& contest, SmallMachine& machine,
             const exec::Options& options = slotOptions(2), std::stop_token stop = {})
    {
        sandbox::FakeSandbox sandbox(machine.handler());
        run(contest.plan, sandbox, options, std::move(stop));
    }
    model::Judgement of(int submission) const
    {
        const auto judgements = sink.judgements();
        const auto found = judgements.find(submission);
        return found == judgements.end() ? model::Judgement{} : found->second;
    }
};

/// "AC", or "none".
inline std::string verdictText(const model::Judgement& judgement)
{
    return judgement.verdict ? std::string(model::codeOf(*judgement.verdict)) : "none";
}

/// "AC WA -" for the runs of a judgement; '-' is skipped.
inline std::string runsText(const model::Judgement& judgement)
{
    std::string text;
    for (const model::Run& run : judgement.runs) {
        text += text.empty() ? "" : " ";
        text += run.verdict                              ? std::string(model::codeOf(*run.verdict))
                : run.state == model::TaskState::Skipped ? "-"
                                                         : "?";
    }
    return text;
}

} // namespace assize::test
