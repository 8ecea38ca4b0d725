// SPDX-License-Identifier: GPL-3.0-or-later
// A run of a test case as it is ordered, and as it is reported. Plain data, made by the workshop and
// CaseRunner on the slot's thread; reports go to the loop.
#pragma once

#include "exec/compiler.h"
#include "exec/limits.h"
#include "exec/output_checker.h"
#include "model/judgement.h"
#include "model/problem.h"
#include "model/submission.h"

#include <string_view>
#include <variant>

namespace assize::exec {

/// A run that is wanted. Everything is borrowed.
struct RunOrder
{
    const Judging& judging;
    const model::TestCase& test;
    /// The judged object: a compiled program, or where answers are handed in (Problem::takesAnswers), the
    /// submission with them.
    std::variant<const Program*, const model::Submission*> handIn;
    RunUntil until = RunUntil::TimeLimit;

    /// Only where `handIn` is a program.
    const Program& program() const { return *std::get<const Program*>(handIn); }
    const model::Submission& answers() const { return *std::get<const model::Submission*>(handIn); }
};

/// The result of a run, and whether it should be repeated with nothing else running.
struct CaseReport
{
    enum class Repeat {
        No,
        NearLimit, ///< it ended by itself close to the time limit
        Killed,    ///< a SIGKILL that nobody here sent: perhaps the host ran out of memory
        Starved,   ///< the wall clock stopped it while tasks of the machine waited for processors
        Decisive,  ///< a time limit, or a statement about it, depends on its time; see decisive_runs.h
    };
    model::Run run;
    Repeat repeat = Repeat::No;
    bool stopped = false; ///< it did not end by itself: a limit of time was over
    bool late = false;    ///< it went on for longer than a run to the time limit may
};

/// A run that could not be judged: Done, JE, with the reason.
model::Run judgeErrorRun(const model::TestCase& test, std::string_view reason);
/// The same, as the report of it.
CaseReport failedReport(const model::TestCase& test, std::string_view reason);

} // namespace assize::exec
