// SPDX-License-Identifier: GPL-3.0-or-later
// Facts that change how results are to be read stand beside them in every report, not in a list of notes.
// Pure; any thread.
#pragma once

#include "report/snapshot.h"

#include <string>
#include <vector>

namespace assize::report {

/// Stand behind a verdict where there is no room for words: ran without isolation (where other submissions
/// ran with it), outdated.
inline constexpr char kUnprotectedMark = '!';
inline constexpr char kOutdatedMark = '~';

struct StandingsNote
{
    std::string text;       ///< English; bytes of names may be in it
    char mark = 0;          ///< the mark that it explains; 0: none
    bool isWarning = false; ///< it casts doubt on results
};

/// How many results are outdated, and of how many that cannot be told; empty where all are current.
std::vector<StandingsNote> outdatedNotes(const ContestSnapshot& snapshot);

/// All that stands beside the standings, the gravest first: isolation, outdated results, ContestSnapshot's
/// own.
std::vector<StandingsNote> standingsNotes(const ContestSnapshot& snapshot);

} // namespace assize::report
