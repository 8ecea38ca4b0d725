// SPDX-License-Identifier: GPL-3.0-or-later
// Hand-ins that are shown and cannot be judged: those for refused problems, and those that cannot be used.
// Called by open_contest, on the I/O thread.
#pragma once

#include "base/diagnostics.h"
#include "engine/open_contest.h"

#include <string>

namespace assize::engine {

/// Every error, with its place, a line each: for the message that nothing is left.
std::string errorsIn(const Diagnostics& diagnostics);

/// Problems that were refused stay among those that are shown, with their hand-ins as unjudged, and leave
/// those that are judged. Stored results of these hand-ins are kept and shown again when the package can be
/// read.
void setAsideRefused(Opened& opened);

/// Adds OpenContest::unusable to the hand-ins that are shown, as unjudged. Hand-ins that intake could not use
/// change the standings, so the errors of `ofHandIns` are said beside them.
void showUnusable(const Diagnostics& ofHandIns, Opened& opened);

} // namespace assize::engine
