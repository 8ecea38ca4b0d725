// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the stored results that are shown are outdated.
#pragma once

#include "engine/event.h"
#include "engine/open_contest.h"

namespace assize::engine {

/// Compares the loaded results with the keys that judging would look for, without running anything. On the
/// I/O thread, after the contest has been told of; reads the state of the tools' files.
ResultsCompared compareResults(const OpenContest& contest);

} // namespace assize::engine
