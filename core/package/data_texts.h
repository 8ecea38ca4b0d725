// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that are no plain text: Windows or old Mac line ends, byte order marks, UTF-16, Latin-1, zero bytes.
//
// Formats that fix the bytes of tests (the ICPC family) are judged with them as they are. Polygon's programs
// never see a \r that ends a line, and an author who writes a folder of tests on Windows does not mean it
// either: there such tests are marked (TestCase::windowsLines) and judged with copies without it. A Polygon
// test in which only some lines end so has it as part of the data. Readers say so by Reading::windowsLines.
#pragma once

#include "files/text_look.h"
#include "model/problem.h"
#include "package/common/reading.h"

#include <functional>

namespace assize::package {

/// Line ends and encoding of a test's file; a file that cannot be read counts as empty.
using TextFactsOf = std::function<const files::TextFacts&(const std::filesystem::path&)>;

/// Marks tests, and tells each finding once for the whole problem, with the number of files and the first.
/// Called for every format once all tests are known; each file is asked for once.
void examineDataTexts(Reading& reading, const TextFactsOf& factsOf, model::Problem& problem);

} // namespace assize::package
