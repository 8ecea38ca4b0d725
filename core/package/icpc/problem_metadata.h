// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of problem.yaml of ICPC/Kattis packages that judging does not need: read only to tell of malformed
// values. Called by readProblemYaml. Everything here is a Warning.
// Source: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Problem metadata".
#pragma once

#include "package/common/reading.h"
#include "package/common/yaml_file.h"
#include "package/icpc/problem_yaml.h"

#include <string_view>

namespace assize::package {

/// The keys that nothing else takes, and the rules of 2025-09 for keys that are used in other forms as well.
/// `yaml` is problem.yaml, `result` the settings read from it.
void checkMetadata(Reading& reading, YamlMap& yaml, const ProblemYaml& result);

/// `limits` and `constants` of 2025-09, once they are read; apart, as each is one more map of the file.
void checkLimits(YamlMap& limits, const ProblemYaml& result);
void checkConstants(YamlMap& constants);

/// "2026-11-21" or "2026-11-21T09:30:00Z", a day and a time that there are.
bool isEmbargo(std::string_view text);

/// "de", "fil", "pt-BR".
bool isNaturalLanguage(std::string_view code);

} // namespace assize::package
