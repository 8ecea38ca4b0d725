// SPDX-License-Identifier: GPL-3.0-or-later
// The demands of `assize verify` on a package beside its submissions: that the input validators accept every
// input and refuse the invalid inputs, that the output validators accept the answers and the valid outputs
// and refuse the invalid outputs, and that its files are in order.
//
// PackageExamination lists the work (packageCheckWork); each piece is run in a slot (runPackageCheck) once
// tests are there and programs are built, and tells the outcome of all of it (packageDiagnostics). Everything
// but runPackageCheck is pure or only reads files; any thread.
//
// Sources: legacy specification, "Input validators"; 2025-09, "Input Validators", "Invalid Input Files",
// "Invalid Output Files" and "Valid Output Files"; testlib's validators exit with 0 for a valid input and 3
// for another.
#pragma once

#include "base/diagnostics.h"
#include "check/check.h"
#include "exec/jury_program_builder.h"
#include "exec/slot.h"
#include "model/problem.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::exec {

/// One piece of work: all input validators on one input, or the output validators on one output.
struct PackageCheckWork
{
    enum class Kind {
        Input,        ///< of test case `index`
        Answer,       ///< of test case `index`, as if a submission had written it
        InvalidInput, ///< model::PackageCheck `index`, and the next two
        InvalidOutput,
        ValidOutput,
    };
    Kind kind = Kind::Input;
    std::size_t index = 0;
    bool operator==(const PackageCheckWork&) const = default;
};

/// The outcome of a piece of work.
struct PackageCheckOutcome
{
    PackageCheckWork work;
    bool asExpected = false;
    bool failed = false;   ///< there is no decision: `message` says why
    std::string validator; ///< the validator that decided, where a validator did; bytes
    std::string message;   ///< its message, capped; bytes
};

/// The tools of the checks; shared by all slots, never changes while they run.
struct PackageCheckTools
{
    /// Decides on an output as on a submission's output: input, output and answer are those of `test`, the
    /// output is open for reading at `output`. Nullopt: the stop was requested, there is no result.
    using JudgeOutput = std::function<std::optional<check::CheckResult>(
        Slot&, const model::TestCase& test, const check::CheckFiles& files, std::stop_token)>;

    const model::Problem* problem = nullptr;
    /// In the order of Problem::inputValidators; nullptr: not built (see isDeclarative), or it could not be.
    std::vector<std::shared_ptr<const BuiltJuryProgram>> inputValidators;
    /// Where programs of the jury or a standard checker judge; not asked where the default output validator
    /// does.
    JudgeOutput judgeOutput;
};

/// Whether an input validator is a description in VIVA's or Checktestdata's language (.viva, .ctd), which is
/// not run.
bool isDeclarative(const model::JuryProgram& inputValidator);

/// All that is to be checked by programs, in the order of the tests. Answers are checked where a test has an
/// answer and the problem is neither interactive nor multi-pass, and answers are not handed in.
std::vector<PackageCheckWork> packageCheckWork(const model::Problem& problem);

/// The run of one input validator on the input that is open at `input`.
sandbox::RunRequest inputValidatorRequest(const BuiltJuryProgram& built,
                                          const std::vector<std::string>& flags, int input,
                                          const model::Limits& limits);
/// The exit code with which the problem's input validators accept.
int acceptingExitCode(const model::Problem& problem);
/// The behaviour of an input validator that did not end by itself, e.g. "needed more than
/// limits.validation_time".
std::string describeStop(model::RunStatus status);

/// Blocks the slot's thread. Programs run in the slot's jury box. Nullopt: `stop` was requested, there is no
/// result.
std::optional<PackageCheckOutcome> runPackageCheck(Slot& slot, const PackageCheckTools& tools,
                                                   const PackageCheckWork& work, const std::stop_token& stop);

/// Diagnostics of the outcomes for the author: an Error for each that is not as it should be. `shown` names
/// the package. In order of the work, for any order of `outcomes`.
Diagnostics packageDiagnostics(const model::Problem& problem, const std::string& shown,
                               std::vector<PackageCheckOutcome> outcomes);

/// Looks at the files of the tests without running anything: samples are there, inputs and answers are not
/// empty, no two inputs are the same; and which input validators are not run. (Remarks on their bytes were
/// given when the package was read.) One diagnostic for each kind of finding.
Diagnostics examineTestFiles(const model::Problem& problem, const std::string& shown, std::stop_token stop);

} // namespace assize::exec
