// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/judge.h"

#include "base/utf8.h"
#include "exec/loop/queue_entries.h"
#include "score/score.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

using model::SubmissionState;
using model::Verdict;

Judge::Judge(const Surroundings& with, Plan& plan)
    : m_with(with), m_options(with.options), m_toolchains(plan.languages),
      m_slotSide({with.options, with.workshop, m_toolchains, with.dispatcher, m_inbox,
                  [this](int submission) -> SubmissionJudging& { return judgingOf(submission); }})
{
    for (model::Problem& problem : plan.problems) {
        const std::string id = problem.id;
        ProblemJudging& work = m_problems.emplace_back(std::move(problem));
        m_problemById.emplace(id, &work);
        m_with.workshop.setProblem(work.preparation.known());
    }
    plan.problems.clear();
    addSubmissions(plan);
}

void Judge::begin()
{
    std::vector<Task> probes;
    for (const std::size_t language : m_toolchains.takeNeeded())
        probes.push_back(probeEntry(m_toolchains, language));
    m_with.dispatcher.push(std::move(probes));
    advance();
}

void Judge::turn()
{
    for (Message& message : m_inbox.wait())
        std::visit([this](auto& one) { handle(std::move(one)); }, message);
    if (!m_cancelled && std::exchange(m_moreKnown, false))
        advance();
}

void Judge::end()
{
    for (Message& message : m_inbox.take())
        std::visit([this](auto& one) { handle(std::move(one)); }, message);
    m_cancelled = m_unfinished > 0;
}

void Judge::emit(Event event)
{
    m_with.sink.handle(std::move(event));
}

void Judge::announce(SubmissionJudging& job)
{
    // Where nothing is to be run it was nobody's turn.
    const bool hasTurn = job.taken.empty() || !job.pending.empty();
    if (!job.announced && hasTurn)
        m_turn = std::max(m_turn, job.turn);
    if (!job.announced && !job.resumed && !job.jury)
        emit(model::JudgementBegun{job.submission->id, job.judgement.key, job.anew});
    job.announced = true;
    tellTaken(job);
}

SubmissionJudging& Judge::judgingOf(int number)
{
    const std::lock_guard lock(m_numbersMutex);
    return *m_byNumber.at(number);
}

void Judge::handle(StopRequested&&)
{
    m_cancelled = true;
}

void Judge::handle(WorkEnded&& message)
{
    std::visit([&](const auto& work) { conclude(work, std::move(message.outcome)); }, message.work);
}

void Judge::conclude(const Probe& work, Outcome&& outcome)
{
    const std::size_t language = *m_toolchains.indexOf(work.language);
    model::Toolchain toolchain;
    if (auto* probed = std::get_if<Probed>(&outcome)) {
        toolchain = std::move(probed->toolchain);
    } else {
        toolchain.language = m_toolchains.languages()[language];
        toolchain.problem = std::get<SandboxFailed>(outcome).reason;
    }
    m_toolchains.set(language, std::move(toolchain));
    m_moreKnown = true;
}

void Judge::conclude(const BuildProgram& work, Outcome&& outcome)
{
    ProblemJudging& problem = problemOf(work.problem.id);
    const auto* built = std::get_if<ProgramBuilt>(&outcome);
    follow(problem, problem.preparation.built(
                        work, built != nullptr ? built->failure : std::get<SandboxFailed>(outcome).reason));
}

void Judge::conclude(const MakeTest& work, Outcome&& outcome)
{
    ProblemJudging& problem = problemOf(work.problem.id);
    const auto* made = std::get_if<TestMade>(&outcome);
    const std::string failure = made != nullptr ? made->failure : std::get<SandboxFailed>(outcome).reason;
    follow(problem, failure.empty()
                        ? problem.preparation.made(
                              work, m_with.workshop.madeTest(work.problem.id, work.test.index, work.answer))
                        : problem.preparation.notMade(failure));
}

void Judge::conclude(const CheckPackage& work, Outcome&& outcome)
{
    ProblemJudging& problem = problemOf(work.problem.id);
    problem.examination.ended(work, std::move(outcome), problem.prepared());
    if (!problem.examination.isPending())
        endExamination(problem);
}

void Judge::compiledAhead(SubmissionJudging& job)
{
    job.compilingAhead = false;
    // All other submissions that wait are no nearer to their turn.
    ProblemJudging& work = *job.problem;
    const auto place = std::find(work.waiting.begin(), work.waiting.end(), &job);
    if (place == work.waiting.end() || !work.preparation.isReady())
        return;
    work.waiting.erase(place);
    std::vector<Task> tasks;
    begin(job, tasks);
    m_with.dispatcher.push(std::move(tasks));
}

void Judge::handle(CompileBegan&& message)
{
    SubmissionJudging& job = *message.judging;
    if (job.state != SubmissionJudging::State::UnderWay)
        return;
    announce(job);
    if (!job.jury && !job.judgement.compile)
        emit(model::CompileBegun{job.submission->id, message.slot});
}

void Judge::conclude(const Compile& work, Outcome&& outcome)
{
    SubmissionJudging& job = judgingOf(work.submission.number);
    // The later compilation finds its result in the cache, and also tells of failures.
    if (work.ahead)
        return compiledAhead(job);
    if (job.state != SubmissionJudging::State::UnderWay)
        return;
    if (const auto* failed = std::get_if<SandboxFailed>(&outcome))
        return finishWithJudgeError(job, failed->reason);
    job.program = std::get<SubmissionCompiled>(outcome).program;
    const model::CompileOutcome& compiled = std::get<SubmissionCompiled>(outcome).outcome;
    const bool known = job.judgement.compile && job.judgement.compile->ok == compiled.ok;
    if (!known) {
        job.judgement.compile = compiled;
        if (!job.jury)
            emit(model::CompileEnded{job.submission->id, job.judgement.key, compiled});
    }
    if (!compiled.ok)
        finish(job);
}

void Judge::handle(TestBegan&& message)
{
    const SubmissionJudging& job = *message.judging;
    if (!job.jury && job.state == SubmissionJudging::State::UnderWay)
        emit(model::RunBegun{job.submission->id, static_cast<int>(message.test), message.slot});
}

void Judge::handle(RunsEnded&& message)
{
    for (MarginRun& known : message.ended.known)
        settle(*message.judging, known.test, std::move(known.run));
    runAgain(*message.judging, message.ended.again);
}

void Judge::runAgain(SubmissionJudging& job, const std::vector<std::size_t>& tests)
{
    for (const std::size_t test : tests) {
        if (job.isOpen(test) && !m_cancelled)
            m_with.dispatcher.push(
                testEntry(toolchainOf(job), job.problem->prepared(), {job.name(), job.program}, test));
    }
}

/// A run that was dropped before it began may be the run that other runs of its group wait for.
void Judge::abandonIrrelevant(SubmissionJudging& job)
{
    if (!marginMatters(m_options, job.problem->problem()))
        return;
    for (std::size_t test = 0; test < job.irrelevant.size(); ++test) {
        if (job.irrelevant[test]) {
            const std::string group(score::marginGroup(job.problem->problem(), test));
            runAgain(job, job.marginRuns.abandon(group, test));
        }
    }
}

void Judge::settle(SubmissionJudging& job, std::size_t test, model::Run made)
{
    if (!job.isOpen(test))
        return;
    model::Run& run = job.judgement.runs[test];
    run = std::move(made);
    if (!job.jury)
        tellRun(job, test);
    --job.undecided;
    // Accepted runs make no other runs superfluous.
    if (run.verdict != model::Verdict::AC && job.undecided > 0) {
        job.findIrrelevant(m_options.stopAtFirstFailure);
        m_with.dispatcher.drop(job.number, job.irrelevant);
        abandonIrrelevant(job);
    }
    completeIfDecided(job);
}

void Judge::conclude(const Fold& work, Outcome&& outcome)
{
    SubmissionJudging& job = judgingOf(work.submission.number);
    if (job.state != SubmissionJudging::State::UnderWay)
        return;
    if (auto* folded = std::get_if<Folded>(&outcome))
        job.judgement = std::move(folded->judgement);
    else
        score::foldJudgeError(job.problem->problem(), std::get<SandboxFailed>(outcome).reason, job.judgement);
    finish(job);
}

bool Judge::foldsInSlot(const model::Problem& problem)
{
    return score::needsGrader(problem) || (problem.staticValidator && !problem.takesAnswers());
}

void Judge::completeIfDecided(SubmissionJudging& job)
{
    if (job.undecided > 0 || holdBack(job))
        return;
    if (foldsInSlot(job.problem->problem()))
        m_with.dispatcher.push(
            foldEntry(job.problem->prepared(), {nameOf(job.problem->problem()), job.name(),
                                                m_options.stopAtFirstFailure && !job.jury, job.judgement}));
    else
        finish(job);
}

void Judge::finish(SubmissionJudging& job, bool fromCache)
{
    if (job.state == SubmissionJudging::State::Finished)
        return;
    job.state = SubmissionJudging::State::Finished;
    m_with.workshop.forgetProgram(job.number);
    // Folding a folded judgement again changes nothing; a stored judgement, and a judge's error before any
    // run, are final.
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
    job.hasResult = job.judgement.state == SubmissionState::Done && job.judgement.verdict != Verdict::JE;
    if (job.decides)
        job.timedRuns = job.judgement.runs;
    emit(model::JudgementEnded{std::move(job.judgement), fromCache});
    job.judgement = {};
    timesKnown(job);
}

void Judge::finishWithoutToolchain(SubmissionJudging& job, std::string reason)
{
    job.judgement.state = SubmissionState::NoToolchain;
    job.judgement.message = std::move(reason);
    if (job.problem != nullptr)
        score::fold(job.problem->problem(), false, job.judgement);
    const KeptJudgement kept = job.jury ? NothingKept() : keptOf(job);
    const auto* complete = std::get_if<CompleteJudgement>(&kept);
    finish(job, complete != nullptr && complete->judgement.state == SubmissionState::NoToolchain);
}

void Judge::finishWithJudgeError(SubmissionJudging& job, std::string reason)
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

Summary Judge::summary() const
{
    Summary result;
    for (const ProblemJudging& work : m_problems)
        result.problems.push_back(work.problem());
    result.toolchains = m_toolchains.probed();
    result.judged = m_judged;
    result.reused = m_reused;
    result.runs = m_runs;
    result.runsReused = m_runsReused;
    result.cancelled = m_cancelled;
    return result;
}

} // namespace assize::exec
