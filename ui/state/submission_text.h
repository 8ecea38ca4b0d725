// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of one submission in words: above its tests in the detail pane. Pure; GUI thread.
#pragma once

#include "engine/contest_state.h"
#include "model/problem.h"
#include "model/submission.h"

#include <QString>
#include <QStringList>

namespace assize::ui {

/// Its verdict or state, and on which of its `tests` it failed first (`firstFailure`, -1: on none).
QString verdictText(const engine::SubmissionView& shown, int firstFailure, int tests);
/// Its file and language, whether it is late, and the most that it used.
QStringList factsOf(const engine::ContestState& state, const model::Problem& problem,
                    const engine::SubmissionView& shown);
/// Why its result may be that of something else; empty where it is current.
QString outdatedText(const engine::SubmissionView& shown);
/// Which of several files is started, what is left out, and notes on the files: a line each.
QStringList handInRemarks(const model::Submission& submission);

} // namespace assize::ui
