// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

void addRefused(Rows& rows)
{
    for (const char* what :
         {"network", "write-outside", "processes-of-others", "inheritance", "namespaces", "touch-the-box"})
        rows.push_back(rowOf({.name = what, .arguments = {what}}));
    rows.push_back(rowOf({.name = "read-host", .arguments = {"read-host", "{secrets}"}}));
    rows.push_back(rowOf({.name = "io_uring", .arguments = {"call-number", "425"}}));
}

void addKilled(Rows& rows)
{
    const auto add = [&rows](std::string name, std::vector<std::string> arguments) {
        rows.push_back(rowOf({.name = std::move(name),
                              .arguments = std::move(arguments),
                              .status = RunStatus::Violation,
                              .signal = SIGSYS}));
    };
    add("ptrace", {"ptrace"});
    add("mount", {"mount"});
    add("keyctl", {"call-number", "250"});
    add("bpf", {"call-number", "321"});
}

void foreignCall(Bench& bench, Findings& findings)
{
    const RunResult result = bench.run(bench.subject({"foreign-call"}));
    // Some kernels have no calls of other architectures: there it is a mistake of the program.
    const bool unknown = result.status == RunStatus::Signalled && result.signal == SIGSEGV;
    findings.expect(unknown || (result.status == RunStatus::Violation && result.signal == SIGSYS),
                    "a call of another architecture kills", describe(result));
}

void environment(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"inheritance"});
    request.environment = {"ASKED=yes", "HOME=/work"};
    bench.expectExit(findings, request);
    request.arguments.back() = "print-environment";
    const RunResult result = bench.expectExit(findings, request);
    const std::string output = contentOf(result.standardOutput);
    findings.expect(output.find("HOME=/work\n") != std::string::npos &&
                        output.find("HOME=/tmp\n") == std::string::npos &&
                        output.find("ASKED=yes\n") != std::string::npos,
                    "the environment is the box's and the request's", describe(result));
}

} // namespace

void addContainment(Rows& rows)
{
    addRefused(rows);
    addKilled(rows);
    rows.push_back({"foreign call", None, foreignCall});
    rows.push_back({"environment", None, environment});
}

} // namespace assize::conformance
