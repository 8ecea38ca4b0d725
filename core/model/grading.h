// SPDX-License-Identifier: GPL-3.0-or-later
// How results of tests make the results of groups: the union of the package formats' rules, so that one fold
// (core/score) grades them all. Filled by the readers of core/package.
#pragma once

#include "base/decimal.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::model {

/// A score as an exact fraction of another: `whole` / `parts`. "100 points shared by 3 tests" stays exact.
struct ScoreShare
{
    Decimal whole = 1;
    int parts = 1; ///< at least 1
    bool operator==(const ScoreShare&) const = default;
};

struct ScoreRange
{
    Decimal low;
    Decimal high;
    bool operator==(const ScoreRange&) const = default;
};

/// How the results of a group's tests and subgroups, in test order, make the group's own.
struct Grading
{
    enum class VerdictRule {
        FirstFailure, ///< that of the first which is not AC (legacy first_error)
        WorstError,   ///< the worst of JE SV RTE MLE TLE OLE WA PE PA AC, worst first (legacy worst_error)
        AlwaysAccept, ///< AC (legacy always_accept)
    };
    enum class ScoreRule {
        PassFail, ///< the group's maxScore when its verdict is AC, else 0
        Sum,
        Average,
        Minimum,
        Maximum,
        Custom, ///< verdict and score come from the package's grader (Problem::graders)
    };
    VerdictRule verdict = VerdictRule::FirstFailure;
    ScoreRule score = ScoreRule::PassFail;
    bool acceptIfAnyAccepted = false; ///< legacy: AC when anything below is AC
    bool ignoreSample = false;        ///< legacy, root only: of two results the first is dropped
    /// Legacy on_reject: break, in scoring problems: tests after the first failure within this group count
    /// for nothing and are skipped.
    bool breakOnReject = false;
    std::vector<std::string> graderFlags; ///< passed to a custom grader
    /// A custom grader's result must lie in it, and so must a default grader's; outside is JE. Unset: any.
    std::optional<ScoreRange> range;
    /// Groups (ids) that must all be AC, else every test of this group is skipped and its score is 0:
    /// 2025-09's require_pass, Polygon's dependencies. They come before this group in Problem::groups.
    std::vector<std::string> requiredGroups;
    bool operator==(const Grading&) const = default;
};

} // namespace assize::model
