// SPDX-License-Identifier: GPL-3.0-or-later
// A contest's settings for single problems (`assize: problems:` of contest.yaml), for formats that have no
// settings of their own. Read by contest/problem_settings.h, found by readers as Reading::contest.
#pragma once

#include "base/decimal.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// Points of the tests of one problem: exactly one of the three is given.
struct Points
{
    std::string where; ///< "contest.yaml:7 (assize.problems.sum.points)"
    std::optional<Decimal> total;
    std::vector<Decimal> each; ///< one value for each test, in their order
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

} // namespace assize::package
