// SPDX-License-Identifier: GPL-3.0-or-later
// Hand-ins that are shown and do not count: late ones, and those for a problem that was refused. Pure; any
// thread.
#pragma once

#include "report/snapshot.h"

#include <map>
#include <string>

namespace assize::report {

/// By Submission::id.
using SubmissionsById = std::map<int, const ReportedSubmission*>;
SubmissionsById submissionsById(const ContestSnapshot& snapshot);

/// Why it does not count, in one word: "late", "unjudged", "not counted"; empty where nothing is against it.
std::string_view notCountedWord(const ReportedSubmission& item);

/// The hand-ins of a cell that do not count, in words: "late", "2 late", "late, unjudged"; empty where there
/// is nothing.
std::string notCountedIn(const standings::Cell& cell, const SubmissionsById& submissions);

} // namespace assize::report
