// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/yaml_parsing.h"

#include "package/common/text_values.h"

#include <algorithm>
#include <sstream>

#include <yaml-cpp/eventhandler.h>

namespace assize::package {
namespace {

/// "key" of a line "  - key: value", or empty.
std::string_view keyOf(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(" \t-");
    if (begin == std::string_view::npos || line[begin] == '#')
        return {};
    const std::size_t end = line.find(':', begin);
    if (end == std::string_view::npos)
        return {};
    const std::string_view key = trimmed(line.substr(begin, end - begin));
    return key.find_first_of("\"'{}[]#") == std::string_view::npos ? key : std::string_view{};
}

/// Remembers where the last scalar of a document begins.
class LastScalar final : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string&) override
    {
        place = mark;
        isQuoted = tag == "!";
    }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
    }
    void OnMapEnd() override {}

    YAML::Mark place;
    bool isQuoted = false;
};

/// yaml-cpp takes a quotation mark that is never closed as one that closes at the end of the file, and so
/// swallows all settings below it. The line of such a mark, counted from 1. Throws as the parser does.
std::optional<int> lineOfUnclosedQuote(const std::string& content)
{
    std::istringstream stream(content);
    YAML::Parser parser(stream);
    LastScalar last;
    if (!parser.HandleNextDocument(last) || !last.isQuoted)
        return std::nullopt;
    std::string_view rest = content;
    for (int line = 0; line < last.place.line; ++line)
        rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size()));
    rest.remove_prefix(std::min(static_cast<std::size_t>(last.place.column), rest.size()));
    // A tag or an anchor may stand before it.
    rest.remove_prefix(std::min(rest.find_first_of("\"'"), rest.size()));
    if (rest.empty())
        return std::nullopt;
    const char quote = rest.front();
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (quote == '"' && rest[i] == '\\')
            ++i;
        else if (rest[i] == quote && quote == '\'' && i + 1 < rest.size() && rest[i + 1] == quote)
            ++i;
        else if (rest[i] == quote)
            return std::nullopt;
    }
    return last.place.line + 1;
}

} // namespace

ParsedYaml parseYaml(const std::string& content)
{
    try {
        if (const std::optional<int> line = lineOfUnclosedQuote(content))
            return {std::nullopt, *line, "a quotation mark is never closed"};
        return {YAML::Load(content), 0, {}};
    } catch (const YAML::Exception& exception) {
        return {std::nullopt, exception.mark.line + 1, exception.msg};
    }
}

std::string withoutIndentingTabs(std::string_view content)
{
    std::string result;
    bool indenting = true;
    for (const char c : content) {
        if (c == '\n')
            indenting = true;
        else if (c != ' ' && c != '\t')
            indenting = false;
        if (c == '\t' && indenting)
            result += "    ";
        else
            result += c;
    }
    return result;
}

std::string quotingHint(std::string_view content, int line)
{
    for (int number = 1; number < line && !content.empty(); ++number)
        content.remove_prefix(std::min(content.find('\n'), content.size() - 1) + 1);
    const std::string_view text = content.substr(0, content.find('\n'));
    const std::size_t colon = text.find(": ");
    const std::size_t begin =
        colon == std::string_view::npos ? colon : text.find_first_not_of(' ', colon + 1);
    if (begin == std::string_view::npos)
        return {};
    const std::string_view value = text.substr(begin);
    constexpr std::string_view kSigns = "@`%*&!?|>,[]{}'";
    const bool isSpecial = kSigns.find(value.front()) != std::string_view::npos;
    if (value.front() == '"' || (!isSpecial && value.find(": ") == std::string_view::npos))
        return {};
    return "; a value that holds \": \" or begins with a sign of YAML's own stands in quotes: " +
           std::string(text.substr(0, colon)) + ": \"...\"";
}

std::string placeOf(std::string_view content, int line)
{
    std::string_view key;
    int number = 0;
    for (std::string_view rest = content; !rest.empty() && number < line; ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (const std::string_view found = keyOf(rest.substr(0, end)); !found.empty())
            key = found;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::string place = ":" + std::to_string(std::clamp(line, 1, std::max(number, 1)));
    if (!key.empty())
        place += " (" + std::string(key) + ")";
    return place;
}

} // namespace assize::package
