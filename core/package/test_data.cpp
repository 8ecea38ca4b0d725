// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/test_data.h"

#include "files/read.h"
#include "package/yaml_file.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

constexpr std::size_t kMostTestCases = 100'000;
constexpr std::size_t kDeepestGroup = 16;

bool endsIn(std::string_view name, std::string_view ending)
{
    return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

std::string withoutEnding(std::string_view name, std::string_view ending)
{
    return std::string(name.substr(0, name.size() - ending.size()));
}

/// A place in data/ on the way down.
struct Place
{
    std::string id;               ///< "secret/group1"
    std::string file;             ///< "data/secret/group1", for messages
    std::filesystem::path folder; ///< resolved
    bool sample = false;
    std::vector<std::string> flags; ///< of the output validators, inherited
    std::vector<std::filesystem::path> ancestors;
};

/// What lies in one folder, sorted into its roles.
struct Contents
{
    std::map<std::string, files::Entry> inputs; ///< by base name
    std::map<std::string, files::Entry> answers;
    std::map<std::string, files::Entry> groups;
    std::map<std::string, files::Entry> settings; ///< <base>.yaml of newer packages
};

class TestDataReader
{
public:
    TestDataReader(Reading& reading, bool legacy, model::Problem& problem)
        : m_reading(reading), m_legacy(legacy), m_problem(problem)
    {
    }

    void readData();

private:
    void readGroup(Place place, std::optional<std::string> parent);
    void readItems(const Place& place, Contents& contents);
    Contents sortOut(const Place& place, std::vector<files::Entry> entries);
    void takeFile(const Place& place, files::Entry entry, Contents& contents);
    void checkPairs(const Place& place, Contents& contents);
    void readGroupSettings(Place& place);
    void readNewSettings(YamlMap& yaml, std::vector<std::string>& flags);
    void readOldSettings(YamlMap& yaml, std::vector<std::string>& flags);
    void addTestCase(const Place& place, const std::string& base, const files::Entry& input,
                     const files::Entry& answer, std::vector<std::string> flags);
    std::vector<std::string> flagsOf(const Place& place, const Contents& contents, const std::string& base);

    Reading& m_reading;
    bool m_legacy;
    model::Problem& m_problem;
};

void TestDataReader::readData()
{
    m_problem.groups.push_back({"", std::nullopt, 1});
    const Result<std::filesystem::path> data =
        files::resolveBelow(m_reading.folder / "data", m_reading.boundary);
    if (!data) {
        m_reading.error("data",
                        "there are no tests: " + data.error().message +
                            ". Put them into data/sample and data/secret as pairs of .in and .ans files.");
        return;
    }
    const Result<files::Listing> listing = files::listFolder(*data, m_reading.walkOptions());
    if (!listing) {
        m_reading.error("data", listing.error().message);
        return;
    }
    Place root;
    root.file = "data";
    root.folder = *data;
    root.ancestors = {*data};
    readGroupSettings(root);
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
        readGroup(std::move(place), "");
    }
}

void TestDataReader::readGroup(Place place, std::optional<std::string> parent)
{
    const bool cycle =
        std::find(place.ancestors.begin(), place.ancestors.end(), place.folder) != place.ancestors.end();
    if (cycle || place.ancestors.size() > kDeepestGroup) {
        m_reading.error(place.file,
                        cycle ? "this link leads to a folder that contains it"
                              : "test groups lie more than " + std::to_string(kDeepestGroup) + " deep");
        return;
    }
    Result<files::Listing> listing = files::listFolder(place.folder, m_reading.walkOptions());
    if (!listing) {
        m_reading.error(place.file, listing.error().message);
        return;
    }
    if (listing->truncated) {
        m_reading.error(place.file, "the folder holds more files than a package may have");
        return;
    }
    place.ancestors.push_back(place.folder);
    m_problem.groups.push_back({place.id, std::move(parent), 1});
    readGroupSettings(place);
    Contents contents = sortOut(place, std::move(listing->entries));
    checkPairs(place, contents);
    readItems(place, contents);
}

void TestDataReader::readItems(const Place& place, Contents& contents)
{
    auto input = contents.inputs.begin();
    auto group = contents.groups.begin();
    // Two sorted lists, merged by base name.
    while (input != contents.inputs.end() || group != contents.groups.end()) {
        if (m_problem.testCases.size() >= kMostTestCases) {
            m_reading.error(place.file, "there are more than " + std::to_string(kMostTestCases) + " tests");
            return;
        }
        if (group == contents.groups.end() ||
            (input != contents.inputs.end() && input->first <= group->first)) {
            const auto answer = contents.answers.find(input->first);
            if (answer != contents.answers.end())
                addTestCase(place, input->first, input->second, answer->second,
                            flagsOf(place, contents, input->first));
            ++input;
            continue;
        }
        Place below = place;
        below.id = place.id + "/" + group->first;
        below.file = place.file + "/" + group->first;
        below.folder = group->second.path;
        readGroup(std::move(below), place.id);
        ++group;
    }
}

Contents TestDataReader::sortOut(const Place& place, std::vector<files::Entry> entries)
{
    Contents contents;
    for (files::Entry& entry : entries) {
        if (entry.name.front() == '.')
            continue;
        const std::string file = place.file + "/" + entry.name;
        const bool test = endsIn(entry.name, ".in") || endsIn(entry.name, ".ans");
        if (!entry.unusable.empty()) {
            // A link that cannot be followed may have been a group of tests.
            if (test ||
                (entry.kind == files::EntryKind::SymbolicLink && entry.name.find('.') == std::string::npos))
                m_reading.error(file, "this test data cannot be read: " + entry.unusable);
            else
                m_reading.warning(file, "ignored: " + entry.unusable);
        } else if (entry.isFolder()) {
            if (endsIn(entry.name, ".files"))
                m_reading.error(
                    file, "files beside a test's input are not given to programs by this version of Assize");
            else
                contents.groups.emplace(entry.name, std::move(entry));
        } else {
            takeFile(place, std::move(entry), contents);
        }
    }
    return contents;
}

void TestDataReader::takeFile(const Place& place, files::Entry entry, Contents& contents)
{
    const std::string name = entry.name;
    if (endsIn(name, ".in"))
        contents.inputs.emplace(withoutEnding(name, ".in"), std::move(entry));
    else if (endsIn(name, ".ans"))
        contents.answers.emplace(withoutEnding(name, ".ans"), std::move(entry));
    else if (endsIn(name, ".args"))
        m_reading.error(place.file + "/" + name,
                        "arguments for programs are not passed by this version of Assize");
    else if (!m_legacy && endsIn(name, ".yaml") && name != "test_group.yaml" && name != "testdata.yaml")
        contents.settings.emplace(withoutEnding(name, ".yaml"), std::move(entry));
}

void TestDataReader::checkPairs(const Place& place, Contents& contents)
{
    for (const auto& [base, entry] : contents.inputs) {
        if (contents.answers.find(base) == contents.answers.end())
            m_reading.error(place.file + "/" + entry.name,
                            "this input has no answer; expected " + files::quoted(base + ".ans") +
                                " beside it (an empty one, if the validator needs none)");
    }
    for (const auto& [base, entry] : contents.answers) {
        if (contents.inputs.find(base) == contents.inputs.end())
            m_reading.warning(place.file + "/" + entry.name,
                              "this answer has no input and is not used; expected " +
                                  files::quoted(base + ".in") + " beside it");
    }
}

void TestDataReader::readGroupSettings(Place& place)
{
    for (const char* name : {"testdata.yaml", "test_group.yaml"}) {
        std::error_code code;
        if (!std::filesystem::exists(std::filesystem::symlink_status(place.folder / name, code)))
            continue;
        const std::string file = place.file + "/" + name;
        const Result<std::filesystem::path> path =
            files::resolveBelow(place.folder / name, m_reading.boundary);
        if (!path) {
            m_reading.error(file, path.error().message);
            continue;
        }
        std::optional<YamlMap> yaml = YamlMap::load(*path, m_reading.shown(file), m_reading.diagnostics);
        if (!yaml)
            continue;
        if (std::string_view(name) == "testdata.yaml")
            readOldSettings(*yaml, place.flags);
        else
            readNewSettings(*yaml, place.flags);
    }
}

void TestDataReader::readOldSettings(YamlMap& yaml, std::vector<std::string>& flags)
{
    // The specification reads a text as a validator's name, but every tool passes it as flags.
    const YAML::Node given = yaml.take("output_validator_flags");
    if (given.IsDefined() && given.IsMap()) {
        yaml.error("output_validator_flags",
                   "flags for one of several output validators are not passed by this version "
                   "of Assize; expected a text");
    } else if (auto words = yaml.words("output_validator_flags")) {
        flags = std::move(*words);
    }
    if (yaml.text("grading").value_or("default") == "custom")
        yaml.error("grading", "graders of the package's own are not run by this version of Assize");
    for (const std::string& flag : yaml.words("grader_flags").value_or(std::vector<std::string>{})) {
        // The others only choose scores, or which of several failures is named.
        if (flag == "always_accept" || flag == "accept_if_any_accepted")
            yaml.error("grader_flags", files::quoted(flag) + " is not applied by this version of Assize");
    }
    yaml.ignore({"on_reject", "input_validator_flags", "accept_score", "reject_score", "range"});
    yaml.warnUnknown("");
}

void TestDataReader::readNewSettings(YamlMap& yaml, std::vector<std::string>& flags)
{
    if (auto words = yaml.words("output_validator_args"))
        flags = std::move(*words);
    for (const char* key : {"args", "require_pass", "max_score", "score_aggregation",
                            "static_validation_score", "static_validator_args"}) {
        const YAML::Node value = yaml.take(key);
        const bool says = value.IsDefined() && !((value.IsSequence() || value.IsMap()) && value.size() == 0);
        if (says && !(value.IsScalar() && value.Scalar() == "pass-fail"))
            yaml.error(key, "this setting is not applied by this version of Assize, which judges plain "
                            "pass-fail packages");
    }
    yaml.ignore({"input_validator_args", "input_visualizer_args", "output_visualizer_args", "full_feedback",
                 "hint", "description"});
    yaml.warnUnknown("");
}

std::vector<std::string> TestDataReader::flagsOf(const Place& place, const Contents& contents,
                                                 const std::string& base)
{
    std::vector<std::string> flags = place.flags;
    if (const auto entry = contents.settings.find(base); entry != contents.settings.end()) {
        const std::string file = m_reading.shown(place.file + "/" + entry->second.name);
        if (auto yaml = YamlMap::load(entry->second.path, file, m_reading.diagnostics))
            readNewSettings(*yaml, flags);
    }
    return flags;
}

void TestDataReader::addTestCase(const Place& place, const std::string& base, const files::Entry& input,
                                 const files::Entry& answer, std::vector<std::string> flags)
{
    model::TestCase test;
    test.id = place.id + "/" + base;
    test.group = place.id;
    test.sample = place.sample;
    test.input = input.path;
    test.answer = answer.path;
    test.inputSize = input.size;
    test.answerSize = answer.size;
    test.validatorFlags = std::move(flags);
    m_problem.testCases.push_back(std::move(test));
}

} // namespace

void readIcpcTestData(Reading& reading, bool legacy, model::Problem& problem)
{
    TestDataReader(reading, legacy, problem).readData();
    if (problem.testCases.empty() && !reading.refused())
        reading.error(
            "data", "there is no test in data/sample or data/secret; put pairs of .in and .ans files there");
}

bool naturallyBefore(std::string_view a, std::string_view b)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto takeNumber = [&](std::string_view& text) {
        std::size_t length = 0;
        while (length < text.size() && isDigit(text[length]))
            ++length;
        std::string_view number = text.substr(0, length);
        text.remove_prefix(length);
        number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
        return number;
    };
    const std::string_view wholeA = a;
    const std::string_view wholeB = b;
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view left = takeNumber(a);
            const std::string_view right = takeNumber(b);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
            continue;
        }
        if (a.front() != b.front())
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() != b.empty())
        return a.empty();
    return wholeA < wholeB;
}

} // namespace assize::package
