// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/yaml_file.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"
#include "package/common/settings_text.h"
#include "package/common/yaml_comments.h"
#include "package/common/yaml_parsing.h"

#include <algorithm>
#include <iterator>

namespace assize::package {
namespace {

constexpr std::uint64_t kLargestFile = 1 << 20;
constexpr std::size_t kLargestWithConstants = 4 << 20;

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
    ParsedYaml parsed = parseYaml(*content);
    if (!parsed.node && content->find('\t') != std::string::npos) {
        ParsedYaml again = parseYaml(withoutIndentingTabs(*content));
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
