// SPDX-License-Identifier: GPL-3.0-or-later
// From what is known so far to the next tasks. On the scheduler's thread; called again whenever more is
// known.
#include "exec/content_key.h"
#include "exec/limits.h"
#include "exec/session.h"
#include "exec/time_limit_key.h"
#include "score/score.h"

#include "base/utf8.h"

#include <algorithm>

namespace assize::exec {

using model::SubmissionState;
using model::TaskState;
using model::Verdict;

void Session::addProblems()
{
    m_languageNeeded.resize(m_plan.languages.size());
    m_toolchains.resize(m_plan.languages.size());
    for (model::Problem& problem : m_plan.problems) {
        const std::string id = problem.id;
        ProblemWork& work = m_problems.emplace_back(std::move(problem));
        m_problemById.emplace(id, &work);
        m_workshop.setProblem(work.preparation.known());
    }
    m_plan.problems.clear();
}

void Session::beginPreparation(ProblemWork& work)
{
    ProblemPreparation::Step begun = work.preparation.begin(m_options.checkPackages);
    if (m_options.checkPackages && !work.preparation.isUnjudgeable()) {
        work.examination.ask();
        ++m_unfinished;
        work.preparation.ask(m_options.ownInput);
    }
    needLanguagesOf(work.prepared());
    follow(work, std::move(begun));
}

void Session::follow(ProblemWork& work, ProblemPreparation::Step step)
{
    if (step.isNew)
        m_workshop.setProblem(work.preparation.known());
    for (Diagnostic& diagnostic : step.diagnostics)
        emit(DiagnosticFound{std::move(diagnostic)});
    std::vector<Task> tasks;
    for (Work& piece : step.work)
        tasks.push_back(taskOf(work, std::move(piece)));
    m_dispatcher.push(std::move(tasks));
    m_moreKnown = m_moreKnown || work.preparation.isReady() || work.preparation.isUnjudgeable();
    if (work.preparation.isUnjudgeable())
        failWaiting(work);
}

void Session::failWaiting(ProblemWork& work)
{
    // Nobody will need it.
    for (const Job& job : m_jobs) {
        if (job.problem == &work && job.compilingAhead)
            m_dispatcher.drop(job.submission->id, 0);
    }
    for (Job* job : std::exchange(work.waiting, {}))
        finishWithJudgeError(*job, work.preparation.unjudgeable());
    if (work.examination.isAsked()) {
        work.examination.giveUp();
        endExamination(work);
    }
}

void Session::beginExamination(ProblemWork& work)
{
    std::vector<Task> tasks;
    for (Work& piece : work.examination.begin(work.prepared(), m_options.ownInput))
        tasks.push_back(taskOf(work, std::move(piece)));
    if (tasks.empty())
        endExamination(work);
    m_dispatcher.push(std::move(tasks));
}

void Session::endExamination(ProblemWork& work)
{
    --m_unfinished;
    // Submissions may have waited for it.
    m_moreKnown = m_moreKnown || m_options.ownInput;
    const std::string refusal = m_options.ownInput ? work.examination.refusal() : std::string();
    for (Diagnostic& diagnostic : work.examination.takeFindings(work.prepared()))
        emit(DiagnosticFound{std::move(diagnostic)});
    if (!refusal.empty())
        follow(work, work.preparation.refuseInput(refusal));
}

void Session::addJobs()
{
    for (const model::Submission& submission : m_plan.submissions)
        addJob(submission, false);
    for (const model::Submission& submission : m_plan.jurySubmissions) {
        const auto problem = m_problemById.find(submission.problem);
        if (problem != m_problemById.end() && !problem->second->limitKnown() &&
            boundsTimeLimit(problem->second->problem(), submission))
            addJob(submission, true);
    }
    const auto hasJob = [this](const ProblemWork& work) {
        return std::any_of(m_jobs.begin(), m_jobs.end(),
                           [&](const Job& job) { return job.problem == &work; });
    };
    for (ProblemWork& work : m_problems) {
        if (!hasJob(work) && !m_options.checkPackages)
            continue;
        beginPreparation(work);
    }
}

void Session::needLanguagesOf(const PreparedProblem& prepared)
{
    for (const RequiredProgram& required : prepared.programs) {
        const std::optional<std::string> id = languageOfJuryProgram(required.program, m_plan.languages);
        if (const std::optional<std::size_t> language = id ? languageIndex(*id) : std::nullopt)
            m_languageNeeded[*language] = true;
    }
}

void Session::addJob(const model::Submission& submission, bool jury)
{
    Job& job = m_jobs.emplace_back();
    m_jobById.emplace(submission.id, &job);
    m_workshop.addSubmission(submission);
    job.submission = &submission;
    job.jury = jury;
    job.judgement.submission = submission.id;
    job.language = languageIndex(submission.language);
    if (job.language)
        m_languageNeeded[*job.language] = true;
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
}

void Session::queueProbes()
{
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < m_plan.languages.size(); ++i) {
        if (m_languageNeeded[i])
            tasks.push_back(probeTask(i));
    }
    m_dispatcher.push(std::move(tasks));
}

std::optional<std::size_t> Session::languageIndex(const std::string& id) const
{
    for (std::size_t i = 0; i < m_plan.languages.size(); ++i) {
        if (m_plan.languages[i].id == id)
            return i;
    }
    return std::nullopt;
}

bool Session::probed(std::optional<std::size_t> language) const
{
    return !language || m_toolchains[*language].has_value();
}

const model::Toolchain* Session::toolchainOf(const Job& job) const
{
    return job.language && m_toolchains[*job.language] ? &*m_toolchains[*job.language] : nullptr;
}

void Session::advance()
{
    for (ProblemWork& work : m_problems)
        advanceProblem(work);
    for (Job& job : m_jobs) {
        if (job.state == Job::State::Unplanned && !job.jury)
            plan(job);
    }
    // Planning may have asked for programs of the jury.
    for (ProblemWork& work : m_problems)
        advanceProblem(work);
}

void Session::advanceProblem(ProblemWork& work)
{
    ProblemPreparation& preparation = work.preparation;
    if (preparation.isUnjudgeable())
        return;
    const bool wanted = std::any_of(m_jobs.begin(), m_jobs.end(), [&](const Job& job) {
        return job.problem == &work && !job.jury && job.state != Job::State::Finished;
    });
    if (!work.limitKnown() && wanted)
        advanceTimeLimit(work);
    if (preparation.stage() == ProblemPreparation::Stage::Asked && areProbed(work.prepared()))
        follow(work, preparation.languagesKnown());
    if (preparation.isReady() && work.examination.isAsked())
        beginExamination(work);
    // An input of one's own is validated before anything runs on it.
    const bool validating = m_options.ownInput && work.examination.isPending();
    if (preparation.isReady() && !validating) {
        std::vector<Task> tasks;
        for (Job* job : std::exchange(work.waiting, {})) {
            if (job->compilingAhead)
                work.waiting.push_back(job);
            else
                begin(*job, tasks);
        }
        m_dispatcher.push(std::move(tasks));
        // What is measured comes first: nothing that is under way makes room.
        compileAhead(work);
    }
}

bool Session::areProbed(const PreparedProblem& prepared) const
{
    return std::all_of(
        prepared.programs.begin(), prepared.programs.end(), [this](const RequiredProgram& required) {
            const std::optional<std::string> id = languageOfJuryProgram(required.program, m_plan.languages);
            return probed(id ? languageIndex(*id) : std::nullopt);
        });
}

/// What it waited for is there.
void Session::begin(Job& job, std::vector<Task>& tasks)
{
    if (job.pending.empty())
        return completeIfDecided(job);
    const PreparedProblem& prepared = job.problem->prepared();
    if (!prepared.problem.takesAnswers()) {
        tasks.push_back(compileTask(job, prepared, Beside::Others));
        return;
    }
    announce(job);
    for (const std::size_t test : job.pending)
        tasks.push_back(testTask(job, prepared, test));
}

void Session::finishWithoutToolchain(Job& job, std::string reason)
{
    job.judgement.state = SubmissionState::NoToolchain;
    job.judgement.message = std::move(reason);
    if (job.problem != nullptr)
        score::fold(job.problem->problem(), false, job.judgement);
    const std::optional<model::Judgement> stored =
        m_options.rejudge || job.jury ? std::nullopt
                                      : m_with.cache.find(job.submission->id, job.judgement.key);
    finish(job, stored && stored->state == SubmissionState::NoToolchain);
}

void Session::finishWithJudgeError(Job& job, std::string reason)
{
    if (job.problem != nullptr) {
        score::foldJudgeError(job.problem->problem(), std::move(reason), job.judgement);
        if (job.problem->preparation.isInputRefused()) {
            job.judgement.state = SubmissionState::Unjudged;
            job.judgement.verdict.reset();
        }
    } else {
        job.judgement.state = SubmissionState::Done;
        job.judgement.verdict = Verdict::JE;
        job.judgement.message = std::move(reason);
    }
    finish(job);
}

void Session::plan(Job& job)
{
    if (!probed(job.language))
        return;
    if (job.problem == nullptr)
        return finishWithJudgeError(job, "there is no problem " + toPrintableLine(job.submission->problem));
    const model::Toolchain* toolchain = toolchainOf(job);
    const ProblemWork& work = *job.problem;
    const bool available = work.problem().takesAnswers() || (toolchain != nullptr && toolchain->available);
    if (available && !work.preparation.isUnjudgeable() && !work.limitKnown())
        return;
    job.judgement.key = judgementKey(*job.submission, toolchain, work.problem(),
                                     {m_options.stopAtFirstFailure, m_options.runToSafetyMargin});
    if (!available)
        return planRuns(job, std::nullopt);
    if (work.preparation.isUnjudgeable())
        return finishWithJudgeError(job, work.preparation.unjudgeable());
    std::optional<model::Judgement> stored =
        m_options.rejudge ? std::nullopt : m_with.cache.find(job.submission->id, job.judgement.key);
    // A judge's error says nothing that lasts: whoever calls again has mended its cause, or wants to see it
    // again.
    const bool usable =
        stored && stored->state != SubmissionState::NoToolchain && stored->verdict != Verdict::JE;
    if (usable && stored->state == SubmissionState::Done) {
        stored->submission = job.submission->id;
        job.judgement = std::move(*stored);
        return finish(job, true);
    }
    planRuns(job, usable ? KnownRuns{std::move(*stored), true} : runsOfMeasuring(job));
}

/// Events of what is known at the beginning, for those who follow the judgement.
void Session::tellKnown(Job& job)
{
    const model::Judgement& judgement = job.judgement;
    announce(job);
    if (judgement.compile)
        emit(CompileFinished{job.submission->id, judgement.key, *judgement.compile});
    for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
        if (judgement.runs[i].state == TaskState::Done)
            emit(RunFinished{job.submission->id, judgement.key, static_cast<int>(i), judgement.runs[i]});
    }
}

void Session::planRuns(Job& job, std::optional<KnownRuns> given)
{
    const model::Toolchain* toolchain = toolchainOf(job);
    if (toolchain == nullptr && !job.problem->problem().takesAnswers())
        return finishWithoutToolchain(job,
                                      "there is no language " + toPrintableLine(job.submission->language));
    if (toolchain != nullptr && !toolchain->available)
        return finishWithoutToolchain(job,
                                      toolchain->language.name + " is not available: " + toolchain->problem);

    std::map<std::string, model::Run*> known;
    if (given) {
        job.resumed = given->stored;
        job.judgement.compile = given->judgement.compile;
        for (model::Run& run : given->judgement.runs) {
            if (run.state == TaskState::Done)
                known.emplace(run.testCase, &run);
        }
    }
    for (const model::TestCase& test : job.problem->problem().testCases) {
        model::Run& run = job.judgement.runs.emplace_back();
        const auto earlier = known.find(test.id);
        if (earlier != known.end())
            run = std::move(*earlier->second);
        run.testCase = test.id;
    }
    job.state = Job::State::UnderWay;
    if (given && !given->stored)
        tellKnown(job);
    if (job.judgement.compile && !job.judgement.compile->ok)
        return finish(job);
    findIrrelevant(job);
    for (std::size_t i = 0; i < job.irrelevant.size(); ++i) {
        if (!job.irrelevant[i] && job.judgement.runs[i].state != TaskState::Done)
            job.pending.push_back(i);
    }
    // A grader is a program of the jury like those that runs need.
    if (job.pending.empty() && !foldsInSlot(job.problem->problem()))
        return completeIfDecided(job);
    wantRuns(job);
}

void Session::wantRuns(Job& job)
{
    job.problem->preparation.ask(m_options.ownInput);
    job.problem->waiting.push_back(&job);
}

} // namespace assize::exec
