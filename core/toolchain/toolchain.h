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

namespace assize::toolchain {

/// Reads every *.yaml of `folder` (resources/languages, or a user's own); the file's name without .yaml is
/// the language's id. Sorted by id. A broken file is a diagnostic (level Error) with file, line and key, and
/// its language is left out; an unreadable folder is an Error. The keys are described in
/// resources/languages/README.md.
Result<std::vector<model::Language>> readLanguages(const std::filesystem::path& folder,
                                                   Diagnostics& diagnostics);

/// The folder that holds languages/, schema/ and the other resources of this program: $ASSIZE_RESOURCES if
/// set, else the installed folder (share/assize beside the folder of the executable), else that of the source
/// tree it was built from. Empty when none of them exists.
std::filesystem::path resourceFolder();

/// The language of a set of source files: the language whose extensions most of them have; of several, that
/// with the larger priority, then the first by id. Extensions are compared as they are, and if no language
/// has one of them so, without regard to case. The "#!" line of a file decides between languages that share
/// its extension (it is the only part of a file that is read); `#!/usr/bin/python2` leaves none. Nullopt:
/// none fits. Reads files; any thread.
std::optional<std::string> languageOf(const std::vector<model::SourceFile>& files,
                                      const std::vector<model::Language>& languages);

/// Why languageOf finds none: a clause that begins with the name of a file, such as "v.py asks for Python 2
/// in its first line (#!/usr/bin/python2), which is not supported".
std::string whyNoLanguage(const std::vector<model::SourceFile>& files,
                          const std::vector<model::Language>& languages);

/// The same of a program in `language` whose main file has the content `text`: an interpreter that its first
/// line asks for and that is not this language's. Empty: there is none.
std::string refusedInterpreter(const model::Language& language, std::string_view file, std::string_view text);

/// Whether the file has an extension of `language`, as for languageOf.
bool isSourceOf(const model::Language& language, const std::string& file);

/// Files, with extensions of `language`, that compileCommand and runCommand pass on; the other files
/// (headers, data) only lie beside them. Files to compile are named as they will lie in the box's work
/// folder.
struct SourceSet
{
    /// Those with an extension of the language are passed as {files}, but for sources of C and C++ that
    /// another file includes.
    std::vector<std::string> files;
    std::string mainFile;  ///< the file that holds the entry point
    std::string mainClass; ///< for languages with entryPoint: fully qualified, e.g. "bin.Main"
    /// Renames (old, new) needed before compiling and, where the sources are run, before running, e.g.
    /// solution.java with `public class Main` -> Main.java. A name that would make trouble for a compiler
    /// (control characters, not UTF-8, a leading '-' or '@') is made harmless. The members above have the new
    /// names.
    std::vector<std::pair<std::string, std::string>> renames;
    /// Of a program in C++ the sources in C that are compiled as C, passed as {cfiles}; they are not in
    /// `files`.
    std::vector<std::string> cFiles{};
    /// Of a program in C or C++ the folders of headers that files of other folders may include, passed as
    /// {includes}; "." is the work folder.
    std::vector<std::string> includeFolders{};
};

/// Finds the entry point by reading the sources (at most 16 MiB of each), or takes `wanted` where it is not
/// empty: a file or its name without extension, or a class with a main method, with or without its package.
/// An Error of kind InvalidInput is a compile error of the submission (message for the contestant), e.g. that
/// `wanted` is not there; an Error of kind Io is not the contestant's fault: a file could not be read. Any
/// thread.
Result<SourceSet> analyseSources(const model::Language& language, const std::vector<model::SourceFile>& files,
                                 std::string_view wanted = {});

/// Why a program that compiles cannot be started: the language needs a main class, and none was found. A
/// sentence for the contestant, or empty. Asked after compiling: a source that is broken may hide its main
/// class, and then only the compiler's message helps.
std::string withoutEntryPoint(const model::Language& language, const SourceSet& set);

/// argv of compile (empty: nothing to do) and run. `binary` is the name of the executable in the work folder,
/// and must not be the name of a source. `memoryLimit` is the problem's (or compileMemory), bytes, without
/// extraMemory. No file name can be taken for an option: "-x.c" is passed as "./-x.c".
std::vector<std::string> compileCommand(const model::Language& language, const SourceSet& sources,
                                        std::string_view binary, std::uint64_t memoryLimit);
std::vector<std::string> runCommand(const model::Language& language, const SourceSet& sources,
                                    std::string_view binary, std::uint64_t memoryLimit);

/// The files to collect after compiling and to bring to each run: `products` with {binary} put in. A native
/// executable's only product is `binary`. Empty: the sources themselves (under their new names).
std::vector<std::string> productNames(const model::Language& language, std::string_view binary);

/// The first line of a version command's output that looks like a version.
std::string versionFrom(std::string_view output);

/// Hash (128 bits, hex) of everything in `language` that reaches a run, and of `version`: changes when
/// results might. The name, the packages to install and the keys that choose files by extension are left out.
std::string fingerprint(const model::Language& language, const std::string& version);

} // namespace assize::toolchain
