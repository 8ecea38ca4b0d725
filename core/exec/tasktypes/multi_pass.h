// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-pass tasks. Taking part and joined: as in each pass, which is a batch run or a talk; between passes
// the files of the validators' feedback folders are kept. Decided by: the last pass, which is the first whose
// output is not accepted or whose validators ask for no further pass. On the slot's thread.
#pragma once

#include "exec/tasktypes/task_rules.h"

namespace assize::exec {

const TaskRules& multiPassRules();

} // namespace assize::exec
