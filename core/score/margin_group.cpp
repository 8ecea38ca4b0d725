// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/score.h"

namespace assize::score {

std::string_view marginGroup(const model::Problem& problem, std::size_t test)
{
    return problem.isScoring() ? std::string_view(problem.testCases[test].group) : std::string_view();
}

} // namespace assize::score
