// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/contest_yaml.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/color.h"
#include "package/common/yaml_file.h"
#include "package/contest/problem_settings.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace assize::package {
namespace {

using namespace std::chrono_literals;

/// Reads a text from left to right; every take*() says whether it was there.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    /// A number of `least` to `most` digits.
    std::optional<int> takeNumber(std::size_t least, std::size_t most)
    {
        std::size_t length = 0;
        while (length < m_rest.size() && length < most && m_rest[length] >= '0' && m_rest[length] <= '9')
            ++length;
        int value = 0;
        if (length < least || std::from_chars(m_rest.data(), m_rest.data() + length, value).ec != std::errc())
            return std::nullopt;
        m_rest.remove_prefix(length);
        return value;
    }
    bool takeAny(std::string_view characters)
    {
        if (m_rest.empty() || characters.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void skipDigits()
    {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of("0123456789"), m_rest.size()));
    }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

/// "Z", "+01", "+0130", "+01:30"
std::optional<std::chrono::minutes> takeZone(Scanner& scanner)
{
    if (scanner.takeAny("Zz"))
        return 0min;
    int sign = 1;
    if (scanner.takeAny("-"))
        sign = -1;
    else if (!scanner.takeAny("+"))
        return std::nullopt;
    const std::optional<int> hours = scanner.takeNumber(2, 2);
    if (!hours || *hours > 23)
        return std::nullopt;
    scanner.takeAny(":");
    const int minutes = scanner.takeNumber(2, 2).value_or(0);
    if (minutes > 59)
        return std::nullopt;
    return sign * (std::chrono::hours(*hours) + std::chrono::minutes(minutes));
}

void readPenalty(YamlMap& yaml, ContestFile& file)
{
    std::string key;
    std::optional<std::string> text;
    for (const char* name : {"penalty_time", "penalty-time", "penalty"}) {
        if (!text)
            text = yaml.text(key = name);
    }
    if (!text)
        return;
    const std::optional<double> minutes = numberFrom(*text);
    const std::optional<std::chrono::seconds> duration = parseDuration(*text);
    if (minutes && *minutes >= 0 && *minutes <= 100'000)
        file.penaltyTime = std::chrono::minutes(static_cast<int>(*minutes));
    else if (duration)
        file.penaltyTime = std::chrono::duration_cast<std::chrono::minutes>(*duration);
    else
        yaml.error(key, "expected minutes, e.g. 20, or h:mm:ss, found " + files::quoted(*text));
}

void readTimes(YamlMap& yaml, ContestFile& file)
{
    for (const char* key : {"start_time", "start-time"}) {
        const auto text = yaml.text(key);
        if (!text || file.startTime)
            continue;
        file.startTime = parseStartTime(*text);
        if (!file.startTime)
            yaml.error(key, "expected a time with its zone, e.g. 2026-11-21T09:30:00+01:00, found " +
                                files::quoted(*text));
    }
    if (const auto text = yaml.text("duration")) {
        file.duration = parseDuration(*text);
        if (!file.duration)
            yaml.error("duration",
                       "expected hours, minutes and seconds, e.g. 5:00:00, found " + files::quoted(*text));
    }
}

/// The Contest API's scoreboard_type says how results are counted; our own section may say otherwise.
void readScoreboardType(YamlMap& yaml, ContestFile& file)
{
    const auto type = yaml.text("scoreboard_type");
    if (type == "score")
        file.mode = model::RankingMode::Sum;
    else if (type == "pass-fail")
        file.mode = model::RankingMode::Icpc;
    else if (type)
        yaml.warning("scoreboard_type", "expected pass-fail or score, found " + files::quoted(*type));
}

void readOwnSection(YamlMap& own, ContestFile& file)
{
    if (const auto mode = own.text("mode")) {
        if (const std::optional<model::RankingMode> named = model::rankingModeNamed(*mode))
            file.mode = named;
        else
            own.error("mode", "expected " + std::string(model::kRankingModeNames) + ", found " +
                                  files::quoted(*mode));
    }
    file.submissionPattern = own.text("submissions").value_or("");
    file.stopAtFirstFailure = own.boolean("stop_at_first_failure").value_or(false);
    if (const auto python = own.text("python")) {
        file.python = model::pythonInterpreterNamed(*python);
        if (!file.python)
            own.error("python", "expected pypy or cpython, found " + files::quoted(*python));
    }
    file.problemSettings = readProblemSettings(own);
    own.warnUnknown("; known are mode, submissions, stop_at_first_failure, python and problems");
}

std::string textOf(const YAML::Node& map, std::initializer_list<const char*> keys)
{
    for (const char* key : keys) {
        for (const auto& item : map) {
            if (item.first.IsScalar() && item.first.Scalar() == key && item.second.IsScalar() &&
                !item.second.Scalar().empty())
                return item.second.Scalar();
        }
    }
    return {};
}

/// `list` as it stands in contest.yaml, problems.yaml (a list) or problemset.yaml (under "problems").
void readList(const YAML::Node& list, const std::string& shownAs, ContestFile& file)
{
    const auto complain = [&](const YAML::Node& node, std::string message) {
        file.diagnostics.push_back({Diagnostic::Level::Error,
                                    shownAs + ":" + std::to_string(node.Mark().line + 1) + " (problems)",
                                    std::move(message)});
    };
    if (!list.IsSequence()) {
        complain(list, "expected a list of problems (\"- id: hello\")");
        return;
    }
    for (const YAML::Node& item : list) {
        ContestFile::ListedProblem problem;
        if (item.IsScalar())
            problem.id = item.Scalar();
        else if (item.IsMap())
            problem.id = textOf(item, {"id", "short-name", "short_name"});
        if (problem.id.empty()) {
            complain(item, "expected an id, the name of the problem's folder");
            continue;
        }
        const bool twice = std::any_of(file.problems.begin(), file.problems.end(),
                                       [&](const auto& other) { return other.id == problem.id; });
        if (twice) {
            complain(item, "the problem " + files::quoted(problem.id) + " is listed twice");
            continue;
        }
        if (item.IsMap()) {
            problem.label = toUtf8(textOf(item, {"label", "letter"}));
            problem.name = toTitle(textOf(item, {"name"}));
            problem.color = normalisedColor(textOf(item, {"rgb"}));
            if (problem.color.empty())
                problem.color = normalisedColor(textOf(item, {"color"}));
        }
        file.problems.push_back(std::move(problem));
    }
}

/// contest.yaml, or contest.json, which is YAML too; empty where there is neither.
std::string settingsIn(const std::filesystem::path& contest)
{
    for (const char* name : {"contest.yaml", "contest.yml", "contest.json"}) {
        std::error_code code;
        if (std::filesystem::exists(std::filesystem::symlink_status(contest / name, code)))
            return name;
    }
    return {};
}

constexpr const char* kProblemLists[] = {"problems.yaml", "problems.json", "problemset.yaml"};

void readProblemList(const std::filesystem::path& folder, const std::string& shownFolder, ContestFile& file)
{
    for (const char* name : kProblemLists) {
        std::error_code code;
        if (!file.problems.empty() || !std::filesystem::exists(folder / name, code))
            continue;
        const std::string shown = shownFolder + name;
        std::optional<YAML::Node> node = YamlMap::loadNode(folder / name, shown, file.diagnostics);
        if (!node || node->IsNull())
            continue;
        if (node->IsMap()) {
            YamlMap map(*node, shown, "", file.diagnostics);
            const YAML::Node list = map.take("problems");
            if (list.IsDefined())
                readList(list, shown, file);
        } else {
            readList(*node, shown, file);
        }
    }
}

bool hasProblemList(const std::filesystem::path& folder)
{
    return std::any_of(std::begin(kProblemLists), std::end(kProblemLists), [&](const char* name) {
        std::error_code code;
        return std::filesystem::exists(folder / name, code);
    });
}

bool recognises(const ContestPlace& place)
{
    return !settingsIn(place.contest).empty() || hasProblemList(place.contest) ||
           hasProblemList(place.problems);
}

void readContestSettings(const std::filesystem::path& contest, const std::string& settings, ContestFile& file)
{
    auto yaml = YamlMap::load(contest / settings, settings, file.diagnostics);
    if (!yaml)
        return;
    const std::string formal = yaml->text("formal_name").value_or("");
    const std::string name = yaml->text("name").value_or("");
    file.name = toTitle(formal.empty() ? name : formal);
    readTimes(*yaml, file);
    readPenalty(*yaml, file);
    readScoreboardType(*yaml, file);
    // "problemset" as older contest control systems wrote it.
    for (const char* key : {"problems", "problemset"}) {
        const YAML::Node list = yaml->take(key);
        if (list.IsDefined() && file.problems.empty())
            readList(list, settings, file);
    }
    if (auto own = yaml->map("assize"))
        readOwnSection(*own, file);
    // Keys of other tools are none of our business, unless they are slips of keys that are.
    yaml->ignore({"id", "shortname", "short_name", "end_time", "logo", "banner", "scoreboard_freeze_duration",
                  "scoreboard_freeze_length", "scoreboard_thaw_time"});
    yaml->warnNearMisses();
}

void readContestYaml(const ContestPlace& place, ContestFile& file)
{
    if (const std::string settings = settingsIn(place.contest); !settings.empty())
        readContestSettings(place.contest, settings, file);
    readProblemList(place.contest, "", file);
    if (place.problems != place.contest)
        readProblemList(place.problems, place.problems.filename().native() + "/", file);
}

} // namespace

std::optional<std::chrono::system_clock::time_point> parseStartTime(std::string_view text)
{
    Scanner scanner(text);
    const auto year = scanner.takeNumber(4, 4);
    const bool dash = scanner.takeAny("-");
    const auto month = scanner.takeNumber(2, 2);
    const bool second = scanner.takeAny("-");
    const auto day = scanner.takeNumber(2, 2);
    const bool divider = scanner.takeAny("Tt ");
    const auto hour = scanner.takeNumber(2, 2);
    const bool colon = scanner.takeAny(":");
    const auto minute = scanner.takeNumber(2, 2);
    if (!year || !dash || !month || !second || !day || !divider || !hour || !colon || !minute)
        return std::nullopt;
    int seconds = 0;
    if (scanner.takeAny(":")) {
        const auto value = scanner.takeNumber(2, 2);
        if (!value)
            return std::nullopt;
        seconds = *value;
        if (scanner.takeAny("."))
            scanner.skipDigits();
    }
    scanner.takeAny(" ");
    const std::optional<std::chrono::minutes> zone = takeZone(scanner);
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    // A clock in nanoseconds ends in the year 2262 and begins in 1677.
    const bool representable = *year >= 1700 && *year <= 2200;
    if (!zone || !scanner.atEnd() || !date.ok() || !representable || *hour > 23 || *minute > 59 ||
        seconds > 60)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(seconds) - *zone;
}

std::optional<std::chrono::seconds> parseDuration(std::string_view text)
{
    Scanner scanner(text);
    const auto hours = scanner.takeNumber(1, 4);
    const bool colon = scanner.takeAny(":");
    const auto minutes = scanner.takeNumber(2, 2);
    if (!hours || !colon || !minutes || *minutes > 59)
        return std::nullopt;
    int seconds = 0;
    if (scanner.takeAny(":")) {
        const auto value = scanner.takeNumber(2, 2);
        if (!value || *value > 59)
            return std::nullopt;
        seconds = *value;
        if (scanner.takeAny("."))
            scanner.skipDigits();
    }
    if (!scanner.atEnd())
        return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(seconds);
}

const ContestReader& contestYamlReader()
{
    static constexpr ContestReader reader{"a contest with contest.yaml", recognises, readContestYaml};
    return reader;
}

} // namespace assize::package
