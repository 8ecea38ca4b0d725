// SPDX-License-Identifier: GPL-3.0-or-later
// What contest.yaml says of single problems (`assize: problems:`), for folders of tests, which have no
// settings of their own. One thread.
#pragma once

#include "base/decimal.h"
#include "model/problem.h"
#include "package/common/reading.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

class YamlMap;

/// Points of the tests of one problem: exactly one of the three is given.
struct Points
{
    std::string where; ///< "contest.yaml:7 (assize.problems.sum.points)"
    std::optional<Decimal> total;
    std::vector<Decimal> each; ///< one for each test, in their order
    struct Named
    {
        std::string pattern; ///< a test's id, or a Glob for ids
        Decimal points;      ///< of each test that it is for
    };
    std::vector<Named> named;
};

struct ProblemSettings
{
    std::string id;      ///< the problem's folder; bytes
    std::string where;   ///< "contest.yaml:5 (assize.problems.sum)"
    bool broken = false; ///< something in it is no use, of which an Error was told
    std::optional<Points> points;
    std::string inputFile; ///< empty: standard input
    std::string outputFile;
    std::optional<std::chrono::nanoseconds> timeLimit;
    std::optional<std::uint64_t> memory; ///< bytes
};

/// `problems` of contest.yaml's own section. What is wrong is an Error in the map's diagnostics.
std::vector<ProblemSettings> readProblemSettings(YamlMap& own);

/// Gives points to the tests of a problem: as `points` says, else 100 shared by all tests. The problem
/// becomes a scoring one: the sum of its accepted tests' points. What does not fit its tests is an Error.
void givePoints(Reading& reading, const std::optional<Points>& points, model::Problem& problem);

} // namespace assize::package
