// SPDX-License-Identifier: GPL-3.0-or-later
// Work as it is queued: how urgent it is, what may run beside it, and how much memory it needs.
#include "exec/limits.h"
#include "exec/session.h"
#include "exec/toolchain_probe.h"
#include "score/score.h"

#include <algorithm>
#include <utility>

namespace assize::exec {
namespace {

/// What has to run with nothing beside it goes before everything.
Task exclusiveTask(Work work)
{
    Task task;
    task.priority = Task::Priority::Exclusive;
    task.exclusive = true;
    task.work = std::move(work);
    return task;
}

Task besideTask(Task::Priority priority, Beside beside, Work work)
{
    if (beside == Beside::Nothing)
        return exclusiveTask(std::move(work));
    Task task;
    task.priority = priority;
    task.work = std::move(work);
    return task;
}

} // namespace

Task Session::probeTask(std::size_t language) const
{
    Task task;
    task.priority = Task::Priority::Prepare;
    task.number = language;
    task.memory = kProbeMemory;
    task.work = Probe{m_plan.languages[language].id};
    return task;
}

Task Session::programTask(const PreparedProblem& prepared, std::size_t index, Beside beside) const
{
    const std::optional<std::string> id =
        languageOfJuryProgram(prepared.programs[index].program, m_plan.languages);
    const std::optional<std::size_t> language = id ? languageIndex(*id) : std::nullopt;
    Task task = besideTask(Task::Priority::Prepare, beside, BuildProgram{prepared.problem.id, index, beside});
    task.number = m_plan.languages.size() + index;
    task.memory =
        compileLimits(language ? m_plan.languages[*language] : model::Language{}, prepared.problem.limits)
            .memory;
    return task;
}

Task Session::taskOf(const ProblemWork& problem, Work work) const
{
    if (const auto* build = std::get_if<BuildProgram>(&work))
        return programTask(problem.prepared(), build->program, build->beside);
    Task task;
    task.priority = Task::Priority::Check;
    if (const auto* make = std::get_if<MakeTest>(&work)) {
        task.priority = Task::Priority::Prepare;
        task.number = make->test;
    }
    task.memory = problem.problem().limits.validationMemory;
    task.work = std::move(work);
    return task;
}

Task Session::compileTask(const Job& job, const PreparedProblem& prepared, Beside beside) const
{
    const int submission = job.submission->id;
    Task task =
        besideTask(Task::Priority::Begin, beside, Compile{prepared.problem.id, submission, beside, false});
    task.submission = submission;
    task.memory = compileLimits(toolchainOf(job)->language, prepared.problem.limits).memory;
    return task;
}

Task Session::compileAheadTask(const Job& job) const
{
    Task task = compileTask(job, job.problem->prepared(), Beside::Others);
    task.priority = Task::Priority::Ahead;
    task.droppable = true;
    std::get<Compile>(task.work).ahead = true;
    return task;
}

Task Session::testTask(const Job& job, const PreparedProblem& prepared, std::size_t test) const
{
    const model::Problem& problem = prepared.problem;
    Task task;
    task.priority = Task::Priority::Test;
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    if (!problem.takesAnswers())
        task.memory = limitsFor(problem, problem.testCases[test], toolchainOf(job)->language).memory;
    if (prepared.judging.byValidators())
        task.memory = std::max(task.memory, problem.limits.validationMemory);
    task.work = RunCase{problem.id, task.submission, test, RunUntil::TimeLimit, std::nullopt};
    return task;
}

Task Session::foldTask(const Job& job) const
{
    const model::Problem& problem = job.problem->problem();
    Task task;
    task.priority = Task::Priority::Prepare;
    task.submission = job.submission->id;
    task.memory = problem.limits.validationMemory;
    task.work = Fold{problem.id, task.submission, m_options.stopAtFirstFailure && !job.jury, job.judgement};
    return task;
}

Task Session::decisiveTask(const Job& job, std::size_t test) const
{
    const model::Problem& problem = job.problem->problem();
    CaseReport report;
    report.run = job.judgement.runs[test];
    report.repeat = CaseReport::Repeat::Decisive;
    Task task = exclusiveTask(RunCase{problem.id, job.submission->id, test,
                                      marginMatters(problem) ? RunUntil::SafetyMargin : RunUntil::TimeLimit,
                                      std::move(report)});
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    return task;
}

Task Session::aloneTask(Job& job, const model::Problem& problem, RunCase work, CaseReport report) const
{
    // Nothing runs beside it that could tell how slow the program is.
    if (marginMatters(problem) && work.until == RunUntil::TimeLimit) {
        job.marginRuns.beginToMargin(std::string(score::marginGroup(problem, work.test)), work.test);
        work.until = RunUntil::SafetyMargin;
    }
    work.first = std::move(report);
    const std::size_t test = work.test;
    Task task = exclusiveTask(std::move(work));
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    return task;
}

bool Session::marginMatters(const model::Problem& problem) const
{
    return m_options.runToSafetyMargin && !m_options.stopAtFirstFailure && hasMargin(problem.timeLimitRule);
}

} // namespace assize::exec
