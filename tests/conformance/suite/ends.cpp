// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>
#include <set>

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

void eachSignal(Bench& bench, Findings& findings)
{
    // These do not end a program by themselves, and those are how the kernel tells of a limit or a violation.
    const std::set<int> others = {SIGCHLD, SIGCONT,  SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU,
                                  SIGURG,  SIGWINCH, SIGXCPU, SIGXFSZ, SIGSYS};
    for (int number = 1; number <= 64; ++number) {
        if (others.contains(number))
            continue;
        const RunResult result = bench.run(bench.subject({"signal", std::to_string(number)}));
        findings.expect(result.status == RunStatus::Signalled && result.signal == number,
                        "killed by its own signal " + std::to_string(number), describe(result));
    }
}

void addExecuted(Rows& rows)
{
    const auto add = [&rows](std::vector<std::string> arguments, Case expected) {
        expected.name = "after execve: " + arguments.front();
        expected.arguments = std::move(arguments);
        expected.arguments.insert(expected.arguments.begin(), "exec");
        rows.push_back(rowOf(std::move(expected)));
    };
    add({"exit", "7"}, {.exitCode = 7});
    add({"loop"}, {.limits = Limits().cpu(std::chrono::milliseconds(200)), .status = RunStatus::CpuLimit});
    add({"touch", "100"}, {.limits = Limits().memory(64 * kMegabyte), .status = RunStatus::MemoryLimit});
    add({"print", "1000001"}, {.limits = Limits().output(1000000), .status = RunStatus::OutputLimit});
    add({"ptrace"}, {.status = RunStatus::Violation, .signal = SIGSYS});
    add({"network"}, {});
    add({"inheritance"}, {});
    add({"count-processes", "50"},
        {.limits = Limits().processes(5), .needs = LimitsProcesses, .output = "4\n"});
}

} // namespace

void addEnds(Rows& rows)
{
    for (const int code : {0, 1, 42, 127, 255})
        rows.push_back(rowOf({.name = "exit " + std::to_string(code),
                              .arguments = {"exit", std::to_string(code)},
                              .exitCode = code}));
    rows.push_back(
        rowOf({.name = "abort", .arguments = {"abort"}, .status = RunStatus::Signalled, .signal = SIGABRT}));
    rows.push_back(
        rowOf({.name = "crash", .arguments = {"crash"}, .status = RunStatus::Signalled, .signal = SIGSEGV}));
    rows.push_back(rowOf({.name = "divide by zero",
                          .arguments = {"divide"},
                          .status = RunStatus::Signalled,
                          .signal = SIGFPE}));
    for (const int number : {SIGTERM, SIGKILL})
        rows.push_back(rowOf({.name = "own signal " + std::to_string(number),
                              .arguments = {"signal", std::to_string(number)},
                              .status = RunStatus::Signalled,
                              .signal = number}));
    rows.push_back({"each killing signal", None, eachSignal});
    addExecuted(rows);
}

} // namespace assize::conformance
