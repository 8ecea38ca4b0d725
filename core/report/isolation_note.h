// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that ran without isolation (`--sandbox none`) are marked in every report. Pure; any thread.
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

/// Whether this submission's programs ran without any isolation. Where the sandbox that judged is not known,
/// it is taken to be the present sandbox.
bool wasUnprotected(const ContestSnapshot& snapshot, const ReportedSubmission& item);

/// "NO ISOLATION: 3 of 12 submissions ran ..." for people; empty where all were isolated.
std::string isolationNote(const ContestSnapshot& snapshot);

/// Whether some submissions were isolated and some not, so that the two must be told apart.
bool isMixed(const ContestSnapshot& snapshot);

/// "local", "none": the sandbox that judged this submission; empty where nothing ran or it is not known.
std::string sandboxOf(const ContestSnapshot& snapshot, const ReportedSubmission& item);

} // namespace assize::report
