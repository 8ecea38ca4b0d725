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
    // No further write meets the kernel's limit: the box looks, and tells the same.
    rows.push_back(rowOf({.name = "output of one byte more, and waiting",
                          .arguments = {"print-and-wait", "1000001"},
                          .limits = limits,
                          .status = RunStatus::OutputLimit,
                          .signal = SIGXFSZ,
                          .outputSize = kLimit}));
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
    for (const char* folder : {"/work", "/tmp"})
        rows.push_back(rowOf({.name = std::string("too many files in ") + folder,
                              .arguments = {"leave-many-files", "100000", folder},
                              .needs = RealClock,
                              .exitCode = 4}));
    rows.push_back(rowOf({.name = "errors without end", .arguments = {"print-errors", "10000000"}}));
}

/// Ways to make it larger that the count of what is written would not notice.
void addGrowth(Rows& rows)
{
    const RunLimits limits = Limits().output(kLimit);
    const auto within = [&](std::string name, std::vector<std::string> arguments, std::uint64_t size) {
        rows.push_back(rowOf({.name = "output: " + std::move(name),
                              .arguments = std::move(arguments),
                              .limits = limits,
                              .outputSize = size}));
    };
    const auto over = [&](std::string name, std::vector<std::string> arguments) {
        rows.push_back(rowOf({.name = "output: " + std::move(name),
                              .arguments = std::move(arguments),
                              .limits = limits,
                              .status = RunStatus::OutputLimit}));
    };
    within("by four processes, to the byte", {"print-together", "250000"}, kLimit);
    over("by four processes, four bytes more", {"print-together", "250001"});
    within("a hole", {"print-at", "999999"}, kLimit);
    over("a hole and one byte more", {"print-at", "1000000"});
    over("a hole of terabytes", {"print-at", "2000000000000"});
    within("pwrite", {"print-at-without-seek", "999999"}, kLimit);
    over("pwrite far away", {"print-at-without-seek", "2000000000000"});
    over("pwrite of one byte more, with the signal ignored", {"print-ignoring-at", "1000000"});
    within("ftruncate", {"grow-output", "1000000"}, kLimit);
    over("ftruncate far", {"grow-output", "2000000000000"});
    over("fallocate", {"allocate-output", "5000000"});
    within("opened again, from its beginning", {"print-reopened", "1000000"}, kLimit);
    within("opened again by its device", {"print-reopened", "1000000", "/dev/stdout"}, kLimit);
    over("opened again, one byte more", {"print-reopened", "1000001"});
    within("opened again at its end", {"print-reopened-at-end", "1000000"}, kLimit);
    over("opened again at its end, two bytes more", {"print-reopened-at-end", "1000002"});
    rows.push_back(rowOf({.name = "errors for ever do not hide a limit",
                          .arguments = {"print-errors-for-ever"},
                          .limits = Limits().cpu(std::chrono::milliseconds(300)),
                          .status = RunStatus::CpuLimit}));
}

/// Memory behind the end of the output is still memory.
void allocatedBehindTheEnd(Bench& bench, Findings& findings)
{
    const RunLimits limits = Limits().output(kLimit).memory(64 * kMegabyte);
    const RunResult result = bench.run(bench.subject({"allocate-behind-output", "200000000"}, limits));
    findings.expect(result.status == RunStatus::MemoryLimit || result.status == RunStatus::OutputLimit ||
                        (result.status == RunStatus::Exited && result.exitCode == 4),
                    "200 MB behind the end of the output are too much", describe(result));
}

void errorOutputIsCut(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"print-errors", "200000"});
    request.limits.errorOutput = 1000;
    const RunResult result = bench.run(request);
    findings.expect(result.standardError.size() == 1000 && result.standardErrorCut &&
                        result.standardErrorSize == 200000,
                    "errors are cut", describe(result));
    request.arguments.back() = "999";
    const RunResult whole = bench.run(request);
    findings.expect(whole.standardError.size() == 999 && !whole.standardErrorCut &&
                        whole.standardErrorSize == 999,
                    "few errors are not cut", describe(whole));
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
    addGrowth(rows);
    rows.push_back({"output: allocated behind its end", None, allocatedBehindTheEnd});
    rows.push_back({"error output is cut", None, errorOutputIsCut});
    rows.push_back({"output can always be read", None, outputCanAlwaysBeRead});
}

} // namespace assize::conformance
