// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/time_limit.h"

#include "files/read.h"
#include "package/yaml_file.h"

#include <algorithm>
#include <cmath>

namespace assize::package {
namespace {

constexpr std::uint64_t kLargestFile = 64 << 10;
constexpr const char* kIni = "domjudge-problem.ini";
constexpr const char* kTimeLimitFile = ".timelimit";

std::string trim(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

/// The content of a small file of the package, or nullopt when it is not there.
std::optional<std::string> readIfThere(Reading& reading, const char* name)
{
    std::error_code code;
    if (!std::filesystem::exists(std::filesystem::symlink_status(reading.folder / name, code)))
        return std::nullopt;
    const Result<std::filesystem::path> path = files::resolveBelow(reading.folder / name, reading.boundary);
    if (!path) {
        reading.error(name, path.error().message);
        return std::nullopt;
    }
    Result<std::string> content = files::readFile(*path, kLargestFile);
    if (!content) {
        reading.error(name, content.error().message);
        return std::nullopt;
    }
    return std::move(*content);
}

std::optional<std::chrono::nanoseconds> parseTimeLimit(Reading& reading, const char* file,
                                                       const std::string& key, const std::string& text)
{
    const std::optional<double> value = numberFrom(text);
    if (value && *value >= kShortestTimeLimit && *value <= kLongestTimeLimit)
        return nanosecondsFrom(*value);
    reading.error(std::string(file) + key, "expected a time limit in seconds, e.g. 1.5, found " +
                                               files::quoted(std::string_view(text).substr(0, 60)));
    return std::nullopt;
}

} // namespace

std::chrono::nanoseconds nanosecondsFrom(double seconds)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(seconds * 1e9)));
}

std::string secondsText(std::chrono::nanoseconds time)
{
    std::string text = std::to_string(std::chrono::duration<double>(time).count());
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text + " s";
}

std::map<std::string, std::string> parseIni(std::string_view content)
{
    std::map<std::string, std::string> values;
    while (!content.empty()) {
        std::size_t end = std::min(content.find('\n'), content.size());
        const std::string_view line = content.substr(0, end);
        const std::size_t equals = line.find('=');
        const std::string head = trim(line.substr(0, equals));
        if (equals == std::string_view::npos || head.empty() || head[0] == '#' || head[0] == ';' ||
            head[0] == '[') {
            content.remove_prefix(std::min(end + 1, content.size()));
            continue;
        }
        std::string key = head;
        std::transform(key.begin(), key.end(), key.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        std::string value = trim(line.substr(equals + 1));
        if (!value.empty() && (value[0] == '"' || value[0] == '\'')) {
            const std::size_t open = content.find(value[0], equals + 1);
            const std::size_t close = content.find(value[0], open + 1);
            if (close != std::string_view::npos) {
                value = content.substr(open + 1, close - open - 1);
                end = std::min(content.find('\n', close), content.size());
            }
        }
        values.emplace(key, value);
        content.remove_prefix(std::min(end + 1, content.size()));
    }
    return values;
}

std::map<std::string, std::string> readDomjudgeIni(Reading& reading)
{
    const std::optional<std::string> content = readIfThere(reading, kIni);
    return content ? parseIni(*content) : std::map<std::string, std::string>{};
}

std::optional<TimeLimit> chooseTimeLimit(Reading& reading, const ProblemYaml& yaml,
                                         const std::map<std::string, std::string>& ini)
{
    std::vector<TimeLimit> found;
    if (yaml.timeLimit)
        found.push_back({*yaml.timeLimit, "problem.yaml"});
    if (const auto value = ini.find("timelimit"); value != ini.end()) {
        if (const auto limit = parseTimeLimit(reading, kIni, " (timelimit)", value->second))
            found.push_back({*limit, kIni});
    }
    if (const auto content = readIfThere(reading, kTimeLimitFile)) {
        if (const auto limit = parseTimeLimit(reading, kTimeLimitFile, "", trim(*content)))
            found.push_back({*limit, kTimeLimitFile});
    }
    if (found.empty())
        return std::nullopt;
    for (auto other = found.begin() + 1; other != found.end(); ++other) {
        if (other->limit != found.front().limit)
            reading.warning(other->from, "the time limit is " + secondsText(other->limit) + " here and " +
                                             secondsText(found.front().limit) + " in " + found.front().from +
                                             ", which is the one that is used; make them equal");
    }
    return found.front();
}

} // namespace assize::package
