// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/folder_of_tests/reader.h"

#include "files/read.h"
#include "package/common/names.h"
#include "package/common/seconds.h"
#include "package/folder_of_tests/data_pairs.h"
#include "package/folder_of_tests/data_places.h"
#include "package/folder_of_tests/points.h"
#include "package/icpc/jury_submissions.h"
#include "package/icpc/settings.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace assize::package {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMebi = 1 << 20;
constexpr std::chrono::seconds kDefaultTime = 1s;
constexpr std::uint64_t kDefaultMemory = 256 * kMebi;
constexpr std::size_t kMostTestCases = 100'000;
/// Of files that pair with nothing; the rest is counted.
constexpr std::size_t kMostNamed = 20;

/// Of other files in one message.
constexpr std::size_t kMostListed = 5;

/// Settings that are read, and statements.
bool isKnownFile(const std::string& path)
{
    const std::string name = lowerCase(std::filesystem::path(path).filename().native());
    for (const char* known : {"problem.yaml", "problem.yml", "domjudge-problem.ini", "submissions.json"}) {
        if (name == known)
            return true;
    }
    const std::string ending = std::filesystem::path(name).extension().native();
    for (const char* known :
         {".pdf", ".md", ".tex", ".html", ".htm", ".doc", ".docx", ".odt", ".png", ".jpg", ".svg"}) {
        if (ending == known)
            return true;
    }
    return name.starts_with("readme") || name == "license" || name == "thumbs.db" || name == "desktop.ini";
}

/// "checker.cpp", "spj.cc", "sum_chk.py": the author of such a file means it to judge.
bool isCheckerName(const std::string& path)
{
    const std::string name = lowerCase(std::filesystem::path(path).stem().native());
    for (const char* word : {"checker", "check", "spj", "chk", "validator", "judge", "compare"}) {
        if (name == word || name.ends_with(std::string("_") + word) ||
            name.starts_with(std::string(word) + "_"))
            return true;
    }
    return false;
}

/// Whether a name of the folder itself says "test data", so that it cannot be overlooked when it is
/// unreadable.
bool isTestName(std::string_view name)
{
    for (const std::string_view ending : {".in", ".ans", ".out", ".a"}) {
        if (endsIn(name, ending))
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
void warnEach(Reading& reading, const DataPlace& place, const std::vector<std::size_t>& which,
              const char* message)
{
    for (std::size_t i = 0; i < which.size() && i < kMostNamed; ++i)
        reading.warning(place.entries[which[i]].name, message);
    if (which.size() > kMostNamed)
        reading.warning(place.name,
                        "and " + std::to_string(which.size() - kMostNamed) + " more files: " + message);
}

void tellOfUnpaired(Reading& reading, const DataPlace& place, const DataPairs& tests)
{
    warnEach(
        reading, place, tests.lonelyInputs,
        "this input has no answer and is not used; expected a file of the same name with the ending .ans or "
        ".out");
    warnEach(reading, place, tests.lonelyAnswers, "this answer has no input and is not used");
    for (std::size_t i = 0; i < tests.surplus.size() && i < kMostNamed; ++i) {
        const DataPair& pair = tests.pairs[tests.surplus[i].second];
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

void takeTests(const DataPlace& place, const DataPairs& tests, model::Problem& problem)
{
    for (const DataPair& pair : tests.pairs) {
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

/// The text of a list that is cut after the first few.
std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMostListed; ++i)
        text += (text.empty() ? "" : ", ") + files::quoted(names[i]);
    if (names.size() > kMostListed)
        text += " and " + std::to_string(names.size() - kMostListed) + " more";
    return text;
}

void refuseAmbiguous(Reading& reading, const FoundData& found)
{
    for (std::size_t i = 0; i < found.tests.ambiguous.size() && i < kMostNamed; ++i) {
        std::vector<std::string> names;
        for (const std::size_t file : found.tests.ambiguous[i])
            names.push_back(found.place.entries[file].name);
        reading.error(found.place.name, "each of " + listed(names) +
                                            " may be the input of one test; give the one that is meant the "
                                            "ending .in, or remove the others");
    }
}

/// Files beside the tests that are neither tests nor files that nobody takes for tests.
void tellOfOthers(Reading& reading, const FoundData& found)
{
    std::set<std::size_t> told;
    for (const DataPair& pair : found.tests.pairs)
        told.insert({pair.input, pair.answer});
    told.insert(found.tests.lonelyInputs.begin(), found.tests.lonelyInputs.end());
    told.insert(found.tests.lonelyAnswers.begin(), found.tests.lonelyAnswers.end());
    for (const auto& surplus : found.tests.surplus)
        told.insert(surplus.first);
    std::vector<std::string> others;
    std::vector<std::string> checkers;
    for (std::size_t i = 0; i < found.place.entries.size(); ++i) {
        const std::string& name = found.place.entries[i].name;
        if (told.count(i) > 0 || isKnownFile(name))
            continue;
        (isCheckerName(name) ? checkers : others).push_back(name);
    }
    std::error_code code;
    if (std::filesystem::exists(reading.folder / "output_validators", code))
        std::move(checkers.begin(), checkers.end(), std::back_inserter(others));
    else if (!checkers.empty())
        reading.warning(found.place.name,
                        "not used: " + listed(checkers) +
                            "; outputs are compared with the answers word by word. A checker belongs into "
                            "output_validators/, with \"validation: custom\" in problem.yaml");
    if (!others.empty())
        reading.info(found.place.name, "no tests, and not used: " + listed(others));
}

/// Why there is no test at all.
void refuseWithoutTests(Reading& reading, const std::optional<FoundData>& unpaired)
{
    if (unpaired && unpaired->tests.lonelyInputs.empty() && !unpaired->tests.lonelyAnswers.empty()) {
        const std::string& answer = unpaired->place.entries[unpaired->tests.lonelyAnswers.front()].name;
        reading.error("", "there are answers, such as " + files::quoted(answer) +
                              ", and no inputs. A test of a problem without input has an empty one: make an "
                              "empty file " +
                              files::quoted(std::filesystem::path(answer).replace_extension(".in")));
        return;
    }
    if (unpaired)
        tellOfUnpaired(reading, unpaired->place, unpaired->tests);
    reading.error("", "there is no test; put pairs of .in and .ans files into the folder");
}

void readTests(Reading& reading, model::Problem& problem)
{
    problem.groups.push_back({"", std::nullopt, 1});
    refuseUnreadable(reading);
    const Result<files::Listing> listing = files::listFolder(reading.folder, reading.walkOptions());
    bool unclear = false;
    std::optional<FoundData> unpaired;
    std::optional<FoundData> beside; ///< the package's own folder, where the tests lie deeper
    for (const std::string& name : placesIn(listing ? listing->entries : std::vector<files::Entry>())) {
        std::optional<FoundData> found = findData(reading.folder, name, reading.walkOptions());
        if (!found)
            continue;
        refuseAmbiguous(reading, *found);
        unclear = unclear || !found->tests.ambiguous.empty();
        if (found->tests.pairs.empty()) {
            const bool tests = !found->tests.lonelyInputs.empty() || !found->tests.lonelyAnswers.empty();
            if (name.empty())
                beside = found;
            if (tests && (!unpaired || unpaired->tests.lonelyInputs.empty()))
                unpaired = std::move(found);
            continue;
        }
        if (!problem.testCases.empty()) {
            reading.warning(name, "the tests in this folder are not used: there are tests beside it already");
            continue;
        }
        if (found->tests.pairs.size() > kMostTestCases) {
            reading.error(name, "there are more than " + std::to_string(kMostTestCases) + " tests");
            return;
        }
        tellOfUnpaired(reading, found->place, found->tests);
        tellOfOthers(reading, *found);
        takeTests(found->place, found->tests, problem);
    }
    if (!problem.testCases.empty() && beside)
        tellOfOthers(reading, *beside);
    if (problem.testCases.empty() && !unclear)
        refuseWithoutTests(reading, unpaired);
}

/// The settings in contest.yaml win over the package's own.
void takeSettings(Reading& reading, const ProblemSettings& own, model::Problem& problem)
{
    if (own.broken)
        reading.error("", "what " + own.where + " says of it cannot be used");
    problem.inputFile = own.inputFile;
    problem.outputFile = own.outputFile;
    if (own.timeLimit) {
        problem.limits.cpuTime = *own.timeLimit;
        problem.timeLimitFrom = "contest.yaml";
    }
    problem.limits.memory = own.memory.value_or(problem.limits.memory);
    if (own.points && !reading.contest.points)
        reading.diagnostics.push_back(
            {Diagnostic::Level::Info, own.points->where,
             "not used in mode icpc, where a problem is solved or not; \"mode: sum\" gives points"});
}

class FolderOfTestsReader : public Reader
{
public:
    const char* name() const override { return "a folder of tests"; }
    Recognition recognise(const PackageView& view) const override;
    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override;
};

Recognition FolderOfTestsReader::recognise(const PackageView& view) const
{
    if (!view.isFolder())
        return {};
    const std::string format = "test-folder";
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
    const DataPairs flat = pairData(plain);
    if (!flat.pairs.empty())
        return {inputs ? Confidence::Likely : Confidence::Possible, format,
                "it has " + files::quoted(plain[flat.pairs.front().input].name) + " and " +
                    files::quoted(plain[flat.pairs.front().answer].name)};
    if (inputs && !folders)
        return {Confidence::Likely, format, "it has files *.in"};
    // Which input is meant, or that inputs are missing, is to be told.
    if (!flat.ambiguous.empty())
        return {Confidence::Possible, format,
                "it has " + files::quoted(plain[flat.ambiguous.front().front()].name) +
                    " and an answer to it"};
    const auto answer = std::find_if(plain.begin(), plain.end(), [](const NamedFile& file) {
        return (file.name.ends_with(".out") || file.name.ends_with(".ans")) && file.name != "a.out";
    });
    if (!folders && answer != plain.end())
        return {Confidence::Possible, format, "it has " + files::quoted(answer->name)};
    // A contest's own folders are no tests.
    if (view.hasFolder("problems"))
        return {};
    for (const std::string& name : placesIn(view.entries())) {
        const std::optional<FoundData> found = findData(view.path(), name, {});
        if (found && !found->tests.pairs.empty())
            return {Confidence::Possible, format,
                    "it has " + files::quoted(found->place.entries[found->tests.pairs.front().input].name) +
                        " and " +
                        files::quoted(found->place.entries[found->tests.pairs.front().answer].name)};
    }
    return {};
}

void FolderOfTestsReader::read(Reading& reading, const Recognition& recognition,
                               std::vector<model::Problem>& problems) const
{
    model::Problem& problem = problems.emplace_back(newProblem(reading, recognition));
    problem.type = {"pass-fail"};
    reading.windowsLines = WindowsLines::Removed;
    model::Limits defaults;
    defaults.memory = kDefaultMemory;
    const Settings settings = readSettings(reading, defaults, problem);
    // The kind of package decides whether the rest is worth a word.
    if (reading.refused())
        return;
    // Hand-ins for bare tests are programs.
    if (const model::TaskType type = taskTypeOf(settings.yaml); !model::isOutputOnly(type))
        problem.taskType = type;
    readTests(reading, problem);
    setValidation(reading, settings, problem);
    refuseIncludes(reading);
    readJurySubmissions(reading, settings.yaml.legacy, problem);
    setTimeLimit(reading, settings, kDefaultTime, problem);
    fitOutputLimit(reading, settings, problem);
    const ProblemSettings* own = reading.contest.settings;
    if (own != nullptr)
        takeSettings(reading, *own, problem);
    if (reading.contest.points && !reading.refused())
        givePoints(reading, own == nullptr ? std::nullopt : own->points, problem);
    const bool memoryGiven = settings.yaml.memoryGiven || (own != nullptr && own->memory);
    if (!reading.refused() && (problem.timeLimitFrom == "default" || !memoryGiven))
        reading.info(
            "", "a folder of tests without settings: time limit " +
                    (problem.limits.cpuTime > 0ns ? secondsText(problem.limits.cpuTime) : "computed") +
                    ", memory limit " + std::to_string(problem.limits.memory / kMebi) +
                    " MiB. A file .timelimit (seconds) and a problem.yaml (limits: memory: MiB) set them.");
}

} // namespace

const Reader& folderOfTestsReader()
{
    static const FolderOfTestsReader reader;
    return reader;
}

} // namespace assize::package
