// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace assize::model {

/// A programming language as resources/languages/<id>.yaml describes it: commands, not code.
///
/// In the command lists, {files} stands for all source files (one argument each), {main} for the main source
/// file, {mainclass} for the entry class found by reading the source (see `entryPoint`), {binary} for the
/// executable's file name, {memory} for the memory limit in MiB (without `extraMemory`), {stack} for the same
/// but at most 1024 (the largest stack of a Java thread), {stackkib} for {stack} in KiB, {includes} for
/// options that name the folders of headers, {cfiles} for the sources in C of a program in C++.
/// toolchain/toolchain.h puts them in.
struct Language
{
    std::string id;                      ///< "cpp"
    std::string name;                    ///< "C++"
    std::vector<std::string> extensions; ///< without the dot, e.g. "cpp", "cc"
    /// Where two languages share an extension, the language with the larger priority is taken.
    int priority = 0;

    /// First lines "#!..." that hold one of these words make a file this language's among those that share
    /// its extension; those that hold one of `shebangRefused` make it not this language's.
    std::vector<std::string> shebang;
    std::vector<std::string> shebangRefused;

    std::vector<std::string> compile; ///< argv; empty: nothing to compile (the sources are the executable)
    std::vector<std::string> run;     ///< argv
    /// Files that a successful compilation leaves in its work folder and a run needs: names or globs
    /// (*.class) of which some may match nothing. Empty: a run needs the source files themselves, renamed as
    /// for compiling, and `compile` only checks them. May hold {binary}: see toolchain::productNames.
    std::vector<std::string> products;
    /// True where {binary} is one native static or dynamic executable that the box can start from a
    /// descriptor.
    bool nativeExecutable = false;
    /// How the sources say where a program starts: "c" (also C++), "csharp", "go", "haskell", "java",
    /// "javascript", "kotlin", "pascal", "python", "rust"; see toolchain/entry_points.h. "": they do not; the
    /// main file is main.* or __main__.*, else the first by name.
    std::string entryPoint;
    std::vector<std::string> environment; ///< "NAME=value", for compile and run

    std::vector<std::string> versionCommand; ///< argv that prints the version
    std::string installPackages;             ///< Debian packages that bring it, for `assize doctor`

    double timeFactor = 1.0;       ///< limits of the problem are multiplied by it
    std::uint64_t extraMemory = 0; ///< bytes added to the memory limit
    int processes = 1;             ///< processes and threads a run may have (runtimes with threads need more)
    std::uint64_t compileMemory = 0; ///< bytes; 0: the problem's limit
};

/// The compilers and interpreters that the probe of a language found on this machine.
struct Toolchain
{
    Language language;
    bool available = false;
    std::string version;     ///< first line that versionCommand printed
    std::string fingerprint; ///< hash of commands, version and environment: part of every cache key
    std::string problem;     ///< why it is not available
};

} // namespace assize::model
