// SPDX-License-Identifier: GPL-3.0-or-later
// How many results came about without isolation. Pure; GUI thread.
#pragma once

#include "engine/contest_state.h"

namespace assize::ui {

/// Submissions whose programs ran without any isolation, now or when an earlier call judged them.
int unprotectedSubmissions(const engine::ContestState& state);

} // namespace assize::ui
