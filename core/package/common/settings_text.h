// SPDX-License-Identifier: GPL-3.0-or-later
// The one way in which the packages' and contests' settings files (problem.yaml, contest.yaml, .timelimit,
// domjudge-problem.ini, ...) become text. Called by their readers, on the engine's I/O thread.
#pragma once

#include "base/diagnostics.h"
#include "package/common/reading.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace assize::package {

/// The content of a settings file as UTF-8 without byte order mark; bytes that are not UTF-8 became U+FFFD.
/// Each such change is told in `diagnostics`, at `shownAs`. nullopt (with an Error): it cannot be read, or
/// has more than `maximumBytes`.
std::optional<std::string> readSettingsText(const std::filesystem::path& path, std::uint64_t maximumBytes,
                                            const std::string& shownAs, Diagnostics& diagnostics);

/// The same for a small file of the package, e.g. ".timelimit", links followed as far as they may be; nullopt
/// without an Error where there is none.
std::optional<std::string> settingsTextIfThere(Reading& reading, const std::string& file);

} // namespace assize::package
