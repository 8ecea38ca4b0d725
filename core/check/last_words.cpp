// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/last_words.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace assize::check {
namespace {

constexpr std::size_t kReasonCap = 300;
constexpr std::size_t kTailCap = 3000;
constexpr int kTailLines = 12;

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

/// Frames of stacks and quoted sources are indented; the words of C++ on an exception are, too.
bool saysWhy(std::string_view line)
{
    const std::string_view text = trimmed(line);
    if (text.empty() || beginsWithAny(text, kPlaces))
        return false;
    const bool indented = line.front() == ' ' || line.front() == '\t';
    return !indented || text.starts_with("what():");
}

/// The last lines of a text, which begin where a line does, but for a single one that is too long.
std::string_view tailOf(std::string_view text)
{
    std::size_t begin = text.size();
    for (int line = 0; line < kTailLines && begin > 0; ++line) {
        const std::size_t end = begin == text.size() ? begin : begin - 1;
        const std::size_t before = end > 0 ? text.rfind('\n', end - 1) : std::string_view::npos;
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        if (text.size() - start > kTailCap)
            break;
        begin = start;
    }
    return begin < text.size() ? text.substr(begin)
                               : text.substr(text.size() - std::min(text.size(), kTailCap));
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

std::string lastWords(std::string_view standardError, bool isCut)
{
    std::string text(reasonLine(standardError));
    if (text.empty())
        return text;
    const std::size_t end = standardError.find_last_not_of(" \t\r\n\v\f") + 1;
    const std::string_view all = standardError.substr(0, end);
    const std::string_view tail = tailOf(all);
    const std::string_view visible = all.substr(all.find_first_not_of(" \t\r\n\v\f"));
    const bool hasMore = visible.find('\n') != std::string_view::npos || visible.size() > text.size();
    if (isCut)
        text += "\n(of what it wrote to standard error, only the first " +
                std::to_string(standardError.size()) + " bytes are kept)";
    if (hasMore)
        text.append(tail.size() < all.size() ? "\n...\n" : "\n").append(tail);
    return text;
}

} // namespace assize::check
