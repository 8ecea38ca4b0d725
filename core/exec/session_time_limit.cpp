// SPDX-License-Identifier: GPL-3.0-or-later
// A time limit that no file gives: submissions of the jury are run to compute it, others are compiled
// meanwhile, and what was run need not be run again. On the scheduler's thread.
#include "exec/content_key.h"
#include "exec/measuring/measured_limit.h"
#include "exec/session.h"
#include "exec/time_limit_key.h"

#include <algorithm>

namespace assize::exec {

using model::SubmissionState;
using model::Verdict;

void Session::advanceTimeLimit(ProblemWork& work)
{
    if (work.measuring)
        return;
    if (work.jury.empty()) {
        return follow(work, work.preparation.giveUp(
                                {"no time limit is given, and there is no accepted jury submission from "
                                 "which it could be computed; add a .timelimit file with seconds"}));
    }
    std::vector<MeasuredSubmission> measured;
    for (const Job* job : work.jury) {
        if (!probed(job->language))
            return;
        const model::Toolchain* toolchain = toolchainOf(*job);
        measured.push_back({job->submission, toolchain != nullptr ? toolchain->fingerprint : std::string()});
    }
    work.measuring = true;
    work.limitKey = timeLimitKey(work.problem(), measured);
    const std::optional<std::chrono::nanoseconds> known =
        m_options.rejudge ? std::nullopt : m_with.cache.timeLimit(work.problem().id, work.limitKey);
    if (known && known->count() > 0) {
        TimeLimitComputed computed;
        computed.limit = *known;
        computed.fromCache = true;
        return setTimeLimit(work, std::move(computed));
    }
    work.juryLeft = work.jury.size();
    for (Job* job : work.jury)
        planRuns(*job, std::nullopt);
}

/// While the time limit is measured, slots that would have nothing to do compile what comes after.
void Session::compileAhead(ProblemWork& work)
{
    // Without a folder nothing would be there when it is needed.
    if (m_options.cacheFolder.empty() || !work.measuring || work.limitKnown() || work.compiledAhead)
        return;
    work.compiledAhead = true;
    std::vector<Task> tasks;
    for (Job& job : m_jobs) {
        if (job.problem != &work || job.jury || measuredAs(job) != nullptr)
            continue;
        const model::Toolchain* toolchain = toolchainOf(job);
        if (toolchain == nullptr || !toolchain->available)
            continue;
        job.compilingAhead = true;
        tasks.push_back(compileAheadTask(job));
    }
    m_dispatcher.push(std::move(tasks));
}

void Session::setTimeLimit(ProblemWork& work, TimeLimitComputed computed)
{
    follow(work, work.preparation.setTimeLimit(computed.limit));
    work.decisiveRuns = 0;
    computed.problem = work.problem().id;
    computed.key = work.limitKey;
    emit(std::move(computed));
}

void Session::juryFinished(Job& job)
{
    ProblemWork& work = *job.problem;
    if (--work.juryLeft == 0)
        settleTimeLimit(work);
}

void Session::settleTimeLimit(ProblemWork& work)
{
    if (work.preparation.isUnjudgeable() || repeatNext(work, work.jury))
        return;
    std::vector<Measurement> measurements;
    for (const Job* job : work.jury) {
        const model::Toolchain* toolchain = toolchainOf(*job);
        measurements.push_back(
            {job->submission, &job->judgement, toolchain != nullptr ? toolchain->language.timeFactor : 1});
    }
    MeasuredLimit found = limitFrom(work.problem(), measurements, m_options.limitFromThoseAccepted);
    for (std::string& warning : found.warnings)
        emit(DiagnosticFound{work.preparation.diagnostic(Diagnostic::Level::Warning, std::move(warning))});
    if (found.computed)
        setTimeLimit(work, std::move(*found.computed));
    else
        follow(work, work.preparation.giveUp({found.refusal}));
}

const Session::Job* Session::measuredAs(const Job& job) const
{
    const std::vector<Job*>& jury = job.problem->jury;
    const auto found = std::find_if(jury.begin(), jury.end(), [&job](const Job* measured) {
        return isMeasuredAs(*job.submission, *measured->submission);
    });
    return found == jury.end() ? nullptr : *found;
}

/// What was run to compute the time limit need not be run again under it, where it stays far enough below.
std::optional<Session::KnownRuns> Session::runsOfMeasuring(const Job& job) const
{
    const Job* measured = measuredAs(job);
    if (measured == nullptr || measured->state != Job::State::Finished)
        return std::nullopt;
    KnownRuns known;
    known.judgement.compile = measured->judgement.compile;
    known.judgement.runs =
        runsThatStand(job.problem->problem(), m_plan.languages[*job.language], measured->judgement.runs);
    return known;
}

} // namespace assize::exec
