// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the jury that is built before the work that needs it. Plain data; any thread.
#pragma once

#include "model/jury.h"

#include <cstddef>

namespace assize::exec {

struct RequiredProgram
{
    enum class Role {
        OutputValidator, ///< `index` into Judging::validators
        Interactor,
        StaticValidator,
        Grader,
        TestMaker,      ///< `index` into MissingTests::programs
        InputValidator, ///< `index` into Problem::inputValidators
    };
    Role role = Role::OutputValidator;
    std::size_t index = 0;
    model::JuryProgram program;

    /// Without a program of any other role nothing can be judged.
    bool isNeeded() const { return role != Role::InputValidator; }
};

} // namespace assize::exec
