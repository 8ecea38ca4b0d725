// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/yaml_comments.h"

#include "base/utf8.h"
#include "files/read.h"

#include <algorithm>
#include <array>

namespace assize::package {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::size_t kShown = 60;

/// Keys whose values are texts for people, in the settings of packages and contests.
constexpr std::array<std::string_view, 12> kTexts = {
    "name",         "title",      "source",     "author",    "label",       "letter",
    "rights_owner", "short-name", "short_name", "shortname", "formal_name", "formal-name"};

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// "  - key: value # comment"
struct Line
{
    std::string_view key;
    std::string_view value; ///< with its comment
};

Line lineOf(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t-");
    const std::size_t colon = text.find(':', std::min(begin, text.size()));
    if (colon == std::string_view::npos || text[begin] == '#')
        return {};
    const std::string_view rest = text.substr(colon + 1);
    if (rest.empty() || kBlanks.find(rest.front()) == std::string_view::npos)
        return {};
    return {trimmed(text.substr(begin, colon - begin)), trimmed(rest)};
}

/// Where a comment begins; npos: there is none.
std::size_t commentOf(std::string_view value)
{
    for (std::size_t at = value.find('#'); at != std::string_view::npos; at = value.find('#', at + 1)) {
        if (at == 0 || kBlanks.find(value[at - 1]) != std::string_view::npos)
            return at;
    }
    return std::string_view::npos;
}

bool isColor(std::string_view comment)
{
    const std::string_view digits = comment.substr(1);
    return (digits.size() == 3 || digits.size() == 6 || digits.size() == 8) &&
           digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool isText(std::string_view key)
{
    const auto isSmall = [](char c) { return c >= 'a' && c <= 'z'; };
    // "en", "sv": a name in that language.
    return std::find(kTexts.begin(), kTexts.end(), key) != kTexts.end() ||
           (key.size() == 2 && isSmall(key[0]) && isSmall(key[1]));
}

bool isMeant(std::string_view key, std::string_view kept, std::string_view comment)
{
    if (comment.size() < 2 || kBlanks.find(comment[1]) != std::string_view::npos || comment[1] == '#')
        return false;
    return (kept.empty() && isColor(comment)) || isText(key);
}

} // namespace

void warnOfCutValues(std::string_view content, const std::string& shownAs, Diagnostics& diagnostics)
{
    // Lines of a text below "key: |" stand behind more blanks than it.
    std::size_t blockIndent = std::string_view::npos;
    for (int number = 1; !content.empty(); ++number) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        const std::string_view text = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        const std::size_t indent = text.find_first_not_of(' ');
        if (trimmed(text).empty() || (blockIndent != std::string_view::npos && indent > blockIndent))
            continue;
        blockIndent = std::string_view::npos;
        const Line line = lineOf(text);
        if (line.key.empty() || line.value.empty())
            continue;
        if (line.value.front() == '|' || line.value.front() == '>')
            blockIndent = indent;
        const std::size_t comment = commentOf(line.value);
        if (comment == std::string_view::npos ||
            std::string_view("\"'|>[{").find(line.value.front()) != std::string_view::npos)
            continue;
        const std::string_view kept = trimmed(line.value.substr(0, comment));
        if (!isMeant(line.key, kept, line.value.substr(comment)))
            continue;
        const std::string key(line.key);
        diagnostics.push_back(
            {Diagnostic::Level::Warning,
             std::string(shownAs)
                 .append(":")
                 .append(std::to_string(number))
                 .append(" (")
                 .append(key)
                 .append(")"),
             files::quoted(headOf(line.value.substr(comment), kShown)) +
                 " is a comment in YAML, so that the value is " +
                 (kept.empty() ? std::string("empty") : files::quoted(headOf(kept, kShown))) +
                 "; where it is a part of the value, put that in quotes: " + key + ": " +
                 files::quoted(headOf(line.value, kShown))});
    }
}

} // namespace assize::package
