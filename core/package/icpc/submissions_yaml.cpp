// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/submissions_yaml.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"
#include "package/common/yaml_file.h"
#include "package/icpc/expectations.h"
#include "package/icpc/languages.h"

#include <algorithm>
#include <set>

namespace assize::package {
namespace {

using model::Verdict;

constexpr const char* kFile = "submissions/submissions.yaml";
constexpr std::string_view kFolder = "submissions/";
constexpr std::size_t kMostRules = 10'000;
constexpr std::size_t kLongestPattern = 1000;
/// Bytes of patterns times submissions: about a second of comparing.
constexpr std::size_t kMostComparisons = 10'000'000;

bool holds(const std::vector<Verdict>& verdicts, Verdict verdict)
{
    return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end();
}

std::vector<Verdict> verdictsOf(YamlMap& yaml, std::string_view key)
{
    std::vector<Verdict> result;
    const auto words = yaml.words(key);
    for (std::string word : words.value_or(std::vector<std::string>{})) {
        word.erase(std::remove(word.begin(), word.end(), ','), word.end());
        const auto verdict = verdictNamed(word);
        if (!verdict) {
            yaml.error(key, "expected AC, WA, TLE or RTE, found " + files::quoted(headOf(word, 60)) +
                                "; the key is ignored");
            return {};
        }
        if (!holds(result, *verdict))
            result.push_back(*verdict);
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<model::ScoreRange> scoreOf(YamlMap& yaml)
{
    const YAML::Node node = yaml.take("score");
    if (!node.IsDefined())
        return std::nullopt;
    const auto words = yaml.words("score").value_or(std::vector<std::string>{});
    const auto low = words.empty() ? std::nullopt : decimalFrom(words.front());
    const auto high = words.empty() ? std::nullopt : decimalFrom(words.back());
    if (words.size() > 2 || !low || !high || *low > *high) {
        yaml.error("score", "expected a number, or a list of the lowest and the highest; ignored");
        return std::nullopt;
    }
    return model::ScoreRange{*low, *high};
}

SubmissionRule::TimeLimit timeLimitOf(YamlMap& yaml)
{
    const std::string use = yaml.text("use_for_time_limit").value_or("true");
    if (use == "lower")
        return SubmissionRule::TimeLimit::Lower;
    if (use == "upper")
        return SubmissionRule::TimeLimit::Upper;
    if (use == "false" || use == "False" || use == "no")
        return SubmissionRule::TimeLimit::No;
    if (use != "true" && use != "True" && use != "yes")
        yaml.error("use_for_time_limit", "expected true, false, lower or upper; ignored");
    return SubmissionRule::TimeLimit::ByVerdicts;
}

/// A key that means nothing here, and so says nothing of a submission any more.
void tellUnknown(YamlMap& yaml, const std::string& key)
{
    const std::optional<std::string> meant = yaml.knownNear(key);
    const std::string message = files::quoted(headOf(key, 60)) + " is no key" +
                                (meant ? "; meant " + *meant + "?"
                                       : ", and no rules for a group or test of this name; it is ignored");
    if (meant == "authors" || meant == "model_solution")
        yaml.warning(key, message);
    else
        yaml.error(key, message);
}

void readBelow(YamlMap& yaml, SubmissionRule& rule)
{
    static const std::vector<std::string_view> known = {"language",       "entrypoint", "authors",
                                                        "model_solution", "permitted",  "required",
                                                        "score",          "message",    "use_for_time_limit"};
    for (const std::string& key : yaml.keys()) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            continue;
        const YAML::Node node = yaml.take(key);
        if (node.IsDefined() && !node.IsMap()) {
            tellUnknown(yaml, key);
            continue;
        }
        if (!node.IsDefined() || key.size() > kLongestPattern)
            continue;
        YamlMap map = *yaml.map(key);
        model::Expectation expectation;
        expectation.permitted = verdictsOf(map, "permitted");
        expectation.required = verdictsOf(map, "required");
        expectation.score = scoreOf(map);
        expectation.message = map.text("message").value_or("");
        map.ignore({"use_for_time_limit"});
        const std::vector<std::string> unknown = map.unknownKeys();
        for (const std::string& one : unknown)
            tellUnknown(map, one);
        rule.below.emplace_back(key, std::move(expectation));
    }
}

SubmissionRule ruleOf(const std::string& pattern, YamlMap& yaml)
{
    SubmissionRule rule;
    rule.pattern = pattern;
    rule.glob = Glob(pattern);
    rule.permitted = verdictsOf(yaml, "permitted");
    rule.required = verdictsOf(yaml, "required");
    rule.score = scoreOf(yaml);
    rule.message = yaml.text("message").value_or("");
    rule.timeLimit = timeLimitOf(yaml);
    if (const auto code = yaml.text("language")) {
        const auto language = languageOfCode(*code);
        if (language)
            rule.language = *language;
        else
            yaml.warning("language", files::quoted(headOf(*code, 60)) +
                                         " is no language code of the package format; ignored");
    }
    rule.entryPoint = yaml.text("entrypoint").value_or("");
    yaml.ignore({"authors", "model_solution"});
    readBelow(yaml, rule);
    return rule;
}

/// Combines the expectations of a submission's folder and of all rules that match it.
class Combination
{
public:
    Combination(Reading& reading, model::JurySubmission& submission)
        : m_reading(reading), m_submission(submission)
    {
    }

    void add(const SubmissionRule& rule)
    {
        permit(rule.permitted);
        require(rule.required);
        if (rule.timeLimit == SubmissionRule::TimeLimit::Lower)
            permit({Verdict::AC, Verdict::WA, Verdict::RTE});
        if (rule.timeLimit == SubmissionRule::TimeLimit::Upper)
            require({Verdict::TLE});
        bound(rule);
        addScore(rule.score);
        addMessage(rule.message);
        if (!rule.language.empty())
            m_submission.language = rule.language;
        if (!rule.entryPoint.empty())
            m_submission.entryPoint = rule.entryPoint;
        m_submission.below.insert(m_submission.below.end(), rule.below.begin(), rule.below.end());
    }

private:
    void bound(const SubmissionRule& rule)
    {
        using Use = SubmissionRule::TimeLimit;
        const bool byVerdicts = rule.timeLimit == Use::ByVerdicts;
        if (rule.timeLimit == Use::Lower ||
            (byVerdicts && !rule.permitted.empty() && !holds(rule.permitted, Verdict::TLE)))
            m_submission.forTimeLimit = true;
        if (rule.timeLimit == Use::Upper || (byVerdicts && rule.required == std::vector{Verdict::TLE}))
            m_submission.mustExceedTimeLimit = true;
    }

    void permit(const std::vector<Verdict>& permitted)
    {
        if (permitted.empty())
            return;
        if (m_submission.permitted.empty()) {
            m_submission.permitted = permitted;
            return;
        }
        std::vector<Verdict> both;
        for (const Verdict verdict : m_submission.permitted) {
            if (holds(permitted, verdict))
                both.push_back(verdict);
        }
        if (both.empty())
            m_reading.warning(kFile, "no verdict is permitted by all rules for " +
                                         files::quoted(m_submission.file) + "; the first one holds");
        else
            m_submission.permitted = both;
    }

    void require(const std::vector<Verdict>& required)
    {
        if (required.empty() || required == m_submission.required)
            return;
        if (m_submission.required.empty())
            m_submission.required = required;
        else
            m_submission.below.emplace_back("*", model::Expectation{{}, required});
    }

    void addScore(const std::optional<model::ScoreRange>& score)
    {
        if (!score)
            return;
        if (m_submission.score) {
            const model::ScoreRange both{std::max(m_submission.score->low, score->low),
                                         std::min(m_submission.score->high, score->high)};
            if (both.low > both.high)
                m_reading.warning(kFile, "no score is right by all rules for " +
                                             files::quoted(m_submission.file) + "; the last one holds");
            m_submission.score = both.low > both.high ? *score : both;
        } else {
            m_submission.score = score;
        }
    }

    void addMessage(const std::string& message)
    {
        if (message.empty() || message == m_submission.message)
            return;
        if (m_submission.message.empty())
            m_submission.message = message;
        else
            m_submission.below.emplace_back("*", model::Expectation{{}, {}, std::nullopt, message});
    }

    Reading& m_reading;
    model::JurySubmission& m_submission;
};

bool hasDefaults(const std::string& folder)
{
    static const std::vector<std::string_view> folders = {
        "accepted", "rejected", "wrong_answer", "time_limit_exceeded", "run_time_error", "brute_force"};
    return std::find(folders.begin(), folders.end(), folder) != folders.end();
}

/// The folder's expectation, as a rule, with the keys that replace it.
SubmissionRule folderRule(bool legacy, const SubmissionRules& rules, const model::JurySubmission& submission)
{
    using Use = SubmissionRule::TimeLimit;
    SubmissionRule rule;
    rule.permitted = submission.permitted;
    rule.required = submission.required;
    // Before 2025-09 only submissions in accepted/ bound the limit from below.
    const bool bounds = legacy ? submission.folder == "accepted" : hasDefaults(submission.folder);
    if (!bounds && rule.required != std::vector{Verdict::TLE})
        rule.timeLimit = Use::No;
    if (!hasDefaults(submission.folder))
        return rule;
    for (const SubmissionRule& given : rules) {
        if (given.pattern != submission.folder)
            continue;
        if (!given.permitted.empty())
            rule.permitted = given.permitted;
        if (!given.required.empty())
            rule.required = given.required;
        rule.score = given.score;
        rule.message = given.message;
        if (given.timeLimit != Use::ByVerdicts)
            rule.timeLimit = given.timeLimit;
        rule.language = given.language;
        rule.entryPoint = given.entryPoint;
        rule.below = given.below;
    }
    return rule;
}

void tellUnused(Reading& reading, const SubmissionRule& rule, const model::Problem& problem)
{
    std::vector<std::string_view> names;
    for (const model::JurySubmission& submission : problem.jurySubmissions) {
        names.push_back(std::string_view(submission.file).substr(kFolder.size()));
        names.push_back(submission.folder);
    }
    const std::string message = "no submission matches " + files::quoted(rule.pattern);
    if (const std::optional<std::string> meant = nearMatch(rule.pattern, names))
        reading.lost(reading.shown(kFile), message + "; meant " + *meant + "?");
    else
        reading.warning(kFile, message);
}

/// Tells of rules for groups and tests of which there are none.
void tellOfNothingBelow(Reading& reading, const SubmissionRules& rules, const model::Problem& problem)
{
    std::size_t bytes = 0;
    std::set<std::string> patterns;
    for (const SubmissionRule& rule : rules) {
        for (const auto& [pattern, expectation] : rule.below) {
            if (patterns.insert(pattern).second)
                bytes += pattern.size();
        }
    }
    if (bytes * problem.testCases.size() > kMostComparisons)
        return;
    for (const std::string& pattern : patterns) {
        const Glob glob(pattern);
        const auto covered = [&glob](const auto& item) { return glob.covers(item.id); };
        if (std::none_of(problem.testCases.begin(), problem.testCases.end(), covered) &&
            std::none_of(problem.groups.begin(), problem.groups.end(), covered))
            reading.warning(kFile, "no group or test matches " + files::quoted(pattern) +
                                       "; what is said of it holds nothing");
    }
}

} // namespace

SubmissionRules readSubmissionsYaml(Reading& reading)
{
    SubmissionRules rules;
    Diagnostics told;
    const Result<std::filesystem::path> path = files::resolveBelow(reading.folder / kFile, reading.boundary);
    std::optional<YamlMap> yaml;
    if (path)
        yaml = YamlMap::load(*path, reading.shown(kFile), told);
    else
        reading.lost(reading.shown(kFile), path.error().message);
    if (yaml) {
        for (const std::string& pattern : yaml->keys()) {
            const YAML::Node node = yaml->take(pattern);
            if (!node.IsDefined())
                continue;
            std::optional<YamlMap> map = yaml->map(pattern);
            if (!map || pattern.size() > kLongestPattern)
                continue;
            if (rules.size() >= kMostRules) {
                reading.warning(kFile, "there are more than " + std::to_string(kMostRules) +
                                           " rules; the rest is ignored");
                break;
            }
            rules.push_back(ruleOf(pattern, *map));
        }
    }
    for (Diagnostic& diagnostic : told) {
        if (diagnostic.level == Diagnostic::Level::Error)
            reading.lost(std::move(diagnostic.where), std::move(diagnostic.message));
        else
            reading.diagnostics.push_back(std::move(diagnostic));
    }
    return rules;
}

void applySubmissionRules(Reading& reading, bool legacy, const SubmissionRules& rules,
                          model::Problem& problem)
{
    std::size_t bytes = 0;
    for (const SubmissionRule& rule : rules)
        bytes += rule.pattern.size();
    if (bytes * problem.jurySubmissions.size() > kMostComparisons) {
        reading.warning(kFile, "there are too many rules for so many submissions; none is used");
        return applySubmissionRules(reading, legacy, {}, problem);
    }
    std::vector<bool> used(rules.size());
    for (model::JurySubmission& submission : problem.jurySubmissions) {
        const SubmissionRule byFolder = folderRule(legacy, rules, submission);
        submission.permitted.clear();
        submission.required.clear();
        Combination combination(reading, submission);
        combination.add(byFolder);
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (!rules[i].glob.covers(std::string_view(submission.file).substr(kFolder.size())))
                continue;
            used[i] = true;
            if (!(hasDefaults(submission.folder) && rules[i].pattern == submission.folder))
                combination.add(rules[i]);
        }
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!used[i])
            tellUnused(reading, rules[i], problem);
    }
    tellOfNothingBelow(reading, rules, problem);
}

} // namespace assize::package
