// SPDX-License-Identifier: GPL-3.0-or-later
// A time limit that no file gives: submissions of the jury are run to compute it, others are compiled
// meanwhile, and what was run need not be run again. On the scheduler's thread.
#include "exec/content_key.h"
#include "exec/limits.h"
#include "exec/measured_run.h"
#include "exec/session.h"
#include "exec/time_limit_key.h"

#include "base/utf8.h"

#include <algorithm>

namespace assize::exec {

using model::SubmissionState;
using model::Verdict;

namespace {

/// Whether a submission that is judged is one of the jury's that is also run to measure.
bool isSame(const model::Submission& a, const model::Submission& b)
{
    return a.file == b.file && a.contentHash == b.contentHash && a.language == b.language;
}

} // namespace

bool Session::mayBoundTimeLimit(const Job& job)
{
    return job.judgement.state == SubmissionState::Done &&
           model::mayBoundTimeLimit(juryOf(job.problem->problem(), *job.submission),
                                    job.judgement.verdict.value_or(Verdict::JE));
}

void Session::advanceTimeLimit(ProblemWork& work)
{
    if (work.measuring)
        return;
    if (work.jury.empty()) {
        return giveUp(
            work, "no time limit is given, and there is no accepted jury submission from which it could be "
                  "computed; add a .timelimit file with seconds");
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
    PreparedProblem known(*work.prepared);
    known.problem.limits.cpuTime = computed.limit;
    publish(work, std::move(known));
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
    if (!work.unjudgeable.empty() || repeatNext(work, work.jury))
        return;
    TimeLimitComputed computed;
    int measured = 0;
    std::string failing;
    for (const Job* job : work.jury) {
        const std::string file = toPrintableLine(job->submission->file);
        if (job->judgement.state == SubmissionState::NoToolchain) {
            // Who goes on without those that fail tells of all of them together: verify::limitWithout.
            if (!m_options.limitFromThoseAccepted)
                diagnose(Diagnostic::Level::Warning, work,
                         "the time limit is computed without " + file + ": " + job->judgement.message);
            continue;
        }
        const Verdict verdict = job->judgement.verdict.value_or(Verdict::JE);
        if (!model::mayBoundTimeLimit(juryOf(work.problem(), *job->submission), verdict)) {
            const std::string gets =
                "gets " + std::string(model::codeOf(verdict)) +
                (job->judgement.message.empty() ? "" : " (" + job->judgement.message + ")");
            computed.complete = false;
            failing = "no time limit is given, and it cannot be computed because the jury submission ";
            failing.append(file).append(", which bounds it, ").append(gets);
            if (!m_options.limitFromThoseAccepted)
                return giveUp(work, failing);
            continue;
        }
        ++measured;
        const double factor = toolchainOf(*job)->language.timeFactor;
        for (const model::Run& run : job->judgement.runs) {
            const std::chrono::nanoseconds time = scaled(run.cpuTime, factor > 0 ? 1 / factor : 1);
            if (time >= computed.slowestAccepted) {
                computed.slowestAccepted = time;
                computed.slowestSubmission = job->submission->file;
            }
        }
    }
    if (measured == 0) {
        return giveUp(work,
                      failing.empty()
                          ? "no time limit is given, and none of the accepted jury submissions can be run "
                            "on this machine to compute it"
                          : failing);
    }
    computed.limit = timeLimitFrom(computed.slowestAccepted, work.problem().timeLimitRule);
    setTimeLimit(work, std::move(computed));
}

const Session::Job* Session::measuredAs(const Job& job) const
{
    const std::vector<Job*>& jury = job.problem->jury;
    const auto found = std::find_if(jury.begin(), jury.end(), [&job](const Job* measured) {
        return isSame(*measured->submission, *job.submission);
    });
    return found == jury.end() ? nullptr : *found;
}

/// What was run to compute the time limit need not be run again under it, where it stays far enough below.
std::optional<Session::KnownRuns> Session::runsOfMeasuring(const Job& job) const
{
    const Job* measured = measuredAs(job);
    if (measured == nullptr || measured->state != Job::State::Finished)
        return std::nullopt;
    const model::Problem& problem = job.problem->problem();
    KnownRuns known;
    known.judgement.compile = measured->judgement.compile;
    const std::vector<model::Run>& runs = measured->judgement.runs;
    for (std::size_t i = 0; i < runs.size() && i < problem.testCases.size(); ++i) {
        const model::Limits limits =
            limitsFor(problem, problem.testCases[i], m_plan.languages[*job.language]);
        if (isSameUnder(runs[i], limits))
            known.judgement.runs.push_back(runs[i]);
    }
    return known;
}

} // namespace assize::exec
