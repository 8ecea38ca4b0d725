// SPDX-License-Identifier: GPL-3.0-or-later
// Test groups of the legacy format. Every folder is a group; settings are inherited key by key; the ancient
// keys of problem.yaml win over all of them. A test is worth accept_score, 1 where nothing is said. The
// highest score of a group is computed from its tests upwards, and is never above its `range`; where the
// output validator or a grader gives scores it is the end of `range`, or unbounded. Sources:
// Kattis/problem-package-format, spec/legacy.md "Graders"; Kattis/problemtools, support/default_grader.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data.h"
#include "package/icpc/problem_yaml.h"

namespace assize::package {

/// As gradeIcpcTestData, which calls it.
void gradeByLegacyRules(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                        model::Problem& problem);

} // namespace assize::package
