// SPDX-License-Identifier: GPL-3.0-or-later
// The request that starts a contestant's program for a test, and where its output is found afterwards.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "exec/compiler.h"
#include "model/problem.h"
#include "sandbox/sandbox.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::exec {

/// A request and the files that its descriptors belong to.
struct PreparedRun
{
    sandbox::RunRequest request;
    std::vector<unique_fd> files;
};

/// The program with its limits but those of time, the test's arguments and files, and `input` (borrowed) as
/// standard input or under the problem's name for it. The Error: a file of the test cannot be opened.
Result<PreparedRun> prepareRun(const model::Problem& problem, const model::TestCase& test,
                               const Program& program, const model::Limits& limits, int input);

/// The judged output: standard output, or the file that the problem names.
struct ProgramOutput
{
    int fd = -1;        ///< borrowed from the result
    bool found = false; ///< false: the program has not written the file that it should
};
ProgramOutput outputOf(const model::Problem& problem, const sandbox::RunResult& result);

/// The remark of a wrong answer on a file that the program wrote where standard output is read: a sentence
/// without its point, for people; empty where there is nothing to say.
std::string unreadOutput(const model::Problem& problem, const sandbox::RunResult& result);

/// The remark of a wrong answer, or of a crash at the end of an input that seems to be empty, where the
/// problem's input is a file: whether the program read standard input instead is not known, but it often is
/// so. A clause for people; empty where there is nothing to say.
std::string unreadInput(const model::Problem& problem, std::optional<model::Verdict> verdict,
                        const sandbox::RunResult& result);

} // namespace assize::exec
