// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of a package: output validators, and submissions with the results they are made for.
#pragma once

#include "model/problem.h"
#include "package/reading.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// The files and folders of output_validators/ (output_validator/ in newer packages). Fills
/// validation.validators; empty when there are none.
void readOutputValidators(Reading& reading, bool legacy, model::Problem& problem);

/// submissions/<folder>/<file or folder>. What cannot be used becomes a Warning: the package is judged all
/// the same.
void readJurySubmissions(Reading& reading, bool legacy, model::Problem& problem);

/// What a result must be.
struct Expectation
{
    std::vector<model::Verdict> permitted; ///< of every run; empty: the package says nothing
    std::vector<model::Verdict> required;  ///< of at least one run; empty: nothing is
    bool operator==(const Expectation&) const = default;
};

/// What the name of a folder of submissions says. Names beyond the specifications are those that public
/// packages use.
Expectation expectationOfFolder(std::string_view folder, bool legacy);

/// What "@EXPECTED_RESULTS@: A, B" in a source says (DOMjudge); nullopt without one, with several, or with a
/// name that is not known: then `problem` is set where there is something to tell.
std::optional<Expectation> expectationFromSource(std::string_view source, std::string& problem);

} // namespace assize::package
