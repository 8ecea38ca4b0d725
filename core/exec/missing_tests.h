// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the tests that a package does not have: inputs by its generators, answers by its main solution.
//
// Before a problem is judged, ProblemPreparation has this done:
//
//     missingTests -> build each of `programs` (jury_program_builder.h), in a jury box; a MakerProgram of
//     each
//     -> generateInput for each of `inputs`   -> TestCase::input, inputSize
//     -> generateAnswer for each of `answers` -> TestCase::answer, answerSize; needs the input
//
// Every call may be a task of its own on any slot. All these programs are the jury's and run in the jury box.
#pragma once

#include "base/result.h"
#include "exec/generated_files.h"
#include "exec/jury_program_builder.h"
#include "model/problem.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::exec {

/// The inputs and answers that are to be made for a problem.
struct MissingTests
{
    /// Indices into Problem::testCases. Where a test has the file already, it has Windows line ends and is to
    /// be replaced by withoutWindowsLines.
    std::vector<std::size_t> inputs;
    std::vector<std::size_t> answers; ///< the same
    /// The programs that make them: generators, whose name is the first word of TestCase::command, and the
    /// main solution, whose name is Problem::mainSolution.
    std::vector<model::JuryProgram> programs;
    /// The answers are empty files: the problem has no main solution, or is interactive, where the program's
    /// output is for the interactor. Worth a warning, for a checker may need them.
    bool emptyAnswers = false;

    bool none() const { return inputs.empty() && answers.empty(); }
};

MissingTests missingTests(const model::Problem& problem);

/// A program that makes tests, ready to run; shared by all slots.
struct MakerProgram
{
    std::shared_ptr<const BuiltJuryProgram> program;
    std::string identity; ///< hash of everything that decides its output, but for its input and arguments
};

/// Reads the whole program. `toolchainFingerprint`: model::Toolchain::fingerprint, empty for a program that
/// is built by its own script; `sandboxFingerprint`: see sandbox::SandboxInfo.
MakerProgram makeMakerProgram(std::shared_ptr<const BuiltJuryProgram> program,
                              const std::string& toolchainFingerprint, const std::string& sandboxFingerprint);

/// An input or an answer that was made.
struct MadeTest
{
    GeneratedFile file;
    bool fromCache = false;
};

/// Thread-safe; each call works on the caller's thread, in the box that it is given. An Error says why there
/// is no file: the test, the command and its outcome. A sentence for the operator. Nullopt: `stop` was
/// requested, there is no result.
class MissingTestMaker
{
public:
    /// Larger inputs and answers are refused.
    static constexpr std::uint64_t kLargest = 512ULL << 20;

    /// The folder and its limit in bytes: see GeneratedFiles.
    MissingTestMaker(std::filesystem::path cacheFolder, std::uint64_t cacheLimit, const Clock& clock)
        : m_files(std::move(cacheFolder), cacheLimit, clock)
    {
    }

    /// `test.command` must not be empty; `generator` is the program that its first word names.
    std::optional<Result<MadeTest>> generateInput(sandbox::Box& juryBox, const model::Problem& problem,
                                                  const model::TestCase& test, const MakerProgram& generator,
                                                  std::stop_token stop);
    /// `test.input` must be there.
    std::optional<Result<MadeTest>> generateAnswer(sandbox::Box& juryBox, const model::Problem& problem,
                                                   const model::TestCase& test,
                                                   const MakerProgram& mainSolution, std::stop_token stop);
    /// A copy of an input or answer in which no \r stands before a \n. Runs nothing.
    Result<MadeTest> withoutWindowsLines(const std::filesystem::path& path, std::uint64_t size);
    /// See MissingTests::emptyAnswers.
    Result<MadeTest> emptyAnswer();

private:
    /// A file that was made before.
    std::optional<MadeTest> known(const std::string& key);
    /// Keeps a file that was made.
    Result<MadeTest> keep(const std::string& key, int fd, std::uint64_t size, const std::string& subject);
    std::optional<Result<MadeTest>> make(sandbox::Box& juryBox, const sandbox::RunRequest& request,
                                         const std::string& key, const std::vector<std::string>& outputNames,
                                         const std::string& subject, std::stop_token stop);

    GeneratedFiles m_files;
};

} // namespace assize::exec
