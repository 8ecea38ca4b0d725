// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/slot_side.h"

#include "exec/loop/queue_entries.h"
#include "score/score.h"

#include <utility>

namespace assize::exec {
namespace {

template<typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};
template<typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>; // clang 14 needs to be told

} // namespace

bool marginMatters(const Options& options, const model::Problem& problem)
{
    return options.runToSafetyMargin && !options.stopAtFirstFailure && hasMargin(problem.timeLimitRule);
}

void SlotSide::began(Work& work, int slot)
{
    if (const auto* compile = std::get_if<Compile>(&work); compile != nullptr && !compile->ahead)
        m_with.inbox.post(CompileBegan{&m_with.judging(compile->submission.number), slot});
    auto* run = std::get_if<RunCase>(&work);
    if (run == nullptr || run->first)
        return;
    SubmissionJudging& job = m_with.judging(run->submission.number);
    const SharedProblem prepared = m_with.workshop.prepared(run->problem.id);
    const model::Problem& problem = prepared->problem;
    if (marginMatters(m_with.options, problem) && !problem.takesAnswers())
        run->until =
            job.marginRuns.begin(std::string(score::marginGroup(problem, run->test.index)), run->test.index);
    m_with.inbox.post(TestBegan{&job, run->test.index, slot});
}

void SlotSide::ended(Work&& work, Outcome&& outcome)
{
    const bool isAgain = std::holds_alternative<OutOfWallTime>(outcome);
    const bool isCancelled = std::holds_alternative<Cancelled>(outcome);
    std::visit(Overloaded{
                   [&](RunCase& run) { endRun(std::move(run), std::move(outcome)); },
                   [&](Compile& compile) { endCompile(std::move(compile), std::move(outcome)); },
                   [&](BuildProgram& build) {
                       if (isAgain)
                           m_with.dispatcher.push(programEntry(m_with.toolchains,
                                                               *m_with.workshop.prepared(build.problem.id),
                                                               build.program, Beside::Nothing));
                       else if (!isCancelled)
                           m_with.inbox.post(WorkEnded{std::move(build), std::move(outcome)});
                   },
                   [&](auto& other) {
                       if (!isCancelled)
                           m_with.inbox.post(WorkEnded{std::move(other), std::move(outcome)});
                   },
               },
               work);
}

void SlotSide::endCompile(Compile&& work, Outcome&& outcome)
{
    // A submission that waits for its program, compiled ahead, waits for any outcome of that.
    if (std::holds_alternative<Cancelled>(outcome) && !work.ahead)
        return;
    SubmissionJudging& job = m_with.judging(work.submission.number);
    const SharedProblem prepared = m_with.workshop.prepared(work.problem.id);
    if (std::holds_alternative<OutOfWallTime>(outcome) && !work.ahead)
        return m_with.dispatcher.push(
            compileEntry(*m_with.toolchains.of(job.language), *prepared, work.submission, Beside::Nothing));
    const auto* compiled = std::get_if<SubmissionCompiled>(&outcome);
    const ProgramName program{work.submission, compiled != nullptr ? compiled->program : std::string()};
    const bool runs = compiled != nullptr && compiled->outcome.ok && !work.ahead;
    // Posted before the tests can start, queued before this slot looks for its next task.
    m_with.inbox.post(WorkEnded{std::move(work), std::move(outcome)});
    std::vector<Task> tests;
    for (std::size_t i = 0; runs && i < job.pending.size(); ++i)
        tests.push_back(testEntry(m_with.toolchains.of(job.language), *prepared, program, job.pending[i]));
    m_with.dispatcher.push(std::move(tests));
}

void SlotSide::endRun(RunCase&& work, Outcome&& outcome)
{
    SubmissionJudging& job = m_with.judging(work.submission.number);
    const SharedProblem prepared = m_with.workshop.prepared(work.problem.id);
    const model::Problem& problem = prepared->problem;
    auto* ended = std::get_if<CaseEnded>(&outcome);
    if (work.isDecisive()) {
        // A run that was stopped decides nothing, and nobody waits for it any more.
        if (std::holds_alternative<Cancelled>(outcome))
            return;
        if (ended != nullptr)
            score::scoreRun(problem, work.test.index, ended->report.run);
        return m_with.inbox.post(WorkEnded{std::move(work), std::move(outcome)});
    }
    const std::string group(score::marginGroup(problem, work.test.index));
    if (ended == nullptr) {
        RunsEnded none{&job, {}};
        none.ended.again = job.marginRuns.abandon(group, work.test.index);
        // Where the test's result had been told before, this second result is not looked at.
        if (const auto* failed = std::get_if<SandboxFailed>(&outcome))
            none.ended.known.push_back({work.test.index, RunUntil::TimeLimit, false,
                                        judgeErrorRun(problem.testCases[work.test.index], failed->reason)});
        if (!none.ended.known.empty() || !none.ended.again.empty())
            m_with.inbox.post(std::move(none));
        return;
    }
    CaseReport& report = ended->report;
    if (!work.first) {
        const bool known = report.repeat == CaseReport::Repeat::Starved && job.waits;
        if (report.repeat != CaseReport::Repeat::No && !known)
            return m_with.dispatcher.push(alone(job, problem, std::move(work), std::move(report)));
    } else if (work.first->repeat == CaseReport::Repeat::Starved &&
               report.run.limit == model::LimitKind::Wall) {
        job.waits = true;
    }
    endTest(job, problem, work, std::move(report));
}

Task SlotSide::alone(SubmissionJudging& job, const model::Problem& problem, RunCase work,
                     CaseReport report) const
{
    // Nothing runs beside it that could tell how slow the program is.
    if (marginMatters(m_with.options, problem) && work.until == RunUntil::TimeLimit) {
        job.marginRuns.beginToMargin(std::string(score::marginGroup(problem, work.test.index)),
                                     work.test.index);
        work.until = RunUntil::SafetyMargin;
    }
    work.first = std::move(report);
    return aloneEntry(std::move(work));
}

void SlotSide::endTest(SubmissionJudging& job, const model::Problem& problem, const RunCase& work,
                       CaseReport report)
{
    MarginRun run{work.test.index, work.until, report.stopped && report.run.verdict == model::Verdict::TLE,
                  std::move(report.run)};
    score::scoreRun(problem, work.test.index, run.run);
    const bool stops = m_with.options.stopAtFirstFailure && !job.jury && !problem.isScoring() &&
                       run.run.verdict != model::Verdict::AC;
    // Here and not where the message is read: the next run of this slot depends on it, and could be a run
    // that no longer matters.
    RunsEnded ended{&job, {}};
    if (marginMatters(m_with.options, problem))
        ended.ended =
            job.marginRuns.end(std::string(score::marginGroup(problem, work.test.index)), std::move(run));
    else
        ended.ended.known.push_back(std::move(run));
    m_with.inbox.post(std::move(ended));
    if (stops)
        m_with.dispatcher.drop(job.number, work.test.index + 1);
}

} // namespace assize::exec
