// SPDX-License-Identifier: GPL-3.0-or-later
// The facts of a package that the rules of other systems (rules.h) look at. Called by the engine on its I/O
// thread, after the package was read.
#pragma once

#include "model/problem.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace assize::package {

enum class Target { Kattis, Domjudge, Polygon };

/// No more than the rules need, so that tests can make an object of it.
struct PackageFacts
{
    std::string shortName;                   ///< of the folder; bytes
    std::string format;                      ///< Problem::format
    std::string version;                     ///< problem_format_version, empty where it is not given
    std::set<std::string, std::less<>> keys; ///< of problem.yaml, with those of limits as "limits.memory"
    bool nameIsMap = false;                  ///< a title for each language
    std::set<std::string, std::less<>>
        files; ///< of the package: names at the top, and in folders of statements
    std::set<std::string, std::less<>> folders; ///< in submissions/ that hold some
    std::chrono::nanoseconds timeLimit{0};      ///< 0: to be computed
    std::string timeLimitFrom;                  ///< Problem::timeLimitFrom
    std::uint64_t memoryLimit = 0;              ///< bytes
    std::uint64_t largestFile = 0;              ///< input or answer, bytes
    /// Names of jury submissions that hold no file in a language of the target, by target.
    std::map<Target, std::set<std::string>> unknownLanguages;
    std::set<std::string> optionalLanguages; ///< of DOMjudge, switched on by its administrator
    std::size_t samples = 0;
    std::size_t secrets = 0;
    std::size_t accepted = 0; ///< jury submissions in accepted/, or tagged so
    std::size_t inputValidators = 0;
    std::size_t outputValidators = 0;
    std::size_t graders = 0;
    bool multiPass = false;
    bool answersOnly = false;  ///< contestants hand in answers, not programs
    bool hasIncludes = false;  ///< files added to submissions
    bool hasArguments = false; ///< submissions get arguments, or files beside standard input
    bool hasStaticValidator = false;
    bool testlib = false; ///< its output validators are checkers by testlib's rules
    bool hasConstants = false;
};

/// Looks into the package's folder for names of files and keys of problem.yaml.
PackageFacts factsOf(const model::Problem& problem);

} // namespace assize::package
