// SPDX-License-Identifier: GPL-3.0-or-later
// Interactive tasks. Taking part: the contestant's program and a program of the jury, an interactor or the
// first output validator; after an interactor, the output validation. Joined: the two run at the same time,
// each in its box, in a sandbox::Group in which the jury's box passes on their messages
// (check/interaction.h). Decided by: how the two ended; the output of an interactor that accepts is judged
// like any output. On the slot's thread.
#pragma once

#include "exec/tasktypes/task_rules.h"

namespace assize::exec {

const TaskRules& interactiveRules();

/// A single talk about `input` (borrowed). `feedback`: it is a pass of a multi-pass task.
std::optional<CaseReport> runTalk(const CaseContext& context, int input,
                                  OutputChecker::Feedback* feedback = nullptr);

} // namespace assize::exec
