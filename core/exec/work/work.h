// SPDX-License-Identifier: GPL-3.0-or-later
// What slots do, as data: a piece of work names problems, submissions, tests and languages, and whoever
// performs it (Workshop) has them. So it can be queued, looked at in tests, and be done elsewhere.
#pragma once

#include "exec/case_report.h"
#include "exec/compiler.h"
#include "exec/limits.h"
#include "exec/package_checks.h"
#include "model/judgement.h"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace assize::exec {

/// Whether a language's tools are there, and which version they are.
struct Probe
{
    std::string language; ///< model::Language::id
};

/// A program of the jury: PreparedProblem::programs `program`.
struct BuildProgram
{
    std::string problem; ///< model::Problem::id, in all work
    std::size_t program = 0;
    Beside beside = Beside::Others;
};

/// What a submission needs to be run.
struct Compile
{
    std::string problem;
    int submission =
        0; ///< by which the workshop knows a submission, in all work; see SubmissionJudging::number
    Beside beside = Beside::Others;
    bool ahead = false; ///< only so that it is in the cache when it is needed
};

/// One test of a submission: run and judged; or the answer that was handed in for it, judged.
struct RunCase
{
    std::string problem;
    int submission = 0;
    std::size_t test = 0; ///< index into Problem::testCases, in all work
    RunUntil until = RunUntil::TimeLimit;
    /// The run that is to be repeated with nothing beside it, for the reason that it gives.
    std::optional<CaseReport> first;

    /// Whether a limit, or what is said of it, depends on the time; see decisive_runs.h.
    bool isDecisive() const { return first && first->repeat == CaseReport::Repeat::Decisive; }
};

/// An input or an answer that the package does not have.
struct MakeTest
{
    std::string problem;
    std::size_t test = 0;
    bool answer = false; ///< else the input
};

/// A piece of what a package says of itself.
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

    std::string problem;
    Piece piece;
};

/// The last step of a judgement where programs of the jury take part in it.
struct Fold
{
    std::string problem;
    int submission = 0;
    bool stopAtFirstFailure = false;
    model::Judgement judgement; ///< with all runs that matter
};

using Work = std::variant<Probe, BuildProgram, Compile, RunCase, MakeTest, CheckPackage, Fold>;

} // namespace assize::exec
