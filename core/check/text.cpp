// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/text.h"

#include "base/utf8.h"

#include <algorithm>

namespace assize::check {
namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

std::string_view tokenAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && !isSpace(text[end]))
        ++end;
    return text.substr(at, end - at);
}

Position positionOf(std::string_view text, std::size_t offset)
{
    Position position;
    const std::string_view before = text.substr(0, offset);
    position.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t newline = before.rfind('\n');
    const std::size_t lineStart = newline == std::string_view::npos ? 0 : newline + 1;
    position.column = offset - lineStart + 1;
    bool inToken = false;
    std::size_t begun = 0;
    for (char c : before.substr(lineStart)) {
        const bool space = isSpace(c);
        begun += !space && !inToken ? 1 : 0;
        inToken = !space;
    }
    position.token = inToken ? begun : begun + 1;
    return position;
}

std::string describeLineAndColumn(const Position& position)
{
    return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

std::string describePosition(const Position& position)
{
    return describeLineAndColumn(position) + ", token " + std::to_string(position.token);
}

std::string quoteExcerpt(std::string_view text, std::size_t focus)
{
    constexpr std::size_t kLength = 48;
    constexpr std::size_t kBefore = 16;
    std::size_t from = 0;
    if (text.size() > kLength && focus > kBefore) {
        from = std::min(focus - kBefore, text.size() - 1);
        for (int step = 0; step < 3 && from > 0 && isContinuation(text[from]); ++step)
            --from;
    }
    const std::string_view part = headOf(text.substr(from), kLength);
    std::string quoted = from > 0 ? "\"…" : "\"";
    quoted += toPrintableLine(part);
    quoted += from + part.size() < text.size() ? "…\"" : "\"";
    return quoted;
}

std::string nameOfCharacter(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return "the end";
    switch (text[at]) {
    case '\n':
        return "a newline";
    case ' ':
        return "a space";
    case '\t':
        return "a tab";
    case '\r':
        return "a carriage return";
    case '\v':
        return "a vertical tab";
    case '\f':
        return "a form feed";
    default:
        return quoteExcerpt(tokenAt(text, at), 0);
    }
}

} // namespace assize::check
