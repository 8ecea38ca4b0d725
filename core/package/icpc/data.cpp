// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/data.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/icpc/data_contents.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

constexpr std::size_t kMostTestCases = 100'000;
constexpr std::size_t kMostFolders = 10'000;
/// Of one folder; a test has about a dozen files at most.
constexpr std::size_t kMostEntries = 12 * kMostTestCases;
constexpr std::size_t kMostFilesOfTest = 1000;
constexpr std::size_t kDeepestGroup = 16;
constexpr std::uint64_t kLargestArguments = 64 << 10;

using Check = model::PackageCheck;

/// The settings that groups inherit.
struct Inherited
{
    ValidatorFlags inputFlags;
    ValidatorFlags outputFlags;
    std::vector<std::string> arguments;

    void override(const DataSettings& settings)
    {
        if (settings.inputFlags)
            inputFlags = *settings.inputFlags;
        if (settings.outputFlags)
            outputFlags = *settings.outputFlags;
        if (settings.arguments)
            arguments = *settings.arguments;
    }
};

/// A place in data/ on the way down.
struct Place
{
    std::string id;               ///< "secret/group1"
    std::string file;             ///< "data/secret/group1", for messages
    std::filesystem::path folder; ///< resolved
    bool sample = false;
    Inherited inherited;
    std::vector<std::filesystem::path> ancestors;
};

/// Reads folders below data/: tests into `tree`, or checks of one kind.
class DataReader
{
public:
    DataReader(Reading& reading, Edition edition, const Constants& constants, model::Problem& problem)
        : m_reading(reading), m_edition(edition), m_legacy(edition == Edition::Legacy),
          m_constants(constants), m_problem(problem)
    {
    }

    void readTests(DataTree& tree);
    void readChecks(const DataSettings& ofData);

private:
    std::optional<files::Listing> openData(Place& root);
    void readFolder(Place place, std::optional<std::size_t> parent);
    void readItems(const Place& place, std::size_t folder, DataContents& contents);
    void tellOfUnusable(const Place& place, const DataContents& contents);
    void checkPairs(const Place& place, DataContents& contents);
    DataSettings readGroupSettings(const Place& place);
    void readTest(const Place& place, const DataContents& contents, const std::string& base,
                  model::TestCase& test);
    void addTest(const Place& place, const DataContents& contents, const std::string& base,
                 std::size_t folder);
    void addCheck(const Place& place, const DataContents& contents, const std::string& base);
    std::vector<model::SourceFile> filesOf(const std::string& file, const files::Entry& entry);
    std::vector<std::string> resolve(const ValidatorFlags& flags, const std::string& file,
                                     const std::vector<model::JuryProgram>& validators,
                                     Diagnostic::Level level);
    /// Data that decides no verdict is complained about, never refused.
    Diagnostic::Level level() const { return m_kind ? Diagnostic::Level::Warning : Diagnostic::Level::Error; }
    void complain(std::string_view file, std::string message)
    {
        m_reading.diagnostics.push_back({level(), m_reading.shown(file), std::move(message)});
    }

    Reading& m_reading;
    Edition m_edition;
    bool m_legacy; ///< there are no files for single tests
    const Constants& m_constants;
    model::Problem& m_problem;
    DataTree* m_tree = nullptr;
    std::optional<Check::Kind> m_kind; // unset: tests
    std::size_t m_folders = 0;
    bool m_toldOfNames = false;
};

files::WalkOptions optionsOf(const Reading& reading)
{
    files::WalkOptions options = reading.walkOptions();
    options.maximumEntries = kMostEntries;
    return options;
}

std::optional<files::Listing> DataReader::openData(Place& root)
{
    const Result<std::filesystem::path> data =
        files::resolveBelow(m_reading.folder / "data", m_reading.boundary);
    if (!data) {
        complain("data", "there are no tests: " + data.error().message +
                             ". Put them into data/sample and data/secret as pairs of .in and .ans files.");
        return std::nullopt;
    }
    Result<files::Listing> listing = files::listFolder(*data, optionsOf(m_reading));
    if (!listing) {
        complain("data", listing.error().message);
        return std::nullopt;
    }
    root.file = "data";
    root.folder = *data;
    root.ancestors = {*data};
    return std::move(*listing);
}

void DataReader::readTests(DataTree& tree)
{
    m_tree = &tree;
    tree.folders.emplace_back();
    Place root;
    const std::optional<files::Listing> listing = openData(root);
    if (!listing)
        return;
    tree.folders.front().settings = readGroupSettings(root);
    root.inherited.override(tree.folders.front().settings);
    int stray = 0;
    std::map<std::string, const files::Entry*> found;
    for (const files::Entry& entry : listing->entries) {
        found[entry.name] = &entry;
        stray += endsIn(entry.name, ".in") ? 1 : 0;
    }
    if (stray > 0)
        m_reading.warning("data", std::to_string(stray) +
                                      " .in files lie directly in data/ and are not used; tests "
                                      "belong into data/sample or data/secret");
    for (const char* name : {"sample", "secret"}) {
        const auto entry = found.find(name);
        if (entry == found.end())
            continue;
        if (!entry->second->isFolder()) {
            m_reading.error("data/" + std::string(name),
                            "expected a folder of tests" + (entry->second->unusable.empty()
                                                                ? ""
                                                                : ", found: " + entry->second->unusable));
            continue;
        }
        Place place = root;
        place.id = name;
        place.file = "data/" + std::string(name);
        place.folder = entry->second->path;
        place.sample = std::string_view(name) == "sample";
        readFolder(std::move(place), 0);
    }
}

void DataReader::readChecks(const DataSettings& ofData)
{
    static const std::map<std::string_view, Check::Kind> kinds = {
        {"invalid_input", Check::Kind::InvalidInput},   {"invalid_inputs", Check::Kind::InvalidInput},
        {"invalid_output", Check::Kind::InvalidOutput}, {"invalid_outputs", Check::Kind::InvalidOutput},
        {"valid_output", Check::Kind::ValidOutput},     {"valid_outputs", Check::Kind::ValidOutput},
    };
    m_kind = Check::Kind::InvalidInput;
    Place root;
    const std::optional<files::Listing> listing = openData(root);
    if (!listing)
        return;
    root.inherited.override(ofData);
    for (const files::Entry& entry : listing->entries) {
        if (entry.name == "invalid_answers" || entry.name == "invalid_answer")
            m_reading.info("data/" + entry.name, "not used: there are no validators of answers here");
        const auto kind = kinds.find(entry.name);
        if (kind == kinds.end())
            continue;
        if (!entry.isFolder()) {
            m_reading.warning("data/" + entry.name, "expected a folder of tests of the package itself");
            continue;
        }
        m_kind = kind->second;
        Place place = root;
        place.id = entry.name;
        place.file = "data/" + entry.name;
        place.folder = entry.path;
        readFolder(std::move(place), std::nullopt);
    }
}

void DataReader::readFolder(Place place, std::optional<std::size_t> parent)
{
    const bool cycle =
        std::find(place.ancestors.begin(), place.ancestors.end(), place.folder) != place.ancestors.end();
    if (cycle || place.ancestors.size() > kDeepestGroup || ++m_folders > kMostFolders) {
        complain(place.file, cycle ? "this link leads to a folder that contains it"
                             : m_folders > kMostFolders
                                 ? "there are more than " + std::to_string(kMostFolders) + " test groups"
                                 : "test groups lie more than " + std::to_string(kDeepestGroup) + " deep");
        return;
    }
    Result<files::Listing> listing = files::listFolder(place.folder, optionsOf(m_reading));
    if (!listing || listing->truncated) {
        complain(place.file,
                 listing ? "the folder holds more files than a package may have" : listing.error().message);
        return;
    }
    place.ancestors.push_back(place.folder);
    DataSettings settings = readGroupSettings(place);
    place.inherited.override(settings);
    std::size_t index = 0;
    if (m_tree != nullptr) {
        index = m_tree->folders.size();
        m_tree->folders.push_back({place.id, parent, std::move(settings), place.sample, {}, {}, {}});
        if (parent) {
            m_tree->folders[*parent].folders.push_back(index);
            m_tree->folders[*parent].order.push_back(true);
        }
    }
    DataContents contents = contentsOf(std::move(listing->entries), m_legacy);
    tellOfUnusable(place, contents);
    checkPairs(place, contents);
    readItems(place, index, contents);
}

void DataReader::readItems(const Place& place, std::size_t folder, DataContents& contents)
{
    auto input = contents.inputs.begin();
    auto below = contents.folders.begin();
    // Two sorted lists, merged by base name.
    while (input != contents.inputs.end() || below != contents.folders.end()) {
        if (m_problem.testCases.size() >= kMostTestCases ||
            m_problem.packageChecks.size() >= kMostTestCases) {
            complain(place.file, "there are more than " + std::to_string(kMostTestCases) + " tests");
            return;
        }
        if (below == contents.folders.end() ||
            (input != contents.inputs.end() && input->first <= below->first)) {
            if (m_kind)
                addCheck(place, contents, input->first);
            else
                addTest(place, contents, input->first, folder);
            ++input;
            continue;
        }
        if (m_folders > kMostFolders)
            return;
        Place deeper = place;
        deeper.id = place.id + "/" + below->first;
        deeper.file = place.file + "/" + below->first;
        deeper.folder = below->second.path;
        readFolder(std::move(deeper), folder);
        ++below;
    }
}

void DataReader::tellOfUnusable(const Place& place, const DataContents& contents)
{
    for (const files::Entry& entry : contents.unusable) {
        const std::string file = place.file + "/" + entry.name;
        // A link that cannot be followed may have been a group of tests.
        if (endsIn(entry.name, ".in") || endsIn(entry.name, ".ans") ||
            (entry.kind == files::EntryKind::SymbolicLink && entry.name.find('.') == std::string::npos))
            complain(file, "this test data cannot be read: " + entry.unusable);
        else
            m_reading.warning(file, "ignored: " + entry.unusable);
    }
}

void DataReader::checkPairs(const Place& place, DataContents& contents)
{
    const auto haveAnswer = [&](const std::string& base) { return contents.answers.count(base) > 0; };
    if (m_kind == Check::Kind::InvalidInput)
        return;
    for (auto input = contents.inputs.begin(); input != contents.inputs.end();) {
        const auto& [base, entry] = *input;
        const std::string file = place.file + "/" + entry.name;
        if (haveAnswer(base)) {
            ++input;
        } else if (place.sample && contents.interactions.count(base) > 0) {
            m_reading.info(file, "not a test: this sample has no answer, only an interaction to show");
            input = contents.inputs.erase(input);
        } else if (m_problem.validation.custom && !m_kind) {
            m_reading.warning(file, "this input has no answer; the output validator is given an empty file");
            ++input;
        } else {
            std::error_code code;
            const bool hasOutput = std::filesystem::exists(entry.path.parent_path() / (base + ".out"), code);
            complain(file, "this input has no answer; expected " + files::quoted(base + ".ans") +
                               " beside it" +
                               (hasOutput ? ": rename " + files::quoted(base + ".out")
                                          : " (an empty one, if the validator needs none)"));
            input = contents.inputs.erase(input);
        }
    }
    for (const auto& [base, entry] : contents.answers) {
        if (contents.inputs.count(base) == 0 && contents.interactions.count(base) == 0)
            m_reading.warning(place.file + "/" + entry.name,
                              "this answer has no input and is not used; expected " +
                                  files::quoted(base + ".in") + " beside it");
    }
}

DataSettings DataReader::readGroupSettings(const Place& place)
{
    DataSettings settings;
    for (const char* name : {"testdata.yaml", "test_group.yaml"}) {
        std::error_code code;
        if (!std::filesystem::exists(std::filesystem::symlink_status(place.folder / name, code)))
            continue;
        const std::string file = place.file + "/" + name;
        const Result<std::filesystem::path> path =
            files::resolveBelow(place.folder / name, m_reading.boundary);
        if (!path) {
            complain(file, path.error().message);
            continue;
        }
        if (!settings.where.empty())
            m_reading.warning(file, "used instead of testdata.yaml beside it; keep one of the two");
        std::optional<YamlMap> yaml =
            YamlMap::load(*path, m_reading.shown(file), m_reading.diagnostics, m_constants);
        if (yaml) {
            settings = groupSettings(*yaml, m_edition);
            settings.where = file;
        }
    }
    return settings;
}

std::vector<std::string> DataReader::resolve(const ValidatorFlags& flags, const std::string& file,
                                             const std::vector<model::JuryProgram>& validators,
                                             Diagnostic::Level level)
{
    if (flags.byName.empty())
        return flags.all;
    if (validators.size() > 1) {
        if (!m_toldOfNames || level == Diagnostic::Level::Error)
            m_reading.diagnostics.push_back(
                {level, m_reading.shown(file),
                 "flags for one of several validators are not passed by this version of Assize; "
                 "give all of them the same flags"});
        m_toldOfNames = true;
        return {};
    }
    if (validators.empty())
        return flags.byName.begin()->second;
    const std::filesystem::path name = std::filesystem::path(validators.front().name).filename();
    for (const std::string& known : {name.native(), name.stem().native()}) {
        if (const auto found = flags.byName.find(known); found != flags.byName.end())
            return found->second;
    }
    return {};
}

void DataReader::readTest(const Place& place, const DataContents& contents, const std::string& base,
                          model::TestCase& test)
{
    test.id = place.id + "/" + base;
    const files::Entry& input = contents.inputs.at(base);
    test.input = input.path;
    test.inputSize = input.size;
    if (const auto answer = contents.answers.find(base); answer != contents.answers.end()) {
        test.answer = answer->second.path;
        test.answerSize = answer->second.size;
    }
    Inherited settings = place.inherited;
    if (const auto args = contents.arguments.find(base); args != contents.arguments.end()) {
        const Result<std::string> text = files::readFile(args->second.path, kLargestArguments);
        if (text)
            settings.arguments = shellWords(*text);
        else
            complain(place.file + "/" + args->second.name, text.error().message);
    }
    if (const auto yaml = contents.settings.find(base); yaml != contents.settings.end()) {
        const std::string file = m_reading.shown(place.file + "/" + yaml->second.name);
        if (auto map = YamlMap::load(yaml->second.path, file, m_reading.diagnostics, m_constants))
            settings.override(testSettings(*map, m_edition));
    }
    const std::string file = place.file + "/" + input.name;
    test.validatorFlags =
        resolve(settings.outputFlags, file, m_problem.validation.validators, Diagnostic::Level::Error);
    test.inputValidatorFlags =
        resolve(settings.inputFlags, file, m_problem.inputValidators, Diagnostic::Level::Warning);
    // Input validators see the arguments after their own flags (2025-09, "Input validators").
    test.inputValidatorFlags.insert(test.inputValidatorFlags.end(), settings.arguments.begin(),
                                    settings.arguments.end());
    test.arguments = std::move(settings.arguments);
}

void DataReader::addTest(const Place& place, const DataContents& contents, const std::string& base,
                         std::size_t folder)
{
    model::TestCase test;
    readTest(place, contents, base, test);
    test.group = place.id;
    test.sample = place.sample;
    if (const auto files = contents.testFiles.find(base); files != contents.testFiles.end())
        test.files = filesOf(place.file + "/" + files->second.name, files->second);
    m_tree->folders[folder].tests.push_back(m_problem.testCases.size());
    m_tree->folders[folder].order.push_back(false);
    // The output that a statement shows must be right.
    const auto output = contents.outputs.find(base);
    if (!m_legacy && place.sample && output != contents.outputs.end() && !test.answer.empty() &&
        model::hasWholeOutput(m_problem.taskType))
        m_problem.packageChecks.push_back({Check::Kind::ValidOutput, test.id, test.input, test.answer,
                                           output->second.path, test.inputValidatorFlags,
                                           test.validatorFlags});
    m_problem.testCases.push_back(std::move(test));
}

void DataReader::addCheck(const Place& place, const DataContents& contents, const std::string& base)
{
    model::TestCase test;
    readTest(place, contents, base, test);
    Check check{*m_kind, test.id, test.input, {}, {}, test.inputValidatorFlags, {}};
    if (m_kind != Check::Kind::InvalidInput) {
        const auto output = contents.outputs.find(base);
        if (output == contents.outputs.end()) {
            complain(place.file + "/" + base + ".in",
                     "not used: there is no " + files::quoted(base + ".out") + " beside it");
            return;
        }
        check.answer = test.answer;
        check.output = output->second.path;
        check.outputValidatorFlags = test.validatorFlags;
    }
    m_problem.packageChecks.push_back(std::move(check));
}

std::vector<model::SourceFile> DataReader::filesOf(const std::string& file, const files::Entry& entry)
{
    files::WalkOptions options = m_reading.walkOptions();
    options.maximumEntries = kMostFilesOfTest;
    const Result<files::Listing> listing = files::walkFolder(entry.path, options);
    if (!listing || listing->truncated) {
        complain(file, listing ? "the folder holds more than " + std::to_string(kMostFilesOfTest) + " files"
                               : listing.error().message);
        return {};
    }
    std::vector<model::SourceFile> result;
    for (const files::Entry& item : listing->entries) {
        if (item.isFile())
            result.push_back({item.name, item.path, item.size});
        else if (!item.isFolder())
            complain(file + "/" + item.name, "this file cannot be used: " + item.unusable);
    }
    return result;
}

} // namespace

DataTree readIcpcTestData(Reading& reading, Edition edition, const Constants& constants,
                          model::Problem& problem)
{
    DataTree tree;
    DataReader(reading, edition, constants, problem).readTests(tree);
    if (problem.testCases.empty() && !reading.refused())
        reading.error(
            "data", "there is no test in data/sample or data/secret; put pairs of .in and .ans files there");
    return tree;
}

void readPackageChecks(Reading& reading, Edition edition, const Constants& constants, const DataTree& tree,
                       model::Problem& problem)
{
    DataReader(reading, edition, constants, problem).readChecks(tree.folders.front().settings);
}

} // namespace assize::package
