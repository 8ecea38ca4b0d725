// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/data_settings.h"

#include "files/read.h"

#include <algorithm>
#include <array>
#include <set>

namespace assize::package {
namespace {

/// A text or a list of words for all validators; a map from names to them; or legacy's map with `name` and
/// `flags`.
std::optional<ValidatorFlags> flagsOf(YamlMap& yaml, std::string_view key)
{
    const YAML::Node node = yaml.take(key);
    if (!node.IsDefined())
        return std::nullopt;
    ValidatorFlags flags;
    if (!node.IsMap()) {
        auto words = yaml.words(key);
        if (!words)
            return std::nullopt;
        flags.all = std::move(*words);
        return flags;
    }
    YamlMap map = *yaml.map(key);
    const std::vector<std::string> keys = map.keys();
    const bool legacy =
        std::all_of(keys.begin(), keys.end(), [](const auto& k) { return k == "name" || k == "flags"; });
    if (legacy) {
        const auto words = map.words("flags").value_or(std::vector<std::string>{});
        if (const auto name = map.text("name"))
            flags.byName[*name] = words;
        else
            flags.all = words;
        return flags;
    }
    for (const std::string& name : keys)
        flags.byName[name] = map.words(name).value_or(std::vector<std::string>{});
    return flags;
}

std::optional<ValidatorFlags> flagsOf(YamlMap& yaml, std::string_view key, std::string_view otherKey)
{
    std::optional<ValidatorFlags> flags = flagsOf(yaml, key);
    std::optional<ValidatorFlags> other = flagsOf(yaml, otherKey);
    return flags ? flags : other;
}

/// The types that 2025-09 asks of values that are read in other types as well, or not at all.
void checkTypes(YamlMap& yaml)
{
    for (const char* key : {"args", "input_validator_args", "output_validator_args", "static_validator_args",
                            "input_visualizer_args", "output_visualizer_args"}) {
        const YAML::Node node = yaml.take(key);
        if (node.IsDefined() && node.IsScalar())
            yaml.warning(key, "the 2025-09 format asks for a list of texts here; this text is split at its "
                              "blanks. Write it as [first, second].");
    }
    const YAML::Node feedback = yaml.take("full_feedback");
    bool value = false;
    if (feedback.IsDefined() && !(feedback.IsScalar() && YAML::convert<bool>::decode(feedback, value)))
        yaml.warning("full_feedback", "expected true or false; it is not used here");
    for (const char* key : {"max_score", "static_validation_score"}) {
        const YAML::Node node = yaml.take(key);
        const std::optional<Decimal> score =
            node.IsDefined() && node.IsScalar() ? decimalFrom(node.Scalar()) : std::nullopt;
        if (score && score->toString().find('.') != std::string::npos)
            yaml.warning(key, "the 2025-09 format asks for a whole number; " + score->toString() +
                                  " is used here");
    }
}

/// Names of flags of the other edition of the format, for groups as for single tests.
void tellOfOtherFlags(YamlMap& yaml, Edition edition)
{
    const bool legacy = edition == Edition::Legacy;
    for (const char* kind : {"input_validator", "output_validator"}) {
        const std::string other = std::string(kind) + (legacy ? "_args" : "_flags");
        if (yaml.take(other).IsDefined())
            yaml.warning(other, (legacy ? "the legacy format calls it " : "since 2025-09 it is called ") +
                                    std::string(kind) + (legacy ? "_flags" : "_args") +
                                    "; it is read here, other judges do not heed it");
    }
}

constexpr std::array<const char*, 6> kLegacyGradingKeys = {"on_reject",    "grading",      "grader_flags",
                                                           "accept_score", "reject_score", "range"};
constexpr std::array<const char*, 5> kNewGradingKeys = {"max_score", "score_aggregation", "require_pass",
                                                        "static_validation_score", "static_validator_args"};

/// Keys of a group that the other edition of the format has.
void tellOfOtherGrading(YamlMap& yaml, Edition edition)
{
    const auto isThere = [&](const char* key) { return yaml.take(key).IsDefined(); };
    if (edition == Edition::Legacy) {
        for (const char* key : kNewGradingKeys) {
            if (isThere(key))
                yaml.warning(key, "a key of the 2025-09 format, and not used: the legacy format has "
                                  "accept_score, range and grader_flags");
        }
        return;
    }
    for (const char* key : kLegacyGradingKeys) {
        if (isThere(key))
            yaml.warning(key, "a key of the legacy format, which other judges do not heed here; it is used "
                              "only while no test_group.yaml has score_aggregation, max_score or other keys "
                              "of 2025-09. Those two say what it was to say.");
    }
    if (isThere("scoring"))
        yaml.warning("scoring", "a key of drafts; it is read here. Since 2025-09 max_score and "
                                "score_aggregation stand without it.");
}

void readFlags(YamlMap& yaml, DataSettings& settings)
{
    settings.inputFlags = flagsOf(yaml, "input_validator_args", "input_validator_flags");
    settings.outputFlags = flagsOf(yaml, "output_validator_args", "output_validator_flags");
    settings.arguments = yaml.words("args");
    yaml.ignore({"input_visualizer_args", "output_visualizer_args", "full_feedback"});
}

void readMaxScore(YamlMap& yaml, DataSettings& settings)
{
    const YAML::Node node = yaml.take("max_score");
    settings.unbounded = node.IsDefined() && node.IsScalar() && node.Scalar() == "unbounded";
    if (settings.unbounded)
        return;
    settings.maxScore = yaml.decimal("max_score");
    if (settings.maxScore && *settings.maxScore < 0) {
        yaml.error("max_score", "expected a score that is not negative, or \"unbounded\"");
        settings.maxScore.reset();
    }
}

void readNewGrading(YamlMap& yaml, DataSettings& settings)
{
    readMaxScore(yaml, settings);
    settings.aggregation = yaml.text("score_aggregation");
    settings.requiredGroups = yaml.words("require_pass").value_or(std::vector<std::string>{});
    settings.staticFlags = yaml.words("static_validator_args").value_or(std::vector<std::string>{});
    const YAML::Node score = yaml.take("static_validation_score");
    settings.hasStaticTest = score.IsDefined();
    if (score.IsDefined() && !(score.IsScalar() && score.Scalar() == "pass-fail"))
        settings.staticScore = yaml.decimal("static_validation_score").value_or(0);
    if (!settings.hasStaticTest && !settings.staticFlags.empty())
        yaml.warning("static_validator_args",
                     "without static_validation_score the static validator does not judge here");
}

/// `scoring` of early drafts, whose own max_score and aggregation mean the same as those of today.
void readDraftScoring(YamlMap& yaml, DataSettings& settings)
{
    const YAML::Node node = yaml.take("scoring");
    if (!node.IsDefined())
        return;
    auto scoring = yaml.map("scoring");
    if (!scoring)
        return;
    settings.testScore = scoring->decimal("score");
    if (const auto aggregation = scoring->text("aggregation"))
        settings.aggregation = aggregation;
    if (const auto maximum = scoring->decimal("max_score"))
        settings.maxScore = maximum;
    scoring->warnUnknown("");
}

void warnOfGroupKey(YamlMap& yaml, const char* key, const std::string& place)
{
    if (yaml.take(key).IsDefined())
        yaml.warning(key, "not used: a key of " + place + ", not of a single test");
}

void expectOneOf(YamlMap& yaml, std::string_view key, std::optional<std::string>& value,
                 const std::set<std::string_view>& choices)
{
    if (!value || choices.count(*value) > 0)
        return;
    std::string list;
    for (const std::string_view choice : choices)
        list += (list.empty() ? "" : ", ") + std::string(choice);
    yaml.error(key, "expected one of " + list + ", found " + files::quoted(*value));
    value.reset();
}

} // namespace

DataSettings groupSettings(YamlMap& yaml, Edition edition)
{
    DataSettings settings;
    readFlags(yaml, settings);
    settings.onReject = yaml.text("on_reject");
    settings.grading = yaml.text("grading");
    settings.graderFlags = yaml.words("grader_flags");
    settings.acceptScore = yaml.decimal("accept_score");
    settings.rejectScore = yaml.decimal("reject_score");
    if (const YAML::Node range = yaml.take("range"); range.IsDefined()) {
        const auto words = yaml.words("range");
        settings.range = words && words->size() == 2 ? (*words)[0] + " " + (*words)[1] : std::string();
        std::string problem;
        scoreRangeFrom(*settings.range, problem);
        if (words && !problem.empty()) {
            yaml.error("range", problem);
            settings.range.reset();
        }
    }
    readNewGrading(yaml, settings);
    readDraftScoring(yaml, settings);
    // The names that the keys had before the first version.
    if (settings.onReject == "first_error")
        settings.onReject = "break";
    if (settings.onReject == "grade" || settings.onReject == "worst_error")
        settings.onReject = "continue";
    expectOneOf(yaml, "on_reject", settings.onReject, {"break", "continue"});
    expectOneOf(yaml, "grading", settings.grading, {"default", "custom"});
    expectOneOf(yaml, "score_aggregation", settings.aggregation, {"pass-fail", "sum", "min"});
    if (edition == Edition::Current) {
        checkTypes(yaml);
        for (const char* key : {"hint", "description"}) {
            if (yaml.take(key).IsDefined())
                yaml.warning(key, "not used: a key of the .yaml file of a single test, not of a group");
        }
    }
    if (edition != Edition::Draft) {
        tellOfOtherFlags(yaml, edition);
        tellOfOtherGrading(yaml, edition);
    }
    yaml.ignore({"hint", "description"});
    yaml.warnUnknown("");
    return settings;
}

DataSettings testSettings(YamlMap& yaml, Edition edition)
{
    DataSettings settings;
    readFlags(yaml, settings);
    if (edition == Edition::Current) {
        checkTypes(yaml);
        for (const char* key : {"hint", "description"}) {
            const YAML::Node node = yaml.take(key);
            if (node.IsDefined() && !node.IsScalar())
                yaml.warning(key, "expected a text; it is not used here");
        }
        for (const char* key : kNewGradingKeys)
            warnOfGroupKey(yaml, key, "test_group.yaml");
        for (const char* key : kLegacyGradingKeys)
            warnOfGroupKey(yaml, key, "a group's testdata.yaml in the legacy format");
        warnOfGroupKey(yaml, "scoring", "a group in drafts of the format");
        tellOfOtherFlags(yaml, edition);
    }
    yaml.ignore({"hint", "description"});
    yaml.warnUnknown("");
    return settings;
}

std::optional<model::Grading::ScoreRule> scoreRuleNamed(std::string_view flag)
{
    using Rule = model::Grading::ScoreRule;
    if (flag == "sum")
        return Rule::Sum;
    if (flag == "avg")
        return Rule::Average;
    if (flag == "min")
        return Rule::Minimum;
    if (flag == "max")
        return Rule::Maximum;
    return std::nullopt;
}

std::optional<model::ScoreRange> scoreRangeFrom(std::string_view text, std::string& problem)
{
    const std::vector<std::string> words = splitWords(text);
    const auto end = [](const std::string& word, Decimal& value) {
        if (word == "inf" || word == "+inf" || word == "infinity")
            value = kNoScoreIsAbove;
        else if (word == "-inf" || word == "-infinity")
            value = kNoScoreIsBelow;
        else if (const auto number = decimalFrom(word))
            value = *number;
        else
            return false;
        return true;
    };
    model::ScoreRange range;
    if (words.size() != 2 || !end(words[0], range.low) || !end(words[1], range.high) ||
        range.low > range.high) {
        problem = "expected two numbers, the lowest and the highest score, e.g. \"0 100\" or \"0 +inf\"";
        return std::nullopt;
    }
    if (range.low == kNoScoreIsBelow && range.high == kNoScoreIsAbove)
        return std::nullopt;
    return range;
}

} // namespace assize::package
