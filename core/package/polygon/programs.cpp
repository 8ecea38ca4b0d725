// SPDX-License-Identifier: GPL-3.0-or-later
// The jury's programs of a Polygon package: checker, interactor, validators, generators; and the files that
// are added to them and to solutions.
#include "base/utf8.h"
#include "files/read.h"
#include "package/polygon/parts.h"
#include "package/polygon/reader.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace assize::package {
namespace {

constexpr std::uint64_t kSearchedBytes = 1 << 20;
constexpr std::size_t kMostCheckTests = 10'000;
constexpr std::string_view kTestlib = "testlib.h";

bool isHeader(const std::string& path, std::string_view type)
{
    const std::string extension = std::filesystem::path(path).extension().native();
    return type.starts_with("h.") || extension == ".h" || extension == ".hpp";
}

/// Where the settings say that testlib.h is; `why` tells the fault in them.
std::optional<std::filesystem::path> testlibOfSettings(std::string& why)
{
    const char* setting = std::getenv("ASSIZE_TESTLIB");
    if (setting == nullptr || *setting == '\0')
        return std::nullopt;
    std::filesystem::path path = setting;
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        path /= kTestlib;
    path = std::filesystem::absolute(path, code);
    if (path.filename() == kTestlib && std::filesystem::is_regular_file(path, code))
        return path;
    why = "; ASSIZE_TESTLIB names " + files::quoted(std::filesystem::path(setting)) +
          ", which is no testlib.h and no folder with one";
    return std::nullopt;
}

/// Puts testlib.h beside a program that includes it. False: there is none.
bool provideTestlib(PolygonReading& polygon, pugi::xml_node source, std::string_view what,
                    Diagnostic::Level level, model::JuryProgram& program)
{
    const auto isTestlib = [](const std::filesystem::path& path) { return path.filename() == kTestlib; };
    if (std::any_of(program.libraries.begin(), program.libraries.end(), isTestlib))
        return true;
    const Result<std::filesystem::path> path =
        files::resolveBelow(program.files.front(), polygon.reading.boundary);
    const Result<std::string> content =
        path ? files::readHead(*path, kSearchedBytes) : Result<std::string>(path.error());
    if (!content) {
        polygon.report(level, source, what, content.error().message);
        return false;
    }
    if (content->find(kTestlib) == std::string::npos)
        return true;
    std::string why;
    if (const std::optional<std::filesystem::path> testlib = testlibOfSettings(why)) {
        program.libraries.push_back(*testlib);
        return true;
    }
    polygon.report(
        level, source, what,
        files::quoted(program.files.front().filename()) +
            " includes testlib.h, which the package does not have" + why +
            ". Put it into the package's folder files/, or set ASSIZE_TESTLIB to the folder that it "
            "is in.");
    return false;
}

/// The languages of "cpp.*;java.*"; empty: every language.
std::vector<std::string> languagesOfTypes(std::string_view types)
{
    std::vector<std::string> languages;
    while (!types.empty()) {
        const std::size_t end = std::min(types.find_first_of(";, "), types.size());
        std::string language = languageOfSourceType(types.substr(0, end));
        if (!language.empty() && std::find(languages.begin(), languages.end(), language) == languages.end())
            languages.push_back(std::move(language));
        types.remove_prefix(std::min(end + 1, types.size()));
    }
    return languages;
}

void includeFor(model::Problem& problem, const std::string& language, const model::SourceFile& file)
{
    auto found = std::find_if(problem.includes.begin(), problem.includes.end(),
                              [&](const model::IncludedFiles& one) { return one.language == language; });
    if (found == problem.includes.end())
        found = problem.includes.insert(found, model::IncludedFiles{language, {}});
    found->files.push_back(file);
}

/// A file that is added to every solution: a grader, a header.
void addToSolutions(PolygonReading& polygon, pugi::xml_node node, const files::Entry& entry)
{
    const model::SourceFile file{std::filesystem::path(node.attribute("path").value()).filename().native(),
                                 entry.path, entry.size};
    const pugi::xml_node stages = node.child("stages");
    const bool compile = !stages.child("stage") || stages.find_child_by_attribute("stage", "name", "compile");
    if (stages.find_child_by_attribute("stage", "name", "run")) {
        for (model::TestCase& test : polygon.problem.testCases)
            test.files.push_back(file);
    }
    if (!compile)
        return;
    const std::string types = node.attribute("for-types").value();
    const std::vector<std::string> languages = languagesOfTypes(types);
    if (languages.empty() && !types.empty() && types != "*")
        polygon.warning(node, "for-types",
                        "no language that is known has sources of type " + files::quoted(types) +
                            "; the file is not used");
    else if (languages.empty())
        includeFor(polygon.problem, "default", file);
    for (const std::string& language : languages)
        includeFor(polygon.problem, language, file);
}

void readChecker(PolygonReading& polygon)
{
    const pugi::xml_node assets = polygon.xml.root().child("assets");
    const pugi::xml_node checker = assets.child("checker");
    model::OutputValidation& validation = polygon.problem.validation;
    validation.protocol = model::ValidatorProtocol::Testlib;
    validation.custom = true;
    validation.scores = polygon.problem.isScoring() ? model::OutputValidation::Scores::Allowed
                                                    : model::OutputValidation::Scores::Never;
    if (!checker) {
        polygon.error(assets, "checker", "expected a <checker>, which judges the outputs; there is none");
        return;
    }
    const std::string type = checker.attribute("type").value();
    if (!type.empty() && type != "testlib")
        polygon.warning(checker, "checker",
                        "expected the type testlib, found " + files::quoted(type) +
                            "; the checker is called as those of testlib are");
    std::string name = checker.attribute("name").value();
    constexpr std::string_view kStandard = "std::";
    const bool standard = name.starts_with(kStandard);
    if (standard) {
        name.erase(0, kStandard.size());
        validation.standardChecker = name.substr(0, name.find('.'));
        validation.custom = false;
    }
    const auto level = standard ? Diagnostic::Level::Info : Diagnostic::Level::Error;
    if (std::optional<model::JuryProgram> program =
            readPolygonProgram(polygon, checker.child("source"), "checker", level))
        validation.validators.push_back(std::move(*program));
}

/// A test of the checker or of a validator becomes a check of the package.
void readCheckTests(PolygonReading& polygon, pugi::xml_node owner, bool ofChecker)
{
    const pugi::xml_node testset = owner.child("testset");
    const auto input = PathPattern::parse(testset.child("input-path-pattern").text().get());
    const auto output = PathPattern::parse(testset.child("output-path-pattern").text().get());
    const auto answer = PathPattern::parse(testset.child("answer-path-pattern").text().get());
    if (!input || (ofChecker && (!output || !answer)))
        return;
    std::size_t number = 0;
    for (const pugi::xml_node test : testset.child("tests").children("test")) {
        if (++number > kMostCheckTests)
            return;
        const std::string verdict = test.attribute("verdict").value();
        model::PackageCheck check;
        using Kind = model::PackageCheck::Kind;
        if (!ofChecker && verdict == "invalid")
            check.kind = Kind::InvalidInput;
        else if (ofChecker && verdict == "ok")
            check.kind = Kind::ValidOutput;
        else if (ofChecker && (verdict == "wrong-answer" || verdict == "presentation-error"))
            check.kind = Kind::InvalidOutput;
        else
            continue;
        check.id = input->at(number);
        std::string why;
        std::string missing;
        const auto take = [&](const std::string& path) {
            const files::Entry* entry = polygon.files.find(path, why);
            if (entry == nullptr && missing.empty())
                missing = path + " " + why;
            return entry == nullptr ? std::filesystem::path() : entry->path;
        };
        check.input = take(input->at(number));
        if (ofChecker) {
            check.output = take(output->at(number));
            check.answer = take(answer->at(number));
        } else {
            check.inputValidatorFlags = {"--testset", test.attribute("testset").value()};
            const std::string group = test.attribute("group").value();
            if (check.inputValidatorFlags.back().empty())
                check.inputValidatorFlags.clear();
            if (!group.empty())
                check.inputValidatorFlags.insert(check.inputValidatorFlags.end(), {"--group", group});
        }
        if (!missing.empty())
            polygon.warning(test, "test", "this test is not used: " + toPrintableLine(missing));
        else
            polygon.problem.packageChecks.push_back(std::move(check));
    }
}

void readInteractor(PolygonReading& polygon)
{
    const pugi::xml_node interactor = polygon.xml.root().child("assets").child("interactor");
    if (!interactor)
        return;
    polygon.problem.taskType = model::Interactive{
        readPolygonProgram(polygon, interactor.child("source"), "interactor", Diagnostic::Level::Error)};
    if (!polygon.problem.inputFile.empty() || !polygon.problem.outputFile.empty())
        polygon.error(interactor, "interactor",
                      "an interactive problem has no input-file and output-file, since the program talks "
                      "through its standard input and output");
}

void readValidators(PolygonReading& polygon)
{
    polygon.problem.inputValidatorProtocol = model::ValidatorProtocol::Testlib;
    for (const pugi::xml_node node :
         polygon.xml.root().child("assets").child("validators").children("validator")) {
        std::optional<model::JuryProgram> program =
            readPolygonProgram(polygon, node.child("source"), "validator", Diagnostic::Level::Warning);
        if (!program)
            continue;
        polygon.problem.inputValidators.push_back(std::move(*program));
        readCheckTests(polygon, node, false);
    }
}

/// The sources that a generator may have, by its name in commands.
std::map<std::string, pugi::xml_node> generatorSources(const PolygonReading& polygon)
{
    std::map<std::string, pugi::xml_node> sources;
    const auto add = [&](pugi::xml_node source) {
        const std::string stem = std::filesystem::path(source.attribute("path").value()).stem().native();
        if (!stem.empty())
            sources.emplace(stem, source);
    };
    const pugi::xml_node root = polygon.xml.root();
    for (const pugi::xml_node node : root.child("assets").child("generators").children("generator"))
        add(node.child("source"));
    for (const pugi::xml_node node : root.child("files").child("executables").children("executable"))
        add(node.child("source"));
    return sources;
}

void readGenerators(PolygonReading& polygon)
{
    const std::map<std::string, pugi::xml_node> sources = generatorSources(polygon);
    std::set<std::string> seen;
    for (const model::TestCase& test : polygon.problem.testCases) {
        if (test.command.empty() || !seen.insert(test.command.front()).second)
            continue;
        const std::string& name = test.command.front();
        const auto source = sources.find(name);
        if (source == sources.end()) {
            polygon.error(polygon.xml.root().child("files"), "executables",
                          "test " + toPrintableLine(test.id) + " is made by " + files::quoted(name) +
                              ", but there is no such program; take the full package from Polygon");
            continue;
        }
        std::optional<model::JuryProgram> program =
            readPolygonProgram(polygon, source->second, "executable", Diagnostic::Level::Error);
        if (!program)
            continue;
        program->name = name;
        polygon.problem.generators.push_back(std::move(*program));
    }
}

} // namespace

std::optional<model::JuryProgram> readPolygonProgram(PolygonReading& polygon, pugi::xml_node source,
                                                     std::string_view what, Diagnostic::Level level)
{
    const std::string path = source.attribute("path").value();
    std::string why;
    if (path.empty() || polygon.files.find(path, why) == nullptr) {
        polygon.report(level, source ? source : polygon.xml.root().child("assets"), what,
                       path.empty() ? "expected a source, found none (programs for Windows are not run)"
                                    : toPrintableLine(path) + " " + why);
        return std::nullopt;
    }
    model::JuryProgram program;
    program.name = std::filesystem::path(path).lexically_normal().native();
    program.files = {polygon.reading.folder / program.name};
    program.folder = program.files.front().parent_path();
    program.language = languageOfSourceType(source.attribute("type").value());
    const std::filesystem::path name = program.files.front().filename();
    std::copy_if(polygon.headers.begin(), polygon.headers.end(), std::back_inserter(program.libraries),
                 [&](const std::filesystem::path& header) { return header.filename() != name; });
    if (!provideTestlib(polygon, source, what, level, program))
        return std::nullopt;
    return program;
}

void readPolygonResources(PolygonReading& polygon)
{
    for (const pugi::xml_node node : polygon.xml.root().child("files").child("resources").children("file")) {
        const std::string path = node.attribute("path").value();
        const bool forSolutions =
            static_cast<bool>(node.child("assets").find_child_by_attribute("asset", "name", "solution"));
        const bool header = isHeader(path, node.attribute("type").value());
        if (!forSolutions && !header)
            continue;
        std::string why;
        const files::Entry* entry = polygon.files.find(path, why);
        if (entry == nullptr) {
            const auto level = forSolutions ? Diagnostic::Level::Error : Diagnostic::Level::Warning;
            polygon.report(level, node, "file", toPrintableLine(path) + " " + why);
            continue;
        }
        if (forSolutions)
            addToSolutions(polygon, node, *entry);
        if (header)
            polygon.headers.push_back(polygon.reading.folder / path);
    }
    // Packages made by other tools than Polygon may have testlib.h without saying so.
    std::string why;
    const auto named = [](const std::filesystem::path& path) { return path.filename() == kTestlib; };
    if (std::none_of(polygon.headers.begin(), polygon.headers.end(), named) &&
        polygon.files.find("files/testlib.h", why) != nullptr)
        polygon.headers.push_back(polygon.reading.folder / "files" / kTestlib);
}

void readPolygonPrograms(PolygonReading& polygon)
{
    readChecker(polygon);
    readCheckTests(polygon, polygon.xml.root().child("assets").child("checker"), true);
    readInteractor(polygon);
    readValidators(polygon);
    readGenerators(polygon);
}

} // namespace assize::package
