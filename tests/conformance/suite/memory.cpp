// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>
#include <fcntl.h>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

/// Ways to take memory: the subject's behaviour, and what counts it.
struct Way
{
    const char* what;
    unsigned needs;
    std::uint64_t overhead = 0; ///< megabytes that the kernel needs for 40 of them
};

constexpr Way kWays[] = {
    {"touch", None},
    {"touch-private", None},
    {"touch-static", None},
    {"touch-and-free", None},
    {"deep-recursion", None},
    {"child-touches", None},
    {"grandchild-touches", None},
    {"touch-shared", CountsMemory},
    {"fill-memfd", CountsMemory},
    {"fill-system-v", CountsMemory},
    {"fill-shared-file", CountsMemory},
    {"fill-sockets", CountsMemory, 60},
};

/// Each of them takes 40 MB, and then more than it may.
void addWays(Rows& rows)
{
    for (const Way& way : kWays) {
        const bool limited = std::string_view(way.what) != "deep-recursion"; // it meets the limit of stacks
        rows.push_back(rowOf({.name = std::string("memory of ") + way.what,
                              .arguments = {way.what, "40"},
                              .limits = Limits().output(0).fileSpace(0),
                              .needs = way.needs,
                              .memory = 40,
                              .moreMemory = way.overhead}));
        if (!limited)
            continue;
        rows.push_back(rowOf({.name = std::string("memory limit of ") + way.what,
                              .arguments = {way.what, "100"},
                              .limits = Limits().memory(64 * kMegabyte).output(0).fileSpace(0),
                              .needs = way.needs,
                              .status = RunStatus::MemoryLimit}));
    }
}

void addMeasured(Rows& rows)
{
    // Pipes cannot be made larger, and there can be no more than descriptors.
    rows.push_back(rowOf({.name = "memory of fill-pipes",
                          .arguments = {"fill-pipes", "12"},
                          .needs = CountsMemory,
                          .memory = 12}));
    rows.push_back(rowOf({.name = "memory limit of fill-pipes",
                          .arguments = {"fill-pipes", "14"},
                          .limits = Limits().memory(8 * kMegabyte),
                          .needs = CountsMemory,
                          .status = RunStatus::MemoryLimit}));
    for (const unsigned megabytes : {1U, 10U, 150U})
        rows.push_back(rowOf({.name = "peak of " + std::to_string(megabytes) + " MB",
                              .arguments = {"touch", std::to_string(megabytes)},
                              .memory = megabytes}));
    rows.push_back(rowOf({.name = "memory of threads", .arguments = {"threads-touch"}, .memory = 100}));
    rows.push_back(rowOf({.name = "memory of children",
                          .arguments = {"children-touch", "40"},
                          .needs = CountsMemory,
                          .memory = 160}));
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
        rows.push_back(rowOf({.name = std::string("memory limit of ") + what + ", killed",
                              .arguments = {what, "300"},
                              .status = RunStatus::MemoryLimit,
                              .signal = SIGKILL}));
    rows.push_back(rowOf({.name = "memory limit of children-touch",
                          .arguments = {"children-touch", "80"},
                          .needs = CountsMemory,
                          .status = RunStatus::MemoryLimit}));
    rows.push_back(rowOf({.name = "memory limit of threads",
                          .arguments = {"threads-touch"},
                          .limits = Limits().memory(64 * kMegabyte),
                          .status = RunStatus::MemoryLimit}));
    rows.push_back(rowOf({.name = "memory limit of files in /work",
                          .arguments = {"fill-disk", "100", "/work"},
                          .limits = Limits().memory(64 * kMegabyte).fileSpace(200 * kMegabyte),
                          .needs = CountsMemory,
                          .status = RunStatus::MemoryLimit}));
}

void addReserved(Rows& rows)
{
    rows.push_back(rowOf({.name = "a sparse gigabyte", .arguments = {"sparse-gigabyte"}}));
    // Some kernels give a huge page of 2 MB for each place that is touched.
    rows.push_back(rowOf({.name = "a sparse gigabyte in 64 MB",
                          .arguments = {"sparse-gigabyte", "16"},
                          .limits = Limits().memory(64 * kMegabyte)}));
    rows.push_back(rowOf({.name = "deep recursion", .arguments = {"deep-recursion", "200"}}));
    rows.push_back(rowOf({.name = "the limit of stacks is that of memory",
                          .arguments = {"print-stack-limit"},
                          .limits = Limits().memory(100 * kMegabyte),
                          .output = "104857600 104857600\n"}));
    for (const char* what : {"threads", "threads-together"})
        rows.push_back(rowOf({.name = std::string("in 64 MB: ") + what,
                              .arguments = {what, "16"},
                              .limits = Limits().memory(64 * kMegabyte)}));
}

void notTheRunBefore(Bench& bench, Findings& findings)
{
    for (const char* what : {"touch", "child-touches", "touch-shared"}) {
        if (std::string_view(what) == "touch-shared" && !bench.can(CountsMemory))
            continue; // such memory may be refused there
        bench.expectExit(findings, bench.subject({what, "100"}));
        const RunResult small = bench.expectExit(findings, bench.subject({"exit", "7"}), 7);
        findings.expect(small.memory < 3 * kMegabyte, std::string("not the peak of ") + what,
                        describe(small));
    }
}

void endlessRecursion(Bench& bench, Findings& findings)
{
    const RunResult result = bench.run(bench.subject({"endless-recursion"}));
    const bool stack = result.status == RunStatus::Signalled && result.signal == SIGSEGV;
    // Without control groups the look at the resident size may come first.
    findings.expect(stack || (!bench.can(CountsMemory) && result.status == RunStatus::MemoryLimit),
                    "endless recursion meets the limit of stacks", describe(result));
}

/// Memory of a process and room of the output at different times, which together are within the limits.
void addBeforeOutput(Rows& rows)
{
    for (const char* what : {"touch-free-and-print", "touch-free-and-allocate"}) {
        rows.push_back(rowOf({.name = std::string("memory limit of ") + what,
                              .arguments = {what, "80", "60"},
                              .limits = Limits().memory(64 * kMegabyte).output(64 * kMegabyte),
                              .needs = CountsMemory,
                              .status = RunStatus::MemoryLimit}));
        rows.push_back(rowOf({.name = std::string("memory of ") + what,
                              .arguments = {what, "50", "40"},
                              .limits = Limits().memory(64 * kMegabyte).output(64 * kMegabyte),
                              .needs = CountsMemory,
                              .memory = 50}));
    }
}

/// Such memory belongs to no process. Who cannot count it must not give it.
void sharedAndUnmapped(Bench& bench, Findings& findings)
{
    const RunResult result =
        bench.run(bench.subject({"touch-unmapped", "200"}, Limits().memory(64 * kMegabyte)));
    if (bench.can(CountsMemory)) {
        findings.expect(result.status == RunStatus::MemoryLimit, "shared memory is counted",
                        describe(result));
        return;
    }
    findings.expect(result.status == RunStatus::Exited && result.exitCode == 3, "shared memory is refused",
                    describe(result));
    bench.expectExit(findings, bench.subject({"no-shared-memory"}));
}

/// Some large files of the system, as far as there are any, which the machine has in memory no more.
std::vector<std::string> coldFiles()
{
    constexpr std::uint64_t kEnough = 64 * kMegabyte;
    std::vector<std::string> files;
    std::uint64_t sum = 0;
    std::error_code error;
    for (const char* folder : {"/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/bin"}) {
        for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            if (sum >= kEnough)
                return files;
            if (!entry->is_regular_file(error) || entry->file_size(error) < 4 * kMegabyte)
                continue;
            const unique_fd file(::open(entry->path().c_str(), O_RDONLY | O_CLOEXEC));
            if (!file || ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) != 0)
                continue;
            sum += entry->file_size(error);
            files.push_back(entry->path());
        }
    }
    return files;
}

void filesReadBefore(Bench& bench, Findings& findings)
{
    std::vector<std::string> read = coldFiles();
    read.insert(read.begin(), "read-files");
    bench.expectExit(findings, bench.subject(read, Limits().memory(256 * kMegabyte)));
    for (int i = 0; i < 2; ++i) {
        const RunResult result = bench.run(
            bench.subject({"children-touch", "25"}, Limits().memory(64 * kMegabyte).output(64 * kMegabyte)));
        findings.expect(result.status == RunStatus::MemoryLimit, "children have no more memory than before",
                        describe(result));
    }
    const RunResult result = bench.expectExit(findings, bench.subject({"children-touch", "12"}));
    findings.expect(result.memory > 46 * kMegabyte && result.memory < 52 * kMegabyte,
                    "all of theirs is counted, and nothing else", describe(result));
}

} // namespace

void addMemory(Rows& rows)
{
    addMeasured(rows);
    addWays(rows);
    addLimited(rows);
    addReserved(rows);
    addBeforeOutput(rows);
    rows.push_back({"shared memory that is not mapped", None, sharedAndUnmapped});
    rows.push_back({"memory after files were read", CountsMemory | Tools, filesReadBefore});
    rows.push_back({"memory of the run before", None, notTheRunBefore});
    rows.push_back({"endless recursion", None, endlessRecursion});
}

} // namespace assize::conformance
