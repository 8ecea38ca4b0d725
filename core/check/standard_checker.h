// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers of testlib (std::wcmp.cpp and its like) in this process, over mapped bytes.
//
// Semantics: testlib's checkers/*.cpp with testlib.h, proved equal by tests/fuzz/test_standard_checkers.cpp.
// The outcomes of testlib become: ok AC, wrong answer WA, wrong output format, unexpected eof and extra
// information PE, fail JE (an answer that the checker cannot read). The size limits of testlib hold too:
// files of 128 MiB, tokens of 32 MiB. pointscmp and pointsinfo are examples for authors, not checkers, and
// are not here.
//
// Pure functions; any thread; memory is bounded for any input. Called by exec for a problem with
// OutputValidation::standardChecker; standardCheckerOf by the reader of Polygon packages.
#pragma once

#include "check/check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::check {

/// Whether `name` ("wcmp", ...) is a standard checker.
bool isStandardChecker(std::string_view name);

/// All names, sorted.
std::vector<std::string> standardCheckerNames();

/// The decision of the checker `name`; JE when no checker has that name. No standard checker reads the input.
CheckResult runStandardChecker(std::string_view name, const CheckBytes& bytes);

/// The name of the standard checker that this source is, e.g. "wcmp"; nullopt: it has to be compiled and run.
/// The source decides, by the hash of a known version: a package may have changed a checker and kept its
/// name. Only where the package brings no source does Polygon's name for it ("std::wcmp.cpp") decide.
std::optional<std::string> standardCheckerOf(std::string_view polygonName, std::string_view source);

/// XXH3 (128 bits, hexadecimal) of a checker's source: without byte order mark, carriage returns, blanks at
/// the ends of lines and blank lines at the end. Known versions are kept in these hashes.
std::string hashOfCheckerSource(std::string_view source);

} // namespace assize::check
