// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/polygon/reader.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/polygon/parts.h"

#include <algorithm>

namespace assize::package {
namespace {

constexpr const char* kPolygon = "polygon";
constexpr std::size_t kWidest = 9;

void readNames(PolygonReading& polygon)
{
    const pugi::xml_node root = polygon.xml.root();
    const pugi::xml_node names = root.child("names");
    pugi::xml_node name = names.find_child_by_attribute("name", "language", "english");
    if (!name)
        name = names.child("name");
    polygon.problem.name = toTitle(name.attribute("value").value());
    const std::string shortName = root.attribute("short-name").value();
    if (polygon.problem.name.empty())
        polygon.problem.name = toTitle(shortName.empty() ? polygon.problem.id : shortName);
    // Polygon names its archives sum-12.zip, sum-12$linux.zip; people know the problem as sum.
    const std::string& id = polygon.problem.id;
    if (!shortName.empty() && staysBelow(shortName) && shortName.find('/') == std::string::npos &&
        id.size() > shortName.size() + 1 && id.starts_with(shortName + "-")) {
        std::string_view rest = std::string_view(id).substr(shortName.size() + 1);
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits > 0 && (digits == rest.size() || rest[digits] == '$'))
            polygon.problem.id = shortName;
    }
}

/// The name of a file in the work folder of the submission.
std::string namedFile(PolygonReading& polygon, pugi::xml_node judging, const char* key)
{
    std::string name = judging.attribute(key).value();
    if (name == "stdin" || name == "stdout")
        return {};
    if (!name.empty() && !isPlainFileName(name)) {
        polygon.error(judging, key, "expected the plain name of a file, found " + files::quoted(name));
        return {};
    }
    return name;
}

void readJudging(PolygonReading& polygon)
{
    const pugi::xml_node judging = polygon.xml.root().child("judging");
    polygon.problem.inputFile = namedFile(polygon, judging, "input-file");
    polygon.problem.outputFile = namedFile(polygon, judging, "output-file");
    const std::string runs = judging.attribute("run-count").value();
    if (!runs.empty() && runs != "1")
        polygon.error(judging, "run-count",
                      "every submission is to be run " + files::quoted(runs) +
                          " times on a test; such problems are not judged by this version of Assize");
    if (const pugi::xml_node scorer = polygon.xml.root().child("assets").child("scorer"))
        polygon.error(scorer, "scorer",
                      "a scorer computes the points; such problems are not judged by this version of Assize");
}

/// Answers that are missing need somebody to make them.
void checkAnswers(PolygonReading& polygon)
{
    const model::Problem& problem = polygon.problem;
    if (!problem.mainSolution.empty())
        return;
    const auto missing = std::find_if(problem.testCases.begin(), problem.testCases.end(),
                                      [](const model::TestCase& test) { return test.answer.empty(); });
    if (missing == problem.testCases.end())
        return;
    const std::string message =
        "test " + toPrintableLine(missing->id) +
        " has no answer in the package, and there is no main solution that could make it";
    if (model::isInteractive(problem.taskType))
        polygon.warning({}, "", message + "; an empty file stands for it");
    else
        polygon.error({}, "", message + ". Take the full package from Polygon, or name a main solution.");
}

/// problem.xml and the files that it names.
void readPolygonPackage(Reading& reading, model::Problem& problem)
{
    const std::optional<XmlFile> xml = XmlFile::load(
        reading.folder / "problem.xml", reading.shown("problem.xml"), "problem", reading.diagnostics);
    if (!xml)
        return;
    reading.windowsLines = WindowsLines::RemovedInWhole;
    PolygonReading polygon{reading, problem, *xml, PackageFiles(reading)};
    readNames(polygon);
    readJudging(polygon);
    readPolygonTests(polygon);
    readPolygonResources(polygon);
    readPolygonPrograms(polygon);
    readPolygonSolutions(polygon);
    if (reading.refused())
        return;
    checkAnswers(polygon);
}

/// problem.xml with <problem> as its root.
class PolygonReader : public Reader
{
public:
    const char* name() const override { return "a Polygon package"; }

    Recognition recognise(const PackageView& view) const override
    {
        if (!view.has("problem.xml"))
            return {};
        const std::string root = rootElement(view.head("problem.xml"));
        if (root == "problem")
            return {Confidence::Certain, kPolygon, "it has problem.xml with <problem> as its root"};
        // A damaged problem.xml is to be told of.
        if (root.empty())
            return {Confidence::Possible, kPolygon, "it has problem.xml"};
        return {};
    }

    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override
    {
        readPolygonPackage(reading, problems.emplace_back(newProblem(reading, recognition)));
    }
};

} // namespace

bool staysBelow(std::string_view path)
{
    if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos)
        return false;
    const std::filesystem::path parts(path);
    return std::find(parts.begin(), parts.end(), "..") == parts.end();
}

const PackageFiles::Folder& PackageFiles::folder(const std::string& path)
{
    const auto [found, isNew] = m_folders.try_emplace(path);
    Folder& folder = found->second;
    if (!isNew)
        return folder;
    std::error_code code;
    const std::filesystem::path full = m_reading.folder / path;
    if (!std::filesystem::exists(full, code)) {
        folder.problem = "is missing";
        return folder;
    }
    const Result<std::filesystem::path> resolved = files::resolveBelow(full, m_reading.boundary);
    Result<files::Listing> listing = resolved ? files::listFolder(*resolved, m_reading.walkOptions())
                                              : Result<files::Listing>(resolved.error());
    if (!listing) {
        folder.problem = "cannot be read: " + listing.error().message;
        return folder;
    }
    for (files::Entry& entry : listing->entries) {
        std::string name = entry.name;
        folder.entries.emplace(std::move(name), std::move(entry));
    }
    return folder;
}

const files::Entry* PackageFiles::find(const std::string& path, std::string& why)
{
    if (!staysBelow(path)) {
        why = "is no path within the package";
        return nullptr;
    }
    const std::filesystem::path parts = std::filesystem::path(path).lexically_normal();
    const Folder& in = folder(parts.parent_path().native());
    const auto entry = in.entries.find(parts.filename().native());
    if (entry == in.entries.end()) {
        why = in.problem.empty() ? "is missing" : in.problem;
        return nullptr;
    }
    if (!entry->second.isFile()) {
        why =
            "cannot be used: " + (entry->second.unusable.empty() ? "it is a folder" : entry->second.unusable);
        return nullptr;
    }
    return &entry->second;
}

std::string PathPattern::at(std::size_t number) const
{
    const std::string digits = std::to_string(number);
    return before + std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits + after;
}

std::optional<PathPattern> PathPattern::parse(std::string_view text)
{
    const std::size_t percent = text.find('%');
    if (percent == std::string_view::npos || !staysBelow(text) ||
        std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }))
        return std::nullopt;
    PathPattern pattern;
    pattern.before = text.substr(0, percent);
    std::string_view rest = text.substr(percent + 1);
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9' && pattern.width <= kWidest) {
        pattern.width = pattern.width * 10 + static_cast<std::size_t>(rest.front() - '0');
        rest.remove_prefix(1);
    }
    if (rest.empty() || rest.front() != 'd' || pattern.width > kWidest ||
        rest.find('%') != std::string_view::npos)
        return std::nullopt;
    pattern.after = rest.substr(1);
    return pattern;
}

std::optional<std::vector<std::string>> wordsOfCommand(std::string_view command)
{
    std::vector<std::string> words;
    std::string word;
    bool within = false;
    bool plain = true;
    char quote = '\0';
    const auto end = [&] {
        if (within)
            words.push_back(word);
        // In quotation marks these are arguments like any other.
        if (within && plain && (word == "|" || word.starts_with('>') || word.starts_with('<')))
            return false;
        word.clear();
        within = false;
        plain = true;
        return true;
    };
    for (const char c : command) {
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            within = true;
            plain = false;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (!end())
                return std::nullopt;
        } else {
            within = true;
            word += c;
        }
    }
    if (quote != '\0' || !end())
        return std::nullopt;
    return words;
}

std::string languageOfSourceType(std::string_view type)
{
    struct Prefix
    {
        std::string_view begin;
        const char* language;
    };
    // The longest that fits counts.
    static constexpr Prefix kPrefixes[] = {
        {"cpp", "cpp"},
        {"c.", "c"},
        {"java", "java"},
        {"javascript", "javascript"},
        {"js", "javascript"},
        {"node", "javascript"},
        {"kotlin", "kotlin"},
        {"python", "python3"},
        {"python.2", "python2"},
        {"python.pypy2", "python2"},
        {"python.pypy3", "pypy3"},
        {"pypy.2", "python2"},
        {"pypy2", "python2"},
        {"pypy", "pypy3"},
        {"pas", "pascal"},
        {"delphi", "pascal"},
        {"cs.", "csharp"},
        {"csharp", "csharp"},
        {"go", "go"},
        {"rust", "rust"},
        {"haskell", "haskell"},
        {"hs", "haskell"},
    };
    if (type == "c")
        return "c";
    const Prefix* best = nullptr;
    for (const Prefix& prefix : kPrefixes) {
        if (type.starts_with(prefix.begin) && (best == nullptr || best->begin.size() < prefix.begin.size()))
            best = &prefix;
    }
    return best == nullptr ? std::string() : best->language;
}

const Reader& polygonReader()
{
    static const PolygonReader reader;
    return reader;
}

} // namespace assize::package
