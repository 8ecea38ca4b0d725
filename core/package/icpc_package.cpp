// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc_package.h"

#include "package/jury_programs.h"
#include "package/settings.h"
#include "package/test_data.h"
#include "package/time_limit.h"

#include <chrono>

namespace assize::package {
namespace {

/// What DOMjudge takes for a package that gives no time limit and has nothing to compute one from.
constexpr std::chrono::seconds kDefaultTime{10};

} // namespace

void readIcpcPackage(Reading& reading, const std::string& format, model::Problem& problem)
{
    const Settings settings = readSettings(reading, model::Limits{}, problem);
    problem.format = format;
    problem.type = {"pass-fail"};
    // What the package is decides whether the rest is worth a word.
    if (reading.refused())
        return;
    readIcpcTestData(reading, settings.yaml.legacy, problem);
    setValidation(reading, settings, problem);
    refuseIncludes(reading);
    readJurySubmissions(reading, settings.yaml.legacy, problem);
    setTimeLimit(reading, settings, kDefaultTime, problem);
    if (problem.timeLimitFrom == "default")
        reading.warning(
            "",
            "no file gives a time limit, and there is no submission in submissions/accepted to compute one "
            "from; " +
                secondsText(problem.limits.cpuTime) +
                " is used. Write the limit in seconds into a file .timelimit.");
    fitOutputLimit(reading, settings, problem);
}

} // namespace assize::package
