// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for spreadsheets: RFC 4180, UTF-8, lines ended by CR LF. Texts that a spreadsheet would take for a
// formula (beginning with = + - @, tab or CR) get an apostrophe in front; numbers stay numbers.
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

struct CsvOptions
{
    bool byteOrderMark = false; ///< for spreadsheets that otherwise take the file for Latin-1
};

/// One row for each contestant in rank order. For each problem: the verdict that counts, and the attempts and
/// minutes (Icpc) or the score (Sum). The last column, sandbox, says "none" where a submission that counts
/// ran without isolation.
std::string standingsCsv(const ContestSnapshot& snapshot, const CsvOptions& options = {});

/// One row for each submission, sorted by file; the last column is the sandbox that judged it.
std::string submissionsCsv(const ContestSnapshot& snapshot, const CsvOptions& options = {});

} // namespace assize::report
