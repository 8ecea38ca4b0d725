// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/remedy.h"

#include <string>
#include <vector>

namespace assize {

/// Something that the author of a package, or the operator, should know or mend. Never about a contestant's
/// program. Collected by readers, shown by every front end, written into the JSON.
struct Diagnostic
{
    enum class Level { Info, Warning, Error };
    Level level = Level::Warning;
    /// The file (relative to the path that the user named, bytes), with ":line" and the key where they are
    /// known, e.g. "problems/hello/problem.yaml:7 (limits.memory)".
    std::string where;
    /// What was found, what was expected, and what to do.
    std::string message;
    /// A further remedy, which each front end words in its own way.
    Remedy remedy = {};

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// "info", "warning", "error": as in the JSON.
const char* levelName(Diagnostic::Level level);

} // namespace assize
