// SPDX-License-Identifier: GPL-3.0-or-later
// A time limit that no file gives: submissions of the jury are run to compute it, other submissions are
// compiled meanwhile, and their runs need not be made again. On the scheduler's thread.
#include "exec/content_key.h"
#include "exec/loop/judge.h"
#include "exec/loop/queue_entries.h"
#include "exec/measuring/measured_limit.h"
#include "exec/time_limit_key.h"

#include <algorithm>

namespace assize::exec {

void Judge::advanceTimeLimit(ProblemJudging& work)
{
    if (work.measuring)
        return;
    if (work.jury.empty()) {
        return follow(work, work.preparation.giveUp(
                                {"no time limit is given, and there is no accepted jury submission from "
                                 "which it could be computed; add a .timelimit file with seconds"}));
    }
    std::vector<MeasuredSubmission> measured;
    for (const SubmissionJudging* job : work.jury) {
        if (!m_toolchains.isProbed(job->language))
            return;
        const model::Toolchain* toolchain = toolchainOf(*job);
        measured.push_back({job->submission, toolchain != nullptr ? toolchain->fingerprint : std::string()});
    }
    work.measuring = true;
    work.limitKey = timeLimitKey(work.problem(), measured);
    const std::optional<std::chrono::nanoseconds> known =
        m_options.rejudge ? std::nullopt : m_with.cache.timeLimit(work.problem().id, work.limitKey);
    if (known && known->count() > 0) {
        model::TimeLimitComputed computed;
        computed.limit = *known;
        computed.fromCache = true;
        return setTimeLimit(work, std::move(computed));
    }
    work.juryLeft = work.jury.size();
    for (SubmissionJudging* job : work.jury)
        planRuns(*job, std::nullopt);
}

/// While the time limit is measured, slots that would have nothing to do compile the submissions that come
/// after.
void Judge::compileAhead(ProblemJudging& work)
{
    // Without a folder nothing would be there when it is needed.
    if (m_options.cacheFolder.empty() || !work.measuring || work.limitKnown() || work.compiledAhead)
        return;
    work.compiledAhead = true;
    std::vector<Task> tasks;
    for (SubmissionJudging& job : m_submissions) {
        if (job.problem != &work || job.jury || measuredAs(job) != nullptr)
            continue;
        const model::Toolchain* toolchain = toolchainOf(job);
        if (toolchain == nullptr || !toolchain->available)
            continue;
        job.compilingAhead = true;
        tasks.push_back(compileAheadEntry(*toolchain, work.prepared(), job.name()));
    }
    m_with.dispatcher.push(std::move(tasks));
}

void Judge::setTimeLimit(ProblemJudging& work, model::TimeLimitComputed computed)
{
    follow(work, work.preparation.setTimeLimit(computed.limit));
    work.decisiveRuns = 0;
    computed.problem = work.problem().id;
    computed.key = work.limitKey;
    emit(std::move(computed));
}

void Judge::juryFinished(SubmissionJudging& job)
{
    ProblemJudging& work = *job.problem;
    if (--work.juryLeft == 0)
        settleTimeLimit(work);
}

void Judge::settleTimeLimit(ProblemJudging& work)
{
    if (work.preparation.isUnjudgeable() || repeatNext(work, work.jury))
        return;
    std::vector<Measurement> measurements;
    for (const SubmissionJudging* job : work.jury) {
        const model::Toolchain* toolchain = toolchainOf(*job);
        measurements.push_back(
            {job->submission, &job->judgement, toolchain != nullptr ? toolchain->language.timeFactor : 1});
    }
    MeasuredLimit found = limitFrom(work.problem(), measurements, m_options.limitFromThoseAccepted);
    for (std::string& warning : found.warnings)
        emit(model::DiagnosticFound{
            work.preparation.diagnostic(Diagnostic::Level::Warning, std::move(warning))});
    if (found.computed)
        setTimeLimit(work, std::move(*found.computed));
    else
        follow(work, work.preparation.giveUp({found.refusal}));
}

const SubmissionJudging* Judge::measuredAs(const SubmissionJudging& job)
{
    const std::vector<SubmissionJudging*>& jury = job.problem->jury;
    const auto found = std::find_if(jury.begin(), jury.end(), [&job](const SubmissionJudging* measured) {
        return isMeasuredAs(*job.submission, *measured->submission);
    });
    return found == jury.end() ? nullptr : *found;
}

/// Runs that computed the time limit need not be made again under it, where they stay far enough below.
std::optional<KnownRuns> Judge::runsOfMeasuring(const SubmissionJudging& job) const
{
    const SubmissionJudging* measured = measuredAs(job);
    if (measured == nullptr || measured->state != SubmissionJudging::State::Finished)
        return std::nullopt;
    KnownRuns known;
    known.judgement.compile = measured->judgement.compile;
    known.judgement.runs = runsThatStand(job.problem->problem(), m_toolchains.languages()[*job.language],
                                         measured->judgement.runs);
    return known;
}

} // namespace assize::exec
