// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/problem_settings.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/reading.h"
#include "package/common/seconds.h"
#include "package/common/yaml_file.h"

#include <algorithm>

namespace assize::package {
namespace {

constexpr Decimal kMostPoints = 1'000'000;
constexpr double kMostMemory = 1 << 20; // MiB
constexpr std::uint64_t kMebi = 1 << 20;

constexpr const char* kExpectedPoints =
    "expected the points of all tests together, e.g. 100, a list with the points of each test, e.g. [10, 20, "
    "70], or names of tests (or patterns with *) with the points of each, e.g. {\"1\": 10, \"big*\": 30}";

/// Reads the points of one problem.
class PointsReader
{
public:
    PointsReader(YamlMap& map, ProblemSettings& settings) : m_map(map), m_settings(settings) {}

    void read(const YAML::Node& node)
    {
        Points points;
        points.where = m_map.where("points");
        if (node.IsScalar()) {
            points.total = number(node, "points");
        } else if (node.IsSequence()) {
            for (std::size_t i = 0; i < node.size(); ++i)
                points.each.push_back(number(node[i], "number " + std::to_string(i + 1)));
        } else if (node.IsMap()) {
            for (const auto& item : node) {
                const std::string name = item.first.IsScalar() ? item.first.Scalar() : std::string();
                if (name.empty())
                    fail(kExpectedPoints);
                points.named.push_back({name, number(item.second, files::quoted(name))});
            }
        }
        if (!points.total && points.each.empty() && points.named.empty())
            fail(kExpectedPoints);
        m_settings.points = std::move(points);
    }

private:
    Decimal number(const YAML::Node& node, const std::string& what)
    {
        const std::optional<Decimal> points =
            node.IsScalar() ? Decimal::parse(node.Scalar()) : std::optional<Decimal>();
        if (points && *points >= Decimal(0) && *points <= kMostPoints)
            return *points;
        fail(what + ": expected points from 0 to " + kMostPoints.toString() +
             " with at most six decimals, found " +
             (node.IsScalar() ? files::quoted(headOf(node.Scalar(), 60)) : "a list or lines below it"));
        return 0;
    }
    void fail(const std::string& message)
    {
        if (!m_settings.broken)
            m_map.error("points", message);
        m_settings.broken = true;
    }

    YamlMap& m_map;
    ProblemSettings& m_settings;
};

std::string fileName(YamlMap& map, const char* key, const char* standard, ProblemSettings& settings)
{
    std::string name = map.text(key).value_or("");
    if (name == standard)
        return {};
    if (!name.empty() && !isPlainFileName(name)) {
        map.error(key, "expected the plain name of a file in the program's work folder, e.g. sum.in, or " +
                           std::string(standard) + ", found " + files::quoted(headOf(name, 60)));
        settings.broken = true;
    }
    return name;
}

ProblemSettings settingsOf(YamlMap& map, const std::string& id, std::string where)
{
    ProblemSettings settings;
    settings.id = id;
    settings.where = std::move(where);
    if (const YAML::Node points = map.take("points"); points.IsDefined())
        PointsReader(map, settings).read(points);
    settings.inputFile = fileName(map, "input_file", "stdin", settings);
    settings.outputFile = fileName(map, "output_file", "stdout", settings);
    const auto numberIn = [&](const char* key, double least, double most) {
        const bool given = map.take(key).IsDefined();
        const std::optional<double> value = map.number(key, least, most);
        settings.broken = settings.broken || (given && !value);
        return value;
    };
    if (const auto seconds = numberIn("time_limit", kShortestTimeLimit, kLongestTimeLimit))
        settings.timeLimit = nanosecondsFrom(*seconds);
    if (const auto mebibytes = numberIn("memory_limit", 1, kMostMemory))
        settings.memory = static_cast<std::uint64_t>(*mebibytes * kMebi);
    map.warnUnknown(
        "; known are points, input_file, output_file, time_limit (seconds) and memory_limit (MiB)");
    return settings;
}

} // namespace

std::vector<ProblemSettings> readProblemSettings(YamlMap& own)
{
    std::vector<ProblemSettings> all;
    std::optional<YamlMap> problems = own.map("problems");
    if (!problems)
        return all;
    for (const std::string& id : problems->keys()) {
        std::string where = problems->where(id);
        if (std::optional<YamlMap> map = problems->map(id))
            all.push_back(settingsOf(*map, id, std::move(where)));
    }
    return all;
}

} // namespace assize::package
