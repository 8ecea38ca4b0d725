// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the static validator of a package on a submission's files (2025-09, "Static validator").
#pragma once

#include "check/jury_program.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"
#include "sandbox/sandbox.h"
#include "score/score.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace assize::exec {

/// `validator language entry_point feedbackdir/ [flags]` once for each group with staticValidatorFlags, in a
/// folder that holds the submission's files. Its messages are shown like those of an output validator. Files
/// that are named like feedback (score.txt, ...) are not shown to it: they would be taken for its own.
/// Blocks; in the slot's jury box. Nothing where `stop` came first.
std::optional<std::vector<score::StaticResult>>
validateStatically(sandbox::Box& juryBox, const check::PreparedJuryProgram& validator,
                   const model::Problem& problem, const model::Submission& submission,
                   const model::Language& language, const std::stop_token& stop);

} // namespace assize::exec
