// SPDX-License-Identifier: GPL-3.0-or-later
// Files in data/ of an ICPC/Kattis package that are not read, or are read in another way than they look.
// Called by the reader of these packages once the tests are read and graded.
// Source: Kattis/problem-package-format, spec/legacy.md, "Test data"; spec/2025-09.md, "Test data",
// "Displaying test cases", "Downloading test cases" and "Samples for interactive and multi-pass problems".
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data.h"
#include "package/icpc/problem_yaml.h"

#include <string>
#include <string_view>

namespace assize::package {

/// Files of no meaning, tests and groups in one folder, folders and tests of one name, settings files where
/// there are no groups, samples to show that contradict each other, interactions that are none. An Error
/// where tests or their settings would be left out, else a Warning.
void tellOfDataShape(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                     const model::Problem& problem);

/// The fault in the text of an .interaction file: each line begins with '<' (the program reads it) or '>'
/// (the program writes it), and passes are parted by "---". Empty: no fault.
std::string faultOfInteraction(std::string_view text, bool multiPass);

} // namespace assize::package
