// SPDX-License-Identifier: GPL-3.0-or-later
// expected.tsv: what must come out of each hostile program, and what must hold afterwards. Read once by the
// test.
#pragma once

#include "base/result.h"
#include "model/problem.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::hostile {

/// Whether control groups count the memory, the processes and the time of a run: then more is noticed.
enum class Counting { Any, Groups, NoGroups };

/// A text that must, or must not, be in one of the texts of a run.
struct TextCondition
{
    std::string where; ///< "log" of the compiler, "out", "err"
    bool absent = false;
    std::string text;
};

/// One thing that must hold afterwards, e.g. "cpu > 0.4".
struct Fact
{
    std::string name;
    char relation = '='; ///< '=', '<' or '>'
    std::string value;
    std::string text; ///< as it is written, for messages
};

/// One line: one program in one way of counting.
struct Expectation
{
    std::string program; ///< file or folder below programs/
    std::vector<std::string> verdicts;
    model::Limits limits;
    Counting counting = Counting::Any;
    std::vector<TextCondition> texts;
    std::vector<Fact> facts;
    std::string tries; ///< what the program does
    /// Tier in which something is known to be wrong still, and what; empty: nothing is.
    std::string faultyTier;
    std::string fault;
};

/// Reads the file. Errors name the line: a column is missing, a word is not known, a program has no line or a
/// line no program below `programs`.
Result<std::vector<Expectation>> readExpectations(const std::filesystem::path& file,
                                                  const std::filesystem::path& programs);

/// What is known about a program once it was judged: the facts are held against this.
struct Outcome
{
    std::string verdict; ///< as in DESIGN; "none" where the files make no submission
    std::string limit;   ///< "cpu", "wall", "memory", "output" or "none"
    std::string log;
    std::string output;
    std::string errors;
    int exitCode = 0;
    int signal = 0;
    double cpuTime = 0;           ///< of the run, seconds
    double wallTime = 0;          ///< of the run, seconds
    double compileTime = 0;       ///< CPU time, seconds
    double memory = 0;            ///< of the run, MiB
    double cleaning = 0;          ///< seconds in the box beyond the runs themselves, the longest
    std::uint64_t outputSize = 0; ///< bytes
    std::string message;          ///< of the judge
};

/// Why `outcome` is not what was expected; empty when it is.
std::string contradiction(const Expectation& expectation, const Outcome& outcome);

} // namespace assize::hostile
