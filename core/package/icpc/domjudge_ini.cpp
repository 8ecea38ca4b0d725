// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/domjudge_ini.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/common/settings_text.h"

#include <algorithm>

namespace assize::package {
namespace {

constexpr std::size_t kMostFaults = 20;
constexpr const char* kIni = "domjudge-problem.ini";
constexpr const char* kBlanks = " \t\r\n";

const std::vector<std::string_view>& knownKeys()
{
    // The last three were keys of old versions, and stand in old packages.
    static const std::vector<std::string_view> keys = {
        "name",  "timelimit", "special_run", "special_compare", "externalid", "allow_submit", "allow_judge",
        "color", "points",    "short-name",  "probid",          "cid",        "shortname"};
    return keys;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool isKnown(std::string_view key)
{
    return std::find(knownKeys().begin(), knownKeys().end(), key) != knownKeys().end();
}

/// The warning about a line without '='.
std::string malformed(std::string_view line)
{
    std::string message = "this line is ignored: expected \"key = value\", found " +
                          files::quoted(std::string(headOf(line, 60)));
    const std::size_t end = line.find_first_of(": \t");
    const std::string key = lowerCase(line.substr(0, end));
    if (end == std::string_view::npos || !isKnown(key))
        return message;
    const std::size_t value = line.find_first_not_of(": \t", end);
    if (value != std::string_view::npos)
        message += "; write " + key + " = " + std::string(headOf(line.substr(value), 60));
    return message;
}

std::string unknownKey(const std::string& key)
{
    const std::optional<std::string> meant = nearMatch(key, knownKeys());
    return "the key " + files::quoted(std::string(headOf(key, 60))) + " is not known and is ignored" +
           (meant ? "; meant " + *meant + "?" : std::string());
}

} // namespace

Ini parseIni(std::string_view content)
{
    Ini ini;
    int number = 0;
    while (!content.empty()) {
        ++number;
        std::size_t end = std::min(content.find('\n'), content.size());
        const std::string_view line = content.substr(0, end);
        const std::size_t equals = line.find('=');
        const std::string_view head = trimmed(line.substr(0, equals));
        const bool skipped =
            trimmed(line).empty() || (!head.empty() && (head[0] == '#' || head[0] == ';' || head[0] == '['));
        if (!skipped && (equals == std::string_view::npos || head.empty())) {
            ini.faults.push_back({number, malformed(trimmed(line))});
        } else if (!skipped) {
            const std::string key = lowerCase(head);
            std::string_view value = trimmed(line.substr(equals + 1));
            if (!value.empty() && (value[0] == '"' || value[0] == '\'')) {
                const std::size_t open = content.find(value[0], equals + 1);
                const std::size_t close = content.find(value[0], open + 1);
                if (close != std::string_view::npos) {
                    value = content.substr(open + 1, close - open - 1);
                    end = std::min(content.find('\n', close), content.size());
                } else {
                    ini.faults.push_back({number, "the quotation mark is never closed"});
                }
            }
            if (!isKnown(key))
                ini.faults.push_back({number, unknownKey(key)});
            else if (!ini.values.emplace(key, value).second)
                ini.faults.push_back({number, "the key " + key + " is given twice; the first one is used"});
        }
        number += static_cast<int>(
            std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        content.remove_prefix(std::min(end + 1, content.size()));
    }
    return ini;
}

std::map<std::string, std::string> readDomjudgeIni(Reading& reading)
{
    const std::optional<std::string> content = settingsTextIfThere(reading, kIni);
    if (!content)
        return {};
    Ini ini = parseIni(*content);
    for (std::size_t i = 0; i < ini.faults.size() && i < kMostFaults; ++i)
        reading.warning(std::string(kIni) + ":" + std::to_string(ini.faults[i].line), ini.faults[i].message);
    if (ini.faults.size() > kMostFaults)
        reading.warning(kIni, std::to_string(ini.faults.size() - kMostFaults) + " more lines are of no use");
    return std::move(ini.values);
}

} // namespace assize::package
