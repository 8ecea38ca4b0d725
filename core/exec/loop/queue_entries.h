// SPDX-License-Identifier: GPL-3.0-or-later
// Work as it is queued: how urgent it is, whether other work may run beside it, and how much memory it needs.
// Pure; any thread.
#pragma once

#include "exec/loop/dispatcher.h"
#include "exec/loop/known_toolchains.h"
#include "exec/preparation/prepared_problem.h"
#include "exec/work/work.h"

#include <vector>

namespace assize::exec {

/// The program that is run on a test: a submission's program (its content: see RunCase::program), or its
/// answers.
struct ProgramName
{
    SubmissionName submission;
    std::string content{};
};

Task probeEntry(const KnownToolchains& toolchains, std::size_t language);
/// Beside::Nothing: once more, after the wall clock has stopped it.
Task programEntry(const KnownToolchains& toolchains, const PreparedProblem& prepared, std::size_t program,
                  Beside beside);
/// Of work for a problem itself.
Task problemEntry(const KnownToolchains& toolchains, const PreparedProblem& prepared, Work work);
Task compileEntry(const model::Toolchain& toolchain, const PreparedProblem& prepared,
                  SubmissionName submission, Beside beside);
Task compileAheadEntry(const model::Toolchain& toolchain, const PreparedProblem& prepared,
                       SubmissionName submission);
/// `toolchain` is null where answers are handed in.
Task testEntry(const model::Toolchain* toolchain, const PreparedProblem& prepared, ProgramName program,
               std::size_t test);
/// A run that is repeated with nothing beside it; `work.first` is set.
Task aloneEntry(RunCase work);
Task foldEntry(const PreparedProblem& prepared, Fold work);

} // namespace assize::exec
