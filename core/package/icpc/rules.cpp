// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/rules.h"

#include "files/read.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::package {
namespace {

bool hasTests(const DataTree& tree, const DataFolder& folder)
{
    return !folder.tests.empty() ||
           std::any_of(folder.folders.begin(), folder.folders.end(),
                       [&](std::size_t below) { return hasTests(tree, tree.folders[below]); });
}

void tellOfEmptyGroups(Reading& reading, const DataTree& tree, const model::Problem& problem)
{
    for (const DataFolder& folder : tree.folders) {
        if (!folder.parent || folder.sample || folder.id == "secret" || hasTests(tree, folder) ||
            folder.settings.hasStaticTest)
            continue;
        const auto group = std::find_if(problem.groups.begin(), problem.groups.end(),
                                        [&](const model::TestGroup& one) { return one.id == folder.id; });
        std::string points;
        if (const auto& given =
                folder.settings.acceptScore ? folder.settings.acceptScore : folder.settings.maxScore)
            points = given->toString();
        else if (group != problem.groups.end() && group->maxScore > Decimal(0))
            points = group->maxScore.toString();
        if (problem.isScoring() && !points.empty() && points != "0")
            reading.warning("data/" + folder.id,
                            "the group has " + points +
                                " points and no tests; put its .in and .ans files there");
        else if (!folder.settings.where.empty())
            reading.warning("data/" + folder.id, "the group has no tests; put its .in and .ans files there");
    }
}

} // namespace

std::string toleranceGivenTwice(const std::vector<std::string>& flags)
{
    std::map<std::string, int> count;
    for (const std::string& flag : flags)
        ++count[flag];
    for (const char* flag : {"float_tolerance", "float_relative_tolerance", "float_absolute_tolerance"}) {
        if (count[flag] > 1)
            return std::string(flag) + " is given " + (count[flag] == 2 ? "twice" : "several times");
    }
    for (const char* flag : {"float_relative_tolerance", "float_absolute_tolerance"}) {
        if (count["float_tolerance"] > 0 && count[flag] > 0)
            return "float_tolerance is given beside " + std::string(flag) + ", which it contains";
    }
    return {};
}

void tellOfRules(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                 const model::Problem& problem)
{
    if (std::all_of(problem.testCases.begin(), problem.testCases.end(),
                    [](const model::TestCase& test) { return test.sample; }))
        reading.warning("data/secret", "there are no secret tests; only the samples are judged");
    tellOfEmptyGroups(reading, tree, problem);
    if (yaml.legacy || problem.validation.custom)
        return;
    std::set<std::vector<std::string>> told;
    for (const model::TestCase& test : problem.testCases) {
        std::vector<std::string> flags = problem.validation.flags;
        flags.insert(flags.end(), test.validatorFlags.begin(), test.validatorFlags.end());
        const std::string twice = toleranceGivenTwice(flags);
        if (!twice.empty() && told.insert(flags).second)
            reading.warning("data/" + test.id, "in the arguments of the output validator " + twice +
                                                   "; the last one is used. The 2025-09 format permits one.");
    }
}

} // namespace assize::package
