// SPDX-License-Identifier: GPL-3.0-or-later
// A checker of the jury that follows the protocol of testlib: `checker input output answer`.
//
// What its exit code means (testlib.h, resultExitCode): 0 ok AC; 1 wrong answer WA; 2 presentation error, 4
// dirt and 8 unexpected eof PE; 3 fail JE; 7 points. A checker that says "partially correct (n)" on standard
// error ends with n (or 50 + n). A crash, a limit met or any other code is JE. In any language: only codes
// and standard error count.
//
// Points are what the checker says (Polygon counts in points of the test), so CheckResult::score is absolute.
// Partial n is n hundredths of what the test is worth, as a multiplier. The checker does not know what a test
// is worth: points and partial results are PA, those of 0 WA, and who knows the worth (core/score) may find
// the whole of it.
#pragma once

#include "check/jury_program.h"

#include <stop_token>

namespace assize::check {

/// Runs one checker on the three files. The message is its standard error
/// without the word that names the outcome, printable, capped. Blocks the slot's thread; `juryBox` must be
/// the slot's jury box. Files of any size: they are passed by descriptor.
CheckResult runTestlibChecker(sandbox::Box& juryBox, const PreparedJuryProgram& checker, int input,
                              int output, int answer, const model::Limits& limits, std::stop_token stop);

/// What the end of a testlib checker or interactor means, which must not be a cancelled one. `kind` names it
/// in messages of a judge error: "checker", "interactor".
CheckResult decideByTestlib(const PreparedJuryProgram& checker, const sandbox::RunResult& run,
                            const model::Limits& limits, const char* kind = "checker");

} // namespace assize::check
