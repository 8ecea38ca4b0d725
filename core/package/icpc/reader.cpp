// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/reader.h"

#include "package/icpc/data.h"
#include "package/icpc/data_shape.h"
#include "package/icpc/file_names.h"
#include "package/icpc/grading.h"
#include "package/icpc/jury_programs.h"
#include "package/icpc/jury_submissions.h"
#include "package/icpc/near_names.h"
#include "package/icpc/rules.h"
#include "package/icpc/settings.h"
#include "package/icpc/time_limit.h"

#include <chrono>

namespace assize::package {
namespace {

/// What DOMjudge takes for a package that gives no time limit and has nothing to compute one from.
constexpr std::chrono::seconds kDefaultTime{10};

void limitTime(Reading& reading, const Settings& settings, model::Problem& problem)
{
    setTimeLimit(reading, settings, kDefaultTime, problem);
    if (problem.takesAnswers() && problem.timeLimitIsComputed()) {
        // Answers are not run.
        problem.timeLimitFrom = "default";
        problem.limits.cpuTime = kDefaultTime;
    } else if (problem.timeLimitFrom == "default") {
        reading.warning(
            "",
            "no file gives a time limit, and there is no submission in submissions/accepted to compute one "
            "from; " +
                secondsText(problem.limits.cpuTime) +
                " is used. Write the limit in seconds into a file .timelimit.");
    }
}

} // namespace

void readIcpcPackage(Reading& reading, const std::string& /*format*/, model::Problem& problem)
{
    const Settings settings = readSettings(reading, model::Limits{}, problem);
    const ProblemYaml& yaml = settings.yaml;
    problem.format = yaml.legacy ? "icpc-legacy" : "icpc-2025-09";
    problem.type = yaml.type;
    problem.constants = yaml.constants;
    problem.languages = yaml.languages;
    tellOfNearNames(reading, yaml);
    tellOfFileNames(reading, yaml.legacy);
    // What the package is decides whether the rest is worth a word.
    if (reading.refused())
        return;
    setValidation(reading, settings, problem);
    readInputValidators(reading, problem);
    readGraders(reading, problem);
    if (!yaml.legacy)
        readStaticValidator(reading, problem);
    readIncludes(reading, problem);
    const Edition edition = yaml.legacy ? Edition::Legacy : yaml.draft ? Edition::Draft : Edition::Current;
    const DataTree tree = readIcpcTestData(reading, edition, yaml.constants, problem);
    gradeIcpcTestData(reading, yaml, tree, problem);
    if (reading.refused())
        return;
    tellOfRules(reading, yaml, tree, problem);
    tellOfDataShape(reading, yaml, tree, problem);
    readPackageChecks(reading, edition, yaml.constants, tree, problem);
    readJurySubmissions(reading, yaml.legacy, problem);
    limitTime(reading, settings, problem);
    fitOutputLimit(reading, settings, problem);
}

} // namespace assize::package
