// SPDX-License-Identifier: GPL-3.0-or-later
// What a sandboxed run costs beside a bare vfork+exec+wait of the same program, measured in alternating
// blocks of the same process. Not a test: run it by hand on a quiet machine.
//
//     bench_sandbox [--runs N] [--resident MiB] [--user-namespace] [--no-cgroups]
#include "sandbox/local/local_sandbox.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace assize;
using namespace assize::sandbox;
using Clock = std::chrono::steady_clock;

namespace {

struct Options
{
    int runs = 2000;
    std::size_t resident = 0;
    LocalSandboxOptions sandbox;
};

struct Program
{
    const char* name;
    std::string path;
};

double microseconds(std::chrono::nanoseconds duration)
{
    return static_cast<double>(duration.count()) / 1000;
}

double percentile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0
                          : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

/// The bare spawn is made by a small process, as a big one pays for its page tables.
double bareRun(const std::string& path)
{
    const Clock::time_point begin = Clock::now();
    char* const arguments[] = {const_cast<char*>(path.c_str()), nullptr};
    char* const environment[] = {nullptr};
    const pid_t pid = ::vfork();
    if (pid == 0) {
        ::execve(path.c_str(), arguments, environment);
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (status != 0) {
        std::fprintf(stderr, "the bare program failed\n");
        std::exit(1);
    }
    return microseconds(Clock::now() - begin);
}

RunRequest emptyRequest(int executable)
{
    RunRequest request;
    request.arguments = {"empty"};
    request.executable = executable;
    request.limits.cpuTime = std::chrono::seconds(1);
    request.limits.wallTime = std::chrono::seconds(3);
    request.limits.memory = 256ULL << 20;
    request.limits.output = 8ULL << 20;
    return request;
}

struct Times
{
    std::vector<double> bare;
    std::vector<double> inside;
    std::vector<double> whole;
};

bool boxedRun(Box& box, const RunRequest& request, Times& times)
{
    const Clock::time_point begin = Clock::now();
    const RunResult result = box.run(request, {});
    times.whole.push_back(microseconds(Clock::now() - begin));
    times.inside.push_back(microseconds(result.boxTime));
    if (result.status == model::RunStatus::Exited && result.exitCode == 0)
        return true;
    std::fprintf(stderr, "a run failed: status %d %s\n", static_cast<int>(result.status),
                 result.failure.c_str());
    return false;
}

void printLine(const char* what, const std::vector<double>& values, double bare)
{
    const double median = percentile(values, 0.5);
    std::printf("  %-34s %8.1f us  p5 %8.1f  p95 %8.1f   %.2f x bare\n", what, median,
                percentile(values, 0.05), percentile(values, 0.95), median / bare);
}

bool measureOne(Sandbox& sandbox, const Program& program, int runs)
{
    const unique_fd executable(::open(program.path.c_str(), O_RDONLY | O_CLOEXEC));
    Result<std::unique_ptr<Box>> box = sandbox.openBox(BoxRole::Contestant, 0);
    if (!executable || !box)
        return false;
    const RunRequest request = emptyRequest(executable.get());
    Times times;
    Times warmUp;
    constexpr int kBlock = 50;
    for (int i = 0; i < kBlock; ++i) {
        bareRun(program.path);
        if (!boxedRun(**box, request, warmUp))
            return false;
    }
    for (int done = 0; done < runs; done += kBlock) {
        for (int i = 0; i < kBlock; ++i)
            times.bare.push_back(bareRun(program.path));
        for (int i = 0; i < kBlock; ++i) {
            if (!boxedRun(**box, request, times))
                return false;
        }
    }
    const double bare = percentile(times.bare, 0.5);
    std::printf("%s, %d runs\n", program.name, runs);
    printLine("bare vfork+exec+wait", times.bare, bare);
    printLine("inside the box", times.inside, bare);
    printLine("through Sandbox::run", times.whole, bare);
    return true;
}

double runsPerSecond(Sandbox& sandbox, const Program& program, int slots, int runs)
{
    const unique_fd executable(::open(program.path.c_str(), O_RDONLY | O_CLOEXEC));
    std::vector<std::unique_ptr<Box>> boxes;
    for (int slot = 0; slot < slots; ++slot) {
        Result<std::unique_ptr<Box>> box = sandbox.openBox(BoxRole::Contestant, slot);
        if (!box)
            return 0;
        boxes.push_back(std::move(*box));
    }
    const Clock::time_point begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (const std::unique_ptr<Box>& box : boxes) {
            threads.emplace_back([&box, &executable, runs] {
                const RunRequest request = emptyRequest(executable.get());
                Times times;
                for (int i = 0; i < runs; ++i)
                    boxedRun(*box, request, times);
            });
        }
    }
    const double seconds = microseconds(Clock::now() - begin) / 1e6;
    return slots * runs / seconds;
}

void measureSlots(Sandbox& sandbox, const Program& program, int runs)
{
    std::vector<double> one;
    std::vector<double> two;
    constexpr int kBlocks = 5;
    for (int i = 0; i < kBlocks; ++i) {
        one.push_back(runsPerSecond(sandbox, program, 1, runs / kBlocks));
        two.push_back(runsPerSecond(sandbox, program, 2, runs / kBlocks));
    }
    const double single = percentile(one, 0.5);
    const double pair = percentile(two, 0.5);
    std::printf("slots: one %.0f runs/s, two %.0f runs/s: %.2f x\n", single, pair, pair / single);
}

Options readOptions(int count, char** arguments)
{
    Options options;
    options.sandbox.box = ASSIZE_BOX;
    for (int i = 1; i < count; ++i) {
        const std::string option = arguments[i];
        const bool hasValue = i + 1 < count;
        if (option == "--runs" && hasValue)
            options.runs = std::atoi(arguments[++i]);
        else if (option == "--resident" && hasValue)
            options.resident = static_cast<std::size_t>(std::atol(arguments[++i])) << 20;
        else if (option == "--user-namespace")
            options.sandbox.userNamespace = true;
        else if (option == "--no-cgroups")
            options.sandbox.cgroups = false;
    }
    return options;
}

} // namespace

int main(int count, char** arguments)
{
    const Options options = readOptions(count, arguments);
    Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options.sandbox);
    if (!sandbox) {
        std::fprintf(stderr, "%s\n", sandbox.error().message.c_str());
        return 3;
    }
    std::printf("isolation:");
    for (const std::string& item : (*sandbox)->info().isolation)
        std::printf(" %s", item.c_str());
    std::printf("\n");
    std::vector<char> memory(options.resident);
    if (!memory.empty())
        std::memset(memory.data(), 1, memory.size());

    const Program empty{"empty static program", ASSIZE_EMPTY};
    const Program dynamic{"empty dynamic C++ program", ASSIZE_EMPTY_DYNAMIC};
    if (!measureOne(**sandbox, empty, options.runs) || !measureOne(**sandbox, dynamic, options.runs))
        return 1;
    measureSlots(**sandbox, empty, options.runs);
    return 0;
}
