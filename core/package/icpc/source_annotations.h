// SPDX-License-Identifier: GPL-3.0-or-later
// What the sources of a jury's submission say of it: "@EXPECTED_RESULTS@: A, B" and "@EXPECTED_SCORE@: 30"
// (DOMjudge, doc/manual/problem-format.rst), and "@EXPECTED_GRADES@ AC WA TLE" (testdata_tools of Swedish
// olympiads, analyzetestgroups.py). What follows from it in which folder is jury_submissions.h.
#pragma once

#include "base/decimal.h"
#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/expectations.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// What the sources of one submission say of it.
struct Annotations
{
    bool any = false; ///< @EXPECTED_RESULTS@ stands in a source, whatever it says
    std::optional<Expectation> results;
    std::optional<Decimal> score;
    std::vector<model::Verdict> grades;
};

/// Of the files of `submission`. `used`: what is wrong with them matters, and becomes a Warning.
Annotations readAnnotations(Reading& reading, const model::JurySubmission& submission, bool used);

/// Whether some source says @EXPECTED_SCORE@, as packages for DOMjudge do. Tells nothing of what it cannot
/// read: readJurySubmissions does.
bool haveExpectedScores(const Reading& reading);

/// What "@EXPECTED_RESULTS@: A, B" in a source says; nullopt without one, with several, or with a name that
/// is not known: then `problem` is set where there is something to tell.
std::optional<Expectation> expectationFromSource(std::string_view source, std::string& problem);

/// The same for "@EXPECTED_SCORE@: number"; names of results behind it are taken by expectationFromSource.
std::optional<Decimal> scoreFromSource(std::string_view source, std::string& problem);

/// The verdicts of "@EXPECTED_GRADES@ AC WA"; empty without one.
std::vector<model::Verdict> gradesFromSource(std::string_view source);

} // namespace assize::package
