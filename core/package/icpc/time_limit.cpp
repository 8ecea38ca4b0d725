// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/time_limit.h"

#include "files/read.h"
#include "package/common/seconds.h"
#include "package/common/settings_text.h"
#include "package/common/yaml_file.h"

#include <algorithm>

namespace assize::package {
namespace {

constexpr const char* kIni = "domjudge-problem.ini";
constexpr const char* kTimeLimitFile = ".timelimit";

std::string trim(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::optional<std::chrono::nanoseconds> parseTimeLimit(Reading& reading, const char* file,
                                                       const std::string& key, const std::string& text)
{
    const std::optional<double> value = numberFrom(text);
    if (value && *value >= kShortestTimeLimit && *value <= kLongestTimeLimit)
        return nanosecondsFrom(*value);
    std::string withPoint = text;
    std::replace(withPoint.begin(), withPoint.end(), ',', '.');
    const bool comma = !value && numberFrom(withPoint);
    reading.error(std::string(file) + key,
                  "expected a time limit in seconds" + std::string(comma ? "" : ", e.g. 1.5") + ", found " +
                      files::quoted(std::string_view(text).substr(0, 60)) +
                      (comma ? "; write it with a point: " + withPoint.substr(0, 60) : std::string()));
    return std::nullopt;
}

} // namespace

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
    if (const auto content = settingsTextIfThere(reading, kTimeLimitFile)) {
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
