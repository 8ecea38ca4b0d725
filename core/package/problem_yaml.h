// SPDX-License-Identifier: GPL-3.0-or-later
// problem.yaml of the ICPC/Kattis package formats.
// Source: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Problem metadata".
#pragma once

#include "model/problem.h"
#include "package/reading.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// What problem.yaml says, as far as judging needs it.
struct ProblemYaml
{
    bool legacy = true; ///< problem_format_version is "legacy" or missing
    std::string name;   ///< UTF-8; empty where not given
    model::Limits limits;
    bool memoryGiven = false;
    bool outputGiven = false;
    std::optional<std::chrono::nanoseconds> timeLimit; ///< limits.time_limit
    std::string timeLimitWhere;
    model::TimeLimitRule timeLimitRule;
    std::optional<bool> customValidation; ///< unset where `validation` is not given
    std::vector<std::string> validatorFlags;
};

/// Reads problem.yaml of the package, starting from `defaults`. A missing file gives the defaults. What
/// cannot be judged as its author meant becomes an Error in `reading`; what is merely unknown a Warning.
ProblemYaml readProblemYaml(Reading& reading, const model::Limits& defaults);

} // namespace assize::package
