// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files in an ICPC/Kattis package that the format leaves out: those that begin with '.' or '-', and
// since 2025-09 those with other characters than its rule names. Called by the reader of these packages.
// Source: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "General requirements", which
// ask tools to tell of files that are left out and look as if they were meant as a test or a submission.
#pragma once

#include "package/common/reading.h"

#include <string_view>

namespace assize::package {

/// Whether one part of a path is made of 1 to 255 of the letters a-z and A-Z, digits, '_', '.' and '-', and
/// begins with none of the last two.
bool isPermittedName(std::string_view name);

/// Warnings, one warning for each folder of the package: tests, submissions and sources of the jury that are
/// left out because of their names; and, unless `legacy`, files that are used here and left out by other
/// judges.
void tellOfFileNames(Reading& reading, bool legacy);

} // namespace assize::package
