// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/yaml_file.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"
#include "package/common/settings_text.h"
#include "package/common/yaml_comments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <sstream>

#include <yaml-cpp/eventhandler.h>

namespace assize::package {
namespace {

constexpr std::uint64_t kLargestFile = 1 << 20;
constexpr std::size_t kLargestWithConstants = 4 << 20;
constexpr std::string_view kBlanks = " \t\r\n\v\f";
/// What "name.variant" of a constant may consist of.
constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

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

/// What most people need where a value cannot be read: quotes. `line` counts from 1.
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

/// ":line (key)" for people: the line, and the nearest key at it or above.
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

std::string_view typeName(const YAML::Node& node)
{
    switch (node.Type()) {
    case YAML::NodeType::Scalar:
        return "a single value";
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Map:
        return "a mapping";
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
        break;
    }
    return "nothing";
}

/// The text with tabs in the indentation of its lines as four blanks each.
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

/// A document, or what is wrong with it and where.
struct Parsed
{
    std::optional<YAML::Node> node;
    int line = 0;
    std::string problem;
};

Parsed parse(const std::string& content)
{
    try {
        if (const std::optional<int> line = lineOfUnclosedQuote(content))
            return {std::nullopt, *line, "a quotation mark is never closed"};
        return {YAML::Load(content), 0, {}};
    } catch (const YAML::Exception& exception) {
        return {std::nullopt, exception.mark.line + 1, exception.msg};
    }
}

std::string numberText(double number)
{
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

std::string shownValue(const YAML::Node& node)
{
    if (!node.IsScalar())
        return std::string(typeName(node));
    return files::quoted(headOf(node.Scalar(), 60));
}

} // namespace

std::optional<double> numberFrom(std::string_view text)
{
    text = trimmed(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    for (;;) {
        const std::size_t begin = text.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos)
            return words;
        text.remove_prefix(begin);
        const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::optional<std::string> withConstants(std::string_view text, const Constants& constants,
                                         std::size_t largest)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find("{{"), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t end = std::min(text.find_first_not_of(kNameBytes, 2), text.size());
        const std::string_view name = text.size() < 2 ? std::string_view() : text.substr(2, end - 2);
        const auto constant = text.substr(end, 2) == "}}"
                                  ? std::find_if(constants.begin(), constants.end(),
                                                 [&](const auto& item) { return item.first == name; })
                                  : constants.end();
        if (constant != constants.end()) {
            result += constant->second;
            text.remove_prefix(end + 2);
        } else if (!text.empty()) {
            // The second brace may begin a name: "{{{n}}}".
            result += text.front();
            text.remove_prefix(1);
        }
        if (result.size() > largest)
            return std::nullopt;
    }
    return result;
}

std::optional<Decimal> decimalFrom(std::string_view text)
{
    text = trimmed(text);
    if (const std::optional<Decimal> exact = Decimal::parse(text))
        return exact;
    const std::optional<double> value = numberFrom(text);
    if (!value || std::abs(*value) > 1e12)
        return std::nullopt;
    return Decimal::fromMicros(static_cast<std::int64_t>(std::llround(*value * 1e6)));
}

std::optional<YAML::Node> YamlMap::loadNode(const std::filesystem::path& path, const std::string& shownAs,
                                            Diagnostics& diagnostics, const Constants& constants)
{
    std::optional<std::string> content = readSettingsText(path, kLargestFile, shownAs, diagnostics);
    if (!content)
        return std::nullopt;
    if (!constants.empty()) {
        content = withConstants(*content, constants, kLargestWithConstants);
        if (!content) {
            diagnostics.push_back({Diagnostic::Level::Error, shownAs,
                                   "the constants make more than " +
                                       std::to_string(kLargestWithConstants >> 20) + " MiB of this file"});
            return std::nullopt;
        }
    }
    Parsed parsed = parse(*content);
    if (!parsed.node && content->find('\t') != std::string::npos) {
        Parsed again = parse(withoutIndentingTabs(*content));
        if (again.node) {
            diagnostics.push_back({Diagnostic::Level::Warning, shownAs + placeOf(*content, parsed.line),
                                   "YAML allows no tabs as indentation; each is taken for four blanks. "
                                   "Replace them."});
            return again.node;
        }
    }
    if (parsed.node)
        warnOfCutValues(*content, shownAs, diagnostics);
    else
        diagnostics.push_back(
            {Diagnostic::Level::Error, shownAs + placeOf(*content, parsed.line),
             "this is not valid YAML: " + parsed.problem + quotingHint(*content, parsed.line)});
    return parsed.node;
}

std::optional<YamlMap> YamlMap::load(const std::filesystem::path& path, const std::string& shownAs,
                                     Diagnostics& diagnostics, const Constants& constants)
{
    std::optional<YAML::Node> node = loadNode(path, shownAs, diagnostics, constants);
    if (!node)
        return std::nullopt;
    if (node->IsNull())
        node = YAML::Node(YAML::NodeType::Map);
    if (!node->IsMap()) {
        diagnostics.push_back(
            {Diagnostic::Level::Error, shownAs + ":1",
             "expected lines of the form \"key: value\", found " + std::string(typeName(*node))});
        return std::nullopt;
    }
    return YamlMap(*node, shownAs, "", diagnostics);
}

YamlMap::YamlMap(YAML::Node node, std::string shownAs, std::string prefix, Diagnostics& diagnostics)
    : m_shownAs(std::move(shownAs)), m_prefix(std::move(prefix)), m_diagnostics(&diagnostics)
{
    for (const auto& item : node) {
        if (!item.first.IsScalar()) {
            m_diagnostics->push_back({Diagnostic::Level::Warning,
                                      m_shownAs + ":" + std::to_string(item.first.Mark().line + 1),
                                      "a key that is " + std::string(typeName(item.first)) + " is ignored"});
            continue;
        }
        const std::string& key = item.first.Scalar();
        if (find(key) != nullptr) {
            warning(key, "the key is given twice; the first one is used");
            continue;
        }
        m_places.emplace(key, m_entries.size());
        m_entries.push_back({key, item.second, item.first.Mark().line + 1});
    }
}

const YamlMap::Entry* YamlMap::find(std::string_view key) const
{
    const auto found = m_places.find(key);
    return found == m_places.end() ? nullptr : &m_entries[found->second];
}

YAML::Node YamlMap::take(std::string_view key)
{
    m_known.emplace(key);
    const Entry* entry = find(key);
    if (entry == nullptr || entry->value.IsNull())
        return YAML::Node(YAML::NodeType::Undefined);
    return entry->value;
}

std::optional<std::string> YamlMap::text(std::string_view key)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    if (!node.IsScalar()) {
        error(key, "expected a text, found " + shownValue(node));
        return std::nullopt;
    }
    return node.Scalar();
}

std::optional<double> YamlMap::number(std::string_view key, double minimum, double maximum)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    const std::optional<double> value = node.IsScalar() ? numberFrom(node.Scalar()) : std::nullopt;
    if (!value || *value < minimum || *value > maximum) {
        error(key, "expected a number from " + numberText(minimum) + " to " + numberText(maximum) +
                       ", found " + shownValue(node));
        return std::nullopt;
    }
    return value;
}

std::optional<double> YamlMap::numberUpTo(std::string_view key, double minimum, double maximum)
{
    const YAML::Node node = take(key);
    const std::optional<double> value =
        node.IsDefined() && node.IsScalar() ? numberFrom(node.Scalar()) : std::nullopt;
    if (!value || *value <= maximum)
        return number(key, minimum, maximum);
    warning(key, shownValue(node) + " is more than can be; " + numberText(maximum) + " is used");
    return maximum;
}

std::optional<Decimal> YamlMap::decimal(std::string_view key)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    const std::optional<Decimal> value = node.IsScalar() ? decimalFrom(node.Scalar()) : std::nullopt;
    if (!value)
        error(key, "expected a number, found " + shownValue(node));
    return value;
}

std::vector<std::string> YamlMap::keys() const
{
    std::vector<std::string> result;
    for (const Entry& entry : m_entries)
        result.push_back(entry.key);
    return result;
}

std::optional<bool> YamlMap::boolean(std::string_view key)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    bool value = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value)) {
        error(key, "expected true or false, found " + shownValue(node));
        return std::nullopt;
    }
    return value;
}

std::optional<YamlMap> YamlMap::map(std::string_view key)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    if (!node.IsMap()) {
        error(key, "expected indented lines of the form \"key: value\" below it, found " + shownValue(node));
        return std::nullopt;
    }
    return YamlMap(node, m_shownAs, m_prefix + std::string(key) + ".", *m_diagnostics);
}

std::optional<std::vector<std::string>> YamlMap::words(std::string_view key)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined())
        return std::nullopt;
    if (node.IsScalar())
        return splitWords(node.Scalar());
    std::vector<std::string> result;
    bool good = node.IsSequence();
    if (good) {
        for (const YAML::Node& item : node) {
            good = good && item.IsScalar();
            if (item.IsScalar())
                result.push_back(item.Scalar());
        }
    }
    if (!good) {
        error(key, "expected words separated by spaces, or a list of words, found " + shownValue(node));
        return std::nullopt;
    }
    return result;
}

void YamlMap::ignore(std::initializer_list<std::string_view> keys)
{
    m_known.insert(keys.begin(), keys.end());
}

std::optional<std::string> YamlMap::knownNear(std::string_view key) const
{
    std::vector<std::string_view> candidates;
    // A key that stands there already is not the one that the other was to be.
    std::copy_if(m_known.begin(), m_known.end(), std::back_inserter(candidates),
                 [this](std::string_view known) { return find(known) == nullptr; });
    return nearMatch(key, candidates);
}

std::vector<std::string> YamlMap::unknownKeys() const
{
    std::vector<std::string> unknown;
    for (const Entry& entry : m_entries) {
        if (m_known.find(entry.key) == m_known.end())
            unknown.push_back(entry.key);
    }
    return unknown;
}

void YamlMap::warnUnknown(std::string_view advice)
{
    for (const std::string& key : unknownKeys()) {
        const std::optional<std::string> meant = knownNear(key);
        warning(key, "the key " + files::quoted(key) + " is not known and is ignored" +
                         (meant ? "; meant " + *meant + "?" : std::string(advice)));
    }
}

void YamlMap::warnNearMisses()
{
    for (const std::string& key : unknownKeys()) {
        if (const std::optional<std::string> meant = knownNear(key); meant && editDistance(key, *meant) > 0)
            warning(key,
                    "the key " + files::quoted(key) + " is not known and is ignored; meant " + *meant + "?");
    }
}

std::string YamlMap::where(std::string_view key) const
{
    const Entry* entry = find(key);
    std::string place = m_shownAs;
    if (entry != nullptr)
        place += ":" + std::to_string(entry->line);
    return place + " (" + m_prefix + std::string(key) + ")";
}

void YamlMap::error(std::string_view key, std::string message) const
{
    m_diagnostics->push_back({Diagnostic::Level::Error, where(key), std::move(message)});
}

void YamlMap::warning(std::string_view key, std::string message) const
{
    m_diagnostics->push_back({Diagnostic::Level::Warning, where(key), std::move(message)});
}

} // namespace assize::package
