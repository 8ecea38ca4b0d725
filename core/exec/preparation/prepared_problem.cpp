// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/preparation/prepared_problem.h"

#include "exec/package_checks.h"
#include "exec/tasktypes/task_rules.h"
#include "score/score.h"

#include <utility>

namespace assize::exec {

PreparedProblem::PreparedProblem(model::Problem read)
    : problem(std::move(read)), missing(missingTests(problem))
{
    judging.problem = &problem;
}

PreparedProblem::PreparedProblem(const PreparedProblem& other)
    : problem(other.problem), judging(other.judging), missing(other.missing), programs(other.programs)
{
    judging.problem = &problem;
}

void PreparedProblem::requirePrograms(bool inputValidators)
{
    using Role = RequiredProgram::Role;
    programs = rulesOf(problem.taskType).juryPrograms(judging);
    if (problem.staticValidator)
        programs.push_back({Role::StaticValidator, 0, *problem.staticValidator});
    if (score::needsGrader(problem) && !problem.graders.empty())
        programs.push_back({Role::Grader, 0, problem.graders.front()});
    for (std::size_t i = 0; i < missing.programs.size(); ++i)
        programs.push_back({Role::TestMaker, i, missing.programs[i]});
    for (std::size_t i = 0; inputValidators && i < problem.inputValidators.size(); ++i) {
        if (!isDeclarative(problem.inputValidators[i]))
            programs.push_back({Role::InputValidator, i, problem.inputValidators[i]});
    }
}

} // namespace assize::exec
