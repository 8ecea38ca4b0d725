// SPDX-License-Identifier: GPL-3.0-or-later
// The work of slots, as data: a piece of work names problems, submissions, tests and languages, and the
// Workshop that performs it has them. So it can be queued, looked at in tests, and be done elsewhere.
//
// Names are those of the loop; beside each stands the hash of the content that the loop means (32 hexadecimal
// digits; empty: not known). A workshop that has other content under a name refuses the work, and a workshop
// on another machine asks for missing content by its hash.
#pragma once

#include "exec/case_report.h"
#include "exec/compiler.h"
#include "exec/limits.h"
#include "exec/package_checks.h"
#include "model/judgement.h"
#include "model/problem.h"
#include "model/submission.h"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace assize::exec {

struct ProblemName
{
    std::string id;        ///< model::Problem::id
    std::string content{}; ///< model::Problem::contentHash
};
struct SubmissionName
{
    int number = 0;        ///< see SubmissionJudging::number
    std::string content{}; ///< model::Submission::contentHash
};
struct TestName
{
    std::size_t index = 0; ///< into Problem::testCases
    std::string content{}; ///< model::TestCase::contentHash
};

ProblemName nameOf(const model::Problem& problem);
SubmissionName nameOf(int number, const model::Submission& submission);
TestName nameOf(const model::Problem& problem, std::size_t test);

/// Whether the content with the hash `found` may be the content meant, by its hash `meant`.
bool isSameContent(const std::string& meant, const std::string& found);

/// Whether a language's tools are there, and which version they are.
struct Probe
{
    std::string language; ///< model::Language::id
};

/// A program of the jury: PreparedProblem::programs `program`.
struct BuildProgram
{
    ProblemName problem;
    std::size_t program = 0;
    Beside beside = Beside::Others;
};

/// Makes the program of a submission.
struct Compile
{
    ProblemName problem;
    SubmissionName submission;
    Beside beside = Beside::Others;
    bool ahead = false; ///< only so that it is in the cache when it is needed
};

/// A test of a submission: run and judged; or the answer that was handed in for it, judged.
struct RunCase
{
    ProblemName problem;
    SubmissionName submission;
    TestName test;
    std::string program{}; ///< SubmissionCompiled::program; empty where answers are handed in
    RunUntil until = RunUntil::TimeLimit;
    /// The run that is to be repeated with nothing beside it, for the reason that it gives.
    std::optional<CaseReport> first{};

    /// Whether a limit, or a statement about it, depends on the time; see decisive_runs.h.
    bool isDecisive() const { return first && first->repeat == CaseReport::Repeat::Decisive; }
};

/// An input or an answer that the package does not have.
struct MakeTest
{
    ProblemName problem;
    TestName test;
    bool answer = false; ///< else the input
};

/// A check of a package's statement about itself.
struct CheckPackage
{
    struct TestFiles ///< as they lie there; nothing is run
    {
    };
    struct OutputJunk ///< thrown at the output validators; see validator_junk.h
    {
    };
    struct InputJunk ///< thrown at the input validators; see input_junk.h
    {
    };
    using Piece = std::variant<TestFiles, PackageCheckWork, OutputJunk, InputJunk>;

    ProblemName problem;
    Piece piece;
};

/// The last step of a judgement where programs of the jury take part in it.
struct Fold
{
    ProblemName problem;
    SubmissionName submission;
    bool stopAtFirstFailure = false;
    model::Judgement judgement; ///< with all runs that matter
};

using Work = std::variant<Probe, BuildProgram, Compile, RunCase, MakeTest, CheckPackage, Fold>;

} // namespace assize::exec
