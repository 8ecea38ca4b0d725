// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/data_shape.h"

#include "base/near_match.h"
#include "files/read.h"
#include "package/common/told_together.h"
#include "package/icpc/near_names.h"
#include "package/icpc/program_files.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace assize::package {
namespace {

using Level = Diagnostic::Level;

constexpr std::uint64_t kReadOfInteraction = 1 << 20;

enum class Meaning { Legacy, Both, Drafts, New };

struct Ending
{
    std::string_view ending;
    Meaning meaning;
};

/// The endings of a test's files. Of several that fit the longest is meant.
constexpr Ending kEndings[] = {
    {".in", Meaning::Both},          {".ans", Meaning::Both},          {".interaction", Meaning::Both},
    {".png", Meaning::Both},         {".jpg", Meaning::Both},          {".jpeg", Meaning::Both},
    {".svg", Meaning::Both},         {".hint", Meaning::Legacy},       {".desc", Meaning::Legacy},
    {".args", Meaning::Drafts},      {".out", Meaning::New},           {".yaml", Meaning::New},
    {".in.statement", Meaning::New}, {".ans.statement", Meaning::New}, {".in.download", Meaning::New},
    {".ans.download", Meaning::New},
};

bool isImage(std::string_view ending)
{
    return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".svg";
}

/// "1" and ".in.statement"; an empty ending where there is no dot.
std::pair<std::string, std::string> splitName(std::string_view name)
{
    std::size_t length = 0;
    for (const Ending& one : kEndings) {
        if (name.size() > one.ending.size() && name.ends_with(one.ending))
            length = std::max(length, one.ending.size());
    }
    if (length == 0) {
        const std::size_t dot = name.rfind('.');
        length = dot == std::string_view::npos || dot == 0 ? 0 : name.size() - dot;
    }
    return {std::string(name.substr(0, name.size() - length)),
            std::string(name.substr(name.size() - length))};
}

/// Looks at the files of data/, and collects the faults that several files share.
class DataShape
{
public:
    DataShape(Reading& reading, const ProblemYaml& yaml, const model::Problem& problem)
        : m_reading(reading), m_yaml(yaml), m_problem(problem)
    {
    }

    /// The files below `folder` of the package, or right in it.
    void look(const std::string& folder, bool below);
    void tell();

private:
    enum class Fault {
        NoTest,
        NoMeaning,
        OtherCase,
        SettingsOfTest,
        LegacySettings,
        HintOrDescription,
        Arguments,
        NotInteractive,
        ShownTwice,
        ShownNotDownloaded,
        DownloadedNotShown,
        InteractionNotDownloaded,
        Images,
    };

    bool isKnown(std::string_view ending) const;
    bool isCurrent() const { return !m_yaml.legacy && !m_yaml.draft; }
    void lookAtFile(const std::string& file, const std::string& ending, bool hasTest);
    void lookAtUnknown(const std::string& file, const std::string& ending, bool hasTest);
    void lookAtInteraction(const std::string& file, const std::filesystem::path& path);
    void lookAtTest(const std::string& test, const std::set<std::string>& endings);
    void add(Fault fault, const std::string& file) { m_faults[fault].insert(file); }

    Reading& m_reading;
    const ProblemYaml& m_yaml;
    const model::Problem& m_problem;
    std::map<Fault, std::set<std::string>> m_faults;
};

bool DataShape::isKnown(std::string_view ending) const
{
    return std::any_of(std::begin(kEndings), std::end(kEndings), [&](const Ending& one) {
        if (one.ending != ending)
            return false;
        switch (one.meaning) {
        case Meaning::Both:
            return true;
        case Meaning::Legacy:
            return m_yaml.legacy || m_yaml.draft;
        case Meaning::Drafts:
            return m_yaml.draft;
        case Meaning::New:
            break;
        }
        return !m_yaml.legacy;
    });
}

void DataShape::lookAtUnknown(const std::string& file, const std::string& ending, bool hasTest)
{
    std::vector<std::string_view> known;
    for (const Ending& one : kEndings) {
        if (isKnown(one.ending))
            known.push_back(one.ending);
    }
    const std::optional<std::string> meant = nearMatch(ending, known);
    const bool ofData = meant == ".in" || meant == ".ans" || meant == ".yaml";
    if (meant && ofData && editDistance(ending, *meant) == 0)
        add(Fault::OtherCase, file);
    else if (ending == ".yml" && !m_yaml.legacy && hasTest)
        add(Fault::SettingsOfTest, file);
    else if (meant)
        m_reading.warning(file, "not used: no file of a test ends in " + files::oneLine(ending) + "; meant " +
                                    *meant + "?");
    else if (hasTest && isCurrent())
        add(Fault::NoMeaning, file);
}

void DataShape::lookAtFile(const std::string& file, const std::string& ending, bool hasTest)
{
    if (ending == ".in" || ending == ".ans")
        return;
    if (isKnown(ending)) {
        // The legacy format has further interactions to show, which belong to no test.
        const bool alone = m_yaml.legacy && ending == ".interaction";
        if (!hasTest && !alone)
            add(Fault::NoTest, file);
    } else if (ending == ".yaml" && hasTest) {
        add(Fault::LegacySettings, file);
    } else if ((ending == ".hint" || ending == ".desc") && isCurrent()) {
        add(Fault::HintOrDescription, file);
    } else if (ending == ".args" && hasTest && isCurrent()) {
        add(Fault::Arguments, file);
    } else if (std::none_of(std::begin(kEndings), std::end(kEndings),
                            [&](const Ending& one) { return one.ending == ending; })) {
        lookAtUnknown(file, ending, hasTest);
    }
}

void DataShape::lookAtInteraction(const std::string& file, const std::filesystem::path& path)
{
    const bool multiPass = model::isMultiPass(m_problem.taskType);
    if (!model::isInteractive(m_problem.taskType) && !multiPass) {
        add(Fault::NotInteractive, file);
        return;
    }
    const Result<std::string> text = files::readHead(path, kReadOfInteraction);
    const std::string fault =
        text ? faultOfInteraction(*text, multiPass) : "it cannot be read: " + text.error().message;
    if (!fault.empty())
        m_reading.warning(file, "this is no interaction: " + fault);
}

/// The files of a test that are shown in the statement, and those that can be downloaded.
void DataShape::lookAtTest(const std::string& test, const std::set<std::string>& endings)
{
    const auto has = [&](const char* ending) { return endings.count(ending) > 0; };
    const auto count = [](std::initializer_list<bool> given) {
        return std::count(given.begin(), given.end(), true);
    };
    const bool interaction = has(".interaction");
    if (count({has(".in.statement"), interaction}) > 1 ||
        count({has(".out"), has(".ans.statement"), interaction}) > 1 ||
        count({has(".out"), has(".ans.download")}) > 1)
        add(Fault::ShownTwice, test);
    else if (interaction && !(has(".in.download") && has(".ans.download")))
        add(Fault::InteractionNotDownloaded, test + ".interaction");
    else if ((has(".in.statement") && !has(".in.download")) ||
             (has(".ans.statement") && !has(".ans.download")))
        add(Fault::ShownNotDownloaded, test);
    else if (!interaction && ((has(".in.download") && !has(".in.statement")) ||
                              (has(".ans.download") && !has(".ans.statement"))))
        add(Fault::DownloadedNotShown, test);
    if (std::count_if(endings.begin(), endings.end(), isImage) > 1)
        add(Fault::Images, test);
}

void DataShape::look(const std::string& folder, bool below)
{
    const Result<std::filesystem::path> path =
        files::resolveBelow(m_reading.folder / folder, m_reading.boundary);
    if (!path)
        return;
    const Result<files::Listing> listing = below ? files::walkFolder(*path, m_reading.walkOptions())
                                                 : files::listFolder(*path, m_reading.walkOptions());
    if (!listing)
        return;
    std::map<std::string, std::set<std::string>> tests;
    std::vector<std::pair<const files::Entry*, std::pair<std::string, std::string>>> found;
    for (const files::Entry& entry : listing->entries) {
        if (!entry.isFile() || hasIgnoredPart(entry.name) || entry.name.find(".files/") != std::string::npos)
            continue;
        const std::size_t slash = entry.name.rfind('/');
        const std::string own = slash == std::string::npos ? "" : entry.name.substr(0, slash + 1);
        const std::string name = entry.name.substr(own.size());
        // Settings files of folders, and files with nearly such a name, have been looked at by their names.
        if (name.find(".y") != std::string::npos && name.size() < 24 &&
            (name == "testdata.yaml" || name == "test_group.yaml" ||
             nearName(name, false, m_yaml.legacy, true)))
            continue;
        const auto [base, ending] = splitName(name);
        if (ending.empty())
            continue;
        found.push_back({&entry, {own + base, ending}});
        tests[own + base].insert(ending);
    }
    for (const auto& [entry, split] : found) {
        const std::string file = folder + "/" + entry->name;
        lookAtFile(file, split.second, tests[split.first].count(".in") > 0);
        if (split.second == ".interaction" && below)
            lookAtInteraction(file, entry->path);
    }
    for (const auto& [test, endings] : tests) {
        if (isCurrent() && below && endings.count(".in") > 0)
            lookAtTest(std::string(folder).append("/").append(test), endings);
    }
}

void DataShape::tell()
{
    static const std::map<Fault, std::pair<Level, const char*>> words = {
        {Fault::NoTest,
         {Level::Warning, "not used: there is no test of this name, as its .in file is missing."}},
        {Fault::NoMeaning,
         {Level::Warning, "not used: the 2025-09 format has no file of a test that ends so."}},
        {Fault::OtherCase,
         {Level::Error, "not used: the endings of test files are in small letters, as are .in, .ans and "
                        ".yaml. Rename it."}},
        {Fault::SettingsOfTest,
         {Level::Error, "not used: the settings of a test are called like it and end in .yaml. Rename it."}},
        {Fault::LegacySettings,
         {Level::Warning, "not used: the legacy format has no settings of single tests; it has testdata.yaml "
                          "for the tests of a folder."}},
        {Fault::HintOrDescription,
         {Level::Warning, "not used: since 2025-09 hints and descriptions are the keys hint and description "
                          "of the test's .yaml file."}},
        {Fault::Arguments,
         {Level::Warning, "used here, but by no other judge: since 2025-09 a program's arguments are the key "
                          "args of the test's .yaml file."}},
        {Fault::NotInteractive,
         {Level::Warning, "this interaction has no meaning: the problem is neither interactive nor "
                          "multi-pass."}},
        {Fault::ShownTwice,
         {Level::Warning, "this test says more than once what is shown or downloaded of it: only one of "
                          ".in.statement and .interaction, one of .out, .ans.statement and .interaction, and "
                          "one of .out and .ans.download may be there."}},
        {Fault::ShownNotDownloaded,
         {Level::Warning, "what replaces a file of this test in the statement (.in.statement, "
                          ".ans.statement) needs its like for downloads (.in.download, .ans.download)."}},
        {Fault::DownloadedNotShown,
         {Level::Warning, "what replaces a file of this test in downloads (.in.download, .ans.download) "
                          "needs its like for the statement (.in.statement, .ans.statement)."}},
        {Fault::InteractionNotDownloaded,
         {Level::Warning, "beside an interaction the format asks for .in.download and .ans.download: the "
                          "test's own input and answer are not to be given away."}},
        {Fault::Images, {Level::Warning, "this test has more than one image; the format permits one."}},
    };
    for (const auto& [fault, files] : m_faults)
        tellTogether(m_reading, words.at(fault).first, files, words.at(fault).second);
}

bool holdsTests(const DataTree& tree, const DataFolder& folder)
{
    return !folder.tests.empty() ||
           std::any_of(folder.folders.begin(), folder.folders.end(),
                       [&](std::size_t below) { return holdsTests(tree, tree.folders[below]); });
}

/// Of 2025-09: data/secret has tests or groups.
void tellOfMixture(Reading& reading, const DataTree& tree, const model::Problem& problem)
{
    for (const DataFolder& secret : tree.folders) {
        if (secret.id != "secret")
            continue;
        std::string group;
        std::set<std::string> loose;
        for (const std::size_t below : secret.folders) {
            const DataFolder& folder = tree.folders[below];
            if (folder.settings.where.empty())
                loose.insert("data/" + folder.id);
            else if (group.empty())
                group = folder.id;
        }
        for (const std::size_t test : secret.tests)
            loose.insert("data/" + problem.testCases[test].id + ".in");
        if (!group.empty())
            tellTogether(reading, Level::Warning, loose,
                         "data/secret holds either tests or test data groups: beside the group " +
                             files::quoted(group) +
                             " nothing may lie that is in no group. Put it into a group; a group is a folder "
                             "with a test_group.yaml.");
    }
}

/// Settings files where there is no group.
void tellOfSettings(Reading& reading, const ProblemYaml& yaml, const DataTree& tree)
{
    std::set<std::string> nested;
    for (const DataFolder& folder : tree.folders) {
        const bool atTop = !folder.parent;
        const bool ofSecret = folder.parent && tree.folders[*folder.parent].id == "secret";
        const bool right = folder.parent && !tree.folders[*folder.parent].parent;
        // Points have been told of where they are ignored.
        if (folder.settings.where.empty() || ofSecret || right || (atTop && yaml.draft) ||
            (!atTop && folder.settings.saysNewGrading()))
            continue;
        nested.insert(folder.settings.where);
    }
    tellTogether(reading, Level::Warning, nested,
                 "here is no test data group: they lie right in data/secret, and only those, data/sample and "
                 "data/secret have settings. Arguments are passed to the tests below it here, which other "
                 "judges need not do.");
}

void tellOfNames(Reading& reading, const DataTree& tree, const model::Problem& problem)
{
    std::set<std::string> tests;
    std::set<std::string> ambiguous;
    std::set<std::string> useless;
    for (const model::TestCase& test : problem.testCases) {
        tests.insert(test.id);
        if (!test.id.ends_with("/test_group"))
            continue;
        std::error_code code;
        const bool settings = std::filesystem::exists(test.input.parent_path() / "test_group.yaml", code);
        (settings ? ambiguous : useless).insert("data/" + test.id + ".in");
    }
    const std::string advice = "test_group.yaml is the settings of a group, not of a test. Rename the test.";
    tellTogether(reading, Level::Error, ambiguous, "no test may be called test_group: the " + advice);
    tellTogether(reading, Level::Warning, useless, "no test may be called test_group: a " + advice);
    std::set<std::string> doubled;
    for (const DataFolder& folder : tree.folders) {
        if (tests.count(folder.id) > 0)
            doubled.insert("data/" + folder.id);
    }
    tellTogether(reading, Level::Warning, doubled,
                 "a folder must not have the name of a test beside it; rename one of the two.");
}

} // namespace

std::string faultOfInteraction(std::string_view text, bool multiPass)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "it is empty";
    for (std::size_t line = 1; !text.empty(); ++line) {
        std::string_view content = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(content.size() + 1, text.size()));
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        const bool parts = content == "---";
        const std::string where = "line " + std::to_string(line);
        if (parts && !multiPass)
            return where + " is \"---\", which parts the passes of multi-pass problems only";
        if (!parts && !content.starts_with('<') && !content.starts_with('>'))
            return where + " is " + files::quoted(std::string(content.substr(0, 60))) +
                   "; expected '<' and what the program reads, or '>' and what it writes" +
                   (multiPass ? ", or \"---\" between passes" : "");
    }
    return {};
}

void tellOfDataShape(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                     const model::Problem& problem)
{
    DataShape shape(reading, yaml, problem);
    shape.look("data", false);
    shape.look("data/sample", true);
    shape.look("data/secret", true);
    shape.tell();
    if (yaml.legacy)
        return;
    tellOfNames(reading, tree, problem);
    if (yaml.draft)
        return;
    // Where there are points, grading has refused it.
    if (!problem.isScoring())
        tellOfMixture(reading, tree, problem);
    tellOfSettings(reading, yaml, tree);
}

} // namespace assize::package
