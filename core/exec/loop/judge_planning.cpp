// SPDX-License-Identifier: GPL-3.0-or-later
// From the facts known so far to work for submissions. Called again whenever more is known.
#include "exec/content_key.h"
#include "exec/loop/judge.h"
#include "exec/loop/queue_entries.h"
#include "exec/time_limit_key.h"
#include "score/score.h"

#include "base/utf8.h"

#include <algorithm>

namespace assize::exec {

using model::SubmissionState;
using model::TaskState;
using model::Verdict;

void Judge::addSubmissions(const Plan& plan)
{
    for (const model::Submission& submission : plan.submissions)
        addSubmission(submission, false, m_options.rejudge);
    for (const model::Submission& submission : plan.jurySubmissions) {
        const auto problem = m_problemById.find(submission.problem);
        if (problem != m_problemById.end() && !problem->second->limitKnown() &&
            boundsTimeLimit(problem->second->problem(), submission))
            addSubmission(submission, true, m_options.rejudge);
    }
    const auto hasJob = [this](const ProblemJudging& work) {
        return std::any_of(m_submissions.begin(), m_submissions.end(),
                           [&](const SubmissionJudging& job) { return job.problem == &work; });
    };
    for (ProblemJudging& work : m_problems) {
        if (!hasJob(work) && !m_options.checkPackages)
            continue;
        beginPreparation(work);
    }
}

SubmissionJudging& Judge::addSubmission(const model::Submission& submission, bool jury, bool rejudge)
{
    SubmissionJudging& job = m_submissions.emplace_back();
    job.submission = &submission;
    job.jury = jury;
    job.rejudge = job.anew = rejudge;
    const bool isFirst = m_bySubmission.emplace(submission.id, &job).second;
    m_bySubmission[submission.id] = &job;
    // Outcomes of an earlier judging may still be on their way, and do not belong to this judging.
    job.number = isFirst ? submission.id : m_nextNumber++;
    {
        const std::lock_guard lock(m_numbersMutex);
        m_byNumber.emplace(job.number, &job);
    }
    m_with.workshop.addSubmission(job.number, submission);
    if (!jury) {
        // Every contestant's first waiting submission goes before anybody's second.
        int& last = m_lastTurn[submission.contestant];
        last = job.turn = std::max(last, m_turn) + 1;
        m_with.dispatcher.setTurn(job.number, job.turn);
    }
    job.judgement.submission = submission.id;
    job.language = m_toolchains.indexOf(submission.language);
    m_toolchains.need(job.language);
    const auto problem = m_problemById.find(submission.problem);
    if (problem != m_problemById.end()) {
        job.problem = problem->second;
        const std::vector<model::TestGroup>& groups = job.problem->problem().groups;
        job.marginRuns.setOrdered(
            std::any_of(groups.begin(), groups.end(), [](const model::TestGroup& group) {
                return group.grading.breakOnReject || !group.grading.requiredGroups.empty();
            }));
    }
    if (jury)
        job.problem->jury.push_back(&job);
    else
        ++m_unfinished;
    job.decides = marksTimeLimit(job);
    if (job.decides)
        ++job.problem->decidingLeft;
    return job;
}

void Judge::advance()
{
    for (ProblemJudging& work : m_problems)
        advanceProblem(work);
    for (SubmissionJudging& job : m_submissions) {
        if (job.state == SubmissionJudging::State::Unplanned && !job.jury)
            plan(job);
    }
    // Planning may have asked for programs of the jury.
    for (ProblemJudging& work : m_problems)
        advanceProblem(work);
}

/// Its problem's programs and tests are there.
void Judge::begin(SubmissionJudging& job, std::vector<Task>& tasks)
{
    if (job.pending.empty())
        return completeIfDecided(job);
    const PreparedProblem& prepared = job.problem->prepared();
    if (!prepared.problem.takesAnswers()) {
        tasks.push_back(compileEntry(*toolchainOf(job), prepared, job.name(), Beside::Others));
        return;
    }
    announce(job);
    for (const std::size_t test : job.pending)
        tasks.push_back(testEntry(toolchainOf(job), prepared, {job.name()}, test));
}

void Judge::plan(SubmissionJudging& job)
{
    if (!m_toolchains.isProbed(job.language))
        return;
    if (job.problem == nullptr)
        return finishWithJudgeError(job, "there is no problem " + toPrintableLine(job.submission->problem));
    const model::Toolchain* toolchain = toolchainOf(job);
    const ProblemJudging& work = *job.problem;
    const bool available = work.problem().takesAnswers() || (toolchain != nullptr && toolchain->available);
    if (available && !work.preparation.isUnjudgeable() &&
        (!work.limitKnown() || !m_toolchains.areProbed(work.prepared())))
        return;
    job.judgement.key = judgementKey(*job.submission, toolchain, work.problem(),
                                     {m_options.stopAtFirstFailure, m_options.runToSafetyMargin});
    if (!available)
        return planRuns(job, std::nullopt);
    if (work.preparation.isUnjudgeable())
        return finishWithJudgeError(job, work.preparation.unjudgeable());
    KeptJudgement kept = keptOf(job);
    // A judge's error does not last: a user who judges again has mended its cause, or wants to see it again.
    if (auto* complete = std::get_if<CompleteJudgement>(&kept);
        complete != nullptr && complete->judgement.state == SubmissionState::Done &&
        complete->judgement.verdict != Verdict::JE) {
        complete->judgement.submission = job.submission->id;
        job.judgement = std::move(complete->judgement);
        return finish(job, true);
    }
    if (auto* interrupted = std::get_if<InterruptedJudgement>(&kept)) {
        emit(
            model::JudgementBegun{job.submission->id, job.judgement.key, false, interrupted->judgement.runs});
        return planRuns(job, KnownRuns{std::move(interrupted->judgement), true});
    }
    planRuns(job, runsOfMeasuring(job));
}

KeptJudgement Judge::keptOf(SubmissionJudging& job) const
{
    if (job.rejudge)
        return NothingKept{};
    KeptJudgement kept = m_with.cache.find(job.submission->id, job.judgement.key);
    job.anew = std::holds_alternative<OtherwiseIsolated>(kept);
    return kept;
}

/// Events of the facts known at the beginning, for subscribers that follow the judgement.
void Judge::tellKnown(SubmissionJudging& job)
{
    const model::Judgement& judgement = job.judgement;
    const bool isCompilationNews = judgement.compile && !job.isCompilationTaken;
    announce(job);
    if (isCompilationNews)
        emit(model::CompileEnded{job.submission->id, judgement.key, *judgement.compile});
    for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
        if (judgement.runs[i].state == TaskState::Done && !judgement.runs[i].reusedFrom)
            tellRun(job, i);
    }
}

void Judge::tellRun(const SubmissionJudging& job, std::size_t test, std::string processor)
{
    const model::Run& run = job.judgement.runs[test];
    ++(run.reusedFrom ? m_runsReused : m_runs);
    emit(model::RunEnded{job.submission->id, job.judgement.key, static_cast<int>(test), run,
                         runKeyOf(job, test), std::move(processor)});
}

void Judge::planRuns(SubmissionJudging& job, std::optional<KnownRuns> given)
{
    const model::Toolchain* toolchain = toolchainOf(job);
    if (toolchain == nullptr && !job.problem->problem().takesAnswers())
        return finishWithoutToolchain(job,
                                      "there is no language " + toPrintableLine(job.submission->language));
    if (toolchain != nullptr && !toolchain->available)
        return finishWithoutToolchain(job,
                                      toolchain->language.name + " is not available: " + toolchain->problem);

    const bool isNews = given && !given->stored;
    std::map<std::size_t, model::Run> earlier = takeEarlierRuns(job, given);
    job.begin(std::move(given), std::move(earlier), m_options.stopAtFirstFailure);
    if (isNews)
        tellKnown(job);
    if (job.isRejectedByCompiler())
        return finish(job);
    // A grader is a program of the jury like those that runs need.
    if (job.pending.empty() && !foldsInSlot(job.problem->problem()))
        return completeIfDecided(job);
    job.problem->preparation.ask(m_options.ownInput);
    job.problem->waiting.push_back(&job);
}

} // namespace assize::exec
