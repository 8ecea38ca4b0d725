// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/jury_programs.h"

#include "base/text_encoding.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/icpc/languages.h"
#include "package/icpc/program_files.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::package {
namespace {

constexpr std::size_t kMostIncluded = 1000;

/// A kind of the jury's programs.
struct Kind
{
    Diagnostic::Level level; ///< of files that cannot be used
    bool scripts = false;    ///< .viva and .ctd files are programs too
    bool single = false;     ///< the folder itself may be the only program
};

bool isScript(std::string_view name)
{
    return name == "build" || name == "run";
}

bool isProgramFile(std::string_view name, const Kind& kind)
{
    return isSourceName(name) || (kind.scripts && (endsIn(name, ".viva") || endsIn(name, ".ctd")));
}

bool isProgramFolder(const model::JuryProgram& program)
{
    return std::any_of(program.files.begin(), program.files.end(), [&](const std::filesystem::path& file) {
        return isSourceName(file.filename().native()) ||
               (file.parent_path() == program.folder && isScript(file.filename().native()));
    });
}

/// The whole folder as one program.
model::JuryProgram wholeFolder(Reading& reading, const std::string& folder, Diagnostic::Level level)
{
    files::Entry whole;
    whole.kind = files::EntryKind::Folder;
    whole.name = folder;
    whole.path = reading.folder / folder;
    model::JuryProgram program{folder, {}, reading.folder / folder};
    program.files = filesOf(reading, whole, program.folder, folder, level);
    return program;
}

std::vector<model::JuryProgram> programsIn(Reading& reading, const std::string& folder, const Kind& kind)
{
    const std::vector<files::Entry> entries = entriesOf(reading, folder, kind.level);
    const bool scripted = std::any_of(entries.begin(), entries.end(), [](const files::Entry& entry) {
        return entry.isFile() && isScript(entry.name);
    });
    if (scripted || (kind.single && entries.size() > 1)) {
        model::JuryProgram program = wholeFolder(reading, folder, kind.level);
        if (program.files.empty())
            return {};
        return {std::move(program)};
    }
    std::vector<model::JuryProgram> programs;
    std::vector<std::filesystem::path> headers;
    for (const files::Entry& entry : entries) {
        model::JuryProgram program;
        program.name = folder + "/" + entry.name;
        const std::filesystem::path as = reading.folder / program.name;
        program.folder = entry.isFolder() ? as : as.parent_path();
        if (entry.isFile() && isHeaderName(entry.name))
            headers.push_back(entry.path);
        if (entry.isFile() && !isProgramFile(entry.name, kind))
            continue;
        program.files = filesOf(reading, entry, as, program.name, kind.level);
        if (entry.isFolder() && !isProgramFolder(program)) {
            if (!program.files.empty())
                reading.info(program.name, "not a program: it holds no source in a known language");
            continue;
        }
        if (!program.files.empty())
            programs.push_back(std::move(program));
    }
    for (model::JuryProgram& program : programs) {
        if (program.files.size() == 1 && program.files.front().parent_path() == program.folder)
            program.libraries = headers;
    }
    return programs;
}

/// The files of one folder of include/, by name.
std::map<std::string, model::SourceFile> includedFiles(Reading& reading, const files::Entry& folder)
{
    std::map<std::string, model::SourceFile> result;
    files::WalkOptions options = reading.walkOptions();
    options.maximumEntries = kMostIncluded;
    const std::string shown = "include/" + folder.name;
    const Result<files::Listing> listing = files::walkFolder(folder.path, options);
    if (!listing || listing->truncated) {
        reading.error(shown, listing
                                 ? "the folder holds more than " + std::to_string(kMostIncluded) + " files"
                                 : listing.error().message);
        return result;
    }
    for (const files::Entry& file : listing->entries) {
        if (hasIgnoredPart(file.name) || file.isFolder())
            continue;
        if (file.isFile())
            result[file.name] = {file.name, file.path, file.size};
        else
            reading.error(shown + "/" + file.name, "this file cannot be used: " + file.unusable);
    }
    return result;
}

} // namespace

void readOutputValidators(Reading& reading, bool legacy, model::Problem& problem)
{
    std::vector<std::string> folders = {"output_validators", "output_validator"};
    if (!legacy)
        std::swap(folders[0], folders[1]);
    for (const std::string& folder : folders) {
        const Kind kind{Diagnostic::Level::Error, false, folder == "output_validator"};
        std::vector<model::JuryProgram> programs = programsIn(reading, folder, kind);
        if (programs.empty())
            continue;
        if (!problem.validation.validators.empty()) {
            reading.error(folder,
                          "there is also a folder " + files::quoted(folders[0]) + "; keep one of the two");
            return;
        }
        problem.validation.validators = std::move(programs);
    }
}

void readInputValidators(Reading& reading, model::Problem& problem)
{
    for (const char* folder : {"input_validators", "input_format_validators", "input_validator"}) {
        const Kind kind{Diagnostic::Level::Warning, true, false};
        for (model::JuryProgram& program : programsIn(reading, folder, kind))
            problem.inputValidators.push_back(std::move(program));
    }
}

void readGraders(Reading& reading, model::Problem& problem)
{
    problem.graders = programsIn(reading, "graders", {Diagnostic::Level::Warning});
    if (problem.graders.size() > 1)
        reading.warning("graders", "there is more than one grader; " +
                                       files::quoted(problem.graders.front().name) + " is used");
}

void readStaticValidator(Reading& reading, model::Problem& problem)
{
    std::vector<model::JuryProgram> programs =
        programsIn(reading, "static_validator", {Diagnostic::Level::Error, false, true});
    if (!programs.empty())
        problem.staticValidator = std::move(programs.front());
}

void readIncludes(Reading& reading, model::Problem& problem)
{
    std::map<std::string, std::map<std::string, model::SourceFile>> byLanguage;
    for (const files::Entry& entry : entriesOf(reading, "include", Diagnostic::Level::Error)) {
        const std::string shown = "include/" + entry.name;
        if (!entry.isFolder()) {
            reading.warning(shown, entry.unusable.empty()
                                       ? "not used: files for submissions lie in folders named by language"
                                       : "not used: " + entry.unusable);
            continue;
        }
        const auto language =
            entry.name == "default" ? std::optional(entry.name) : languageOfCode(entry.name);
        if (!language) {
            reading.warning(shown, "not used: " + files::quoted(entry.name) +
                                       " is no language code of the package format");
            continue;
        }
        byLanguage[*language].merge(includedFiles(reading, entry));
    }
    // Kattis runs Python 3 by PyPy; Assize has both.
    if (byLanguage.count("python3") > 0 && byLanguage.count("pypy3") == 0)
        byLanguage["pypy3"] = byLanguage["python3"];
    const auto byDefault = byLanguage.find("default");
    for (auto& [language, included] : byLanguage) {
        if (byDefault != byLanguage.end())
            included.insert(byDefault->second.begin(), byDefault->second.end());
        model::IncludedFiles item{language, {}};
        for (auto& [name, file] : included)
            item.files.push_back(file);
        if (!item.files.empty())
            problem.includes.push_back(std::move(item));
    }
}

} // namespace assize::package
