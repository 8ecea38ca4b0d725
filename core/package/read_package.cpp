// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "base/utf8.h"
#include "package/content_hash.h"
#include "package/reading.h"
#include "package/recognise.h"

#include <algorithm>

namespace assize::package {
namespace {

/// Flags that all tests have are the problem's.
void joinCommonFlags(model::Problem& problem)
{
    if (problem.testCases.empty())
        return;
    const std::vector<std::string> common = problem.testCases.front().validatorFlags;
    const bool same = std::all_of(problem.testCases.begin(), problem.testCases.end(),
                                  [&](const model::TestCase& test) { return test.validatorFlags == common; });
    if (!same)
        return;
    problem.validation.flags.insert(problem.validation.flags.end(), common.begin(), common.end());
    for (model::TestCase& test : problem.testCases)
        test.validatorFlags.clear();
}

/// The name that `path` ends in, however it is written ("a/b", "a/b/", "a/b/.").
std::string lastPartOf(const std::filesystem::path& path)
{
    const std::filesystem::path normal = path.lexically_normal();
    return normal.has_filename() ? normal.filename().native() : normal.parent_path().filename().native();
}

/// What is the same for all formats, once a reader is through.
void finish(Reading& reading, std::vector<model::Problem>& problems)
{
    if (problems.empty() && !reading.refused())
        reading.error("", "there is no problem in it");
    for (model::Problem& problem : problems) {
        joinCommonFlags(problem);
        if (!reading.refused())
            hashContent(reading, problem);
    }
}

/// One package that lies in a folder or is a file.
ReadPackages readFolder(const std::filesystem::path& path, const std::string& shownAs)
{
    Reading reading;
    reading.shownAs = shownAs;
    std::error_code code;
    reading.name = lastPartOf(std::filesystem::absolute(path, code));
    reading.folder = std::filesystem::canonical(path, code);
    if (code) {
        reading.error("", systemError("cannot read the package", code.value()).message);
        return {{}, std::move(reading.diagnostics)};
    }
    reading.boundary = reading.folder.parent_path();
    const Recognised found = recognise(reading.folder);
    if (!found.readable) {
        reading.error("", found.reason);
        return {{}, std::move(reading.diagnostics)};
    }
    if (!found.doubt.empty())
        reading.warning("", found.doubt);
    ReadPackages result;
    found.reader->read(reading, found.recognition, result.problems);
    finish(reading, result.problems);
    if (reading.refused())
        result.problems.clear();
    result.diagnostics = std::move(reading.diagnostics);
    return result;
}

} // namespace

model::Problem newProblem(const Reading& reading, const Recognition& recognition)
{
    model::Problem problem;
    problem.id = reading.name;
    problem.name = toUtf8(reading.name);
    problem.folder = reading.folder;
    problem.file = reading.shownAs;
    problem.format = recognition.format;
    return problem;
}

std::optional<std::string> detectFormat(const std::filesystem::path& folder)
{
    const Recognised found = recognise(folder);
    return found.readable ? std::optional(found.format) : std::nullopt;
}

ReadPackage readPackage(const std::filesystem::path& folder, const std::string& shownAs)
{
    ReadPackages read = readFolder(folder, shownAs);
    ReadPackage result;
    result.diagnostics = std::move(read.diagnostics);
    if (read.problems.size() > 1)
        result.diagnostics.push_back(
            {Diagnostic::Level::Error, shownAs,
             "it holds " + std::to_string(read.problems.size()) + " problems, where one is expected"});
    else if (!read.problems.empty())
        result.problem = std::move(read.problems.front());
    return result;
}

} // namespace assize::package
