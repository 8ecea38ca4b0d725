// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a folder are inputs and answers of tests, guessed from their names.
//
// There is no specification: these are the names that teachers' folders and other judges use (FORMATS.md of
// the project lists where each was seen).
//
//   1.in with 1.ans, 1.out or 1.a    also .inp/.input, .answer/.output/.sol/.ok/.ou/.ref/.desired/.expected/
//                                    .correct/.result and the like, 1.in.txt, any letter case
//   input1.txt with output1.txt      the word anywhere: 1_input.txt, input.1, in1/out1, sum.in1/sum.ou1,
//                                    1_in.txt/1_expected.txt, sampleInput1.txt
//   01 with 01.a, 1.txt with 1_ans.txt, sum1.dat with sum1.out
//                                    an input that only its answer gives away
//   I.1 with O.1                     older contests
//   in/1.txt with out/1.txt          folders input(s), output(s), ans, answer(s); names as above or any
//   Test01/sum.inp with Test01/sum.out
//                                    a folder for each test, or for each subtask (see reader.h)
//
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::package {

/// Whether a folder's name is that of a folder of one test or one subtask: "Test01", "case 3", "7",
/// "subtask1".
enum class FolderOf { None, Test, Number, Subtask };
FolderOf folderOf(std::string_view name);

/// The role of a folder's files by its own name.
enum class FolderRole { None, Inputs, Answers };
FolderRole folderRoleOf(std::string_view name);

/// A file as it lies in a folder of tests.
struct NamedFile
{
    std::string name; ///< without folder; bytes
    FolderRole folder = FolderRole::None;
};

struct DataPair
{
    std::string id;        ///< the part of the names that input and answer share, e.g. "1"; not empty
    std::size_t input = 0; ///< index into the files
    std::size_t answer = 0;
};

struct DataPairs
{
    std::vector<DataPair> pairs;            ///< in natural order of their ids, which are unique
    std::vector<std::size_t> lonelyInputs;  ///< no answer found
    std::vector<std::size_t> lonelyAnswers; ///< no input found
    /// Answers (or inputs) of tests that have an answer (or input) already, and the test's number in `pairs`.
    std::vector<std::pair<std::size_t, std::size_t>> surplus;
    /// Files of which each may be the input of one answer, which is among lonelyAnswers.
    std::vector<std::vector<std::size_t>> ambiguous;
};

DataPairs pairData(const std::vector<NamedFile>& files);

} // namespace assize::package
