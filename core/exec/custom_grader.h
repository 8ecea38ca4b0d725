// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the package's own grader for a group of tests (legacy specification, "Graders").
//
// Called by the callers of score::fold for a problem with needsGrader, on a slot's thread.
#pragma once

#include "check/jury_program.h"
#include "score/score.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace assize::exec {

/// Runs `grader` in the jury box of the caller's slot: a line "VERDICT score" for each result on its standard
/// input, `flags` as its arguments. It must exit with 0 and print a verdict and a score; anything else is a
/// judge error, told in `failure`. Its limits are those of validators. Blocks. Nullopt: `stop` was requested,
/// there is no result.
std::optional<score::GraderResult> runCustomGrader(sandbox::Box& juryBox,
                                                   const check::PreparedJuryProgram& grader,
                                                   const std::vector<std::string>& flags,
                                                   const std::vector<score::GraderInput>& results,
                                                   const model::Limits& limits, std::stop_token stop);

/// The same as a function for score::fold. Everything must outlive the call of fold.
score::CustomGrader customGrader(sandbox::Box& juryBox, const check::PreparedJuryProgram& grader,
                                 const model::Limits& limits, std::stop_token stop);

/// The output of a grader: `(AC|WA|TLE|RTE|MLE|OLE|JE)\s+-?[0-9.]+\s*`, as problemtools takes it
/// (judge/grade.py), and the score a number with at most one decimal point. Digits beyond those of a Decimal
/// are rounded. nullopt: not of this form, or too large.
std::optional<score::GraderResult> parseGraderOutput(std::string_view output);

} // namespace assize::exec
