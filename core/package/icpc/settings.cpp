// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/settings.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/color.h"
#include "package/icpc/domjudge_ini.h"
#include "package/icpc/jury_programs.h"
#include "package/icpc/time_limit.h"

#include <algorithm>
#include <set>

namespace assize::package {
namespace {

constexpr std::uint64_t kMebi = 1 << 20;

std::string sixDigitColor(const std::map<std::string, std::string>& ini)
{
    const auto color = ini.find("color");
    return color == ini.end() ? std::string() : normalisedColor(color->second);
}

/// domjudge-problem.ini may name programs that only the server has.
void refuseForeignPrograms(Reading& reading, const Settings& settings, const model::Problem& problem)
{
    static const std::set<std::string_view> standard = {"", "compare", "run", "default"};
    for (const char* key : {"special_compare", "special_run"}) {
        const auto program = settings.ini.find(key);
        if (program == settings.ini.end() || standard.count(program->second) > 0 || problem.validation.custom)
            continue;
        reading.error("domjudge-problem.ini (" + std::string(key) + ")",
                      "the program " + files::quoted(headOf(program->second, 60)) +
                          " is on a DOMjudge server and not in the package; put its source into " +
                          (settings.yaml.legacy
                               ? "output_validators/ and \"validation: custom\" into problem.yaml"
                               : "output_validator/"));
    }
}

} // namespace

Settings readSettings(Reading& reading, const model::Limits& defaults, model::Problem& problem)
{
    Settings settings{readProblemYaml(reading, defaults), readDomjudgeIni(reading)};
    problem.limits = settings.yaml.limits;
    problem.timeLimitRule = settings.yaml.timeLimitRule;
    const auto iniName = settings.ini.find("name");
    problem.name = !settings.yaml.name.empty()                                 ? settings.yaml.name
                   : iniName != settings.ini.end() && !iniName->second.empty() ? toTitle(iniName->second)
                                                                               : toTitle(problem.id);
    problem.color = sixDigitColor(settings.ini);
    return settings;
}

model::TaskType taskTypeOf(const ProblemYaml& yaml)
{
    if (yaml.is("submit-answer"))
        return model::OutputOnly{};
    const bool interactive = yaml.is("interactive");
    // Where there may be only one pass, nobody can ask for another.
    if (yaml.is("multi-pass") && yaml.validationPasses > 1) {
        model::MultiPass passes{yaml.validationPasses};
        if (interactive)
            passes.pass = model::Interactive{};
        return passes;
    }
    return interactive ? model::TaskType(model::Interactive{}) : model::TaskType(model::Batch{});
}

void setValidation(Reading& reading, const Settings& settings, model::Problem& problem)
{
    using Scores = model::OutputValidation::Scores;
    const ProblemYaml& yaml = settings.yaml;
    model::OutputValidation& validation = problem.validation;
    readOutputValidators(reading, yaml.legacy, problem);
    validation.flags = yaml.validatorFlags;
    // In the 2025-09 format the folder decides.
    const bool present = !validation.validators.empty();
    const bool needed = !model::hasWholeOutput(problem.taskType);
    validation.custom = yaml.customValidation.value_or(!yaml.legacy && present) || (needed && present);
    if ((validation.custom || needed) && !present && !reading.refused()) {
        reading.error(yaml.legacy ? "output_validators" : "output_validator",
                      std::string(needed ? "an interactive or multi-pass problem needs an output validator"
                                         : "problem.yaml says \"validation: custom\"") +
                          ", but there is no output validator; put its source into " +
                          (yaml.legacy ? "output_validators/" : "output_validator/"));
    } else if (!validation.custom && present) {
        reading.warning(yaml.legacy ? "output_validators" : "output_validator",
                        yaml.legacy ? "not used: without \"validation: custom\" in problem.yaml the default "
                                      "output validator judges"
                                    : "not used: problem.yaml says \"validation: default\"; that key is of "
                                      "the legacy format, take it out");
        validation.validators.clear();
    }
    refuseForeignPrograms(reading, settings, problem);
    if (validation.custom && yaml.legacy && yaml.validatorScores)
        validation.scores = yaml.is("scoring") ? Scores::Required : Scores::Allowed;
    else if (validation.custom && !yaml.legacy && yaml.is("scoring"))
        validation.scores = Scores::Allowed;
}

void setTimeLimit(Reading& reading, const Settings& settings, std::chrono::nanoseconds byDefault,
                  model::Problem& problem)
{
    if (const std::optional<TimeLimit> chosen = chooseTimeLimit(reading, settings.yaml, settings.ini)) {
        problem.limits.cpuTime = chosen->limit;
        problem.timeLimitFrom = chosen->from;
        return;
    }
    const bool computable =
        std::any_of(problem.jurySubmissions.begin(), problem.jurySubmissions.end(),
                    [](const model::JurySubmission& submission) { return submission.forTimeLimit; });
    if (computable) {
        problem.timeLimitFrom = "computed";
        return;
    }
    problem.timeLimitFrom = "default";
    problem.limits.cpuTime = byDefault;
}

void fitOutputLimit(Reading& reading, const Settings& settings, model::Problem& problem)
{
    std::uint64_t largest = 0;
    for (const model::TestCase& test : problem.testCases)
        largest = std::max(largest, test.answerSize);
    if (largest < problem.limits.output)
        return;
    if (settings.yaml.outputGiven) {
        reading.warning("problem.yaml (limits.output)",
                        "the largest answer has " + std::to_string(largest) +
                            " bytes, which is as much as the output limit allows, or more");
        return;
    }
    problem.limits.output = (2 * largest / kMebi + 1) * kMebi;
    reading.info("", "the largest answer has " + std::to_string(largest) +
                         " bytes; the output limit, which is not given, is " +
                         std::to_string(problem.limits.output / kMebi) +
                         " MiB. limits.output in problem.yaml sets it.");
}

void refuseIncludes(Reading& reading)
{
    std::error_code code;
    if (!std::filesystem::exists(reading.folder / "include", code))
        return;
    const Result<files::Listing> listing =
        files::walkFolder(reading.folder / "include", reading.walkOptions());
    if (!listing) {
        reading.error("include", listing.error().message);
        return;
    }
    for (const files::Entry& entry : listing->entries) {
        if (!entry.isFolder() && std::filesystem::path(entry.name).filename().native().front() != '.') {
            reading.error("include/" + entry.name,
                          "the package adds code to every submission; this version of Assize does not do it");
            return;
        }
    }
}

} // namespace assize::package
