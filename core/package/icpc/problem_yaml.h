// SPDX-License-Identifier: GPL-3.0-or-later
// problem.yaml of the ICPC/Kattis package formats.
// Source: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Problem metadata"; the ancient
// keys of `grading`: Kattis/problemtools, metadata.py.
//
// Public packages break the schema in ways that do not touch judging: a legacy `name` that is a map of
// languages, a malformed uuid, dates and lists of other types, unknown keys. They are read with a Warning.
// Limits above the maximum are cut to the maximum, with a Warning; limits that are no numbers are Errors.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/common/yaml_file.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// Keys of `grading`: all but one are older than the format's first version.
struct LegacyGrading
{
    std::optional<Decimal> acceptScore;
    std::optional<Decimal> rejectScore;
    std::optional<std::string> range;
    std::optional<std::string> onReject; ///< "break" or "continue"
    bool minimise = false;               ///< objective: min
};

/// The settings of problem.yaml that judging needs.
struct ProblemYaml
{
    bool legacy = true; ///< problem_format_version is "legacy" or missing
    bool draft = false; ///< of 2025-09: an earlier form of it
    /// "pass-fail" or "scoring", then "interactive", "multi-pass", "submit-answer" as far as they apply; the
    /// types in `validation` of the legacy format stand here too.
    std::vector<std::string> type = {"pass-fail"};
    std::string name; ///< UTF-8; empty where not given
    model::Limits limits;
    bool memoryGiven = false;
    bool outputGiven = false;
    std::optional<std::chrono::nanoseconds> timeLimit; ///< limits.time_limit
    std::string timeLimitWhere;
    model::TimeLimitRule timeLimitRule;
    int validationPasses = 2;
    std::optional<bool> customValidation; ///< unset where `validation` is not given
    bool validatorScores = false;         ///< validation: custom score
    std::vector<std::string> validatorFlags;
    LegacyGrading grading;
    /// Language::id of those that are permitted; empty: all.
    std::vector<std::string> languages;
    Constants constants; ///< 2025-09; "name", "name.value" and "name.variant"

    bool is(std::string_view what) const { return std::find(type.begin(), type.end(), what) != type.end(); }
};

/// Reads problem.yaml of the package, starting from `defaults`. A missing file gives the defaults. A value
/// that cannot be judged as its author meant becomes an Error in `reading`; a merely unknown key or value a
/// Warning.
ProblemYaml readProblemYaml(Reading& reading, const model::Limits& defaults);

} // namespace assize::package
