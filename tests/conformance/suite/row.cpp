// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

Limits& Limits::cpu(std::chrono::milliseconds time)
{
    m_limits.cpuTime = time;
    return *this;
}

Limits& Limits::wall(std::chrono::milliseconds time)
{
    m_limits.wallTime = time;
    return *this;
}

Limits& Limits::memory(std::uint64_t bytes)
{
    m_limits.memory = bytes;
    return *this;
}

Limits& Limits::output(std::uint64_t bytes)
{
    m_limits.output = bytes;
    return *this;
}

Limits& Limits::errorOutput(std::uint64_t bytes)
{
    m_limits.errorOutput = bytes;
    return *this;
}

Limits& Limits::fileSpace(std::uint64_t bytes)
{
    m_limits.fileSpace = bytes;
    return *this;
}

Limits& Limits::processes(int number)
{
    m_limits.processes = number;
    return *this;
}

namespace {

constexpr int kTries = 3; ///< for figures of time
constexpr int kSlowness = 10;
constexpr std::uint64_t kMemoryTolerance = 2 * kMegabyte;

void checkEnd(const Case& expected, const RunResult& result, Findings& findings)
{
    const std::string details = describe(result);
    findings.expect(result.status == expected.status, std::string("it ends as ") + nameOf(expected.status),
                    details);
    if (expected.status == RunStatus::Exited)
        findings.expect(result.exitCode == expected.exitCode,
                        "its exit code is " + std::to_string(expected.exitCode), details);
    if (expected.signal)
        findings.expect(result.signal == *expected.signal, "signal " + std::to_string(*expected.signal),
                        details);
}

void checkOutput(const Case& expected, const RunResult& result, Findings& findings)
{
    const std::string details = describe(result);
    if (!findings.expect(bool(result.standardOutput), "its output can be read", details))
        return;
    if (expected.limits.output != 0)
        findings.expect(result.outputSize <= expected.limits.output, "no more output than permitted",
                        details);
    const off_t size = ::lseek(result.standardOutput.get(), 0, SEEK_END);
    findings.expect(size == static_cast<off_t>(result.outputSize), "the output has the size that is told",
                    details);
    if (expected.outputSize)
        findings.expect(result.outputSize == *expected.outputSize,
                        std::to_string(*expected.outputSize) + " bytes of output", details);
    if (expected.output)
        findings.expect(contentOf(result.standardOutput) == *expected.output,
                        "its output is '" + *expected.output + "'", details);
}

void checkMemory(const Case& expected, const RunResult& result, Findings& findings)
{
    if (!expected.memory)
        return;
    const std::uint64_t truth = *expected.memory * kMegabyte;
    findings.expect(result.memory + kMemoryTolerance >= truth &&
                        result.memory <= truth + kMemoryTolerance + expected.moreMemory * kMegabyte,
                    std::to_string(*expected.memory) + " MB of memory", describe(result));
}

void checkRange(const char* what, const std::optional<TimeRange>& range, std::chrono::nanoseconds time,
                int slowness, const std::string& details, Findings& findings)
{
    if (range)
        findings.expect(time >= range->least && time < range->most * slowness,
                        std::string(what) + " time from " + std::to_string(range->least.count()) + " to " +
                            std::to_string(range->most.count()) + " ms",
                        details);
}

/// How much before its CPU limit a run may be stopped.
std::chrono::nanoseconds earliness(const Case& expected, Bench& bench)
{
    return bench.can(CountsTime) ? 0ms : expected.uncertain;
}

void checkTimes(const Case& expected, const RunResult& result, Bench& bench, Findings& findings)
{
    const bool realClock = bench.can(RealClock);
    const std::string details = describe(result);
    const int slowness = realClock ? 1 : kSlowness;
    checkRange("CPU", expected.cpuTime, result.cpuTime, slowness, details, findings);
    checkRange("wall", expected.wallTime, result.wallTime, slowness, details, findings);
    const bool stoppedByCpu = result.status == RunStatus::CpuLimit;
    if (!stoppedByCpu && result.status != RunStatus::WallLimit)
        return;
    const std::chrono::nanoseconds limit = stoppedByCpu ? expected.limits.cpuTime : expected.limits.wallTime;
    const std::chrono::nanoseconds time = stoppedByCpu ? result.cpuTime : result.wallTime;
    const std::chrono::nanoseconds least = stoppedByCpu ? limit - earliness(expected, bench) : limit;
    findings.expect(time >= least, "it has used its time", details);
    if (expected.overshoot && realClock)
        findings.expect(time < limit + *expected.overshoot,
                        "stopped within " + std::to_string(expected.overshoot->count()) + " ms", details);
}

void tryCase(const Case& expected, Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject(expected.arguments, expected.limits);
    Findings times;
    for (int i = 0; i == 0 || (i < kTries && findings.empty() && !times.empty()); ++i) {
        const RunResult result = bench.run(request);
        times = {};
        checkEnd(expected, result, findings);
        checkOutput(expected, result, findings);
        checkMemory(expected, result, findings);
        checkTimes(expected, result, bench, times);
    }
    findings.expect(times.empty(), "in each of " + std::to_string(kTries) + " tries", times.text());
    // The same with shared libraries. Figures are those of the static program.
    if (bench.dynamicSubjectFile() < 0 || expected.cpuTime || expected.overshoot || expected.memory)
        return;
    request.executable = bench.dynamicSubjectFile();
    const RunResult dynamic = bench.run(request);
    findings.expect(dynamic.status == expected.status,
                    std::string("with shared libraries it ends as ") + nameOf(expected.status),
                    describe(dynamic));
}

} // namespace

Row rowOf(Case expected)
{
    Row row{expected.name, expected.needs, {}};
    row.run = [expected = std::move(expected)](Bench& bench, Findings& findings) {
        tryCase(expected, bench, findings);
    };
    return row;
}

void tryRow(const Row& row, Bench& bench, Findings& findings)
{
    row.run(bench, findings);
    bench.expectClean(findings);
}

Rows allRows()
{
    Rows rows;
    for (const auto add :
         {addEnds, addTimes, addMemory, addOutputs, addInputs, addContainment, addProcesses, addLeftovers,
          addFiles, addExecutables, addBoxes, addConversations, addGroups, addManagers, addTools})
        add(rows);
    return rows;
}

} // namespace assize::conformance
