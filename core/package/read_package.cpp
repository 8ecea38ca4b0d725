// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "base/utf8.h"
#include "files/hash.h"
#include "files/read.h"
#include "package/jury_programs.h"
#include "package/problem_yaml.h"
#include "package/reading.h"
#include "package/recognise.h"
#include "package/test_data.h"
#include "package/time_limit.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMebi = 1 << 20;
/// What DOMjudge takes for a package that gives no time limit and has nothing to compute one from.
constexpr std::chrono::seconds kIcpcDefaultTime = 10s;
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
        hasher.add(hashes.of(reading, test.input));
        hasher.add(hashes.of(reading, test.answer));
    }
    problem.contentHash = hasher.hex();
}

void setTimeLimit(Reading& reading, const ProblemYaml& yaml, const std::map<std::string, std::string>& ini,
                  bool testFolder, model::Problem& problem)
{
    if (const std::optional<TimeLimit> chosen = chooseTimeLimit(reading, yaml, ini)) {
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
    problem.limits.cpuTime = testFolder ? kFolderDefaultTime : kIcpcDefaultTime;
    if (!testFolder)
        reading.warning(
            "",
            "no file gives a time limit, and there is no submission in submissions/accepted to compute one "
            "from; " +
                secondsText(problem.limits.cpuTime) +
                " is used. Write the limit in seconds into a file .timelimit.");
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

/// Answers larger than the output limit would make every right program fail.
void fitOutputLimit(Reading& reading, const ProblemYaml& yaml, model::Problem& problem)
{
    std::uint64_t largest = 0;
    for (const model::TestCase& test : problem.testCases)
        largest = std::max(largest, test.answerSize);
    if (largest < problem.limits.output)
        return;
    if (yaml.outputGiven) {
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

void setValidation(Reading& reading, const ProblemYaml& yaml, model::Problem& problem)
{
    readOutputValidators(reading, yaml.legacy, problem);
    problem.validation.flags = yaml.validatorFlags;
    // In the 2025-09 format the folder decides.
    const bool present = !problem.validation.validators.empty();
    problem.validation.custom = yaml.customValidation.value_or(!yaml.legacy && present);
    if (problem.validation.custom && !present && !reading.refused()) {
        reading.error("output_validators",
                      "problem.yaml says \"validation: custom\", but there is no output validator; put "
                      "its source into output_validators/");
    } else if (!problem.validation.custom && present) {
        reading.warning("output_validators",
                        "not used: without \"validation: custom\" in problem.yaml the default output "
                        "validator judges");
        problem.validation.validators.clear();
    }
}

/// Code that the package adds to submissions changes what they do.
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

/// The name that `path` ends in, however it is written ("a/b", "a/b/", "a/b/.").
std::string lastPartOf(const std::filesystem::path& path)
{
    const std::filesystem::path normal = path.lexically_normal();
    return normal.has_filename() ? normal.filename().native() : normal.parent_path().filename().native();
}

std::string sixDigitColor(const std::map<std::string, std::string>& ini)
{
    const auto color = ini.find("color");
    return color == ini.end() ? std::string() : normalisedColor(color->second);
}

model::Problem readAll(Reading& reading, const std::string& format)
{
    const bool testFolder = format == kTestFolder;
    model::Problem problem;
    problem.id = reading.name;
    problem.folder = reading.folder;
    problem.file = reading.shownAs;
    problem.format = format;
    problem.type = {"pass-fail"};

    model::Limits defaults;
    if (testFolder)
        defaults.memory = kFolderDefaultMemory;
    const ProblemYaml yaml = readProblemYaml(reading, defaults);
    const std::map<std::string, std::string> ini = readDomjudgeIni(reading);
    problem.limits = yaml.limits;
    problem.timeLimitRule = yaml.timeLimitRule;
    const auto iniName = ini.find("name");
    problem.name = !yaml.name.empty()                                 ? yaml.name
                   : iniName != ini.end() && !iniName->second.empty() ? toUtf8(iniName->second)
                                                                      : toUtf8(problem.id);
    problem.color = sixDigitColor(ini);
    // What the package is decides whether the rest is worth a word.
    if (reading.refused())
        return problem;

    if (testFolder)
        readFlatTestData(reading, problem);
    else
        readIcpcTestData(reading, yaml.legacy, problem);
    setValidation(reading, yaml, problem);
    joinCommonFlags(problem);
    refuseIncludes(reading);
    readJurySubmissions(reading, yaml.legacy, problem);
    setTimeLimit(reading, yaml, ini, testFolder, problem);
    fitOutputLimit(reading, yaml, problem);
    if (testFolder && !reading.refused() && (problem.timeLimitFrom == "default" || !yaml.memoryGiven))
        reading.info(
            "", "a folder of tests without settings: time limit " +
                    (problem.limits.cpuTime > 0ns ? secondsText(problem.limits.cpuTime) : "computed") +
                    ", memory limit " + std::to_string(problem.limits.memory / kMebi) +
                    " MiB. A file .timelimit (seconds) and a problem.yaml (limits: memory: MiB) set them.");
    if (!reading.refused())
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
