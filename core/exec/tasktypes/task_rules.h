// SPDX-License-Identifier: GPL-3.0-or-later
// The types of tasks, as far as judging a test depends on them: which programs take part, how they are
// joined, and by which program the verdict is decided. A file and a row of a table for each type; CaseRunner
// and the preparation of a problem know a type only by its row. The parts that all types share are in
// measured_run.h (from the sandbox's measurements to the run that is kept) and in CaseRunner (which runs are
// made again).
//
// To add a type: an alternative of model::TaskType, a file here with its row, a line in rulesOf.
#pragma once

#include "exec/case_report.h"
#include "exec/cpu_pressure.h"
#include "exec/output_checker.h"
#include "exec/required_program.h"
#include "exec/slot.h"
#include "model/task_type.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace assize::exec {

/// The tools that the runs of all slots share; CaseRunner has them. Thread-safe.
struct CaseTools
{
    /// `cpuPressure` is borrowed.
    explicit CaseTools(const CpuPressure& cpuPressure) : pressure(cpuPressure) {}

    const CpuPressure& pressure;
    OutputChecker checker;
    bool keepOutputs = false; ///< whether accepted runs keep the head of their output, too
};

/// A single run, and the tools and data for it. Borrowed.
struct CaseContext
{
    CaseTools& tools;
    Slot& slot;
    const RunOrder& order;
    const std::stop_token& stop;
};

/// Functions are called on any thread, `run` on the slot's thread.
struct TaskRules
{
    /// The programs of the jury that take part, in the order in which they are built. `judging` has no
    /// programs yet.
    std::vector<RequiredProgram> (*juryPrograms)(const Judging& judging);
    /// Has the programs run, joined as the type says, and the verdict said by whom the type says. Blocks.
    /// Nullopt: `stop` was requested, there is no result.
    std::optional<CaseReport> (*run)(const CaseContext& context);
};

const TaskRules& rulesOf(const model::TaskType& type);

} // namespace assize::exec
