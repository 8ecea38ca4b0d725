// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/queue_entries.h"

#include "exec/limits.h"
#include "exec/toolchain_probe.h"

#include <algorithm>
#include <utility>

namespace assize::exec {
namespace {

Task entry(Task::Priority priority, Work work)
{
    Task task;
    task.priority = priority;
    task.work = std::move(work);
    return task;
}

/// Work that has to run with nothing beside it goes before everything.
Task exclusiveEntry(Work work)
{
    Task task = entry(Task::Priority::Exclusive, std::move(work));
    task.exclusive = true;
    return task;
}

Task besideEntry(Task::Priority priority, Beside beside, Work work)
{
    return beside == Beside::Nothing ? exclusiveEntry(std::move(work)) : entry(priority, std::move(work));
}

} // namespace

Task probeEntry(const KnownToolchains& toolchains, std::size_t language)
{
    Task task = entry(Task::Priority::Prepare, Probe{toolchains.languages()[language].id});
    task.number = language;
    task.memory = kProbeMemory;
    return task;
}

Task programEntry(const KnownToolchains& toolchains, const PreparedProblem& prepared, std::size_t program,
                  Beside beside)
{
    const std::optional<std::size_t> language = toolchains.indexOf(prepared.programs[program].program);
    Task task =
        besideEntry(Task::Priority::Prepare, beside, BuildProgram{nameOf(prepared.problem), program, beside});
    task.number = toolchains.languages().size() + program;
    task.memory = compileLimits(language ? toolchains.languages()[*language] : model::Language{},
                                prepared.problem.limits)
                      .memory;
    return task;
}

Task problemEntry(const KnownToolchains& toolchains, const PreparedProblem& prepared, Work work)
{
    if (const auto* build = std::get_if<BuildProgram>(&work))
        return programEntry(toolchains, prepared, build->program, build->beside);
    const auto* make = std::get_if<MakeTest>(&work);
    const std::size_t number = make != nullptr ? make->test.index : 0;
    Task task = entry(make != nullptr ? Task::Priority::Prepare : Task::Priority::Check, std::move(work));
    task.number = number;
    task.memory = prepared.problem.limits.validationMemory;
    return task;
}

Task compileEntry(const model::Toolchain& toolchain, const PreparedProblem& prepared,
                  SubmissionName submission, Beside beside)
{
    const int number = submission.number;
    Task task = besideEntry(Task::Priority::Begin, beside,
                            Compile{nameOf(prepared.problem), std::move(submission), beside, false});
    task.submission = number;
    task.memory = compileLimits(toolchain.language, prepared.problem.limits).memory;
    return task;
}

Task compileAheadEntry(const model::Toolchain& toolchain, const PreparedProblem& prepared,
                       SubmissionName submission)
{
    Task task = compileEntry(toolchain, prepared, std::move(submission), Beside::Others);
    task.priority = Task::Priority::Ahead;
    task.droppable = true;
    std::get<Compile>(task.work).ahead = true;
    return task;
}

Task testEntry(const model::Toolchain* toolchain, const PreparedProblem& prepared, ProgramName program,
               std::size_t test)
{
    const model::Problem& problem = prepared.problem;
    const int number = program.submission.number;
    Task task = entry(Task::Priority::Test,
                      RunCase{nameOf(problem), std::move(program.submission), nameOf(problem, test),
                              std::move(program.content), RunUntil::TimeLimit, std::nullopt});
    task.droppable = true;
    task.submission = number;
    task.number = test;
    if (toolchain != nullptr)
        task.memory = limitsFor(problem, problem.testCases[test], toolchain->language).memory;
    if (prepared.judging.byValidators())
        task.memory = std::max(task.memory, problem.limits.validationMemory);
    return task;
}

Task aloneEntry(RunCase work)
{
    const int submission = work.submission.number;
    const std::size_t test = work.test.index;
    Task task = exclusiveEntry(std::move(work));
    task.droppable = true;
    task.submission = submission;
    task.number = test;
    return task;
}

Task foldEntry(const PreparedProblem& prepared, Fold work)
{
    const int submission = work.submission.number;
    Task task = entry(Task::Priority::Prepare, std::move(work));
    task.submission = submission;
    task.memory = prepared.problem.limits.validationMemory;
    return task;
}

} // namespace assize::exec
