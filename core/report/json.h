// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

/// The results in the stable schema "assize.results/1" (see resources/docs and the command line's --json),
/// UTF-8, ended by a newline. The same results give the same bytes: submissions are sorted by file and
/// numbered from 1 in that order, not by their ids; scores and times are exact decimals; a submission's times
/// and memory are the largest of its runs, 0 where nothing ran; a submission that ran without isolation has
/// "sandbox": "none", whichever sandbox was used last. A text that is not UTF-8 has a sibling
/// <key>_base64 where it names something.
std::string resultsJson(const ContestSnapshot& snapshot);

} // namespace assize::report
