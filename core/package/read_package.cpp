// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "files/hash.h"
#include "files/read.h"
#include "package/icpc_package.h"
#include "package/jury_programs.h"
#include "package/reading.h"
#include "package/recognise.h"
#include "package/settings.h"
#include "package/test_data.h"
#include "package/time_limit.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMebi = 1 << 20;
/// For bare folders of tests.
constexpr std::chrono::seconds kFolderDefaultTime = 1s;
constexpr std::uint64_t kFolderDefaultMemory = 256 * kMebi;

/// A file's content hash by its path: linked tests are read once.
class FileHashes
{
public:
    std::string of(Reading& reading, const std::filesystem::path& path)
    {
        if (const auto known = m_hashes.find(path); known != m_hashes.end())
            return known->second;
        files::Hasher hasher;
        if (const Result<void> done = hasher.addFile(path); !done)
            reading.error("", done.error().message);
        return m_hashes.emplace(path, hasher.hex()).first->second;
    }

private:
    std::map<std::filesystem::path, std::string> m_hashes;
};

void addWords(files::Hasher& hasher, const std::vector<std::string>& words)
{
    hasher.add(static_cast<std::uint64_t>(words.size()));
    for (const std::string& word : words)
        hasher.add(word);
}

void hashContent(Reading& reading, model::Problem& problem)
{
    FileHashes hashes;
    files::Hasher hasher;
    hasher.add("assize.package/1");
    hasher.add(static_cast<std::uint64_t>(problem.validation.custom ? 1 : 0));
    addWords(hasher, problem.validation.flags);
    for (const model::JuryProgram& program : problem.validation.validators) {
        hasher.add(program.name);
        hasher.add(static_cast<std::uint64_t>(program.files.size()));
        for (const std::filesystem::path& file : program.files) {
            hasher.add(file.lexically_relative(program.folder).native());
            const Result<std::filesystem::path> path = files::resolveBelow(file, reading.boundary);
            if (path)
                hasher.add(hashes.of(reading, *path));
            else
                reading.error(program.name, path.error().message);
        }
    }
    hasher.add(static_cast<std::uint64_t>(problem.testCases.size()));
    for (const model::TestCase& test : problem.testCases) {
        hasher.add(test.id);
        addWords(hasher, test.validatorFlags);
        for (const std::filesystem::path& file : {test.input, test.answer})
            hasher.add(file.empty() ? std::string() : hashes.of(reading, file));
    }
    problem.contentHash = hasher.hex();
}

/// Flags that every test has are flags of the problem.
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

void readTestFolder(Reading& reading, model::Problem& problem)
{
    model::Limits defaults;
    defaults.memory = kFolderDefaultMemory;
    const Settings settings = readSettings(reading, defaults, problem);
    problem.type = {"pass-fail"};
    if (reading.refused())
        return;
    readFlatTestData(reading, problem);
    setValidation(reading, settings, problem);
    refuseIncludes(reading);
    readJurySubmissions(reading, settings.yaml.legacy, problem);
    setTimeLimit(reading, settings, kFolderDefaultTime, problem);
    fitOutputLimit(reading, settings, problem);
    if (!reading.refused() && (problem.timeLimitFrom == "default" || !settings.yaml.memoryGiven))
        reading.info(
            "", "a folder of tests without settings: time limit " +
                    (problem.limits.cpuTime > 0ns ? secondsText(problem.limits.cpuTime) : "computed") +
                    ", memory limit " + std::to_string(problem.limits.memory / kMebi) +
                    " MiB. A file .timelimit (seconds) and a problem.yaml (limits: memory: MiB) set them.");
}

model::Problem readAll(Reading& reading, const std::string& format)
{
    model::Problem problem;
    problem.id = reading.name;
    problem.folder = reading.folder;
    problem.file = reading.shownAs;
    problem.format = format;
    if (format == kTestFolder)
        readTestFolder(reading, problem);
    else
        readIcpcPackage(reading, format, problem);
    if (reading.refused())
        return problem;
    joinCommonFlags(problem);
    hashContent(reading, problem);
    return problem;
}

} // namespace

std::optional<std::string> detectFormat(const std::filesystem::path& folder)
{
    const Recognised found = recognise(folder);
    return found.readable ? std::optional(found.format) : std::nullopt;
}

ReadPackage readPackage(const std::filesystem::path& folder, const std::string& shownAs)
{
    Reading reading;
    reading.shownAs = shownAs;
    std::error_code code;
    reading.name = lastPartOf(std::filesystem::absolute(folder, code));
    reading.folder = std::filesystem::canonical(folder, code);
    if (code) {
        reading.error("", systemError("cannot read the package", code.value()).message);
        return {std::nullopt, std::move(reading.diagnostics)};
    }
    reading.boundary = reading.folder.parent_path();
    const Recognised found = recognise(reading.folder);
    if (!found.readable) {
        reading.error("", found.reason);
        return {std::nullopt, std::move(reading.diagnostics)};
    }
    model::Problem problem = readAll(reading, found.format);
    ReadPackage result;
    if (!reading.refused())
        result.problem = std::move(problem);
    result.diagnostics = std::move(reading.diagnostics);
    return result;
}

} // namespace assize::package
