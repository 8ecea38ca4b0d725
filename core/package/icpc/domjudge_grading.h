// SPDX-License-Identifier: GPL-3.0-or-later
// Test groups of scoring packages that were made for DOMjudge, which writes the keys of the legacy format but
// reads them in its own way: accept_score is the score of a whole group, not of each of its tests; nothing is
// inherited; a folder without testdata.yaml, such as data/sample, counts for nothing; a group's score is made
// of its subgroups, or if it has none of the scores that the validator gave (also for outputs that it
// rejected), or else of accept_score. Source: DOMjudge, webapp/src/Service/SubmissionService.php
// (maybeSetScoringResult) and ImportProblemService.php.
//
// The same files mean other points to Kattis. A package is taken for DOMjudge's when it has a
// domjudge-problem.ini, or when a submission says @EXPECTED_SCORE@, which only DOMjudge knows.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data.h"

namespace assize::package {

/// Whether a legacy package was made for DOMjudge. Reads the heads of its submissions.
bool isForDomjudge(const Reading& reading);

/// As gradeIcpcTestData, which calls it; the problem is a scoring problem.
void gradeByDomjudgeRules(Reading& reading, const DataTree& tree, model::Problem& problem);

} // namespace assize::package
