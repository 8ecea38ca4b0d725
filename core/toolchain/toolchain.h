// SPDX-License-Identifier: GPL-3.0-or-later
// Languages as data, and how their commands become argument lists. Pure but for reading the YAML files.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "model/language.h"
#include "model/submission.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::toolchain
{

/// Reads every *.yaml of `folder` (resources/languages, or a user's own). Sorted by id. A broken file is a
/// diagnostic with file, line and key, and its language is left out; an unreadable folder is an Error.
Result<std::vector<model::Language>> readLanguages(const std::filesystem::path& folder, Diagnostics& diagnostics);

/// The folder that belongs to this program: $ASSIZE_RESOURCES/languages, the source tree's, or the installed one.
std::filesystem::path resourceFolder();

/// The language of a set of source file names by extension count and priority, as problemtools does; a file
/// that starts with "#!" may decide between Pythons. Nullopt: none fits.
std::optional<std::string> languageOf(const std::vector<model::SourceFile>& files,
                                      const std::vector<model::Language>& languages);

/// What is compiled: names as they will lie in the box's work folder.
struct SourceSet
{
    std::vector<std::string> files;   ///< those with an extension of the language are passed as {files}
    std::string mainFile;             ///< the one that holds the entry point
    std::string mainClass;            ///< for languages with entryPoint: fully qualified, e.g. "bin.Main"
    /// Renames needed before compiling, e.g. solution.java with `public class Main` -> Main.java.
    std::vector<std::pair<std::string, std::string>> renames;
};

/// Finds the entry point by reading the sources (at most `source limit` bytes each). An Error here is a compile error
/// of the submission (message for the contestant), e.g. no class with a main method.
Result<SourceSet> analyseSources(const model::Language& language, const std::vector<model::SourceFile>& files);

/// argv of compile (empty: nothing to do) and run. `binary` is the name of the executable in the work folder.
std::vector<std::string> compileCommand(const model::Language& language, const SourceSet& sources,
                                        std::string_view binary, std::uint64_t memoryLimit);
std::vector<std::string> runCommand(const model::Language& language, const SourceSet& sources,
                                    std::string_view binary, std::uint64_t memoryLimit);

/// The first line of a version command's output that looks like a version.
std::string versionFrom(std::string_view output);

/// Hash of everything in `language` and of `version`: changes when results might.
std::string fingerprint(const model::Language& language, const std::string& version);

} // namespace assize::toolchain
