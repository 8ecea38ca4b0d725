// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/task_rules.h"

#include "exec/tasktypes/batch.h"
#include "exec/tasktypes/interactive.h"
#include "exec/tasktypes/multi_pass.h"
#include "exec/tasktypes/output_only.h"

namespace assize::exec {
namespace {

/// An overload for each alternative: a type without a row does not compile.
struct RowOf
{
    const TaskRules& operator()(const model::Batch&) const { return batchRules(); }
    const TaskRules& operator()(const model::Interactive&) const { return interactiveRules(); }
    const TaskRules& operator()(const model::MultiPass&) const { return multiPassRules(); }
    const TaskRules& operator()(const model::OutputOnly&) const { return outputOnlyRules(); }
};

} // namespace

const TaskRules& rulesOf(const model::TaskType& type)
{
    return std::visit(RowOf{}, type);
}

} // namespace assize::exec
