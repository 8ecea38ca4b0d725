// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of an ICPC/Kattis package as a whole that cost no verdict: Warnings, once all of it is read. Called
// by the reader of these packages.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data.h"
#include "package/icpc/problem_yaml.h"

#include <string>
#include <vector>

namespace assize::package {

/// Why the flags of the default output validator give a tolerance twice (2025-09, "Default output
/// validator"); empty: they do not.
std::string toleranceGivenTwice(const std::vector<std::string>& flags);

/// No secret tests; groups with points and no tests; tolerances given twice.
void tellOfRules(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                 const model::Problem& problem);

} // namespace assize::package
