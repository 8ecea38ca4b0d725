// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace assize {

enum class LogLevel { Debug, Info, Warning, Error };

/// Writes "assize: <module>: <text>" to standard error when `level` is at least the level set by the
/// environment variable ASSIZE_LOG (debug, info, warning, error; warning by default). Any thread; one
/// write(2) per line.
void log(LogLevel level, std::string_view module, std::string_view text);

} // namespace assize
