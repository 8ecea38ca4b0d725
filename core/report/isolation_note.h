// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that ran without isolation (`--sandbox none`) are marked in every report. Pure; any thread.
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

/// Whether this submission's programs ran without any isolation. Where it is not known what judged, it was
/// what judges now.
bool wasUnprotected(const ContestSnapshot& snapshot, const ReportedSubmission& item);

/// "NO ISOLATION: 3 of 12 submissions ran ..." for people; empty where all were isolated.
std::string isolationNote(const ContestSnapshot& snapshot);

/// Whether some were isolated and others not, so that those must be told apart.
bool isMixed(const ContestSnapshot& snapshot);

/// "local", "none": what judged this submission; empty where nothing ran or it is not known.
std::string sandboxOf(const ContestSnapshot& snapshot, const ReportedSubmission& item);

} // namespace assize::report
