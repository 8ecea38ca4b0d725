// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the conformance suite: each says one thing that every sandbox must do. Most are cases, which
// are data: one run of the subject and what must come out. The others are functions, for what takes several
// runs or boxes. The front ends (test_local.cpp, virtual_machine/driver.cpp) do not know the difference.
#pragma once

#include "suite/bench.h"

#include <functional>
#include <optional>

namespace assize::conformance {

struct Row
{
    std::string name;
    unsigned needs = None;
    std::function<void(Bench&, Findings&)> run;
};

/// Limits that differ from those of a generous contest, e.g. Limits().cpu(300ms).memory(64 * kMegabyte).
class Limits
{
public:
    Limits& cpu(std::chrono::milliseconds time);
    Limits& wall(std::chrono::milliseconds time);
    Limits& memory(std::uint64_t bytes);
    Limits& output(std::uint64_t bytes);
    Limits& errorOutput(std::uint64_t bytes);
    Limits& fileSpace(std::uint64_t bytes);
    Limits& processes(int number);
    operator const sandbox::RunLimits&() const { return m_limits; }

private:
    sandbox::RunLimits m_limits = generous();
};

/// A time from `least` to `most`. Where the clock is not real, `most` is ten times as long.
struct TimeRange
{
    std::chrono::milliseconds least{0};
    std::chrono::milliseconds most{0};
};

/// One run of the subject.
struct Case
{
    std::string name = {};
    std::vector<std::string> arguments = {}; ///< "{secrets}" stands for the paths that must not be seen
    sandbox::RunLimits limits = generous();
    unsigned needs = None;

    model::RunStatus status = model::RunStatus::Exited;
    int exitCode = 0;               ///< looked at when it exited
    std::optional<int> signal = {}; ///< any, if not given
    std::optional<std::string> output = {};
    std::optional<std::uint64_t> outputSize = {};

    /// Figures of time may be wrong twice: other programs of the machine make them so.
    std::optional<TimeRange> cpuTime = {};
    std::optional<TimeRange> wallTime = {};
    /// When its time is up, it is stopped no later than this. Looked at where the clock is real.
    std::optional<std::chrono::milliseconds> overshoot = {};
    /// So much CPU time is not told exactly where no group counts it, and may be missing when the run is
    /// stopped.
    std::chrono::milliseconds uncertain{0};
    /// Peak in megabytes; may be wrong by two of them.
    std::optional<std::uint64_t> memory = {};
    /// May be so many more, where the kernel's own book-keeping counts too.
    std::uint64_t moreMemory = 0;
};

Row rowOf(Case expected);

/// Each subject of the suite adds its rows.
using Rows = std::vector<Row>;
void addEnds(Rows& rows);          ///< how programs end
void addTimes(Rows& rows);         ///< CPU and wall time: measured, limited
void addMemory(Rows& rows);        ///< measured, limited
void addOutputs(Rows& rows);       ///< standard output and error, sizes of files
void addInputs(Rows& rows);        ///< standard input
void addContainment(Rows& rows);   ///< what a program cannot reach
void addProcesses(Rows& rows);     ///< how many there may be
void addLeftovers(Rows& rows);     ///< nothing survives a run
void addFiles(Rows& rows);         ///< placed before a run, brought back after it
void addExecutables(Rows& rows);   ///< what can be run
void addBoxes(Rows& rows);         ///< several boxes, and runs that are stopped
void addConversations(Rows& rows); ///< programs of two boxes that talk to each other
void addGroups(Rows& rows);        ///< programs of more than two boxes
void addManagers(Rows& rows);      ///< one program that talks to several
void addTools(Rows& rows);         ///< programs of the system

Rows allRows();

/// Runs a row that the bench has the abilities for. Each must leave the box as if nothing had run.
void tryRow(const Row& row, Bench& bench, Findings& findings);

} // namespace assize::conformance
