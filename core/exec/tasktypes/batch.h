// SPDX-License-Identifier: GPL-3.0-or-later
// Batch tasks. Taking part: the contestant's program, and the output validators where programs of the jury
// judge. Joined: not at all; the program runs alone in the contestant box, its input is standard input or the
// file that the problem names, and its output is there when it has ended. Decided by: the program's own end
// where that is a verdict, else the output validation. On the slot's thread.
#pragma once

#include "exec/tasktypes/task_rules.h"

namespace assize::exec {

const TaskRules& batchRules();

/// A single run of the program on `input` (borrowed). `feedback`: the run is a pass of a multi-pass task.
std::optional<CaseReport> runBatch(const CaseContext& context, int input,
                                   OutputChecker::Feedback* feedback = nullptr);

} // namespace assize::exec
