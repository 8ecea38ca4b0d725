// SPDX-License-Identifier: GPL-3.0-or-later
// The common part of those types of tasks in which the problem's output validation judges an output. Any
// thread.
#pragma once

#include "check/check.h"
#include "exec/tasktypes/task_rules.h"

#include <string_view>
#include <vector>

namespace assize::exec {

/// The jury's programs that judge outputs; none where a comparer in this process does.
std::vector<RequiredProgram> outputValidatorsOf(const Judging& judging);

/// Puts the decision on `output` into a run that has no verdict of its own, and shows where output and answer
/// differ.
void takeDecision(const CaseContext& context, const check::CheckResult& decision, std::string_view output,
                  model::Run& run);

} // namespace assize::exec
