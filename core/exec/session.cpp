// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/session.h"

#include "base/processor_stay.h"
#include "exec/limits.h"
#include "score/score.h"

#include <algorithm>

namespace assize::exec {

using model::SubmissionState;
using model::TaskState;

Session::Session(const Surroundings& surroundings, const Options& options, Plan plan)
    : m_with(surroundings), m_options(options),
      m_slotCount(std::max(1, std::min(options.slots, surroundings.pool.slotCount()))),
      m_plan(std::move(plan)),
      m_workshop(surroundings.sandbox.info(), options, surroundings.clock, m_plan.languages),
      m_dispatcher(m_slotCount, options.memoryBudget > 0 ? options.memoryBudget : availableMemory())
{
    for (int number = 0; number < m_slotCount; ++number)
        m_slots.push_back(std::make_unique<Slot>(m_with.sandbox, number));
}

Session::~Session() = default;

Result<Summary> Session::run(std::stop_token stop)
{
    addProblems();
    addJobs();
    if (m_unfinished == 0)
        return summary();
    // One box before anything else: where none opens, nothing can be said about anybody's submission.
    if (const Result<void> opened = m_slots.front()->jury.open(); !opened) {
        if (const Result<void> again = m_slots.front()->jury.open(); !again)
            return again.error().context("cannot open a sandbox");
    }
    const std::stop_callback forward(std::move(stop), [this] { m_inbox.post(StopRequested{}); });
    startSlots();
    queueProbes();
    advance();
    while (m_unfinished > 0 && !m_cancelled) {
        for (Message& message : m_inbox.wait())
            std::visit([this](auto& one) { handle(std::move(one)); }, message);
        if (!m_cancelled && std::exchange(m_moreKnown, false))
            advance();
    }
    m_dispatcher.cancel();
    m_with.pool.waitForAll();
    // What ended while the slots were stopping is a result like any other.
    for (Message& message : m_inbox.take())
        std::visit([this](auto& one) { handle(std::move(one)); }, message);
    m_cancelled = m_unfinished > 0;
    return summary();
}

void Session::startSlots()
{
    for (const std::unique_ptr<Slot>& slot : m_slots)
        m_with.pool.start([this, &owned = *slot] { slotLoop(owned); });
}

void Session::slotLoop(Slot& slot)
{
    const ProcessorStay stay(m_with.sandbox.processorOf(slot.number));
    while (std::optional<Dispatcher::Lease> lease = m_dispatcher.take(slot.number)) {
        Work& work = lease->task.work;
        began(work, slot.number);
        Outcome outcome = m_workshop.perform(work, slot, lease->stop);
        ended(std::move(work), std::move(outcome));
        m_dispatcher.done(slot.number);
    }
}

void Session::emit(Event event)
{
    m_with.sink.handle(std::move(event));
}

void Session::announce(Job& job)
{
    if (!job.announced && !job.resumed && !job.jury)
        emit(JudgementStarted{job.submission->id, job.judgement.key});
    job.announced = true;
}

void Session::handle(StopRequested&&)
{
    m_cancelled = true;
}

void Session::handle(WorkEnded&& message)
{
    std::visit([&](const auto& work) { conclude(work, std::move(message.outcome)); }, message.work);
}

void Session::conclude(const Probe& work, Outcome&& outcome)
{
    const std::size_t language = *languageIndex(work.language);
    if (auto* probed = std::get_if<Probed>(&outcome)) {
        m_toolchains[language] = std::move(probed->toolchain);
    } else {
        m_toolchains[language].emplace().language = m_plan.languages[language];
        m_toolchains[language]->problem = std::get<SandboxFailed>(outcome).reason;
    }
    m_moreKnown = true;
}

void Session::conclude(const BuildProgram& work, Outcome&& outcome)
{
    ProblemWork& problem = *m_problemById.at(work.problem);
    const auto* built = std::get_if<ProgramBuilt>(&outcome);
    follow(problem, problem.preparation.built(
                        work, built != nullptr ? built->failure : std::get<SandboxFailed>(outcome).reason));
}

void Session::conclude(const MakeTest& work, Outcome&& outcome)
{
    ProblemWork& problem = *m_problemById.at(work.problem);
    const auto* made = std::get_if<TestMade>(&outcome);
    const std::string failure = made != nullptr ? made->failure : std::get<SandboxFailed>(outcome).reason;
    follow(problem, failure.empty() ? problem.preparation.made(
                                          work, m_workshop.madeTest(work.problem, work.test, work.answer))
                                    : problem.preparation.notMade(failure));
}

void Session::conclude(const CheckPackage& work, Outcome&& outcome)
{
    ProblemWork& problem = *m_problemById.at(work.problem);
    problem.examination.ended(work, std::move(outcome), problem.prepared());
    if (!problem.examination.isPending())
        endExamination(problem);
}

void Session::compiledAhead(Job& job)
{
    job.compilingAhead = false;
    // All others that wait are no nearer to their turn.
    ProblemWork& work = *job.problem;
    const auto place = std::find(work.waiting.begin(), work.waiting.end(), &job);
    if (place == work.waiting.end() || !work.preparation.isReady())
        return;
    work.waiting.erase(place);
    std::vector<Task> tasks;
    begin(job, tasks);
    m_dispatcher.push(std::move(tasks));
}

void Session::handle(CompileBegan&& message)
{
    Job& job = *message.job;
    announce(job);
    if (!job.jury && !job.judgement.compile)
        emit(CompileStarted{job.submission->id, message.slot});
}

void Session::conclude(const Compile& work, Outcome&& outcome)
{
    Job& job = jobOf(work.submission);
    // What it gave is found in the cache by the real one, which also tells of failures.
    if (work.ahead)
        return compiledAhead(job);
    if (const auto* failed = std::get_if<SandboxFailed>(&outcome))
        return finishWithJudgeError(job, failed->reason);
    const model::CompileOutcome& compiled = std::get<SubmissionCompiled>(outcome).outcome;
    const bool known = job.judgement.compile && job.judgement.compile->ok == compiled.ok;
    if (!known) {
        job.judgement.compile = compiled;
        if (!job.jury)
            emit(CompileFinished{job.submission->id, job.judgement.key, compiled});
    }
    if (!compiled.ok)
        finish(job);
}

void Session::handle(TestBegan&& message)
{
    const Job& job = *message.job;
    if (!job.jury && job.state == Job::State::UnderWay)
        emit(RunStarted{job.submission->id, static_cast<int>(message.test), message.slot});
}

void Session::findIrrelevant(Job& job) const
{
    const std::vector<model::Run>& runs = job.judgement.runs;
    job.irrelevant =
        score::irrelevantRuns(job.problem->problem(), runs, m_options.stopAtFirstFailure && !job.jury);
    job.undecided = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
        job.undecided += !job.irrelevant[i] && runs[i].state != TaskState::Done ? 1 : 0;
}

void Session::handle(RunsEnded&& message)
{
    for (MarginRun& known : message.ended.known)
        settle(*message.job, known.test, std::move(known.run));
    runAgain(*message.job, message.ended.again);
}

bool Session::isOpen(const Job& job, std::size_t test) const
{
    return job.state == Job::State::UnderWay && !job.irrelevant[test] &&
           job.judgement.runs[test].state != TaskState::Done;
}

void Session::runAgain(Job& job, const std::vector<std::size_t>& tests)
{
    for (const std::size_t test : tests) {
        if (isOpen(job, test) && !m_cancelled)
            m_dispatcher.push(testTask(job, job.problem->prepared(), test));
    }
}

/// What was dropped before it began may be what others wait for.
void Session::abandonIrrelevant(Job& job)
{
    if (!marginMatters(job.problem->problem()))
        return;
    for (std::size_t test = 0; test < job.irrelevant.size(); ++test) {
        if (job.irrelevant[test]) {
            const std::string group(score::marginGroup(job.problem->problem(), test));
            runAgain(job, job.marginRuns.abandon(group, test));
        }
    }
}

void Session::settle(Job& job, std::size_t test, model::Run made)
{
    if (!isOpen(job, test))
        return;
    model::Run& run = job.judgement.runs[test];
    run = std::move(made);
    if (!job.jury)
        emit(RunFinished{job.submission->id, job.judgement.key, static_cast<int>(test), run});
    --job.undecided;
    // Accepted runs make no others superfluous.
    if (run.verdict != model::Verdict::AC && job.undecided > 0) {
        findIrrelevant(job);
        m_dispatcher.drop(job.submission->id, job.irrelevant);
        abandonIrrelevant(job);
    }
    completeIfDecided(job);
}

void Session::conclude(const Fold& work, Outcome&& outcome)
{
    Job& job = jobOf(work.submission);
    if (auto* folded = std::get_if<Folded>(&outcome))
        job.judgement = std::move(folded->judgement);
    else
        score::foldJudgeError(job.problem->problem(), std::get<SandboxFailed>(outcome).reason, job.judgement);
    finish(job);
}

bool Session::foldsInSlot(const model::Problem& problem)
{
    return score::needsGrader(problem) || (problem.staticValidator && !problem.takesAnswers());
}

void Session::completeIfDecided(Job& job)
{
    if (job.undecided > 0 || holdBack(job))
        return;
    if (foldsInSlot(job.problem->problem()))
        m_dispatcher.push(foldTask(job));
    else
        finish(job);
}

void Session::finish(Job& job, bool fromCache)
{
    if (job.state == Job::State::Finished)
        return;
    job.state = Job::State::Finished;
    m_workshop.forgetProgram(job.submission->id);
    // Folding again what was folded changes nothing; what is stored, and a judge's error before any run, are
    // final.
    if (!fromCache && job.problem != nullptr && job.judgement.state == SubmissionState::Incomplete)
        score::fold(job.problem->problem(), m_options.stopAtFirstFailure && !job.jury, job.judgement);
    if (job.jury) {
        m_moreKnown = true;
        return juryFinished(job);
    }
    if (job.judgement.state != SubmissionState::NoToolchain)
        ++(fromCache ? m_reused : m_judged);
    --m_unfinished;
    if (!fromCache)
        announce(job);
    if (job.decides)
        job.timedRuns = job.judgement.runs;
    emit(JudgementFinished{std::move(job.judgement), fromCache});
    job.judgement = {};
    timesKnown(job);
}

Summary Session::summary() const
{
    Summary result;
    for (const ProblemWork& work : m_problems)
        result.problems.push_back(work.problem());
    for (const std::optional<model::Toolchain>& toolchain : m_toolchains) {
        if (toolchain)
            result.toolchains.push_back(*toolchain);
    }
    result.judged = m_judged;
    result.reused = m_reused;
    result.cancelled = m_cancelled;
    return result;
}

} // namespace assize::exec
