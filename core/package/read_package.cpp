// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "files/read.h"
#include "package/common/reading.h"
#include "package/content_hash.h"
#include "package/find_packages.h"
#include "package/folder_of_tests/reader.h"
#include "package/recognise.h"

#include <algorithm>
#include <iterator>

namespace assize::package {
namespace {

/// Flags that all tests have, also those of the package itself, are the problem's.
void joinCommonFlags(model::Problem& problem)
{
    if (problem.testCases.empty())
        return;
    const std::vector<std::string> common = problem.testCases.front().validatorFlags;
    const bool same =
        std::all_of(problem.testCases.begin(), problem.testCases.end(),
                    [&](const model::TestCase& test) { return test.validatorFlags == common; }) &&
        std::all_of(problem.packageChecks.begin(), problem.packageChecks.end(),
                    [&](const model::PackageCheck& check) {
                        return check.kind == model::PackageCheck::Kind::InvalidInput ||
                               check.outputValidatorFlags == common;
                    });
    if (!same)
        return;
    problem.validation.flags.insert(problem.validation.flags.end(), common.begin(), common.end());
    for (model::TestCase& test : problem.testCases)
        test.validatorFlags.clear();
    for (model::PackageCheck& check : problem.packageChecks)
        check.outputValidatorFlags.clear();
}

/// The steps that are the same for all formats, once a reader is through.
void finish(Reading& reading, std::vector<model::Problem>& problems, files::HashMemory* memory)
{
    if (problems.empty() && !reading.refused())
        reading.error("", "there is no problem in it");
    for (model::Problem& problem : problems) {
        joinCommonFlags(problem);
        if (!reading.refused())
            hashContent(reading, problem, memory);
    }
}

} // namespace

ReadPackages readPlace(const PackagePlace& place, const OfContest& contest, files::HashMemory* memory)
{
    Reading reading;
    reading.contest = contest;
    reading.shownAs = place.shownAs;
    reading.name = place.name;
    ReadPackages result;
    std::error_code code;
    reading.folder = std::filesystem::canonical(place.path, code);
    if (code)
        reading.error("", systemError("cannot read the package", code.value()).message);
    reading.boundary = reading.folder.parent_path();
    const Recognised found = code ? Recognised() : recognise(reading.folder);
    if (!found.readable && !code)
        reading.error("", found.reason);
    if (!found.doubt.empty())
        reading.warning("", found.doubt);
    if (found.readable) {
        if (contest.settings != nullptr && found.reader != &folderOfTestsReader())
            reading.diagnostics.push_back({Diagnostic::Level::Warning, contest.settings->where,
                                           "not used: these settings are for folders of tests, and " +
                                               files::quoted(place.shownAs) + " is " + found.reader->name() +
                                               ", which has its own"});
        found.reader->read(reading, found.recognition, result.problems);
        finish(reading, result.problems, memory);
    }
    if (reading.refused())
        result.problems.clear();
    result.diagnostics = std::move(reading.diagnostics);
    return result;
}

std::optional<std::string> detectFormat(const std::filesystem::path& path)
{
    const Result<PackagePlace> place = openPlace(path, "");
    const Recognised found = place ? recognise(place->path) : Recognised();
    return found.readable ? std::optional(found.format) : std::nullopt;
}

ReadPackage readPackage(const std::filesystem::path& path, const std::string& shownAs)
{
    ReadPackage result;
    const Result<PackagePlace> place = openPlace(path, shownAs);
    if (!place) {
        result.diagnostics.push_back({Diagnostic::Level::Error, shownAs, place.error().message});
        return result;
    }
    ReadPackages read = readPlace(*place);
    result.diagnostics = std::move(read.diagnostics);
    if (read.problems.size() > 1)
        result.diagnostics.push_back(
            {Diagnostic::Level::Error, shownAs,
             "it holds " + std::to_string(read.problems.size()) + " problems, where one is expected"});
    else if (!read.problems.empty())
        result.problem = std::move(read.problems.front());
    return result;
}

ReadPackages readPackages(const std::filesystem::path& path, const std::string& shownAs)
{
    ReadPackages result;
    const Result<FoundPackages> found = packagesAt(path, shownAs);
    if (!found) {
        result.diagnostics.push_back({Diagnostic::Level::Error, shownAs, found.error().message});
        result.refused = 1;
        return result;
    }
    result.diagnostics = found->diagnostics;
    result.refused = static_cast<int>(found->refused.size());
    for (const PackagePlace& place : found->packages) {
        ReadPackages read = readPlace(place);
        result.diagnostics.insert(result.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
        result.refused += read.problems.empty() ? 1 : 0;
        std::move(read.problems.begin(), read.problems.end(), std::back_inserter(result.problems));
    }
    return result;
}

} // namespace assize::package
