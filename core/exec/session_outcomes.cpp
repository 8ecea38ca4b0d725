// SPDX-License-Identifier: GPL-3.0-or-later
// What a slot's thread does before and after work, because the work that it takes next depends on it. All
// else is told to the loop. Reads of a Job what no longer changes, and of problems what was published.
#include "exec/session.h"
#include "score/score.h"

#include <utility>

namespace assize::exec {
namespace {

template<typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};

} // namespace

void Session::began(Work& work, int slot)
{
    if (const auto* compile = std::get_if<Compile>(&work); compile != nullptr && !compile->ahead)
        m_inbox.post(CompileBegan{&jobOf(compile->submission), slot});
    auto* run = std::get_if<RunCase>(&work);
    if (run == nullptr || run->first)
        return;
    Job& job = jobOf(run->submission);
    const SharedProblem prepared = m_workshop.prepared(run->problem);
    const model::Problem& problem = prepared->problem;
    if (marginMatters(problem) && !problem.takesAnswers())
        run->until = job.marginRuns.begin(std::string(score::marginGroup(problem, run->test)), run->test);
    m_inbox.post(TestBegan{&job, run->test, slot});
}

void Session::ended(Work&& work, Outcome&& outcome)
{
    const bool isAgain = std::holds_alternative<OutOfWallTime>(outcome);
    const bool isCancelled = std::holds_alternative<Cancelled>(outcome);
    std::visit(Overloaded{
                   [&](RunCase& run) { endRun(std::move(run), std::move(outcome)); },
                   [&](Compile& compile) { endCompile(std::move(compile), std::move(outcome)); },
                   [&](BuildProgram& build) {
                       if (isAgain)
                           m_dispatcher.push(programTask(*m_workshop.prepared(build.problem), build.program,
                                                         Beside::Nothing));
                       else if (!isCancelled)
                           m_inbox.post(WorkEnded{std::move(build), std::move(outcome)});
                   },
                   [&](auto& other) {
                       if (!isCancelled)
                           m_inbox.post(WorkEnded{std::move(other), std::move(outcome)});
                   },
               },
               work);
}

void Session::endCompile(Compile&& work, Outcome&& outcome)
{
    // Who waits for what is compiled ahead waits whatever comes of it.
    if (std::holds_alternative<Cancelled>(outcome) && !work.ahead)
        return;
    const Job& job = jobOf(work.submission);
    const SharedProblem prepared = m_workshop.prepared(work.problem);
    if (std::holds_alternative<OutOfWallTime>(outcome) && !work.ahead)
        return m_dispatcher.push(compileTask(job, *prepared, Beside::Nothing));
    const auto* compiled = std::get_if<SubmissionCompiled>(&outcome);
    const bool runs = compiled != nullptr && compiled->outcome.ok && !work.ahead;
    // Posted before the tests can start, queued before this slot looks for its next task.
    m_inbox.post(WorkEnded{std::move(work), std::move(outcome)});
    std::vector<Task> tests;
    for (std::size_t i = 0; runs && i < job.pending.size(); ++i)
        tests.push_back(testTask(job, *prepared, job.pending[i]));
    m_dispatcher.push(std::move(tests));
}

void Session::endRun(RunCase&& work, Outcome&& outcome)
{
    Job& job = jobOf(work.submission);
    const SharedProblem prepared = m_workshop.prepared(work.problem);
    const model::Problem& problem = prepared->problem;
    auto* ended = std::get_if<CaseEnded>(&outcome);
    if (work.isDecisive()) {
        // What was stopped decides nothing, and nobody waits for it any more.
        if (std::holds_alternative<Cancelled>(outcome))
            return;
        if (ended != nullptr)
            score::scoreRun(problem, work.test, ended->report.run);
        return m_inbox.post(WorkEnded{std::move(work), std::move(outcome)});
    }
    const std::string group(score::marginGroup(problem, work.test));
    if (ended == nullptr) {
        RunsEnded none{&job, {}};
        none.ended.again = job.marginRuns.abandon(group, work.test);
        // Where that is one too many, as the result had been told before, it is not looked at.
        if (const auto* failed = std::get_if<SandboxFailed>(&outcome))
            none.ended.known.push_back({work.test, RunUntil::TimeLimit, false,
                                        judgeErrorRun(problem.testCases[work.test], failed->reason)});
        if (!none.ended.known.empty() || !none.ended.again.empty())
            m_inbox.post(std::move(none));
        return;
    }
    CaseReport& report = ended->report;
    if (!work.first) {
        const bool known = report.repeat == CaseReport::Repeat::Starved && job.waits;
        if (report.repeat != CaseReport::Repeat::No && !known)
            return m_dispatcher.push(aloneTask(job, problem, std::move(work), std::move(report)));
    } else if (work.first->repeat == CaseReport::Repeat::Starved &&
               report.run.limit == model::LimitKind::Wall) {
        job.waits = true;
    }
    endTest(job, problem, work, std::move(report));
}

void Session::endTest(Job& job, const model::Problem& problem, const RunCase& work, CaseReport report)
{
    MarginRun run{work.test, work.until, report.stopped && report.run.verdict == model::Verdict::TLE,
                  std::move(report.run)};
    score::scoreRun(problem, work.test, run.run);
    const bool stops = m_options.stopAtFirstFailure && !job.jury && !problem.isScoring() &&
                       run.run.verdict != model::Verdict::AC;
    // Here and not where the message is read: the next run of this slot depends on it, and could be one that
    // no longer matters.
    RunsEnded ended{&job, {}};
    if (marginMatters(problem))
        ended.ended = job.marginRuns.end(std::string(score::marginGroup(problem, work.test)), std::move(run));
    else
        ended.ended.known.push_back(std::move(run));
    m_inbox.post(std::move(ended));
    if (stops)
        m_dispatcher.drop(job.submission->id, work.test + 1);
}

} // namespace assize::exec
