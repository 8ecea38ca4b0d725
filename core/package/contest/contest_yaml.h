// SPDX-License-Identifier: GPL-3.0-or-later
// contest.yaml, problems.yaml and problemset.yaml, and the same as JSON, which is YAML too.
// Source: icpc/ccs-specs, Contest_API (contest object) and DOMjudge, doc/manual/import.rst; problemset.yaml
// and keys with '-' are of older contest control systems.
#pragma once

#include "package/common/contest_reader.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace assize::package {

/// The settings are those of contest.yaml; the list of problems stands there, or in problems.yaml or
/// problemset.yaml beside it or beside the packages.
const ContestReader& contestYamlReader();

/// ISO 8601 with a time zone: "2026-11-21T09:30:00+01:00", "2026-11-21 09:30Z", fractions of seconds dropped.
std::optional<std::chrono::system_clock::time_point> parseStartTime(std::string_view text);

/// "h:mm:ss", "h:mm:ss.uuu" or "h:mm".
std::optional<std::chrono::seconds> parseDuration(std::string_view text);

} // namespace assize::package
