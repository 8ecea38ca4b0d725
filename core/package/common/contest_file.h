// SPDX-License-Identifier: GPL-3.0-or-later
// The settings in the files of a contest beside its packages. Plain data.
#pragma once

#include "base/diagnostics.h"
#include "model/python.h"
#include "model/ranking_mode.h"
#include "package/common/contest_settings.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// Contest-level settings from contest.yaml (CLICS keys and an `assize:` section).
struct ContestFile
{
    std::string name;
    std::optional<std::chrono::system_clock::time_point> startTime;
    std::optional<std::chrono::seconds> duration;
    std::chrono::minutes penaltyTime{20};
    std::optional<model::RankingMode> mode;         ///< assize.mode; unset where not given
    std::string submissionPattern;                  ///< assize.submissions: see intake; empty where not given
    bool stopAtFirstFailure = false;                ///< assize.stop_at_first_failure
    std::optional<model::PythonInterpreter> python; ///< assize.python, for .py; unset where not given
    /// From problems.yaml, problemset.yaml or contest.yaml's `problems`: order, labels, names, colours.
    struct ListedProblem
    {
        std::string id, label, name, color;
    };
    std::vector<ListedProblem> problems;
    std::vector<ProblemSettings> problemSettings; ///< assize.problems: see contest_settings.h
    Diagnostics diagnostics;                      ///< of contest.yaml and the list of problems
};

} // namespace assize::package
