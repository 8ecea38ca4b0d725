// SPDX-License-Identifier: GPL-3.0-or-later
// The rules by which decided results make the result of a group (model/grading.h). Inside core/score only.
//
// The default grader of the legacy format is described by the legacy specification ("Graders") and by
// problemtools, support/default_grader; the aggregations of 2025-09 by its specification ("Result
// aggregation").
#pragma once

#include "score/evaluation.h"

namespace assize::score {

/// `parts` are at least one, none of them JE.
model::Verdict verdictByRule(const model::Grading& grading, const std::vector<Outcome>& parts);

/// Not for ScoreRule::Custom; nullopt: the score cannot be computed.
std::optional<Fraction> scoreByRule(const model::TestGroup& group, model::Verdict verdict,
                                    const std::vector<Outcome>& parts);

/// Why the score makes the group's result JE: outside of Grading::range, or no Decimal. Empty: it does not.
std::string faultOfScore(const model::TestGroup& group, const Fraction& score);

} // namespace assize::score
