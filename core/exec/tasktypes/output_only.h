// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks in which answers are handed in. Taking part: the output validators where programs of the jury judge.
// Joined: not at all; of the contestant nothing runs. Which file is the answer to a test goes by its name
// (with any extension), or it is the only file where there is a single test. Decided by: the output
// validation; a test without an answer is WA. On the slot's thread.
#pragma once

#include "exec/tasktypes/task_rules.h"

namespace assize::exec {

const TaskRules& outputOnlyRules();

} // namespace assize::exec
