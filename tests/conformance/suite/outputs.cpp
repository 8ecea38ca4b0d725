// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>
#include <fcntl.h>

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

constexpr std::uint64_t kLimit = 1000000;

void addLimited(Rows& rows)
{
    const RunLimits limits = Limits().output(kLimit);
    rows.push_back(rowOf({.name = "output to the byte",
                          .arguments = {"print", "1000000"},
                          .limits = limits,
                          .outputSize = kLimit}));
    rows.push_back(rowOf({.name = "output of one byte more",
                          .arguments = {"print", "1000001"},
                          .limits = limits,
                          .status = RunStatus::OutputLimit,
                          .outputSize = kLimit}));
    rows.push_back(rowOf({.name = "output without end",
                          .arguments = {"print-forever"},
                          .limits = limits,
                          .status = RunStatus::OutputLimit,
                          .signal = SIGXFSZ}));
    rows.push_back(rowOf({.name = "output, with the signal ignored",
                          .arguments = {"print-ignoring-signal", "1000001"},
                          .limits = limits,
                          .status = RunStatus::OutputLimit}));
    rows.push_back(rowOf({.name = "a file over the limit",
                          .arguments = {"big-file", "2000000"},
                          .limits = limits,
                          .status = RunStatus::OutputLimit,
                          .signal = SIGXFSZ}));
    for (const char* folder : {"/work", "/tmp"})
        rows.push_back(rowOf({.name = std::string(folder) + " full",
                              .arguments = {"fill-disk", "100", folder},
                              .limits = Limits().fileSpace(32 * kMegabyte)}));
    rows.push_back(rowOf({.name = "errors without end", .arguments = {"print-errors", "10000000"}}));
}

void errorOutputIsCut(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"print-errors", "200000"});
    request.limits.errorOutput = 1000;
    const RunResult result = bench.run(request);
    findings.expect(result.standardError.size() == 1000 && result.standardErrorCut, "errors are cut",
                    describe(result));
    request.arguments.back() = "999";
    const RunResult whole = bench.run(request);
    findings.expect(whole.standardError.size() == 999 && !whole.standardErrorCut, "few errors are not cut",
                    describe(whole));
}

void outputCanAlwaysBeRead(Bench& bench, Findings& findings)
{
    const RunResult result = bench.expectExit(findings, bench.subject({"shut-output"}));
    const std::string path = "/proc/self/fd/" + std::to_string(result.standardOutput.get());
    const unique_fd again(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    findings.expect(bool(again), "a validator can read the output", describe(result));
    findings.expect(contentOf(again) == "written\n", "the output is what was written", describe(result));
}

} // namespace

void addOutputs(Rows& rows)
{
    addLimited(rows);
    rows.push_back({"error output is cut", None, errorOutputIsCut});
    rows.push_back({"output can always be read", None, outputCanAlwaysBeRead});
}

} // namespace assize::conformance
