// SPDX-License-Identifier: GPL-3.0-or-later
// Times that decide a time limit, or verify's statements about it, are repeated with nothing else running
// before they are used. On the scheduler's thread.
#include "exec/decisive_runs.h"
#include "exec/loop/judge.h"
#include "exec/loop/queue_entries.h"
#include "exec/measuring/measured_limit.h"
#include "exec/time_limit_key.h"

namespace assize::exec {

/// When verifying: whether its times are held against the limit.
bool Judge::marksTimeLimit(const SubmissionJudging& job) const
{
    if (job.jury || job.problem == nullptr || !m_options.runToSafetyMargin || m_options.ownInput)
        return false;
    const model::JurySubmission* jury = juryOf(job.problem->problem(), *job.submission);
    return jury != nullptr && (jury->forTimeLimit || jury->mustExceedTimeLimit);
}

bool Judge::holdBack(SubmissionJudging& job)
{
    if (!job.decides)
        return job.heldBack;
    job.heldBack = true;
    // Programs are open files; a repeated run finds its program in the cache.
    m_with.workshop.forgetProgram(job.number);
    timesKnown(job);
    return true;
}

void Judge::timesKnown(SubmissionJudging& job)
{
    if (!job.decides)
        return;
    job.decides = false;
    if (--job.problem->decidingLeft == 0)
        repeatDecisive(*job.problem);
}

void Judge::repeatDecisive(ProblemJudging& work)
{
    std::vector<SubmissionJudging*> jobs;
    std::vector<SubmissionJudging*> heldBack;
    for (SubmissionJudging& job : m_submissions) {
        if (job.problem != &work || job.jury)
            continue;
        if (job.heldBack)
            heldBack.push_back(&job);
        if (job.heldBack || !job.timedRuns.empty())
            jobs.push_back(&job);
    }
    if (repeatNext(work, jobs))
        return;
    for (SubmissionJudging* job : heldBack) {
        job->heldBack = false;
        completeIfDecided(*job);
    }
}

/// Whether a run is repeated now, so that more is known later.
bool Judge::repeatNext(ProblemJudging& work, const std::vector<SubmissionJudging*>& jobs)
{
    if (m_cancelled || work.decisiveRuns >= kMostDecisiveRuns || !work.preparation.isReady() ||
        work.problem().takesAnswers())
        return false;
    std::vector<TimedSubmission> timed;
    std::vector<SubmissionJudging*> owners;
    for (SubmissionJudging* job : jobs) {
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
    // Times of an earlier call stand.
    if (!next || !owners[next->submission]->timedRuns.empty())
        return false;
    ++work.decisiveRuns;
    work.repeating = owners[next->submission];
    const SubmissionJudging& owner = *owners[next->submission];
    CaseReport report;
    report.run = owner.judgement.runs[next->test];
    report.repeat = CaseReport::Repeat::Decisive;
    const RunUntil until =
        marginMatters(m_options, work.problem()) ? RunUntil::SafetyMargin : RunUntil::TimeLimit;
    m_with.dispatcher.push(
        aloneEntry({nameOf(work.problem()), owner.name(), nameOf(work.problem(), next->test), owner.program,
                    until, std::move(report)}));
    return true;
}

/// The end of a repeated run whose time decides; all other runs end in endRun.
void Judge::conclude(const RunCase& repeated, Outcome&& outcome)
{
    SubmissionJudging& job = judgingOf(repeated.submission.number);
    ProblemJudging& work = *job.problem;
    if (work.repeating != &job)
        return;
    work.repeating = nullptr;
    if (auto* ended = std::get_if<CaseEnded>(&outcome)) {
        model::Run& run = job.judgement.runs[repeated.test.index];
        model::Run before = std::exchange(run, std::move(ended->report.run));
        if (!job.jury)
            job.findIrrelevant(m_options.stopAtFirstFailure);
        if (!job.jury && job.undecided > 0) {
            // Tests would count that nobody has run: the verdict stands, with the attempts at its time.
            before.attempts = std::move(run.attempts);
            run = std::move(before);
            job.findIrrelevant(m_options.stopAtFirstFailure);
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
