// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/problem_yaml.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/seconds.h"
#include "package/common/yaml_file.h"
#include "package/icpc/languages.h"
#include "package/icpc/problem_metadata.h"

#include <algorithm>
#include <cmath>

namespace assize::package {
namespace {

constexpr std::size_t kMostConstants = 1000;

/// The value in bytes of a limit in units of `unit` bytes.
std::optional<std::uint64_t> size(YamlMap& limits, std::string_view key, std::uint64_t unit)
{
    // 1 TiB: anything larger is a slip of the pen.
    const double maximum = static_cast<double>(1ULL << 40) / static_cast<double>(unit);
    const std::optional<double> value = limits.numberUpTo(key, 0, maximum);
    if (!value)
        return std::nullopt;
    const double bytes = std::floor(*value * static_cast<double>(unit));
    if (bytes < 1) {
        limits.error(key, "expected a size above 0");
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(bytes);
}

void setSize(YamlMap& limits, std::string_view key, std::uint64_t unit, std::uint64_t& target)
{
    if (const auto value = size(limits, key, unit))
        target = *value;
}

std::optional<std::chrono::nanoseconds> seconds(YamlMap& limits, std::string_view key)
{
    const std::optional<double> value = limits.numberUpTo(key, kShortestTimeLimit, kLongestTimeLimit);
    if (!value)
        return std::nullopt;
    return nanosecondsFrom(*value);
}

void setSeconds(YamlMap& limits, std::string_view key, std::chrono::nanoseconds& target)
{
    if (const auto value = seconds(limits, key))
        target = *value;
}

void setMultiplier(YamlMap& limits, std::string_view key, double& target)
{
    if (const auto value = limits.numberUpTo(key, 0.1, 1000))
        target = *value;
}

void readLimits(YamlMap& limits, ProblemYaml& result)
{
    constexpr std::uint64_t kMebi = 1 << 20;
    const auto memory = size(limits, "memory", kMebi);
    result.memoryGiven = memory.has_value();
    result.limits.memory = memory.value_or(result.limits.memory);
    const auto output = size(limits, "output", kMebi);
    result.outputGiven = output.has_value();
    result.limits.output = output.value_or(result.limits.output);
    setSize(limits, "code", 1 << 10, result.limits.source);
    setSize(limits, "compilation_memory", kMebi, result.limits.compileMemory);
    setSize(limits, "validation_memory", kMebi, result.limits.validationMemory);
    setSize(limits, "validation_output", kMebi, result.limits.validationOutput);
    setSeconds(limits, "compilation_time", result.limits.compileTime);
    setSeconds(limits, "validation_time", result.limits.validationTime);

    result.timeLimit = seconds(limits, "time_limit");
    result.timeLimitWhere = limits.where("time_limit");
    setSeconds(limits, "time_resolution", result.timeLimitRule.resolution);
    setMultiplier(limits, "time_multiplier", result.timeLimitRule.multiplier);
    setMultiplier(limits, "time_safety_margin", result.timeLimitRule.safetyMargin);
    if (auto multipliers = limits.map("time_multipliers")) {
        setMultiplier(*multipliers, "ac_to_time_limit", result.timeLimitRule.multiplier);
        setMultiplier(*multipliers, "time_limit_to_tle", result.timeLimitRule.safetyMargin);
        multipliers->warnUnknown("");
    }
    if (const auto value = limits.numberUpTo("validation_passes", 1, 10'000))
        result.validationPasses = static_cast<int>(*value);
    if (!result.legacy && !result.draft)
        checkLimits(limits, result);
    limits.warnUnknown("; see \"limits\" in the package format for those there are");
}

std::string nameFrom(YamlMap& yaml, bool legacy)
{
    const YAML::Node node = yaml.take("name");
    if (!node.IsDefined() || node.IsNull()) {
        if (!legacy)
            yaml.warning(
                "name",
                "the 2025-09 format asks for a name, which is missing; the folder's name is shown instead");
        return {};
    }
    if (node.IsScalar())
        return node.Scalar();
    if (!node.IsMap()) {
        yaml.warning("name",
                     "expected a text, or a text for each language; the folder's name is shown instead");
        return {};
    }
    std::string name;
    for (const auto& item : node) {
        if (!item.first.IsScalar() || !item.second.IsScalar())
            continue;
        if (name.empty() || item.first.Scalar() == "en")
            name = item.second.Scalar();
    }
    if (legacy)
        yaml.warning("name", "the legacy format expects one text here, found one for each language; " +
                                 files::quoted(name) + " is used");
    return name;
}

void readType(YamlMap& yaml, ProblemYaml& result)
{
    bool scoring = false;
    bool passFail = false;
    std::vector<std::string> others;
    for (const std::string& type : yaml.words("type").value_or(std::vector<std::string>{})) {
        if (type == "scoring")
            scoring = true;
        else if (type == "pass-fail")
            passFail = true;
        else if (type != "interactive" && type != "multi-pass" && type != "submit-answer")
            yaml.error("type", "the type " + files::quoted(headOf(type, 60)) +
                                   " is not known; expected pass-fail or scoring, and interactive, "
                                   "multi-pass or submit-answer");
        else if (std::find(others.begin(), others.end(), type) == others.end())
            others.push_back(type);
    }
    if (scoring && passFail)
        yaml.warning("type", "a problem is either pass-fail or scoring; it is judged as scoring");
    result.type = {scoring ? "scoring" : "pass-fail"};
    result.type.insert(result.type.end(), others.begin(), others.end());
}

void readValidation(YamlMap& yaml, ProblemYaml& result)
{
    const auto words = yaml.words("validation");
    if (!words || words->empty())
        return;
    if (words->front() != "default" && words->front() != "custom") {
        yaml.error("validation",
                   R"(expected "default" or "custom", found )" + files::quoted(headOf(words->front(), 60)));
        return;
    }
    result.customValidation = words->front() == "custom";
    for (auto word = words->begin() + 1; word != words->end(); ++word) {
        if (*word == "score") {
            result.validatorScores = true;
        } else if (*word == "interactive" || *word == "multi-pass") {
            if (!result.is(*word))
                result.type.push_back(*word);
        } else {
            yaml.error("validation", R"(expected "score", "interactive" or "multi-pass" after ")" +
                                         words->front() + "\", found " + files::quoted(headOf(*word, 60)));
        }
    }
    if (result.validatorScores && !*result.customValidation) {
        yaml.warning("validation", "the default output validator gives no scores; \"score\" is ignored");
        result.validatorScores = false;
    } else if (result.validatorScores && !result.is("scoring")) {
        yaml.warning("validation", "scores of a pass-fail problem's output validator are ignored");
    }
}

void readGrading(YamlMap& yaml, ProblemYaml& result)
{
    const YAML::Node node = yaml.take("grading");
    if (!node.IsDefined())
        return;
    if (!node.IsMap()) {
        yaml.warning("grading", "expected indented lines of the form \"key: value\" below it; ignored");
        return;
    }
    std::optional<YamlMap> grading = yaml.map("grading");
    result.grading.minimise = grading->text("objective").value_or("max") == "min";
    grading->ignore({"show_test_data_groups"});
    if (!result.legacy || !result.is("scoring")) {
        grading->ignore({"accept_score", "reject_score", "range", "on_reject"});
    } else {
        result.grading.acceptScore = grading->decimal("accept_score");
        result.grading.rejectScore = grading->decimal("reject_score");
        result.grading.range = grading->text("range");
        const std::string onReject = grading->text("on_reject").value_or("");
        if (onReject == "first_error" || onReject == "break")
            result.grading.onReject = "break";
        else if (onReject == "grade" || onReject == "continue")
            result.grading.onReject = "continue";
    }
    grading->warnUnknown("");
}

void addConstant(YamlMap& yaml, const std::string& name, const YAML::Node& value, ProblemYaml& result)
{
    if (!value.IsScalar()) {
        yaml.warning("constants",
                     "the constant " + files::quoted(headOf(name, 60)) + " has no single value; ignored");
        return;
    }
    result.constants.emplace_back(name, value.Scalar());
}

void readConstants(YamlMap& yaml, ProblemYaml& result)
{
    std::optional<YamlMap> constants = yaml.map("constants");
    if (!constants)
        return;
    for (const std::string& name : constants->keys()) {
        const YAML::Node value = constants->take(name);
        if (!value.IsDefined() || !value.IsMap()) {
            addConstant(yaml, name, value, result);
            addConstant(yaml, name + ".value", value, result);
            continue;
        }
        YamlMap variants = *constants->map(name);
        for (const std::string& variant : variants.keys()) {
            addConstant(yaml, std::string(name).append(1, '.').append(variant), variants.take(variant),
                        result);
            if (variant == "value")
                addConstant(yaml, name, variants.take(variant), result);
        }
    }
    if (!result.draft)
        checkConstants(*constants);
    if (result.constants.size() > kMostConstants)
        yaml.error("constants", "there are more than " + std::to_string(kMostConstants) + " constants");
}

/// 2025-09, "Problem timing": an explicit limit is a multiple of the resolution.
void checkResolution(const ProblemYaml& result, Diagnostics& diagnostics)
{
    if (result.legacy || !result.timeLimit)
        return;
    const std::chrono::nanoseconds resolution = result.timeLimitRule.resolution;
    const std::chrono::nanoseconds rest = *result.timeLimit % resolution;
    constexpr std::chrono::nanoseconds kRounding{10};
    if (rest <= kRounding || resolution - rest <= kRounding)
        return;
    diagnostics.push_back({Diagnostic::Level::Warning, result.timeLimitWhere,
                           "the 2025-09 format asks for a multiple of limits.time_resolution, which is " +
                               secondsText(resolution) + "; " + secondsText(*result.timeLimit) +
                               " is used. Set time_resolution to a part of it."});
}

void readVersion(YamlMap& yaml, ProblemYaml& result)
{
    const std::string version = yaml.text("problem_format_version").value_or("legacy");
    result.legacy = version == "legacy" || version == "legacy-icpc";
    result.draft = !result.legacy && version != "2025-09";
    if (result.legacy)
        return;
    if (version != "2025-09" && version != "2025-09-draft" && version != "2023-07" &&
        version != "2023-07-draft" && version != "draft") {
        yaml.error("problem_format_version",
                   "the version " + files::quoted(version) + " is not known; expected legacy or 2025-09");
        return;
    }
    // Defaults of the 2025-09 format.
    result.timeLimitRule.multiplier = 2.0;
    result.timeLimitRule.safetyMargin = 1.5;
}

void readLanguages(YamlMap& yaml, ProblemYaml& result)
{
    const std::string expected =
        "; expected all, or codes of the package format such as c, cpp, java, python3";
    const std::vector<std::string> codes = yaml.words("languages").value_or(std::vector<std::string>());
    bool anyKnown = codes.empty();
    for (const std::string& code : codes) {
        if (code == "all" || code == "All" || code == "ALL")
            return result.languages.clear();
        const std::optional<std::string> language = languageOfCode(code);
        anyKnown = anyKnown || language;
        // It may still be a language that is described on this machine.
        if (!language)
            yaml.warning("languages", files::quoted(code) + " is no language code" + expected);
        result.languages.push_back(language.value_or(code));
    }
    if (!anyKnown)
        yaml.error("languages", "nothing here is a language code" + expected);
}

} // namespace

ProblemYaml readProblemYaml(Reading& reading, const model::Limits& defaults)
{
    ProblemYaml result;
    result.limits = defaults;
    const std::filesystem::path path = reading.folder / "problem.yaml";
    std::error_code code;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, code)))
        return result;
    const Result<std::filesystem::path> resolved = files::resolveBelow(path, reading.boundary);
    if (!resolved) {
        reading.error("problem.yaml", resolved.error().message);
        return result;
    }
    std::optional<YamlMap> yaml =
        YamlMap::load(*resolved, reading.shown("problem.yaml"), reading.diagnostics);
    if (!yaml)
        return result;

    readVersion(*yaml, result);
    result.name = toTitle(nameFrom(*yaml, result.legacy));
    readType(*yaml, result);
    readValidation(*yaml, result);
    if (result.is("submit-answer") && (result.is("interactive") || result.is("multi-pass")))
        yaml->error("type", "answers that are submitted cannot be interactive or multi-pass");
    result.validatorFlags = yaml->words("validator_flags").value_or(std::vector<std::string>{});
    if (auto limits = yaml->map("limits"))
        readLimits(*limits, result);
    readGrading(*yaml, result);
    if (!result.legacy)
        readConstants(*yaml, result);
    readLanguages(*yaml, result);
    checkResolution(result, reading.diagnostics);
    checkMetadata(reading, *yaml, result);
    yaml->warnUnknown("; if it is a slip of the pen, correct it");
    return result;
}

} // namespace assize::package
