// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

constexpr TimeRange kAbout300{295ms, 360ms};
constexpr std::chrono::milliseconds kPromptly{10};

void addMeasured(Rows& rows)
{
    for (const char* what : {"burn", "burn-system", "threads-burn", "child-burns", "many-children-burn",
                             "unwaited-child-burns", "orphan-burns"})
        rows.push_back(rowOf(
            {.name = std::string("CPU time of ") + what, .arguments = {what, "0.3"}, .cpuTime = kAbout300}));
    for (const char* what : {"ignored-child-burns", "ignored-orphan-burns"})
        rows.push_back(rowOf({.name = std::string("CPU time of ") + what,
                              .arguments = {what, "0.3"},
                              .needs = CountsTime,
                              .cpuTime = kAbout300}));
}

void addStopped(Rows& rows)
{
    for (const std::string what :
         {"loop", "threads-loop", "child-loops", "orphan-loops", "many-children-for-ever"})
        rows.push_back(rowOf({.name = "CPU limit of " + what,
                              .arguments = {what},
                              .limits = Limits().cpu(300ms).wall(20s),
                              .status = RunStatus::CpuLimit,
                              .signal = SIGKILL,
                              .overshoot = kPromptly,
                              // What ended children used is told in ticks of 10 ms, cut off.
                              .uncertain = what == "many-children-for-ever" ? 10ms : 0ms}));
    rows.push_back(rowOf({.name = "CPU limit of burn-system",
                          .arguments = {"burn-system", "10"},
                          .limits = Limits().cpu(300ms).wall(20s),
                          .status = RunStatus::CpuLimit,
                          .signal = SIGKILL,
                          .overshoot = kPromptly}));
    rows.push_back(rowOf({.name = "CPU limit of ignored-orphan-burns",
                          .arguments = {"ignored-orphan-burns", "10"},
                          .limits = Limits().cpu(300ms).wall(20s),
                          .status = RunStatus::CpuLimit,
                          .signal = SIGKILL,
                          .overshoot = kPromptly}));
    rows.push_back(rowOf({.name = "a child's time counts",
                          .arguments = {"child-burns", "0.4"},
                          .limits = Limits().cpu(300ms),
                          .status = RunStatus::CpuLimit}));
    for (const char* what : {"sleep", "stop-itself", "close-and-sleep", "child-sleeps"})
        rows.push_back(rowOf({.name = std::string("wall limit of ") + what,
                              .arguments = {what},
                              .limits = Limits().cpu(1s).wall(300ms),
                              .status = RunStatus::WallLimit,
                              .signal = SIGKILL,
                              .cpuTime = TimeRange{0ms, 100ms},
                              .overshoot = kPromptly}));
    rows.push_back(rowOf({.name = "wall limit of many-loop",
                          .arguments = {"many-loop", "64"},
                          .limits = Limits().wall(300ms),
                          .needs = WakesFirst,
                          .status = RunStatus::WallLimit,
                          .signal = SIGKILL,
                          .overshoot = kPromptly}));
    rows.push_back(
        rowOf({.name = "within its time", .arguments = {"burn", "0.2"}, .limits = Limits().cpu(1s)}));
}

/// As the engine sees it, who cannot know how the sandbox measures.
void wallTimeSeenFromOutside(Bench& bench, Findings& findings)
{
    constexpr auto kLimit = 200ms;
    constexpr int kTries = 3;
    std::string details;
    for (int i = 0; i < kTries; ++i) {
        const auto before = std::chrono::steady_clock::now();
        const RunResult result = bench.run(bench.subject({"child-sleeps"}, Limits().wall(kLimit)));
        const auto elapsed = std::chrono::steady_clock::now() - before;
        details += std::to_string(elapsed / 1us) + " us, ";
        if (!findings.expect(result.status == RunStatus::WallLimit && elapsed >= kLimit,
                             "stopped by its wall time", describe(result)))
            return;
        if (elapsed < kLimit + 2 * kPromptly)
            return;
    }
    findings.expect(false, "it ends soon after its wall time", details);
}

} // namespace

void addTimes(Rows& rows)
{
    addMeasured(rows);
    addStopped(rows);
    rows.push_back({"wall time seen from outside", RealClock, wallTimeSeenFromOutside});
}

} // namespace assize::conformance
