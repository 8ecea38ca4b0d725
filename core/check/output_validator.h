// SPDX-License-Identifier: GPL-3.0-or-later
// A jury's own output validator: a program that says 42 (accepted) or 43 (wrong answer).
#pragma once

#include "check/jury_program.h"

#include <stop_token>

namespace assize::check {

/// What one validator keeps between the passes of one run of a multi-pass problem, made by who runs the
/// passes: the files of its feedback folder (not folders, not hidden files, at most 200 and
/// limits.validationOutput bytes and 1 MiB in all), and the input of the next pass. One thread at a time.
struct FeedbackState
{
    int passesAllowed = 2; ///< OutputValidation::passes
    int passes = 0;        ///< judged so far
    std::vector<sandbox::CollectedFile>
        files; ///< what is in the feedback folder when the next pass is judged
    /// nextpass.in of the pass judged last: the program has to run again with it. Not valid: that pass was
    /// the last.
    unique_fd nextInput;
};

/// Runs one validator as `validator input answer feedbackdir/ [flags] < output` (legacy specification,
/// "Output validators"; 2025-09, "Output Validator"). Exit 42 is AC, 43 WA; anything else, a crash or a limit
/// met is JE with the reason. The message is the feedback folder's judgemessage.txt, capped; teammessage.txt
/// and the like are for the team and not read. Blocks the slot's thread; `juryBox` must be the slot's jury
/// box. `output` may be larger than memory: it is passed by descriptor.
///
/// The feedback folder is the work folder itself, "./": only from there can files be brought back.
///
/// score.txt (a score) or score_multiplier.txt (0 to 1) are read by `scores`; JE where one must not be (with
/// 43, in a problem without scores, both at once), is missing though required, or is no such number.
///
/// With `feedback` the validator judges one pass: nextpass.in beside 42 asks for another. JE where it stands
/// beside 43 or asks for more passes than there may be. `input` is then that of this pass. Without it
/// nextpass.in means nothing.
CheckResult
runOutputValidator(sandbox::Box& juryBox, const PreparedJuryProgram& validator,
                   const std::vector<std::string>& flags, int input, int answer, int output,
                   const model::Limits& limits, std::stop_token stop,
                   model::OutputValidation::Scores scores = model::OutputValidation::Scores::Allowed,
                   FeedbackState* feedback = nullptr);

/// The two halves of runOutputValidator, for a validator that talks to the program: the request, all but its
/// standard input, and what the validator's end and its feedback folder mean (counts the pass in `feedback`
/// and keeps there what the next one needs).
sandbox::RunRequest makeValidatorRequest(const PreparedJuryProgram& validator,
                                         const std::vector<std::string>& flags, int input, int answer,
                                         const model::Limits& limits, const FeedbackState* feedback);
CheckResult decideByValidator(const PreparedJuryProgram& validator, const sandbox::RunResult& run,
                              const model::Limits& limits, model::OutputValidation::Scores scores,
                              FeedbackState* feedback);

/// A score as programs print it: exact where it has at most six decimals, else rounded to them.
std::optional<Decimal> parseScore(std::string_view text);

} // namespace assize::check
