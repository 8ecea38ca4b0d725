// SPDX-License-Identifier: GPL-3.0-or-later
// The texts in the matrix of `assize verify`, wherever that puts them: those of its columns, and the meaning
// of the letters. Pure functions. Private to verify_matrix.cpp.
#pragma once

#include "verify_text.h"

#include "report/snapshot.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace assize::cli {

/// Neighbouring tests of one group.
struct Block
{
    std::string group;
    std::size_t begin = 0;
    std::size_t end = 0;

    int tests() const { return static_cast<int>(end - begin); }
};

std::vector<Block> blocksOf(const model::Problem& problem);
/// The last part of its group's name.
std::string headingOf(const Block& block);

/// Verdicts that are expected, or a word where the package says nothing.
std::string expectedText(const report::ReportedSubmission& item);
/// `scoring`: the problem has points.
std::string gotText(const report::ReportedSubmission& item, bool scoring);
std::string timeText(const report::ReportedSubmission& item);

/// Of a test that was run to its end.
std::optional<model::Verdict> verdictOf(const report::ReportedSubmission& item, std::size_t test);

bool isWrong(const std::optional<bool>& asExpected);
/// Unset where the package says nothing.
std::optional<bool> groupAsExpected(const report::ReportedSubmission& item, const std::string& group);

/// A group in short, and the verdict that it is coloured by.
struct GroupCell
{
    std::string text;
    std::optional<model::Verdict> verdict;
};
GroupCell groupCell(const report::ReportedSubmission& item, const Block& block, bool scoring);

/// The meaning of the letters and marks that occur.
std::string legendOf(const PackageView& view, bool markedWrong, bool markedNear);

} // namespace assize::cli
