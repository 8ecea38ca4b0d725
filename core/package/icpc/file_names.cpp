// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/file_names.h"

#include "files/read.h"
#include "package/common/told_together.h"
#include "package/icpc/languages.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace assize::package {
namespace {

constexpr std::size_t kLongestName = 255;
constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

/// The folders of a package that are read, and may hold tests or programs.
constexpr std::string_view kFolders[] = {
    "data",
    "submissions",
    "include",
    "input_validators",
    "input_format_validators",
    "input_validator",
    "output_validators",
    "output_validator",
    "static_validator",
    "graders",
};

/// Folders in which tools keep their own files, sources among them.
bool isOfTool(std::string_view folder)
{
    static const std::set<std::string_view> names = {
        ".git",    ".svn",        ".hg",           ".vs",         ".vscode",    ".idea",
        ".cache",  ".ccls-cache", ".cph",          ".venv",       ".env",       ".settings",
        ".gradle", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".bloop",     ".metals",
        ".mvn",    ".history",    ".kotlin",       ".stack-work", ".dart_tool", ".ipynb_checkpoints",
    };
    return names.count(folder) > 0;
}

bool isTest(std::string_view name)
{
    return name.ends_with(".in") || name.ends_with(".ans");
}

/// "._a.py" holds macOS's attributes of a.py, ".#a.py" is an editor's lock.
bool isShadow(std::string_view name)
{
    return name.starts_with("._") || name.starts_with(".#");
}

/// The first part of a path that begins with '.' or '-'; empty where none does.
std::string_view hiddenPart(std::string_view path)
{
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        if (part.starts_with('.') || part.starts_with('-'))
            return part;
        path.remove_prefix(std::min(part.size() + 1, path.size()));
    }
    return {};
}

/// Up to the first part of a path that is not permitted; empty where all are.
std::string_view upToOddPart(std::string_view path)
{
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (!isPermittedName(path.substr(begin, end - begin)))
            return path.substr(0, end);
        begin = end + 1;
    }
    return {};
}

/// Whether a file that is left out looks as if it was meant to be read.
bool looksMeant(std::string_view file, bool inData)
{
    const std::string_view name = file.substr(file.rfind('/') + 1);
    const std::string_view hidden = hiddenPart(file);
    if (isShadow(name) || isOfTool(hidden) || file.find("__MACOSX/") != std::string_view::npos ||
        file.find("__pycache__/") != std::string_view::npos)
        return false;
    // ".d.py" has its ending behind the second dot, ".py" is a name.
    const std::size_t first = name.find_first_not_of(".-");
    const std::string_view bare = first == std::string_view::npos ? std::string_view() : name.substr(first);
    return inData ? isTest(name) : isSourceName(bare);
}

void lookInto(Reading& reading, std::string_view folder, bool legacy)
{
    const Result<std::filesystem::path> path = files::resolveBelow(reading.folder / folder, reading.boundary);
    const Result<files::Listing> listing =
        path ? files::walkFolder(*path, reading.walkOptions()) : Result<files::Listing>(path.error());
    if (!listing)
        return;
    const bool inData = folder == "data";
    std::set<std::string> leftOut;
    std::set<std::string> odd;
    for (const files::Entry& entry : listing->entries) {
        const std::string_view hidden = hiddenPart(entry.name);
        // Tests are used by names that begin with '-' as long as the format said nothing of them.
        const bool dash = hidden.starts_with('-');
        if (!hidden.empty() && !(inData && legacy && dash)) {
            if (looksMeant(entry.name, inData))
                leftOut.insert(std::string(folder) + "/" + entry.name);
        } else if (const std::string_view outside = upToOddPart(entry.name); !legacy && !outside.empty()) {
            odd.insert(std::string(folder) + "/" + std::string(outside));
        }
    }
    tellTogether(reading, Diagnostic::Level::Warning, leftOut,
                 "not used: what begins with '.' or '-' is no part of a package. If it is meant to be " +
                     std::string(inData ? "a test" : "a program") + ", rename it.");
    tellTogether(
        reading, Diagnostic::Level::Warning, odd,
        "used here, but the 2025-09 format leaves out names with other characters than a-z, A-Z, 0-9, '_', "
        "'.' and '-', or of more than 255, and so do other judges. Rename it.");
}

} // namespace

bool isPermittedName(std::string_view name)
{
    return !name.empty() && name.size() <= kLongestName && name.front() != '.' && name.front() != '-' &&
           name.find_first_not_of(kCharacters) == std::string_view::npos;
}

void tellOfFileNames(Reading& reading, bool legacy)
{
    for (const std::string_view folder : kFolders)
        lookInto(reading, folder, legacy);
}

} // namespace assize::package
