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
/// what is judged. What is stored of these hand-ins is kept and shown again when the package can be read.
void setAsideRefused(Opened& opened);

/// Adds OpenContest::unusable to what is shown, as unjudged. What intake could not use changes the standings,
/// so the errors of `ofHandIns` are said beside them.
void showUnusable(const Diagnostics& ofHandIns, Opened& opened);

} // namespace assize::engine
