// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/test_folder.h"

#include "files/read.h"
#include "package/jury_submissions.h"
#include "package/recognise.h"
#include "package/settings.h"
#include "package/test_names.h"
#include "package/time_limit.h"

#include <algorithm>
#include <optional>

namespace assize::package {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMebi = 1 << 20;
constexpr std::chrono::seconds kDefaultTime = 1s;
constexpr std::uint64_t kDefaultMemory = 256 * kMebi;
constexpr std::size_t kMostTestCases = 100'000;
/// Of files that pair with nothing; the rest is counted.
constexpr std::size_t kMostNamed = 20;

constexpr const char* kTestFolders[] = {"tests", "test", "testdata", "testcases", "cases", "data"};

/// The files that may be tests in one place: a folder and its folders of inputs and answers.
struct TestPlace
{
    std::string name;                  ///< "" or "tests": for messages
    std::vector<files::Entry> entries; ///< Entry::name is below the package
    std::vector<NamedFile> names;      ///< of the same files
};

void addFiles(const std::vector<files::Entry>& listed, const std::string& prefix, FolderRole role,
              TestPlace& place)
{
    for (const files::Entry& entry : listed) {
        if (!entry.isFile() || entry.name.front() == '.')
            continue;
        place.names.push_back({entry.name, role});
        place.entries.push_back(entry);
        place.entries.back().name = prefix + entry.name;
    }
}

std::optional<TestPlace> lookAt(const std::filesystem::path& package, const std::string& name,
                                const files::WalkOptions& options)
{
    const Result<files::Listing> listing =
        files::listFolder(name.empty() ? package : package / name, options);
    if (!listing)
        return std::nullopt;
    TestPlace place;
    place.name = name;
    const std::string prefix = name.empty() ? "" : name + "/";
    addFiles(listing->entries, prefix, FolderRole::None, place);
    for (const files::Entry& entry : listing->entries) {
        const FolderRole role = folderRoleOf(entry.name);
        if (role == FolderRole::None || !entry.isFolder())
            continue;
        if (const Result<files::Listing> below = files::listFolder(entry.path, options))
            addFiles(below->entries, prefix + entry.name + "/", role, place);
    }
    return place;
}

/// Whether a name of the folder itself says "test data", so that it cannot be overlooked when it is
/// unreadable.
bool isTestName(std::string_view name)
{
    for (const std::string_view ending : {".in", ".ans", ".out", ".a"}) {
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
            return name.front() != '.';
    }
    return false;
}

void refuseUnreadable(Reading& reading)
{
    const Result<files::Listing> listing = files::listFolder(reading.folder, reading.walkOptions());
    if (!listing) {
        reading.error("", listing.error().message);
        return;
    }
    if (listing->truncated)
        reading.error("", "the folder holds more files than a package may have");
    for (const files::Entry& entry : listing->entries) {
        if (!entry.isFile() && isTestName(entry.name))
            reading.error(entry.name,
                          "this test data cannot be read: it is " +
                              (entry.unusable.empty() ? "a folder" : "of no use, " + entry.unusable));
    }
}

/// One warning per file, up to kMostNamed.
void warnEach(Reading& reading, const TestPlace& place, const std::vector<std::size_t>& which,
              const char* message)
{
    for (std::size_t i = 0; i < which.size() && i < kMostNamed; ++i)
        reading.warning(place.entries[which[i]].name, message);
    if (which.size() > kMostNamed)
        reading.warning(place.name,
                        "and " + std::to_string(which.size() - kMostNamed) + " more files: " + message);
}

void tellOfUnpaired(Reading& reading, const TestPlace& place, const TestPairs& tests)
{
    warnEach(
        reading, place, tests.lonelyInputs,
        "this input has no answer and is not used; expected a file of the same name with the ending .ans or "
        ".out");
    warnEach(reading, place, tests.lonelyAnswers, "this answer has no input and is not used");
    for (std::size_t i = 0; i < tests.surplus.size() && i < kMostNamed; ++i) {
        const TestPair& pair = tests.pairs[tests.surplus[i].second];
        reading.warning(place.entries[tests.surplus[i].first].name,
                        "not used: test " + files::quoted(pair.id) + " is already " +
                            files::quoted(place.entries[pair.input].name) + " with " +
                            files::quoted(place.entries[pair.answer].name));
    }
    if (tests.surplus.size() > kMostNamed)
        reading.warning(place.name,
                        std::to_string(tests.surplus.size() - kMostNamed) +
                            " more files are not used: their tests have an input and an answer already");
}

void takeTests(const TestPlace& place, const TestPairs& tests, model::Problem& problem)
{
    for (const TestPair& pair : tests.pairs) {
        const files::Entry& input = place.entries[pair.input];
        const files::Entry& answer = place.entries[pair.answer];
        model::TestCase test;
        test.id = pair.id;
        test.input = input.path;
        test.answer = answer.path;
        test.inputSize = input.size;
        test.answerSize = answer.size;
        problem.testCases.push_back(std::move(test));
    }
}

void readTests(Reading& reading, model::Problem& problem)
{
    problem.groups.push_back({"", std::nullopt, 1});
    refuseUnreadable(reading);
    std::vector<std::string> looked = {""};
    looked.insert(looked.end(), std::begin(kTestFolders), std::end(kTestFolders));
    std::optional<std::pair<TestPlace, TestPairs>> unpaired;
    for (const std::string& name : looked) {
        std::optional<TestPlace> place = lookAt(reading.folder, name, reading.walkOptions());
        if (!place)
            continue;
        TestPairs tests = pairTests(place->names);
        if (tests.pairs.empty()) {
            if (!unpaired && !tests.lonelyInputs.empty())
                unpaired.emplace(std::move(*place), std::move(tests));
            continue;
        }
        if (!problem.testCases.empty()) {
            reading.warning(name, "the tests in this folder are not used: there are tests beside it already");
            continue;
        }
        if (tests.pairs.size() > kMostTestCases) {
            reading.error(name, "there are more than " + std::to_string(kMostTestCases) + " tests");
            return;
        }
        tellOfUnpaired(reading, *place, tests);
        takeTests(*place, tests, problem);
    }
    if (!problem.testCases.empty())
        return;
    if (unpaired)
        tellOfUnpaired(reading, unpaired->first, unpaired->second);
    reading.error("", "there is no test; put pairs of .in and .ans files into the folder");
}

class TestFolderReader : public Reader
{
public:
    const char* name() const override { return "a folder of tests"; }
    Recognition recognise(const PackageView& view) const override;
    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override;
};

Recognition TestFolderReader::recognise(const PackageView& view) const
{
    if (!view.isFolder())
        return {};
    const std::string format(kTestFolder);
    // Inputs without any answer count in a folder that holds nothing else to go by.
    bool inputs = false;
    bool folders = false;
    std::vector<NamedFile> plain;
    for (const files::Entry& entry : view.entries()) {
        if (entry.name.front() == '.')
            continue;
        inputs = inputs || (isTestName(entry.name) && entry.name.substr(entry.name.size() - 3) == ".in");
        folders = folders || (entry.isFolder() && entry.name != "submissions");
        if (entry.kind != files::EntryKind::Folder)
            plain.push_back({entry.name, FolderRole::None});
    }
    const TestPairs flat = pairTests(plain);
    if (!flat.pairs.empty())
        return {inputs ? Confidence::Likely : Confidence::Possible, format,
                "it has " + files::quoted(plain[flat.pairs.front().input].name) + " and " +
                    files::quoted(plain[flat.pairs.front().answer].name)};
    if (inputs && !folders)
        return {Confidence::Likely, format, "it has files *.in"};
    // A contest's own folders are no tests.
    if (view.hasFolder("problems"))
        return {};
    std::vector<std::string> looked = {""};
    looked.insert(looked.end(), std::begin(kTestFolders), std::end(kTestFolders));
    for (const std::string& name : looked) {
        if (!name.empty() && !view.hasFolder(name))
            continue;
        const std::optional<TestPlace> place = lookAt(view.path(), name, {});
        const TestPairs tests = place ? pairTests(place->names) : TestPairs();
        if (!tests.pairs.empty())
            return {Confidence::Possible, format,
                    "it has " + files::quoted(place->entries[tests.pairs.front().input].name) + " and " +
                        files::quoted(place->entries[tests.pairs.front().answer].name)};
    }
    return {};
}

void TestFolderReader::read(Reading& reading, const Recognition& recognition,
                            std::vector<model::Problem>& problems) const
{
    model::Problem& problem = problems.emplace_back(newProblem(reading, recognition));
    problem.type = {"pass-fail"};
    model::Limits defaults;
    defaults.memory = kDefaultMemory;
    const Settings settings = readSettings(reading, defaults, problem);
    // What the package is decides whether the rest is worth a word.
    if (reading.refused())
        return;
    readTests(reading, problem);
    setValidation(reading, settings, problem);
    refuseIncludes(reading);
    readJurySubmissions(reading, settings.yaml.legacy, problem);
    setTimeLimit(reading, settings, kDefaultTime, problem);
    fitOutputLimit(reading, settings, problem);
    if (!reading.refused() && (problem.timeLimitFrom == "default" || !settings.yaml.memoryGiven))
        reading.info(
            "", "a folder of tests without settings: time limit " +
                    (problem.limits.cpuTime > 0ns ? secondsText(problem.limits.cpuTime) : "computed") +
                    ", memory limit " + std::to_string(problem.limits.memory / kMebi) +
                    " MiB. A file .timelimit (seconds) and a problem.yaml (limits: memory: MiB) set them.");
}

} // namespace

const Reader& testFolderReader()
{
    static const TestFolderReader reader;
    return reader;
}

} // namespace assize::package
