// SPDX-License-Identifier: GPL-3.0-or-later
// The output of `assize verify`, as lines: pure functions of a snapshot. Without colours and with no width
// given the text is plain, stable and has one line for each submission, for pipes.
#pragma once

#include "report/snapshot.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace assize::cli {

/// The colours that a terminal can show. They stand beside letters, never alone.
enum class ColorMode { None, Sixteen, Many };

struct VerifyTextOptions
{
    ColorMode colors = ColorMode::None;
    int width = 0;                                   ///< columns of the terminal; 0: no limit
    std::optional<std::chrono::nanoseconds> elapsed; ///< from the first to the last run
};

/// Each package with its matrix, the unexpected submissions with the reason, the time limit's ruler, the use
/// of its tests; then diagnostics and a summary. No newlines and no control characters but colours.
std::vector<std::string> verifyLines(const report::ContestSnapshot& snapshot,
                                     const VerifyTextOptions& options);

/// Of all packages: files that are no submissions, diagnostics, and whether programs were isolated.
std::vector<std::string> noteLines(const report::ContestSnapshot& snapshot);

/// Whether anything is not as it should be: the exit status is then 1.
bool isUnexpected(const report::ContestSnapshot& snapshot);

/// One package as it is shown; its submissions in the order of the snapshot. Everything is
/// borrowed.
struct PackageView
{
    const model::Problem* problem = nullptr;
    const report::PackageReport* package = nullptr; ///< may be null
    std::vector<const report::ReportedSubmission*> submissions;
};

/// Submissions by tests: one column for each test, groups in brackets; below a row '^' marks unexpected
/// results and '~' times close to the time limit. Where that is too wide: the verdict and count of each
/// group; where that is too wide as well: how many tests had which verdict. verify_matrix.cpp.
std::vector<std::string> matrixLines(const PackageView& view, const VerifyTextOptions& options);

/// The ruler to scale, the limits that are suggested, and the faults of their order. verify_ruler.cpp.
std::vector<std::string> rulerLines(const PackageView& view, const VerifyTextOptions& options);

/// "accepted/a.cpp" of "sum/submissions/accepted/a.cpp" in problem "sum"; bytes made safe to show.
std::string shownName(const model::Problem& problem, const std::string& file);

} // namespace assize::cli
