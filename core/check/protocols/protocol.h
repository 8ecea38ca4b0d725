// SPDX-License-Identifier: GPL-3.0-or-later
// The protocols by which programs of the jury judge outputs: how such a program is started, and what its end
// means. One file and one row of a table for each; exec, and interaction.h for programs that talk, know a
// protocol only by its row. Functions of a row are pure but for descriptors that they open; any thread.
//
// To add a protocol: a value of model::ValidatorProtocol, a file here with its row, a line in protocolOf.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "check/jury_program.h"
#include "model/problem.h"
#include "sandbox/sandbox.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::check {

/// The state that a validator keeps between the passes of a run of a multi-pass problem, made by the code
/// that runs the passes: the files of its feedback folder (not folders, not hidden files, at most 200 and
/// limits.validationOutput bytes and 1 MiB in all), and the input of the next pass. One thread at a time.
struct FeedbackState
{
    int passesAllowed = 2; ///< MultiPass::passes
    int passes = 0;        ///< judged so far
    std::vector<sandbox::CollectedFile>
        files; ///< the content of the feedback folder when the next pass is judged
    /// nextpass.in of the pass judged last: the program has to run again with it. Not valid: that pass was
    /// the last.
    unique_fd nextInput;
};

/// The jury's program, and the problem's settings for its judging. Borrowed but for the flags.
struct CheckContext
{
    const PreparedJuryProgram& program;
    const model::Limits& limits;
    std::vector<std::string> flags{}; ///< validator_flags; protocols without flags leave them out
    model::OutputValidation::Scores scores = model::OutputValidation::Scores::Allowed;
    /// Set: the program judges one pass of a multi-pass problem. Protocols without passes leave it alone.
    FeedbackState* feedback = nullptr;
};

/// A run in the jury box, with the standard input that it borrows.
struct CheckRequest
{
    sandbox::RunRequest request;
    unique_fd standardInput; ///< request.standardInput, where the protocol has such input
};

struct Protocol
{
    /// With this exit code a program accepts, also a program that validates inputs.
    int acceptExitCode;
    /// Whether a program that talks writes a file, the first that is collected, which a checker then judges.
    bool writesOutput;
    /// The run to be made. With files.output it judges that; without, it talks to the program, and the code
    /// that joins the two sets its standard input.
    Result<CheckRequest> (*request)(const CheckContext& context, const CheckFiles& files);
    /// The decision by the end of that run, which was not cancelled. The Verdict is JE where the program
    /// failed.
    CheckResult (*decide)(const CheckContext& context, const CheckFiles& files,
                          const sandbox::RunResult& run);
};

const Protocol& protocolOf(model::ValidatorProtocol id);

/// Runs the program on an output, and returns its decision. Blocks the slot's thread; `juryBox` must be the
/// slot's jury box. Files of any size: they are passed by descriptor. Nullopt: `stop` was requested, there is
/// no result.
std::optional<CheckResult> judgeOutput(sandbox::Box& juryBox, const Protocol& protocol,
                                       const CheckContext& context, const CheckFiles& files,
                                       std::stop_token stop);

} // namespace assize::check
