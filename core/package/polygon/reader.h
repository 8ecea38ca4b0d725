// SPDX-License-Identifier: GPL-3.0-or-later
// Polygon packages: full packages, which hold all tests, and standard packages, whose tests are to be
// generated.
//
// Source: problem.xml of public packages, the scripts doall.sh and scripts/*.sh in them, CMS
// (cmscontrib/loaders/polygon.py), ejudge (the names of elements and attributes). Polygon itself publishes no
// specification. The parts that are read, and how:
//
//   names                       English, else the first
//   testset                     named "tests", else the first; other testsets are left out with an info
//   time-limit, memory-limit    milliseconds and bytes
//   *-path-pattern              a relative path with one %d or %0Nd
//   test@cmd, @from-file        TestCase::command, ::commandFile; only where the input is not in the package
//   test@points, groups         "scoring" where any points are given, else "pass-fail". each-test: the sum of
//                               the accepted tests' points; complete-group: all of them when all tests are
//                               accepted, else none. A group whose dependencies are not all accepted gives
//                               nothing.
//   input-file, output-file     Problem::inputFile, ::outputFile
//   checker                     the testlib protocol. "std::wcmp.cpp" and its like, which authors cannot
//                               edit: OutputValidation::standardChecker, and `custom` is false; `validators`
//                               holds the program all the same
//   interactor                  Interactive::interactor; the checker judges its output
//   validators                  the testlib protocol: 0 accepts, 3 rejects; --testset and --group are passed
//   solutions                   JurySubmission; see expectationOfTag. `.desc` files say nothing more
//   resources of solutions      IncludedFiles
//   tests of checker, validator PackageCheck
//
// Refused: run-count above 1, a scorer, a checker without source: they cannot be judged as their author
// meant.
//
// Answers that are missing are made by the main solution. Tests of standard packages have Windows line ends,
// as Polygon's own machines expect them (scripts/gen-answer.sh puts them through towin); programs there never
// see the \r. Such tests are marked (TestCase::windowsLines), and judged with copies without them.
//
// testlib.h is taken from the package (files/testlib.h); where a program includes it and the package has
// none, from the environment variable ASSIZE_TESTLIB, which names that file or the folder that it is in.
#pragma once

#include "model/problem.h"
#include "package/common/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace assize::package {

/// The reader of "polygon".
const Reader& polygonReader();

/// A path with a number in it, as problem.xml writes it: "tests/%02d.a".
struct PathPattern
{
    std::string before;
    std::string after;
    std::size_t width = 0; ///< zeros are put before the number up to this width

    std::string at(std::size_t number) const;
    /// Exactly one of %d, %2d (as %02d) or %02d, in a path that stays below the package's folder.
    static std::optional<PathPattern> parse(std::string_view text);
};

/// The expectation that the tag of a solution gives; nullopt for an unknown tag.
///   main, accepted                                  every test is accepted
///   rejected, failed                                some test fails, no matter how
///   wrong-answer                                    WA (or PE, as Codeforces shows it) on some test, else AC
///   presentation-error                              PE on some test, else AC or WA
///   time-limit-exceeded                             TLE on some test, else AC
///   memory-limit-exceeded                           MLE on some test, else AC
///   runtime-error                                   RTE on some test, else AC
///   time-limit-exceeded-or-accepted                 AC or TLE
///   time-limit-exceeded-or-memory-limit-exceeded    TLE or MLE on some test, else AC
///   do-not-run                                      nothing
std::optional<model::Expectation> expectationOfTag(std::string_view tag);

/// Language::id for a source type such as "cpp.g++17", "python.3" or "java11"; "python2" for Python 2, which
/// no language here runs; empty where the file's extension is to decide.
std::string languageOfSourceType(std::string_view type);

/// The words of a generator's command line: split at blanks, with "..." and '...' around words that hold
/// some. Nullopt: a quotation mark is missing, or it is no plain command (pipes, redirections).
std::optional<std::vector<std::string>> wordsOfCommand(std::string_view command);

} // namespace assize::package
