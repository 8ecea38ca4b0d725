// SPDX-License-Identifier: GPL-3.0-or-later
// From source files to a program that can be run in a box.
#pragma once

#include "exec/compile_cache.h"
#include "exec/cpu_pressure.h"
#include "exec/no_result.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"
#include "sandbox/sandbox.h"
#include "toolchain/toolchain.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace assize::exec {

/// A program ready to run; never changes once it is shared between slots.
struct Program
{
    model::Language language;
    toolchain::SourceSet sources;
    std::string binary;
    std::shared_ptr<const Compiled> compiled;
    /// 128-bit hash (hex) of all that it is made of: sources as the compiler gets them, tools, command.
    std::string content{};

    /// Puts into a request how this program is started: arguments, environment, executable or files,
    /// processes. `memory`: the limit without the language's extra. Descriptors stay owned by this program.
    void prepare(sandbox::RunRequest& request, std::uint64_t memory) const;
};

/// It compiled.
struct ProgramReady
{
    std::shared_ptr<const Program> program;
    model::CompileOutcome outcome;
};

/// The author's fault: a compile error, told by outcome.log.
struct CompileRejected
{
    model::CompileOutcome outcome;
};

/// The outcome of a compilation. OutOfWallTime only with Beside::Others.
using CompileResult = std::variant<ProgramReady, CompileRejected, SandboxFailed, Cancelled, OutOfWallTime>;

/// The sources and names from which a program is made.
struct CompileInput
{
    std::vector<model::SourceFile> files;
    std::uint64_t sourceLimit = 0; ///< bytes of all of `files` together
    std::string entryPoint{};      ///< see model::Submission::entryPoint
    /// Files that a package or a library adds; each takes the place of a file of the same name.
    std::vector<model::SourceFile> included{};
    /// See model::Problem::constants; for all files.
    std::vector<std::pair<std::string, std::string>> constants{};
};

/// Other work that runs during a compilation.
enum class Beside {
    Others,
    Nothing, ///< of ours; then a stop by the wall clock is final: see outOfWallTime in the source
};

/// Compilations through a cache. Thread-safe; the work is done on the caller's thread, in the box it passes.
class Compiler
{
public:
    /// `sandboxFingerprint`: see SandboxInfo; another sandbox may have other compilers in it.
    /// `pressure` outlives it.
    Compiler(CompileCache& cache, std::string sandboxFingerprint, const CpuPressure& pressure)
        : m_cache(cache), m_sandboxFingerprint(std::move(sandboxFingerprint)), m_pressure(pressure)
    {
    }

    /// Files are read once, here: the compiled bytes are the hashed bytes.
    CompileResult compile(sandbox::Box& box, const model::Toolchain& toolchain, const CompileInput& input,
                          const model::Limits& limits, std::stop_token stop, Beside beside = Beside::Others);

private:
    CompileResult compileInBox(sandbox::Box& box, const sandbox::RunRequest& request, const std::string& key,
                               Program program, std::stop_token stop, Beside beside);

    CompileCache& m_cache;
    const std::string m_sandboxFingerprint;
    const CpuPressure& m_pressure;
};

/// Files of a submission, or of a jury's program, beyond these are refused: each is a descriptor while it is
/// compiled.
inline constexpr std::size_t kMaximumSourceFiles = 200;
/// The most of a compiler's messages that is kept.
inline constexpr std::size_t kCompileLogCap = 64 << 10;

/// Limits of a compilation in a box, for `language` under the problem's `limits`.
sandbox::RunLimits compileLimits(const model::Language& language, const model::Limits& limits);

/// The text that a compiler wrote on both of its outputs, capped.
std::string compileLog(const sandbox::RunResult& run);

/// Why a compilation that did not end by itself was stopped, or a program that it started, by the limit of a
/// file's size; empty for a compilation that ended by itself.
std::string describeStop(const sandbox::RunResult& run, const sandbox::RunLimits& limits);

} // namespace assize::exec
