// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome of a piece of work: a value of its kind, or that it was cancelled, or that the judge itself
// failed. Files that it made stay where they were made, and are told of by hash.
#pragma once

#include "base/diagnostics.h"
#include "exec/case_report.h"
#include "exec/no_result.h"
#include "exec/package_checks.h"
#include "model/judgement.h"
#include "model/language.h"

#include <optional>
#include <string>
#include <variant>

namespace assize::exec {

/// Of Probe.
struct Probed
{
    model::Toolchain toolchain;
};

/// Of BuildProgram.
struct ProgramBuilt
{
    std::string failure;   ///< the package's fault or the judge's: why there is no program; else empty
    std::string program{}; ///< see Program::content
};

/// Of Compile.
struct SubmissionCompiled
{
    model::CompileOutcome outcome;
    std::string program{}; ///< see Program::content; empty: there is none
};

/// Of RunCase.
struct CaseEnded
{
    CaseReport report;
};

/// Of MakeTest.
struct TestMade
{
    std::string failure;   ///< a sentence for the operator; empty: it is there
    std::string content{}; ///< 128-bit hash (hex) of the file
};

/// Of CheckPackage.
struct PackageChecked
{
    std::optional<PackageCheckOutcome> outcome; ///< of a PackageCheckWork
    Diagnostics diagnostics;                    ///< of a piece that is no PackageCheckWork
};

/// Of Fold.
struct Folded
{
    model::Judgement judgement;
};

using Outcome = std::variant<Cancelled, SandboxFailed, OutOfWallTime, Probed, ProgramBuilt,
                             SubmissionCompiled, CaseEnded, TestMade, PackageChecked, Folded>;

} // namespace assize::exec
