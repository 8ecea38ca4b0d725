// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>

namespace assize::conformance {

using namespace std::chrono_literals;
using model::RunStatus;

namespace {

constexpr TimeRange kAbout300{295ms, 400ms};

void addMeasured(Rows& rows)
{
    for (const char* what : {"burn", "child-burns"})
        rows.push_back(rowOf(
            {.name = std::string("CPU time of ") + what, .arguments = {what, "0.3"}, .cpuTime = kAbout300}));
    for (const char* what : {"ignored-child-burns", "orphan-burns"})
        rows.push_back(rowOf({.name = std::string("CPU time of ") + what,
                              .arguments = {what, "0.3"},
                              .needs = CountsTime,
                              .cpuTime = kAbout300}));
}

void addStopped(Rows& rows)
{
    for (const char* what : {"loop", "child-loops", "threads-loop", "orphan-loops"})
        rows.push_back(rowOf({.name = std::string("CPU limit of ") + what,
                              .arguments = {what},
                              .limits = Limits().cpu(300ms).wall(20s),
                              .status = RunStatus::CpuLimit,
                              .signal = SIGKILL,
                              .overshoot = 50ms}));
    rows.push_back(rowOf({.name = "a child's time counts",
                          .arguments = {"child-burns", "0.4"},
                          .limits = Limits().cpu(300ms),
                          .status = RunStatus::CpuLimit}));
    for (const char* what : {"sleep", "stop-itself"})
        rows.push_back(rowOf({.name = std::string("wall limit of ") + what,
                              .arguments = {what},
                              .limits = Limits().cpu(1s).wall(300ms),
                              .status = RunStatus::WallLimit,
                              .signal = SIGKILL,
                              .cpuTime = TimeRange{0ms, 100ms},
                              .overshoot = 100ms}));
    rows.push_back(
        rowOf({.name = "within its time", .arguments = {"burn", "0.2"}, .limits = Limits().cpu(1s)}));
}

} // namespace

void addTimes(Rows& rows)
{
    addMeasured(rows);
    addStopped(rows);
}

} // namespace assize::conformance
