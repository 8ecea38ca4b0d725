// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/left_behind.h"

#include <algorithm>
#include <array>
#include <fnmatch.h>

namespace assize::intake {
namespace {

/// Lists of patterns have '|' between them; matching goes by upper and lower case as the tools do.
struct Tool
{
    const char* name;   ///< for people; empty where the folder's name says it
    const char* folder; ///< patterns of the folder's name
    const char* beside; ///< files that show the tool beside the folder
    const char* inside; ///< files that show the tool in the folder
    const char* unless; ///< files in the folder that make it the author's own in spite of all
};

/// Always a tool's, whatever files are in them.
constexpr const char* kByName[] = {"__MACOSX", "__pycache__", "node_modules"};
constexpr const char* kCMakeByName = "cmake-build-*|CMakeFiles";

/// Sources in a folder that is a tool's only by its content: a project may be built where it lies.
constexpr const char* kScripts = "*.py|*.py3|*.pypy";

constexpr Tool kTools[] = {
    {"CMake", "*", "", "CMakeCache.txt", "CMakeLists.txt"},
    {"Meson", "*", "", "meson-private", "meson.build"},
    {"virtual environment of Python", "*", "", "pyvenv.cfg|conda-meta", kScripts},
    {"virtual environment of Python", "bin|lib|lib64|include|share|etc|Lib|Include|Scripts",
     "pyvenv.cfg|conda-meta", "", ""},
    {".NET", "bin|obj", "*.csproj|*.fsproj|*.vbproj|*.sln",
     "project.assets.json|*.csproj.*|*.deps.json|*.runtimeconfig.json", "*.csproj|*.sln"},
    {"Rust", "target", "Cargo.toml", ".rustc_info.json|CACHEDIR.TAG", "Cargo.toml"},
    {"Maven", "target", "pom.xml", "maven-status|maven-archiver|surefire-reports", "pom.xml"},
    {"Java", "bin|target|out|build", ".classpath", "*.class", "*.java|*.kt"},
    {"Gradle", "build", "build.gradle|build.gradle.kts|settings.gradle|settings.gradle.kts", "",
     "build.gradle|build.gradle.kts"},
    {"IntelliJ IDEA", "out", "*.iml|.idea", "production", "*.java|*.kt"},
    {"Cabal", "dist-newstyle", "*.cabal|cabal.project", "cache", ""},
};

template<typename Function>
bool anyPattern(std::string_view patterns, Function&& matches)
{
    while (!patterns.empty()) {
        const std::size_t end = std::min(patterns.find('|'), patterns.size());
        if (matches(std::string(patterns.substr(0, end))))
            return true;
        patterns.remove_prefix(std::min(end + 1, patterns.size()));
    }
    return false;
}

bool isCalled(const std::string& name, std::string_view patterns)
{
    return anyPattern(patterns, [&](const std::string& pattern) {
        return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
    });
}

bool holds(const std::vector<files::Entry>& entries, std::string_view patterns)
{
    return !patterns.empty() && std::any_of(entries.begin(), entries.end(), [&](const files::Entry& entry) {
        return isCalled(entry.path.filename().native(), patterns);
    });
}

std::string reasonOf(std::string_view tool)
{
    return "folder that a tool left behind" + (tool.empty() ? "" : " (" + std::string(tool) + ")");
}

} // namespace

std::optional<std::string> leftBehindByName(std::string_view folder)
{
    const std::string name(folder);
    if (name.starts_with('.'))
        return "hidden folder";
    if (std::find(std::begin(kByName), std::end(kByName), name) != std::end(kByName))
        return reasonOf("");
    if (isCalled(name, kCMakeByName))
        return reasonOf("CMake");
    return std::nullopt;
}

std::optional<std::string> leftBehindFolder(std::string_view name, const std::vector<files::Entry>& inside,
                                            const std::vector<files::Entry>& beside)
{
    const std::string folder(name);
    for (const Tool& tool : kTools) {
        if (isCalled(folder, tool.folder) && (holds(beside, tool.beside) || holds(inside, tool.inside)) &&
            !holds(inside, tool.unless))
            return reasonOf(tool.name);
    }
    return leftBehindByName(name);
}

std::optional<std::string> testsOfProgram(std::string_view folder, const std::vector<files::Entry>& beside)
{
    constexpr const char* kTests = "test|androidTest|integrationTest|testFixtures|it";
    const std::size_t slash = folder.rfind('/');
    if (slash == std::string_view::npos || !isCalled(std::string(folder.substr(slash + 1)), kTests))
        return std::nullopt;
    const std::string_view around = folder.substr(0, slash);
    if ((around != "src" && !around.ends_with("/src")) || !holds(beside, "main"))
        return std::nullopt;
    return "tests of the program (Maven, Gradle)";
}

std::optional<std::string> leftBehindFile(std::string_view name)
{
    if (name.starts_with('.'))
        return "hidden file";
    static constexpr std::array<std::string_view, 4> kNames = {"Thumbs.db", "ehthumbs.db", "desktop.ini",
                                                               "Icon\r"};
    const auto same = [&](std::string_view known) {
        return std::equal(known.begin(), known.end(), name.begin(), name.end(), [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
        });
    };
    if (std::any_of(kNames.begin(), kNames.end(), same))
        return "file that a file manager left behind";
    return std::nullopt;
}

} // namespace assize::intake
