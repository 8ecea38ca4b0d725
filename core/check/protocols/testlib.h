// SPDX-License-Identifier: GPL-3.0-or-later
// The protocol of testlib (Polygon, Codeforces): `checker input output answer`, and
// `interactor input output answer`, which writes the output itself while it talks to the program.
//
// The meaning of its exit code (testlib.h, resultExitCode): 0 ok AC; 1 wrong answer WA; 2 presentation error,
// 4 dirt and 8 unexpected eof PE; 3 fail JE; 7 points. A checker that says "partially correct (n)" on
// standard error ends with n (or 50 + n). A crash, a limit met or any other code is JE. In any language: only
// codes and standard error count. The message is its standard error without the word that names the outcome,
// printable, capped.
//
// Points are the checker's number as it is (Polygon counts in points of the test), so CheckResult::score is
// absolute. Partial n is n hundredths of the test's worth, as a multiplier. The checker does not know a
// test's worth: points and partial results are PA, those of 0 WA, and core/score, which knows the worth, may
// find the whole of it.
#pragma once

#include "check/protocols/protocol.h"

namespace assize::check {

const Protocol& testlibProtocol();

} // namespace assize::check
