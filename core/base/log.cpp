// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include "base/utf8.h"

#include <cstdlib>
#include <string>
#include <unistd.h>

namespace assize {
namespace {

LogLevel threshold()
{
    const char* value = std::getenv("ASSIZE_LOG"); // NOLINT(concurrency-mt-unsafe)
    const std::string_view name = value != nullptr ? value : "";
    if (name == "debug")
        return LogLevel::Debug;
    if (name == "info")
        return LogLevel::Info;
    if (name == "error")
        return LogLevel::Error;
    return LogLevel::Warning;
}

} // namespace

void log(LogLevel level, std::string_view module, std::string_view text)
{
    static const LogLevel lowest = threshold();
    if (level < lowest)
        return;
    std::string line = "assize: ";
    line += module;
    line += ": ";
    line += toPrintableLine(text);
    line += '\n';
    // A log line that cannot be written has nowhere else to go.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace assize
