// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/problem_yaml.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/time_limit.h"
#include "package/yaml_file.h"

#include <cmath>

namespace assize::package {
namespace {

constexpr std::string_view kThisVersion =
    "this version of Assize judges pass-fail packages with the default or their own output validators only";

/// The value in bytes of a limit in units of `unit` bytes.
std::optional<std::uint64_t> size(YamlMap& limits, std::string_view key, std::uint64_t unit)
{
    // 1 TiB: anything larger is a slip of the pen.
    const double maximum = static_cast<double>((1ULL << 40) / unit);
    const std::optional<double> value = limits.number(key, 0, maximum);
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
    const std::optional<double> value = limits.number(key, kShortestTimeLimit, kLongestTimeLimit);
    if (!value)
        return std::nullopt;
    return nanosecondsFrom(*value);
}

void setSeconds(YamlMap& limits, std::string_view key, std::chrono::nanoseconds& target)
{
    if (const auto value = seconds(limits, key))
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
    if (const auto value = limits.number("time_multiplier", 1, 1000))
        result.timeLimitRule.multiplier = *value;
    if (const auto value = limits.number("time_safety_margin", 1, 1000))
        result.timeLimitRule.safetyMargin = *value;
    if (auto multipliers = limits.map("time_multipliers")) {
        if (const auto value = multipliers->number("ac_to_time_limit", 1, 1000))
            result.timeLimitRule.multiplier = *value;
        if (const auto value = multipliers->number("time_limit_to_tle", 1, 1000))
            result.timeLimitRule.safetyMargin = *value;
        multipliers->warnUnknown("");
    }
    limits.ignore({"validation_passes"});
    limits.warnUnknown("; see \"limits\" in the package format for those there are");
}

std::string nameFrom(YamlMap& yaml, bool legacy)
{
    const YAML::Node node = yaml.take("name");
    if (!node.IsDefined())
        return {};
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

void checkType(YamlMap& yaml)
{
    for (const std::string& type : yaml.words("type").value_or(std::vector<std::string>{})) {
        if (type != "pass-fail")
            yaml.error("type",
                       "this is a problem of type " + files::quoted(type) + "; " + std::string(kThisVersion));
    }
}

std::optional<bool> customValidation(YamlMap& yaml)
{
    const auto words = yaml.words("validation");
    if (!words || words->empty())
        return std::nullopt;
    if (words->front() != "default" && words->front() != "custom") {
        yaml.error("validation",
                   "expected \"default\" or \"custom\", found " + files::quoted(words->front()));
        return std::nullopt;
    }
    for (auto word = words->begin() + 1; word != words->end(); ++word) {
        std::string what = "the validation is " + files::quoted(*word);
        if (*word == "interactive")
            what = "this is an interactive problem";
        else if (*word == "multi-pass")
            what = "this is a multi-pass problem";
        else if (*word == "score")
            what = "the output validator gives scores";
        yaml.error("validation", what + "; " + std::string(kThisVersion));
    }
    return words->front() == "custom";
}

void readVersion(YamlMap& yaml, ProblemYaml& result)
{
    const std::string version = yaml.text("problem_format_version").value_or("legacy");
    result.legacy = version == "legacy" || version == "legacy-icpc";
    if (result.legacy)
        return;
    if (version != "2025-09" && version != "2025-09-draft" && version != "2023-07" &&
        version != "2023-07-draft") {
        yaml.error("problem_format_version",
                   "the version " + files::quoted(version) + " is not known; expected legacy or 2025-09");
        return;
    }
    // Defaults of the 2025-09 format.
    result.timeLimitRule.multiplier = 2.0;
    result.timeLimitRule.safetyMargin = 1.5;
}

void refuseWhatChangesPrograms(YamlMap& yaml)
{
    if (const YAML::Node constants = yaml.take("constants"); constants.IsDefined() && constants.size() > 0)
        yaml.error(
            "constants",
            "constants have to be put into the package's programs; this version of Assize does not do it");
    if (const YAML::Node languages = yaml.take("languages");
        languages.IsDefined() && !(languages.IsScalar() && languages.Scalar() == "all"))
        yaml.warning("languages", "the languages are not restricted by this version of Assize");
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
    result.name = toUtf8(nameFrom(*yaml, result.legacy));
    checkType(*yaml);
    result.customValidation = customValidation(*yaml);
    result.validatorFlags = yaml->words("validator_flags").value_or(std::vector<std::string>{});
    if (auto limits = yaml->map("limits"))
        readLimits(*limits, result);
    refuseWhatChangesPrograms(*yaml);
    yaml->ignore({"uuid", "author", "authors", "credits", "source", "source_url", "license", "rights_owner",
                  "keywords", "grading", "version", "embargo_until", "embargo-until", "allow_file_writing",
                  "statement", "libraries"});
    yaml->warnUnknown("; if it is a slip of the pen, correct it");
    return result;
}

} // namespace assize::package
