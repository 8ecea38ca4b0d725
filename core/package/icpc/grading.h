// SPDX-License-Identifier: GPL-3.0-or-later
// How the folders of data/ become test groups with points.
// Sources: Kattis/problem-package-format, spec/legacy.md "Graders" and spec/2025-09.md "Result aggregation";
// Kattis/problemtools, verifyproblem.py and support/default_grader.
//
// Legacy packages: legacy_grading.h, and domjudge_grading.h for those made for DOMjudge. 2025-09:
// data/sample, data/secret and the folders right below secret that have a settings file are groups; deeper
// tests belong to those. Samples never score. Packages of a draft whose testdata.yaml has legacy keys are
// graded as legacy packages (as problemtools does).
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data.h"
#include "package/icpc/problem_yaml.h"

namespace assize::package {

/// Makes problem.groups of the folders, gives tests their groups and scores, and sets the problem's maxScore.
/// problem.type, testCases, validation, graders and staticValidator are set already.
void gradeIcpcTestData(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                       model::Problem& problem);

} // namespace assize::package
