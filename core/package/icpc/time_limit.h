// SPDX-License-Identifier: GPL-3.0-or-later
// Where a package says its time limit: problem.yaml, domjudge-problem.ini, .timelimit.
// Source: DOMjudge, doc/manual/problem-format.rst.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/problem_yaml.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace assize::package {

struct TimeLimit
{
    std::chrono::nanoseconds limit;
    std::string from; ///< as in Problem::timeLimitFrom
};

/// limits.time_limit of problem.yaml, else domjudge-problem.ini, else .timelimit, else nullopt. A Warning
/// where two of these limits differ, an Error where a limit cannot be read.
std::optional<TimeLimit> chooseTimeLimit(Reading& reading, const ProblemYaml& yaml,
                                         const std::map<std::string, std::string>& ini);

} // namespace assize::package
