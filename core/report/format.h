// SPDX-License-Identifier: GPL-3.0-or-later
// How reports, and the command line's tables, write times, sizes, names and the ends of runs.
#pragma once

#include "report/snapshot.h"
#include "standings/ranking_rules.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assize::report {

/// Exact decimal seconds, "0.012", rounded to microseconds.
std::string secondsOf(std::chrono::nanoseconds time);
/// Exact decimal seconds to the nanosecond: for limits.
std::string exactSecondsOf(std::chrono::nanoseconds time);
/// Mebibytes as an exact decimal of at most six digits after the point.
std::string mebibytesOf(std::uint64_t bytes);
/// "1.234 s", for people.
std::string secondsForPeople(std::chrono::nanoseconds time);
/// "12.3 MiB", for people.
std::string memoryForPeople(std::uint64_t bytes);

/// "2026-11-21T09:30:00Z".
std::string isoTime(std::chrono::system_clock::time_point time);
/// "2026-11-21 09:30 UTC".
std::string timeForPeople(std::chrono::system_clock::time_point time);

/// "done", "no-toolchain", "unjudged", "incomplete": as in the JSON.
std::string_view nameOf(model::SubmissionState state);
/// The verdict's code, or the words that stand in its place for people: "no toolchain", "unjudged" (its
/// problem was refused), "not judged".
std::string verdictForPeople(const model::Judgement& judgement);

/// How a run's process ended: "exit code 1", "SIGSEGV", "wall limit", or empty where the verdict says it all.
std::string endOf(const model::Run& run);

/// The end of a run and the judge's words on it, on one line: "exit code 1: ModuleNotFoundError: ..."; bytes.
std::string explanationOf(const model::Run& run);

/// The largest over the runs that are done.
struct Totals
{
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0;
};
Totals largestOf(const model::Judgement& judgement);

/// The run that decided a verdict other than AC: the first that is not AC (the first JE where one occurred);
/// null where there is none.
const model::Run* firstFailure(const model::Judgement& judgement);

/// The submissions in the order in which reports list them: by file, then contestant and problem.
std::vector<const ReportedSubmission*> sortedSubmissions(const ContestSnapshot& snapshot);

/// The diagnostics of the contest, then those on time limits, which the packages' own parts keep.
Diagnostics allDiagnostics(const ContestSnapshot& snapshot);

/// "A", or the id where the problem has no label.
const std::string& headingOf(const model::Problem& problem);
/// A contestant's name for people, the id where there is none; bytes.
std::string nameOf(const model::Contestant& contestant);

/// "solved", "penalty", "score".
std::string nameOf(standings::RowValue value);

/// The values of rows that people are shown: those of the ranking rules, penalty only where somebody has a
/// penalty.
std::vector<standings::RowValue> shownRowValues(const ContestSnapshot& snapshot);

} // namespace assize::report
