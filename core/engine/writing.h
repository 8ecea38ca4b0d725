// SPDX-License-Identifier: GPL-3.0-or-later
// A contest's database is only read while the contest is looked at; it is locked and written to while
// something is judged. On the I/O thread, which alone changes OpenContest::store and OpenContest::ids.
#pragma once

#include "engine/event_hub.h"
#include "engine/open_contest.h"

#include <functional>

namespace assize::engine {

/// Locks the contest's database, makes it where there is none, and gives every submission its number in it.
/// From then on what is committed is published to `hub`. Busy (another process judges: the message says who),
/// TooNew, InvalidInput, Storage; then the contest is as it was.
Result<void> beginWriting(OpenContest& contest, EventHub& hub, std::function<void(const Error&)> failed);

/// Stores what is left, frees the database for others and reads it from now on. Storage.
Result<void> endWriting(OpenContest& contest);

} // namespace assize::engine
