// SPDX-License-Identifier: GPL-3.0-or-later
// submissions/ of ICPC/Kattis packages: the jury's submissions, and the results they are made for.
// Sources: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Example submissions";
// DOMjudge, doc/manual/problem-format.rst; testdata_tools of Swedish olympiads, analyzetestgroups.py.
//
// The expectation comes from the folder's name; from "@EXPECTED_RESULTS@: A, B" in a source, which DOMjudge
// heeds outside of its four official folders only; from "@EXPECTED_SCORE@: 30"; from "@EXPECTED_GRADES@ AC WA
// TLE", a verdict for each group of data/secret, which is ignored in accepted/; and from
// submissions/submissions.yaml.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"

namespace assize::package {

/// submissions/<folder>/<file or folder>, with their expectations. problem.type, groups and unbounded are set
/// already. An expectation or file that cannot be used becomes a Warning: the package is judged all the same.
void readJurySubmissions(Reading& reading, bool legacy, model::Problem& problem);

} // namespace assize::package
