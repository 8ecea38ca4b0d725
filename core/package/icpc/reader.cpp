// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/reader.h"

#include "package/common/seconds.h"
#include "package/icpc/data.h"
#include "package/icpc/data_shape.h"
#include "package/icpc/file_names.h"
#include "package/icpc/grading.h"
#include "package/icpc/jury_programs.h"
#include "package/icpc/jury_submissions.h"
#include "package/icpc/near_names.h"
#include "package/icpc/rules.h"
#include "package/icpc/settings.h"

#include <chrono>

namespace assize::package {
namespace {

constexpr const char* kLegacy = "icpc-legacy";
constexpr const char* kCurrent = "icpc-2025-09";

/// DOMjudge's time limit for a package that gives none and has no submissions to compute it from.
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

/// problem.yaml decides which of the two formats it is, and problem.format says so: recognition goes by the
/// first lines only.
void readIcpcPackage(Reading& reading, model::Problem& problem)
{
    const Settings settings = readSettings(reading, model::Limits{}, problem);
    const ProblemYaml& yaml = settings.yaml;
    problem.format = yaml.legacy ? kLegacy : kCurrent;
    problem.type = yaml.type;
    problem.taskType = taskTypeOf(yaml);
    problem.constants = yaml.constants;
    problem.languages = yaml.languages;
    tellOfNearNames(reading, yaml);
    tellOfFileNames(reading, yaml.legacy);
    // The kind of package decides whether the rest is worth a word.
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

/// problem_format_version of the drafts that led to 2025-09, which mean nearly the same.
bool isLegacy(const std::string& version)
{
    return version.empty() || version.substr(0, 6) == "legacy";
}

/// Folders data/secret or data/sample, or the settings of such a package.
class IcpcReader : public Reader
{
public:
    const char* name() const override { return "an ICPC/Kattis package"; }

    Recognition recognise(const PackageView& view) const override
    {
        const bool data = view.hasFolder("data/secret") || view.hasFolder("data/sample");
        const bool yaml = view.has("problem.yaml");
        const bool ini = view.has("domjudge-problem.ini");
        if (!data && !yaml && !ini)
            return {};
        const std::string version = topLevelValue(view.head("problem.yaml"), "problem_format_version");
        Recognition seen;
        seen.format = isLegacy(version) ? kLegacy : kCurrent;
        seen.reason = std::string("it has ") + (data   ? "data/secret or data/sample"
                                                : yaml ? "problem.yaml"
                                                       : "domjudge-problem.ini");
        // Settings alone may stand beside bare tests, or be those of another judge.
        seen.confidence = data               ? Confidence::Certain
                          : !version.empty() ? Confidence::Likely
                                             : Confidence::Possible;
        return seen;
    }

    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override
    {
        model::Problem& problem = problems.emplace_back(newProblem(reading, recognition));
        readIcpcPackage(reading, problem);
    }
};

} // namespace

const Reader& icpcReader()
{
    static const IcpcReader reader;
    return reader;
}

} // namespace assize::package
