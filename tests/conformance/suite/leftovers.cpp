// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

namespace assize::conformance {

using namespace sandbox;

namespace {

/// Neither how many processes there were before, nor that there were any.
void processNumbers(Bench& bench, Findings& findings)
{
    const RunResult first = bench.expectExit(findings, bench.subject({"print-pid"}));
    bench.expectExit(findings, bench.subject({"many-children-burn", "0.01", "30"}));
    const RunResult second = bench.expectExit(findings, bench.subject({"print-pid"}));
    findings.expect(contentOf(first.standardOutput) == contentOf(second.standardOutput),
                    "numbers of processes begin anew",
                    contentOf(first.standardOutput) + " and " + contentOf(second.standardOutput));
}

} // namespace

void addLeftovers(Rows& rows)
{
    // After each row the box must be found clean.
    for (const char* what : {"leave-traces", "leave-daemon", "leave-stopped-child", "leave-vfork-child",
                             "leave-busy-threads", "leave-zombies", "leave-runaways", "leave-semaphores",
                             "leave-messages", "leave-queue", "leave-abstract-socket", "leave-locks",
                             "leave-deep-folders", "leave-odd-files", "shut-folders", "write-and-remove"})
        rows.push_back(rowOf({.name = what, .arguments = {what}}));
    rows.push_back({"numbers of processes", None, processNumbers});
    for (const char* folder : {"/work", "/tmp", "/dev/shm"})
        rows.push_back(rowOf({.name = std::string("20,000 files in ") + folder,
                              .arguments = {"leave-many-files", "20000", folder},
                              .output = "20000\n"}));
}

} // namespace assize::conformance
