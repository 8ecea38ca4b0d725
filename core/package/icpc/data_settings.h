// SPDX-License-Identifier: GPL-3.0-or-later
// The settings files in data/ of ICPC/Kattis packages: testdata.yaml (legacy), test_group.yaml and
// <test>.yaml (2025-09). Read key by key; inheritance is decided in data.cpp and grading.cpp.
// Source: Kattis/problem-package-format, spec/legacy.md "Test data groups", spec/2025-09.md "Test data
// configuration"; Kattis/problemtools, verifyproblem.py.
//
// Quirks: the legacy specification reads a text in output_validator_flags as a validator's name, but every
// tool passes it as flags, and so do we. Drafts of 2025-09 still name the file testdata.yaml and its keys
// *_flags, or have `scoring: {score, aggregation, max_score}` there; all names are taken from either file.
#pragma once

#include "base/decimal.h"
#include "model/grading.h"
#include "package/common/yaml_file.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// Of the package format: legacy, an early form of 2025-09, or that itself.
enum class Edition { Legacy, Draft, Current };

/// Flags for each of a package's validators of one kind: all of them, or by name.
struct ValidatorFlags
{
    std::vector<std::string> all;
    std::map<std::string, std::vector<std::string>, std::less<>> byName; ///< where not empty, `all` is
};

/// Settings of a folder or a test; unset where its file says nothing.
struct DataSettings
{
    // Inherited by the folders and tests below.
    std::optional<ValidatorFlags> inputFlags;
    std::optional<ValidatorFlags> outputFlags;
    std::optional<std::vector<std::string>> arguments;

    // Legacy grading, inherited too.
    std::optional<std::string> onReject;
    std::optional<std::string> grading;
    std::optional<std::vector<std::string>> graderFlags;
    std::optional<Decimal> acceptScore;
    std::optional<Decimal> rejectScore;
    std::optional<std::string> range;

    // 2025-09, of this group alone.
    std::optional<Decimal> maxScore;
    bool unbounded = false; ///< max_score: unbounded
    std::optional<std::string> aggregation;
    std::vector<std::string> requiredGroups;
    bool hasStaticTest = false;
    Decimal staticScore = 0;
    std::vector<std::string> staticFlags;
    std::optional<Decimal> testScore; ///< drafts, scoring.score: the points of each accepted test

    std::string where; ///< of the file, for messages; empty: there is none

    bool saysLegacyGrading() const
    {
        return onReject || grading || graderFlags || acceptScore || rejectScore || range;
    }
    bool saysNewGrading() const
    {
        return maxScore || unbounded || aggregation || !requiredGroups.empty() || hasStaticTest || testScore;
    }
};

/// Reads the keys of a folder's file. Warnings: keys of the other edition, which are read as well but by no
/// other judge, and those that are not known.
DataSettings groupSettings(YamlMap& yaml, Edition edition);
/// Reads the keys of <test>.yaml: flags and arguments only.
DataSettings testSettings(YamlMap& yaml, Edition edition);

/// The rule that a word of grader_flags names; nullopt: it names none.
std::optional<model::Grading::ScoreRule> scoreRuleNamed(std::string_view flag);

/// "A B" of `range`, where either may be infinite; nullopt when both are, or (with an Error at `key`) when it
/// is no range. An infinite end becomes kNoScoreIsBelow or kNoScoreIsAbove.
std::optional<model::ScoreRange> scoreRangeFrom(std::string_view text, std::string& problem);

constexpr Decimal kNoScoreIsAbove = Decimal::fromMicros(9'000'000'000'000'000'000);
constexpr Decimal kNoScoreIsBelow = Decimal::fromMicros(-9'000'000'000'000'000'000);

} // namespace assize::package
