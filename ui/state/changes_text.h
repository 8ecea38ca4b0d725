// SPDX-License-Identifier: GPL-3.0-or-later
// The changes in the folder, in words. Pure; GUI thread.
#pragma once

#include "engine/contest_state.h"
#include "engine/folder_news.h"

#include <QString>

namespace assize::ui {

/// "3 new, 1 changed": without those that are none; empty where nothing has changed.
QString newsText(const engine::FolderNews& news);

/// "3 new, 1 changed, 2 removed; problem B has changed", or that nothing has; a sentence without its full
/// stop. Problems are called by their labels in `state`.
QString changesText(const engine::FolderChanges& changes, const engine::ContestState& state);

/// How many submissions judging would begin with now: those without a judgement that holds.
int toBeJudged(const engine::ContestState& state);

} // namespace assize::ui
