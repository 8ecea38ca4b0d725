// SPDX-License-Identifier: GPL-3.0-or-later
// Languages that a problem restricts its solutions to. Pure; any thread.
#pragma once

#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::intake {

/// Holds a contestant's submission, whose language was guessed, against what its problem permits. Where a
/// permitted language has the same extensions, that becomes the submission's: of .py it may be PyPy. Else the
/// reason why it cannot be a submission, and its language is empty.
std::optional<std::string> permitLanguage(const model::Problem& problem,
                                          const std::vector<model::Language>& languages,
                                          model::Submission& submission);

} // namespace assize::intake
