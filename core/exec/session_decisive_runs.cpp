// SPDX-License-Identifier: GPL-3.0-or-later
// Times that decide a time limit, or what verify says of it, are repeated with nothing else running before
// anything is made of them. On the scheduler's thread.
#include "exec/measuring/measured_limit.h"
#include "exec/session.h"
#include "exec/time_limit_key.h"

namespace assize::exec {

/// When verifying: whether its times are held against the limit.
bool Session::marksTimeLimit(const Job& job) const
{
    if (job.jury || job.problem == nullptr || !m_options.runToSafetyMargin || m_options.ownInput)
        return false;
    const model::JurySubmission* jury = juryOf(job.problem->problem(), *job.submission);
    return jury != nullptr && (jury->forTimeLimit || jury->mustExceedTimeLimit);
}

bool Session::holdBack(Job& job)
{
    if (!job.decides)
        return job.heldBack;
    job.heldBack = true;
    // Programs are open files; what is repeated is found in the cache.
    m_workshop.forgetProgram(job.submission->id);
    timesKnown(job);
    return true;
}

void Session::timesKnown(Job& job)
{
    if (!job.decides)
        return;
    job.decides = false;
    if (--job.problem->decidingLeft == 0)
        repeatDecisive(*job.problem);
}

void Session::repeatDecisive(ProblemWork& work)
{
    std::vector<Job*> jobs;
    std::vector<Job*> heldBack;
    for (Job& job : m_jobs) {
        if (job.problem != &work || job.jury)
            continue;
        if (job.heldBack)
            heldBack.push_back(&job);
        if (job.heldBack || !job.timedRuns.empty())
            jobs.push_back(&job);
    }
    if (repeatNext(work, jobs))
        return;
    for (Job* job : heldBack) {
        job->heldBack = false;
        completeIfDecided(*job);
    }
}

/// Whether a run is repeated now, so that more is known later.
bool Session::repeatNext(ProblemWork& work, const std::vector<Job*>& jobs)
{
    if (m_cancelled || work.decisiveRuns >= kMostDecisiveRuns || !work.preparation.isReady() ||
        work.problem().takesAnswers())
        return false;
    std::vector<TimedSubmission> timed;
    std::vector<Job*> owners;
    for (Job* job : jobs) {
        const model::JurySubmission* jury = juryOf(work.problem(), *job->submission);
        const model::Toolchain* toolchain = toolchainOf(*job);
        if (jury == nullptr || toolchain == nullptr ||
            (job->jury && !mayBoundTimeLimit(work.problem(), *job->submission, job->judgement)))
            continue;
        timed.push_back({job->timedRuns.empty() ? &job->judgement.runs : &job->timedRuns, jury->forTimeLimit,
                         jury->mustExceedTimeLimit, toolchain->language.timeFactor});
        owners.push_back(job);
    }
    const std::optional<DecisiveRun> next = nextDecisiveRun(work.problem(), timed);
    // What an earlier call made stands.
    if (!next || !owners[next->submission]->timedRuns.empty())
        return false;
    ++work.decisiveRuns;
    m_dispatcher.push(decisiveTask(*owners[next->submission], next->test));
    return true;
}

/// Of a run whose time decides; all others end in endRun.
void Session::conclude(const RunCase& repeated, Outcome&& outcome)
{
    Job& job = jobOf(repeated.submission);
    ProblemWork& work = *job.problem;
    if (auto* ended = std::get_if<CaseEnded>(&outcome)) {
        model::Run& run = job.judgement.runs[repeated.test];
        model::Run before = std::exchange(run, std::move(ended->report.run));
        if (!job.jury)
            findIrrelevant(job);
        if (!job.jury && job.undecided > 0) {
            // Tests would count that nobody has run: the verdict stands, with what is known of its time.
            before.attempts = std::move(run.attempts);
            run = std::move(before);
            findIrrelevant(job);
        }
    } else {
        work.decisiveRuns = kMostDecisiveRuns;
    }
    m_moreKnown = true;
    if (job.jury)
        settleTimeLimit(work);
    else
        repeatDecisive(work);
}

} // namespace assize::exec
