// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

void forkBombEnds(Bench& bench, Findings& findings)
{
    const auto before = std::chrono::steady_clock::now();
    const RunResult result = bench.run(bench.subject({"fork-bomb"}, Limits().cpu(500ms).wall(3s)));
    findings.expect(result.status == RunStatus::CpuLimit || result.status == RunStatus::WallLimit ||
                        result.status == RunStatus::MemoryLimit,
                    "it meets a limit", describe(result));
    const bool soon = std::chrono::steady_clock::now() - before < 15s;
    findings.expect(soon || !bench.can(RealClock), "it ends soon");
}

} // namespace

void addProcesses(Rows& rows)
{
    for (const int most : {1, 11})
        rows.push_back(rowOf({.name = "at most " + std::to_string(most) + " processes",
                              .arguments = {"count-processes", "50"},
                              .limits = Limits().processes(most),
                              .needs = LimitsProcesses,
                              .output = std::to_string(most - 1) + "\n"}));
    rows.push_back({"a fork bomb ends", LimitsProcesses, forkBombEnds});
}

} // namespace assize::conformance
