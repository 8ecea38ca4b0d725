// SPDX-License-Identifier: GPL-3.0-or-later
// Standings and verdicts for a terminal: UTF-8, every line ended by a newline, no control characters but ANSI
// colours.
#pragma once

#include "report/snapshot.h"

#include <string>
#include <string_view>

namespace assize::report {

struct TextOptions
{
    bool color = false; ///< ANSI colours beside the letters
    int width = 0;      ///< columns of the terminal; names are cut to fit. 0: no limit
};

/// Contestants x problems in rank order: verdict codes with attempts (Icpc) or scores (Sum). A verdict
/// without isolation is marked, and a line below says so; hand-ins that do not count are named ("late") and
/// explained.
std::string standingsText(const ContestSnapshot& snapshot, const TextOptions& options = {});

/// One line for each submission, sorted by file: verdict, time, and one letter for each test in groups of
/// ten. A line below explains the letters that occur.
std::string verdictGridText(const ContestSnapshot& snapshot, const TextOptions& options = {});

/// Columns that `text` (UTF-8) takes on a terminal: wide East Asian characters and emoji count 2, combining
/// characters 0.
int displayWidth(std::string_view text);

/// `text` (UTF-8), or as much of it as fits with "…" into `width` columns. 0: all of it.
std::string cutToWidth(const std::string& text, int width);

} // namespace assize::report
