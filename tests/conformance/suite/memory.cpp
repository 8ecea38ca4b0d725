// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

void addMeasured(Rows& rows)
{
    for (const unsigned megabytes : {10U, 50U, 150U})
        rows.push_back(rowOf({.name = "peak of " + std::to_string(megabytes) + " MB",
                              .arguments = {"touch", std::to_string(megabytes)},
                              .memory = megabytes}));
    rows.push_back(rowOf({.name = "memory of children",
                          .arguments = {"children-touch", "40"},
                          .needs = CountsMemory,
                          .memory = 160}));
    rows.push_back(rowOf({.name = "memory of memfd",
                          .arguments = {"fill-memfd", "100"},
                          .limits = Limits().output(0),
                          .needs = CountsMemory,
                          .memory = 100}));
    // The subject ends with 5 when it could write all that it was asked for.
    for (const char* folder : {"/work", "/tmp", "/dev/shm"})
        rows.push_back(rowOf({.name = std::string("memory of files in ") + folder,
                              .arguments = {"fill-disk", "40", folder},
                              .needs = CountsMemory,
                              .exitCode = 5,
                              .memory = 40}));
    rows.push_back(rowOf({.name = "output is not memory",
                          .arguments = {"print", "50000000"},
                          .limits = Limits().memory(16 * kMegabyte).output(64 * kMegabyte),
                          .outputSize = 50000000}));
}

void addLimited(Rows& rows)
{
    rows.push_back(rowOf({.name = "within its memory", .arguments = {"touch", "200"}}));
    for (const char* what : {"touch", "touch-slowly"})
        rows.push_back(rowOf({.name = std::string("memory limit of ") + what,
                              .arguments = {what, "300"},
                              .status = RunStatus::MemoryLimit,
                              .signal = SIGKILL}));
    rows.push_back(rowOf({.name = "memory limit of children-touch",
                          .arguments = {"children-touch", "80"},
                          .needs = CountsMemory,
                          .status = RunStatus::MemoryLimit}));
    rows.push_back(rowOf({.name = "memory limit of fill-memfd",
                          .arguments = {"fill-memfd", "300"},
                          .limits = Limits().output(0),
                          .needs = CountsMemory,
                          .status = RunStatus::MemoryLimit,
                          .signal = SIGKILL}));
    rows.push_back(rowOf({.name = "a sparse gigabyte", .arguments = {"sparse-gigabyte"}}));
    rows.push_back(rowOf({.name = "deep recursion", .arguments = {"deep-recursion", "200"}}));
    rows.push_back(rowOf({.name = "threads in little memory",
                          .arguments = {"threads", "8"},
                          .limits = Limits().memory(64 * kMegabyte)}));
}

void notTheRunBefore(Bench& bench, Findings& findings)
{
    bench.expectExit(findings, bench.subject({"touch", "100"}));
    const RunResult small = bench.expectExit(findings, bench.subject({"exit", "7"}), 7);
    findings.expect(small.memory < 3 * kMegabyte, "not the peak of the run before", describe(small));
}

void endlessRecursion(Bench& bench, Findings& findings)
{
    const RunResult result = bench.run(bench.subject({"endless-recursion"}));
    const bool stack = result.status == RunStatus::Signalled && result.signal == SIGSEGV;
    // Without control groups the look at the resident size may come first.
    findings.expect(stack || (!bench.can(CountsMemory) && result.status == RunStatus::MemoryLimit),
                    "endless recursion meets the limit of stacks", describe(result));
}

} // namespace

void addMemory(Rows& rows)
{
    addMeasured(rows);
    addLimited(rows);
    rows.push_back({"memory of the run before", None, notTheRunBefore});
    rows.push_back({"endless recursion", None, endlessRecursion});
}

} // namespace assize::conformance
