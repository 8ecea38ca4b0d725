// SPDX-License-Identifier: GPL-3.0-or-later
// A contest's database is only read while the contest is looked at; it is locked and written to while
// something is judged. On the I/O thread, which alone changes OpenContest::store and OpenContest::ids.
#pragma once

#include "engine/event_hub.h"
#include "engine/open_contest.h"

#include <functional>

namespace assize::engine {

/// Locks the contest's database, makes it where it is missing, and gives every submission its number in it.
/// From then on committed facts are published to `hub`. Busy (another process judges: the message names it),
/// TooNew, InvalidInput, Storage; then the contest is as it was.
Result<void> beginWriting(OpenContest& contest, EventHub& hub, std::function<void(const Error&)> failed);

/// Stores the remaining facts, frees the database for other processes and reads it from now on. Storage.
Result<void> endWriting(OpenContest& contest);

} // namespace assize::engine
