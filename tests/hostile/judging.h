// SPDX-License-Identifier: GPL-3.0-or-later
// Judges one submission as the scheduler's slots do, beside other slots that must not notice.
#pragma once

#include "contest.h"
#include "exec/case_run.h"
#include "exec/compiler.h"
#include "exec/slot.h"
#include "watched_sandbox.h"

#include <map>
#include <memory>
#include <string>

namespace assize::hostile {

/// A small innocent program that needs a little of everything; see witness.c. It is run where hostile
/// programs ran and where others work.
class Witness
{
public:
    explicit Witness(const std::filesystem::path& executable);
    /// Runs it with these arguments. Why it did not do its work, or empty.
    std::string run(sandbox::Box& box, const std::vector<std::string>& arguments) const;

private:
    unique_fd m_executable;
    unique_fd m_input;
};

/// Used from one thread.
class HostileJudge
{
public:
    /// `traces`: the program that looks for what is left in a box, called with the argument "find-traces".
    /// All arguments but the paths are borrowed.
    HostileJudge(WatchedSandbox& sandbox, const Contest& contest, const std::filesystem::path& witness,
                 const std::filesystem::path& traces, const Clock& clock);

    /// Probes the tools of the languages that submissions need; opens all boxes. Why not, or empty.
    std::string prepare(const std::vector<model::Language>& languages);
    /// Why the language cannot be used here; empty when it can.
    std::string missing(const std::string& language) const;

    /// Compiles and runs a submission while a neighbour works. `disturbed` says what went wrong elsewhere
    /// meanwhile.
    Outcome judge(const model::Submission& submission, const model::Limits& limits, std::string& disturbed);

    /// What is still there in the box of the last submission, or does not work in the others; empty: nothing.
    std::string whatIsLeft();

private:
    void compileAndRun(const model::Submission& submission, const model::Limits& limits, Outcome& outcome);

    WatchedSandbox& m_sandbox;
    const Contest& m_contest;
    Witness m_witness;
    Witness m_traces;
    exec::CompileCache m_cache;
    const exec::CpuPressure m_pressure;
    exec::Compiler m_compiler;
    exec::CaseRunner m_runner;
    exec::Slot m_slot;
    exec::Slot m_neighbour;
    std::map<std::string, model::Toolchain> m_toolchains;
};

} // namespace assize::hostile
