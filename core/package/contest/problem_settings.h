// SPDX-License-Identifier: GPL-3.0-or-later
// `assize: problems:` of contest.yaml. One thread.
#pragma once

#include "package/common/contest_settings.h"

#include <vector>

namespace assize::package {

class YamlMap;

/// `problems` of contest.yaml's own section. Each fault is an Error in the map's diagnostics.
std::vector<ProblemSettings> readProblemSettings(YamlMap& own);

} // namespace assize::package
