// SPDX-License-Identifier: GPL-3.0-or-later
// Where work is done on this machine: the tools that slots share, and the objects that the names in a Work
// stand for.
//
// The loop gives it the submissions to judge and the known facts of the problems; programs that were built or
// compiled, and tests that were made, stay here, as they are open files.
#pragma once

#include "exec/case_run.h"
#include "exec/compile_cache.h"
#include "exec/compiler.h"
#include "exec/cpu_pressure.h"
#include "exec/jury_program_builder.h"
#include "exec/missing_tests.h"
#include "exec/output_checker.h"
#include "exec/preparation/prepared_problem.h"
#include "exec/scheduler.h"
#include "exec/slot.h"
#include "exec/toolchain_cache.h"
#include "exec/work/outcome.h"
#include "exec/work/work.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <tuple>
#include <vector>

namespace assize::exec {

/// Thread-safe.
class Workshop
{
public:
    /// All references outlive it.
    Workshop(const sandbox::SandboxInfo& sandbox, const Options& options, const Clock& clock,
             const std::vector<model::Language>& languages);

    /// Does a piece of work on the caller's thread, in the boxes of `slot`. Blocks. Names that it was never
    /// given are a fault of the program; content under a name that is not the content meant is SandboxFailed.
    Outcome perform(const Work& work, Slot& slot, const std::stop_token& stop);

    /// The known facts of a problem from now on: for all work that begins later. Programs built for it stay.
    void setProblem(SharedProblem problem);
    /// The problem that was set last.
    SharedProblem prepared(const std::string& problem) const;
    /// `number`: its name in work. `submission` outlives its work.
    void addSubmission(int number, const model::Submission& submission);
    /// Its program is needed no more; work that needs it all the same compiles again.
    void forgetProgram(int submission);
    /// It is judged no more: its program is not kept, also where it is being compiled just now.
    void dropSubmission(int submission);
    /// Where a test that was made lies.
    GeneratedFile madeTest(const std::string& problem, std::size_t test, bool answer) const;

private:
    /// Why work is not done: the content here under a name of the work is not the content that it means.
    static SandboxFailed otherContent(std::string_view subject);
    std::optional<SandboxFailed> refusal(const Probe& work) const;
    template<typename OnProblem>
    std::optional<SandboxFailed> refusal(const OnProblem& work) const;

    /// A problem with the programs of its jury. Never changes.
    struct Furnished
    {
        SharedProblem prepared;
        Judging judging;
        std::vector<std::shared_ptr<const BuiltJuryProgram>> inputValidators;
        std::vector<MakerProgram> makers; ///< of MissingTests::programs
    };
    using SharedFurnished = std::shared_ptr<const Furnished>;
    /// A program that was built, by its place in PreparedProblem::programs.
    struct Built
    {
        std::shared_ptr<const BuiltJuryProgram> program;
        std::string identity; ///< see MakerProgram; empty: it makes no tests
    };

    Outcome performNow(const Probe& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const BuildProgram& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const Compile& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const RunCase& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const MakeTest& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const CheckPackage& work, Slot& slot, const std::stop_token& stop);
    Outcome performNow(const Fold& work, Slot& slot, const std::stop_token& stop);

    /// Runs a test whose program is there or is compiled for it.
    Outcome runCase(const RunCase& work, const Furnished& problem, Slot& slot, const std::stop_token& stop);
    std::optional<Result<MadeTest>> makeTest(const MakeTest& work, const Furnished& problem, Slot& slot,
                                             const std::stop_token& stop);
    CompileResult compile(const Furnished& problem, const model::Submission& submission, Beside beside,
                          Slot& slot, const std::stop_token& stop);

    SharedFurnished problem(const std::string& id) const;
    /// With m_mutex held.
    SharedFurnished furnish(SharedProblem prepared) const;
    const model::Submission& submission(int id) const;
    const model::Language& language(const std::string& id) const;
    /// Nullopt: not probed.
    std::optional<model::Toolchain> toolchain(const std::string& language) const;

    const std::string m_sandboxFingerprint;
    const std::vector<model::Language>& m_languages;
    CompileCache m_compileCache;
    const ToolchainCache m_toolchainCache;
    const CpuPressure m_pressure;
    Compiler m_compiler;
    MissingTestMaker m_testMaker;
    CaseRunner m_runner;
    OutputChecker m_packageChecker; ///< for the package's own outputs

    mutable std::mutex m_mutex; ///< guards the members below
    std::map<std::string, SharedFurnished> m_problems;
    std::map<std::string, std::map<std::size_t, Built>> m_built; ///< by problem
    std::map<std::string, model::Toolchain> m_toolchains;
    std::map<int, const model::Submission*> m_submissions;
    std::map<int, std::shared_ptr<const Program>> m_programs; ///< of submissions
    std::set<int> m_dropped;                                  ///< submissions
    std::map<std::tuple<std::string, std::size_t, bool>, GeneratedFile> m_madeTests;
};

} // namespace assize::exec
