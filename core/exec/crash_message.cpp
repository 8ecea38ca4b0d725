// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/crash_message.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace assize::exec {
namespace {

constexpr std::size_t kReasonCap = 300;

/// Beginnings of lines after which only the place of the crash follows: Go, Java and Kotlin, .NET, PHP.
constexpr std::array<std::string_view, 7> kReasons = {
    "panic: ",           "fatal error: ", "Exception in thread ", "Unhandled exception",
    "PHP Fatal error: ", "Fatal error: ", "FATAL ERROR: ",
};
/// Beginnings of lines that say where, not why.
constexpr std::array<std::string_view, 10> kPlaces = {
    "Node.js v", "note: run with ", "CallStack (from",  "Stack trace:", "goroutine ", "exit status ",
    "#",         "HasCallStack",    "stack backtrace:", "-- ",
};

std::string_view trimmed(std::string_view line)
{
    constexpr std::string_view kBlank = " \t\r\v\f";
    const std::size_t first = line.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

template<typename Beginnings>
bool beginsWithAny(std::string_view line, const Beginnings& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [line](std::string_view beginning) { return line.starts_with(beginning); });
}

/// Frames of stacks and quoted sources are indented; what C++ says of an exception is, too.
bool saysWhy(std::string_view line)
{
    const std::string_view text = trimmed(line);
    if (text.empty() || beginsWithAny(text, kPlaces))
        return false;
    const bool indented = line.front() == ' ' || line.front() == '\t';
    return !indented || text.starts_with("what():");
}

std::string endingOf(const model::Run& run)
{
    if (run.limit != model::LimitKind::None)
        return std::string(model::nameOf(run.limit)) + " limit";
    if (run.signal)
        return model::signalName(*run.signal);
    return run.exitCode && *run.exitCode != 0 ? "exit code " + std::to_string(*run.exitCode) : std::string();
}

} // namespace

std::string_view reasonLine(std::string_view standardError)
{
    std::string_view last;
    std::string_view fallback;
    std::string_view rest = standardError;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (beginsWithAny(line, kReasons)) {
            last = line;
            break;
        }
        if (saysWhy(line))
            last = line;
        if (!trimmed(line).empty())
            fallback = line;
    }
    return headOf(trimmed(last.empty() ? fallback : last), kReasonCap);
}

std::string crashMessage(const model::Run& run, std::string_view standardError)
{
    // Where a program was stopped for its time or its output, its last words are not the reason.
    if (run.limit != model::LimitKind::None && run.limit != model::LimitKind::Memory)
        return {};
    std::string text = endingOf(run);
    if (text.empty())
        return text;
    if (const std::string_view reason = reasonLine(standardError); !reason.empty())
        text.append(": ").append(reason);
    return text;
}

} // namespace assize::exec
