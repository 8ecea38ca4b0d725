// SPDX-License-Identifier: GPL-3.0-or-later
// contest.yaml, problems.yaml and problemset.yaml, and the same as JSON, which is YAML too; contest.xml where
// none of them lists the problems.
// Source: icpc/ccs-specs, Contest_API (contest object) and DOMjudge, doc/manual/import.rst; problemset.yaml
// and keys with '-' are of older contest control systems.
#pragma once

#include "package/contest/contest_file.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assize::package {

/// Reads contest.yaml of `contest`, and the list of problems from it, problems.yaml or problemset.yaml there
/// or in `problemsFolder`. Missing files give the defaults.
ContestFile readContestFile(const std::filesystem::path& contest,
                            const std::filesystem::path& problemsFolder);

/// ISO 8601 with a time zone: "2026-11-21T09:30:00+01:00", "2026-11-21 09:30Z", fractions of seconds dropped.
std::optional<std::chrono::system_clock::time_point> parseStartTime(std::string_view text);

/// "h:mm:ss", "h:mm:ss.uuu" or "h:mm".
std::optional<std::chrono::seconds> parseDuration(std::string_view text);

/// "A" for 0, ..., "Z", "AA", "AB", ...
std::string labelAt(std::size_t index);

} // namespace assize::package
