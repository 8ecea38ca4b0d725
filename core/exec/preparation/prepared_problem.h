// SPDX-License-Identifier: GPL-3.0-or-later
// A problem with the facts known of it while it is judged: its tests as far as they were made, its time limit
// as far as it is known, and which programs of the jury its work needs.
#pragma once

#include "exec/missing_tests.h"
#include "exec/output_checker.h"
#include "exec/required_program.h"
#include "model/problem.h"

#include <memory>
#include <vector>

namespace assize::exec {

/// Never changes once it is shared; for a new fact another PreparedProblem is made from it. Any thread.
struct PreparedProblem
{
    explicit PreparedProblem(model::Problem read);
    PreparedProblem(const PreparedProblem& other);
    PreparedProblem& operator=(const PreparedProblem&) = delete;
    ~PreparedProblem() = default;

    /// Lists `programs`: after prepareJudging. `inputValidators`: whether the package is checked, too.
    void requirePrograms(bool inputValidators);

    model::Problem problem;
    Judging judging;      ///< of `problem`; without programs
    MissingTests missing; ///< of the problem as it was read
    std::vector<RequiredProgram> programs;
};

using SharedProblem = std::shared_ptr<const PreparedProblem>;

} // namespace assize::exec
