// SPDX-License-Identifier: GPL-3.0-or-later
// What other systems take: a package that is right here may be refused there, or read in another way.
// `assize verify --target`; called by the engine on its I/O thread, after the package was read.
//
// The rules are data: a table in target_rules.cpp, each with the system it is of. Sources:
// Kattis: Kattis/problemtools, verifyproblem.py, formatversion.py and metadata.py.
// DOMjudge: DOMjudge/domjudge, ImportProblemService.php.
// Polygon: the limits and names that its forms take (250 to 15000 ms and 4 to 1024 MB are also what other
// public systems hold their Polygon problems to); MikeMirzayanov/testlib. Languages of submissions:
// target_languages.h.
#pragma once

#include "base/diagnostics.h"
#include "model/problem.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace assize::package {

enum class Target { Kattis, Domjudge, Polygon };

/// "kattis", "domjudge", "polygon"; nullopt for anything else.
std::optional<Target> targetNamed(std::string_view name);

/// What the rules look at.
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
    /// Of jury submissions that hold no file in a language of the target, or in one that is switched on by
    /// default: what they are called, by target.
    std::map<Target, std::set<std::string>> unknownLanguages;
    std::set<std::string> optionalLanguages; ///< of DOMjudge, switched on by its administrator
    std::size_t samples = 0;
    std::size_t secrets = 0;
    std::size_t accepted = 0; ///< jury submissions in accepted/, or tagged so
    std::size_t inputValidators = 0;
    std::size_t outputValidators = 0;
    std::size_t graders = 0;
    bool multiPass = false;
    bool answersOnly = false;  ///< what is handed in are answers
    bool hasIncludes = false;  ///< files added to submissions
    bool hasArguments = false; ///< submissions get arguments, or files beside standard input
    bool hasStaticValidator = false;
    bool testlib = false; ///< its output validators are checkers by testlib's rules
    bool hasConstants = false;
};

PackageFacts factsOf(const model::Problem& problem);

/// What `target` would refuse (Errors) and what it ignores or asks for beside (Warnings). Pure.
Diagnostics checkFacts(const PackageFacts& facts, Target target, const std::string& shown);

/// Both.
Diagnostics checkTarget(const model::Problem& problem, Target target, const std::string& shown);

} // namespace assize::package
