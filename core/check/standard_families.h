// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers of testlib, by the values that they compare. Each returns when output and answer
// agree so far as it reads them (runStandardChecker then asks that nothing follows in the output), and throws
// Decided otherwise.
#pragma once

#include "check/testlib_reader.h"

namespace assize::check {

using Reader = TestlibReader;

// One value.
void compareInt32(Reader& answer, Reader& output);            ///< icmp
void compareHugeInteger(Reader& answer, Reader& output);      ///< hcmp
void compareYesNo(Reader& answer, Reader& output);            ///< yesno
void compareDoubleAbsolutely(Reader& answer, Reader& output); ///< rcmp, acmp
void compareDouble(Reader& answer, Reader& output);           ///< dcmp

// A sequence.
void compareTokens(Reader& answer, Reader& output);            ///< wcmp
void compareInt64s(Reader& answer, Reader& output);            ///< ncmp
void compareYesNos(Reader& answer, Reader& output);            ///< nyesno
void compareDoublesAbsolutely(Reader& answer, Reader& output); ///< rncmp
void compareDoublesTo4(Reader& answer, Reader& output);        ///< rcmp4
void compareDoublesTo6(Reader& answer, Reader& output);        ///< rcmp6
void compareDoublesTo9(Reader& answer, Reader& output);        ///< rcmp9

// Lines.
void compareLines(Reader& answer, Reader& output);         ///< fcmp
void compareTokensInLines(Reader& answer, Reader& output); ///< lcmp

// "Case 1: ...".
void compareInt64Cases(Reader& answer, Reader& output);     ///< caseicmp
void compareInt64ListCases(Reader& answer, Reader& output); ///< casencmp
void compareTokenListCases(Reader& answer, Reader& output); ///< casewcmp

// A multiset.
void compareUnorderedInt64s(Reader& answer, Reader& output); ///< uncmp
/// The same; more than `atOnce` numbers of one side are never held in memory.
void compareUnorderedInt64s(Reader& answer, Reader& output, std::size_t atOnce);

/// Ends the check: the tokens at these places differ.
[[noreturn]] void rejectTokens(const Reader& answer, const Reader& output, const std::string& addition = {});
/// Ends the check as WA; the difference lies at these offsets.
[[noreturn]] void rejectAt(const Reader& answer, std::size_t answerAt, const Reader& output,
                           std::size_t outputAt, const std::string& reason);

/// Numbers equal by the rule of testlib's doubleCompare: within `error` absolutely or relatively to
/// `expected`.
bool areClose(double expected, double found, double error);

} // namespace assize::check
