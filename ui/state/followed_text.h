// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/event.h"

#include <QString>

namespace assize::ui {

/// "as of 14:03:22, judged by another program (lab-7, process 4711)": of a contest that somebody else judges.
/// Translated; local time. GUI thread.
QString followedText(const engine::Followed& followed);

} // namespace assize::ui
