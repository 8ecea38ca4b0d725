// SPDX-License-Identifier: GPL-3.0-or-later
// The worth of a single result in a scoring problem. Inside core/score only.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"
#include "score/fraction.h"

#include <optional>
#include <string>

namespace assize::score {

struct ExactScore
{
    Fraction value;
    std::string fault; ///< why the result is JE; empty: it is not
};

/// Of a run that is Done with a verdict. `group` is the test's own.
ExactScore scoreOfRun(const model::Problem& problem, const model::TestGroup& group,
                      const model::TestCase& test, const model::Run& run);

/// Of the static validator's result for `group`.
ExactScore scoreOfStaticValidation(const model::TestGroup& group, model::Verdict verdict,
                                   const std::optional<model::GivenScore>& given);

/// scoreRun of score.h where the test's group is known; nullptr: it has none.
void scoreRun(const model::Problem& problem, const model::TestGroup* group, const model::TestCase& test,
              model::Run& run);

} // namespace assize::score
