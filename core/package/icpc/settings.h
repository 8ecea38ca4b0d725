// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that the readers of several formats share: problem.yaml and domjudge-problem.ini, and the
// settings that follow from them. Called by those readers, on the engine's I/O thread.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/problem_yaml.h"

#include <chrono>
#include <map>
#include <string>

namespace assize::package {

struct Settings
{
    ProblemYaml yaml;
    std::map<std::string, std::string> ini; ///< domjudge-problem.ini; keys in small letters
};

/// Reads both files, starting from `defaults`, and sets the problem's limits, time limit rule, name and
/// color.
Settings readSettings(Reading& reading, const model::Limits& defaults, model::Problem& problem);

/// The type of the task, as far as problem.yaml says it.
model::TaskType taskTypeOf(const ProblemYaml& yaml);

/// Finds the output validators and sets problem.validation. An Error where problem.taskType, which is set
/// already, or the settings need a validator and there is none.
void setValidation(Reading& reading, const Settings& settings, model::Problem& problem);

/// limits.cpuTime and timeLimitFrom. Where nothing gives a limit: "computed" if there is a jury submission to
/// compute it from, else `byDefault` and "default". Jury submissions have been read before.
void setTimeLimit(Reading& reading, const Settings& settings, std::chrono::nanoseconds byDefault,
                  model::Problem& problem);

/// Raises an output limit that no file gives above the largest answer; with a smaller limit every right
/// program would fail.
void fitOutputLimit(Reading& reading, const Settings& settings, model::Problem& problem);

/// Refuses include/: for formats that know of no such folder.
void refuseIncludes(Reading& reading);

} // namespace assize::package
