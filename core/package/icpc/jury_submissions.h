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

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// submissions/<folder>/<file or folder>, with their expectations. problem.type, groups and unbounded are set
/// already. An expectation or file that cannot be used becomes a Warning: the package is judged all the same.
void readJurySubmissions(Reading& reading, bool legacy, model::Problem& problem);

/// Whether some source says @EXPECTED_SCORE@, as packages for DOMjudge do. Tells nothing of files that it
/// cannot read: readJurySubmissions does.
bool haveExpectedScores(const Reading& reading);

using model::Expectation;

/// The expectation that the name of a folder of submissions gives. Names beyond the specifications are those
/// that public packages use.
Expectation expectationOfFolder(std::string_view folder, bool legacy);

/// A verdict as packages write it: "AC", "WRONG-ANSWER", "run_time_error", ...
std::optional<model::Verdict> verdictNamed(std::string_view name);

/// The expectation of "@EXPECTED_RESULTS@: A, B" in a source (DOMjudge); nullopt without the tag, with
/// several, or with a name that is not known: then `problem` is set where there is something to tell.
std::optional<Expectation> expectationFromSource(std::string_view source, std::string& problem);

/// The same for "@EXPECTED_SCORE@: number"; names of results behind it are taken by expectationFromSource.
std::optional<Decimal> scoreFromSource(std::string_view source, std::string& problem);

/// The verdicts of "@EXPECTED_GRADES@ AC WA"; empty without the tag.
std::vector<model::Verdict> gradesFromSource(std::string_view source);

} // namespace assize::package
