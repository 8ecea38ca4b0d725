// SPDX-License-Identifier: GPL-3.0-or-later
// The three enums of judging, never merged: how the process ended (RunStatus), the judge's decision
// (Verdict), where the work is (TaskState); and the one table of their meanings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace assize::model {

/// How the process ended, as the sandbox measured it.
enum class RunStatus {
    Exited,        ///< ended by itself; see the exit code
    Signalled,     ///< killed by a signal that was its own doing
    CpuLimit,      ///< stopped: more CPU time than it may use
    WallLimit,     ///< stopped: more wall time than it may use
    MemoryLimit,   ///< used more memory than it may
    OutputLimit,   ///< wrote more than it may
    Violation,     ///< made a system call that the filter answers by a kill
    Cancelled,     ///< stopped by the operator; never becomes a verdict
    SandboxFailed, ///< the sandbox itself failed; never the program's fault
};

/// The judge's decision. JE is never counted against a contestant.
enum class Verdict : std::uint8_t { AC, PA, WA, PE, TLE, MLE, OLE, RTE, SV, CE, JE };
/// The size of tables by verdict.
inline constexpr std::size_t kVerdicts = 11;

/// Where a piece of work is.
enum class TaskState : std::uint8_t { Waiting, Queued, Running, Done, Skipped };

/// Which limit a run met, if any.
enum class LimitKind { None, Cpu, Wall, Memory, Output };

/// One row of the table of meanings. Texts are English; ui translates them by code.
struct VerdictMeaning
{
    Verdict verdict;
    std::string_view code;   ///< "AC", as in the JSON
    std::string_view name;   ///< "Accepted"
    std::string_view help;   ///< one sentence that explains the verdict to people
    std::string_view symbol; ///< one character (UTF-8) that stands beside the colour
    char letter;             ///< unique; text tables show it for a test
    bool countsAgainst;      ///< whether a submission with it is a penalised attempt in an ICPC contest
};

/// All verdicts, in the order of the enum.
std::span<const VerdictMeaning> verdictMeanings();
const VerdictMeaning& meaningOf(Verdict verdict);
std::string_view codeOf(Verdict verdict);
std::optional<Verdict> verdictFromCode(std::string_view code);

/// "cpu", "wall", "memory", "output"; empty for None. As in the JSON.
std::string_view nameOf(LimitKind limit);
std::optional<LimitKind> limitFromName(std::string_view name);

/// "SIGSEGV" for 11 and so on; "signal 64" where it has no name.
std::string signalName(int signal);

} // namespace assize::model
