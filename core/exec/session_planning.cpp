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

namespace {

std::string shownProblem(const model::Problem& problem)
{
    return toPrintableLine(problem.file.empty() ? problem.id : problem.file);
}

} // namespace

void Session::addProblems()
{
    m_languageNeeded.resize(m_plan.languages.size());
    m_toolchains.resize(m_plan.languages.size());
    for (model::Problem& problem : m_plan.problems) {
        ProblemWork& work = m_problems.emplace_back();
        m_problemById.emplace(problem.id, &work);
        publish(work, PreparedProblem(std::move(problem)));
    }
    m_plan.problems.clear();
}

void Session::publish(ProblemWork& work, PreparedProblem known)
{
    work.prepared = std::make_shared<const PreparedProblem>(known);
    m_workshop.setProblem(work.prepared);
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
        PreparedProblem known(*work.prepared);
        if (const Result<void> usable = prepareJudging(known.judging); !usable)
            giveUp(work, usable.error().message);
        if (known.missing.none())
            work.generation.stage = Generation::Stage::Finished;
        addChecks(work);
        known.requirePrograms(work.checks.isPending());
        needLanguagesOf(known);
        publish(work, std::move(known));
        const model::Problem& problem = work.problem();
        if (work.prepared->judging.byValidators() && problem.validation.validators.empty())
            giveUp(work, "it asks for an output validator of its own, but has none");
        if (score::needsGrader(problem) && problem.graders.empty())
            giveUp(work, "a group asks for a custom grader, but there is none in graders/");
        if (problem.testCases.empty())
            giveUp(work, "it has no tests");
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

void Session::diagnose(Diagnostic::Level level, const ProblemWork& work, std::string message)
{
    emit(DiagnosticFound{
        {level, work.problem().file.empty() ? work.problem().id : work.problem().file, std::move(message)}});
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
    if (!work.unjudgeable.empty())
        return;
    const bool wanted = std::any_of(m_jobs.begin(), m_jobs.end(), [&](const Job& job) {
        return job.problem == &work && !job.jury && job.state != Job::State::Finished;
    });
    if (!work.limitKnown() && wanted)
        advanceTimeLimit(work);
    if (work.programsWanted && !work.programsQueued) {
        const bool known = std::all_of(work.prepared->programs.begin(), work.prepared->programs.end(),
                                       [this](const RequiredProgram& required) {
                                           const std::optional<std::string> id =
                                               languageOfJuryProgram(required.program, m_plan.languages);
                                           return probed(id ? languageIndex(*id) : std::nullopt);
                                       });
        if (!known)
            return;
        work.programsQueued = true;
        work.programsLeft = work.prepared->programs.size();
        for (std::size_t i = 0; i < work.programsLeft; ++i)
            m_dispatcher.push(programTask(*work.prepared, i, Beside::Others));
    }
    if (work.programsReady() && work.generation.stage == Generation::Stage::Waiting)
        beginGeneration(work);
    if (work.programsReady() && work.testsReady() && work.checks.stage == Checks::Stage::Waiting)
        beginChecks(work);
    // An input of one's own is validated before anything runs on it.
    const bool validating = m_options.ownInput && work.checks.isPending();
    if (work.programsReady() && work.testsReady() && !validating) {
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

/// What it waited for is there.
void Session::begin(Job& job, std::vector<Task>& tasks)
{
    if (job.pending.empty())
        return completeIfDecided(job);
    const PreparedProblem& prepared = *job.problem->prepared;
    if (!prepared.problem.takesAnswers()) {
        tasks.push_back(compileTask(job, prepared, Beside::Others));
        return;
    }
    announce(job);
    for (const std::size_t test : job.pending)
        tasks.push_back(testTask(job, prepared, test));
}

void Session::giveUp(ProblemWork& work, const std::vector<std::string>& reasons)
{
    if (!work.unjudgeable.empty())
        return;
    std::string all;
    for (const std::string& reason : reasons) {
        all += (all.empty() ? "" : "; ") + reason;
        diagnose(Diagnostic::Level::Error, work, "this problem cannot be judged: " + reason);
    }
    dropCompilingAhead(work);
    work.unjudgeable = "the problem " + shownProblem(work.problem()) + " cannot be judged: " + all;
    for (Job* job : std::exchange(work.waiting, {}))
        finishWithJudgeError(*job, work.unjudgeable);
    if (work.checks.stage == Checks::Stage::Waiting)
        endChecks(work);
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
        if (job.problem->inputRefused) {
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
    if (available && work.unjudgeable.empty() && !work.limitKnown())
        return;
    job.judgement.key = judgementKey(*job.submission, toolchain, work.problem(),
                                     {m_options.stopAtFirstFailure, m_options.runToSafetyMargin});
    if (!available)
        return planRuns(job, std::nullopt);
    if (!work.unjudgeable.empty())
        return finishWithJudgeError(job, work.unjudgeable);
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

void Session::dropCompilingAhead(const ProblemWork& work)
{
    for (const Job& job : m_jobs) {
        if (job.problem == &work && job.compilingAhead)
            m_dispatcher.drop(job.submission->id, 0);
    }
}

void Session::wantRuns(Job& job)
{
    job.problem->programsWanted = true;
    job.problem->waiting.push_back(&job);
}

} // namespace assize::exec
