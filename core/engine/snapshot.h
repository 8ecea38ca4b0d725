// SPDX-License-Identifier: GPL-3.0-or-later
// From the state that a front end owns to the snapshot from which reports are made. Pure functions; on the
// thread that owns the state.
#pragma once

#include "engine/contest_state.h"
#include "report/snapshot.h"

namespace assize::engine {

/// A copy of everything that a report shows, remedies in the words of the front end that makes it. `madeAt`
/// is left unset: the same state gives the same reports.
report::ContestSnapshot makeSnapshot(const ContestState& state, RemedyWords words);

/// The same after Engine::verify: with the packages' expectations of their submissions, and their time
/// limits' rulers.
report::ContestSnapshot makeVerifySnapshot(const ContestState& state, RemedyWords words);

} // namespace assize::engine
