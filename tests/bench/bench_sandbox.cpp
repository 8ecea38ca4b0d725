// SPDX-License-Identifier: GPL-3.0-or-later
// What a sandboxed run costs beside a bare vfork+exec+wait of the same program, in alternating blocks of the
// same process, once for each way to isolate; where each microsecond goes; what a second slot gives; what a
// large engine costs; what a bomb in one slot does to the other. Not a test: run it by hand on a quiet
// machine.
//
//     bench_sandbox [--runs N] [--only PART]     parts: root, user, strict, no-cgroups, resident, slots, bomb
#include "base/processor_stay.h"
#include "sandbox/local/local_sandbox.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <grp.h>
#include <latch>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace assize;
using namespace assize::sandbox;
using Clock = std::chrono::steady_clock;

namespace {

constexpr unsigned kNobody = 65534;

struct Budget
{
    double inside = 0; ///< times the bare spawn; 0: none
    double whole = 0;
};

/// Copies of the programs where every user may start them.
struct Programs
{
    std::filesystem::path folder;
    std::string box;
    std::string empty;
    std::string dynamic;
    std::string burner;
    std::string bomb;
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

double median(const std::vector<double>& values)
{
    return percentile(values, 0.5);
}

[[noreturn]] void fail(const std::string& why)
{
    std::fprintf(stderr, "bench_sandbox: %s\n", why.c_str());
    std::exit(1);
}

std::unique_ptr<Sandbox> makeSandbox(LocalSandboxOptions options, const Programs& programs)
{
    options.box = programs.box;
    Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
    if (!sandbox)
        fail(sandbox.error().message);
    return std::move(*sandbox);
}

std::unique_ptr<Box> openBox(Sandbox& sandbox, int slot)
{
    Result<std::unique_ptr<Box>> box = sandbox.openBox(BoxRole::Contestant, slot);
    if (!box)
        fail(box.error().message);
    return std::move(*box);
}

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
    if (pid < 0 || ::waitpid(pid, &status, 0) != pid || status != 0)
        fail("the bare program failed");
    return microseconds(Clock::now() - begin);
}

RunRequest requestFor(int executable)
{
    RunRequest request;
    request.arguments = {"program"};
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
    std::vector<double> whole;
    std::vector<double> inside;
    std::vector<double> prepare;
    std::vector<double> start;
    std::vector<double> program;
    std::vector<double> collect;
    std::vector<double> reset;
};

void boxedRun(Box& box, const RunRequest& request, Times& times)
{
    const Clock::time_point begin = Clock::now();
    const RunResult result = box.run(request, {});
    times.whole.push_back(microseconds(Clock::now() - begin));
    if (result.status != model::RunStatus::Exited || result.exitCode != 0)
        fail("a run failed: status " + std::to_string(static_cast<int>(result.status)) + " " +
             whyItFailed(result));
    const BoxTimes& spent = result.boxTimes;
    times.inside.push_back(microseconds(spent.whole));
    times.prepare.push_back(microseconds(spent.prepare));
    times.start.push_back(microseconds(spent.start));
    times.collect.push_back(microseconds(spent.collect));
    times.reset.push_back(microseconds(spent.reset));
    times.program.push_back(
        microseconds(spent.whole - spent.prepare - spent.start - spent.collect - spent.reset));
}

/// Alternating blocks of bare and sandboxed runs on the processor of slot 0.
Times measure(Sandbox& sandbox, const std::string& path, int runs)
{
    const unique_fd executable(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const std::unique_ptr<Box> box = openBox(sandbox, 0);
    const ProcessorStay stay(sandbox.processorOf(0));
    const RunRequest request = requestFor(executable.get());
    constexpr int kBlock = 50;
    Times times;
    for (int done = -kBlock; done < runs; done += kBlock) {
        if (done == 0)
            times = Times(); // what came before was to warm up
        for (int i = 0; i < kBlock; ++i)
            times.bare.push_back(bareRun(path));
        for (int i = 0; i < kBlock; ++i)
            boxedRun(*box, request, times);
    }
    return times;
}

void printLine(const char* what, const std::vector<double>& values, double bare, double budget = 0)
{
    std::printf("    %-38s %8.1f us  p5 %8.1f  p95 %8.1f  %5.2f x bare", what, median(values),
                percentile(values, 0.05), percentile(values, 0.95), median(values) / bare);
    if (budget > 0)
        std::printf("  (budget %.2f)", budget);
    std::printf("\n");
}

void printTimes(const char* name, const Times& times, const Budget& budget)
{
    const double bare = median(times.bare);
    std::printf("  %s, %zu runs\n", name, times.whole.size());
    printLine("bare vfork+exec+wait", times.bare, bare);
    printLine("inside the box", times.inside, bare, budget.inside);
    printLine("through Sandbox::run", times.whole, bare, budget.whole);
}

/// Means, since they add up.
void printTable(const Times& times)
{
    const auto mean = [](const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values)
            sum += value;
        return sum / static_cast<double>(values.size());
    };
    const double whole = mean(times.whole);
    const std::pair<const char*, double> rows[] = {
        {"engine and socket (around the box)", whole - mean(times.inside)},
        {"box: prepare (files, pipe, limits)", mean(times.prepare)},
        {"box: start (clone to execve done)", mean(times.start)},
        {"the program, to its end noticed", mean(times.program)},
        {"box: collect (reap, measure, decide)", mean(times.collect)},
        {"box: reset (work area, IPC)", mean(times.reset)},
    };
    std::printf("    where the time goes (means)\n");
    for (const auto& [what, value] : rows)
        std::printf("      %-36s %8.1f us  %5.1f %%\n", what, value, 100 * value / whole);
    std::printf("      %-36s %8.1f us, beside a bare run of %.1f us\n", "all", whole, mean(times.bare));
}

void measureWay(const char* name, const LocalSandboxOptions& options, const Programs& programs, int runs,
                const Budget& staticBudget, const Budget& dynamicBudget, std::size_t resident = 0)
{
    const std::unique_ptr<Sandbox> sandbox = makeSandbox(options, programs);
    std::vector<char> memory(resident);
    if (!memory.empty())
        std::memset(memory.data(), 1, memory.size());
    std::printf("%s:", name);
    for (const std::string& item : sandbox->info().isolation)
        std::printf(" %s", item.c_str());
    std::printf("\n");
    const Times times = measure(*sandbox, programs.empty, runs);
    printTimes("empty static program", times, staticBudget);
    printTable(times);
    if (dynamicBudget.inside > 0)
        printTimes("empty dynamic C++ program", measure(*sandbox, programs.dynamic, runs / 4), dynamicBudget);
}

double runsPerSecond(Sandbox& sandbox, const std::string& path, int slots, int runs)
{
    const unique_fd executable(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::vector<std::unique_ptr<Box>> boxes;
    for (int slot = 0; slot < slots; ++slot)
        boxes.push_back(openBox(sandbox, slot));
    std::latch ready(slots + 1);
    Clock::time_point begin;
    {
        std::vector<std::jthread> threads;
        for (int slot = 0; slot < slots; ++slot) {
            threads.emplace_back([&, slot] {
                const ProcessorStay stay(sandbox.processorOf(slot));
                const RunRequest request = requestFor(executable.get());
                Times times;
                boxedRun(*boxes[static_cast<std::size_t>(slot)], request, times);
                ready.arrive_and_wait();
                for (int i = 0; i < runs; ++i)
                    boxedRun(*boxes[static_cast<std::size_t>(slot)], request, times);
            });
        }
        ready.arrive_and_wait();
        begin = Clock::now();
    }
    return slots * runs / (microseconds(Clock::now() - begin) / 1e6);
}

/// The same without a sandbox: so many processes that spawn, each on the processor of a slot.
double bareRunsPerSecond(Sandbox& sandbox, const std::string& path, int slots, int runs)
{
    const Clock::time_point begin = Clock::now();
    std::vector<pid_t> children;
    for (int slot = 0; slot < slots; ++slot) {
        const ProcessorStay stay(sandbox.processorOf(slot));
        children.push_back(::fork());
        if (children.back() == 0) {
            for (int i = 0; i < runs; ++i)
                bareRun(path);
            std::_Exit(0);
        }
    }
    for (const pid_t child : children)
        ::waitpid(child, nullptr, 0);
    return slots * runs / (microseconds(Clock::now() - begin) / 1e6);
}

/// What two of something give over one, in blocks of each after the other.
struct Gain
{
    std::vector<double> one;
    std::vector<double> two;
    std::vector<double> gain;

    void add(const std::function<double(int)>& perSecond)
    {
        one.push_back(perSecond(1));
        two.push_back(perSecond(2));
        gain.push_back(two.back() / one.back());
    }
};

/// Not every machine makes processes twice as fast on two processors: some virtual ones are slower on two.
void measureSlots(const Programs& programs, int runs)
{
    const std::unique_ptr<Sandbox> sandbox = makeSandbox({}, programs);
    Gain boxed;
    Gain bare;
    constexpr int kBlocks = 10;
    for (int i = 0; i < kBlocks; ++i) {
        boxed.add([&](int slots) { return runsPerSecond(*sandbox, programs.empty, slots, runs / kBlocks); });
        bare.add(
            [&](int slots) { return bareRunsPerSecond(*sandbox, programs.empty, slots, runs / kBlocks); });
    }
    std::printf(
        "slots: one %.0f runs/s, two %.0f runs/s: %.2f x; bare spawns: one %.0f, two %.0f: %.2f x, which is "
        "this machine's limit\n    %.2f of the limit (budget 1.80 of 2: 0.90)\n",
        median(boxed.one), median(boxed.two), median(boxed.gain), median(bare.one), median(bare.two),
        median(bare.gain), median(boxed.gain) / median(bare.gain));
}

/// CPU times of a program that computes, on slot 1, while slot 0 runs `neighbour` without end, or nothing.
std::vector<double> burnBeside(Sandbox& sandbox, const Programs& programs, const std::string& neighbour)
{
    std::stop_source stop;
    std::vector<double> times;
    const std::unique_ptr<Box> boxes[] = {openBox(sandbox, 0), openBox(sandbox, 1)};
    std::jthread other([&] {
        const ProcessorStay stay(sandbox.processorOf(0));
        const unique_fd executable(::open(neighbour.c_str(), O_RDONLY | O_CLOEXEC));
        RunRequest request = requestFor(executable.get());
        request.limits.processes = 64;
        while (!neighbour.empty() && !stop.stop_requested())
            (void)boxes[0]->run(request, stop.get_token());
    });
    const ProcessorStay stay(sandbox.processorOf(1));
    const unique_fd executable(::open(programs.burner.c_str(), O_RDONLY | O_CLOEXEC));
    const RunRequest request = requestFor(executable.get());
    constexpr int kRuns = 20;
    for (int i = 0; i < kRuns; ++i) {
        const RunResult result = boxes[1]->run(request, {});
        if (result.status != model::RunStatus::Exited)
            fail("the computing program did not end by itself");
        times.push_back(microseconds(result.cpuTime));
    }
    stop.request_stop();
    return times;
}

/// CPU time of the computing program, without a sandbox, on the processor of slot 1.
double bareBurn(Sandbox& sandbox, const std::string& path)
{
    const ProcessorStay stay(sandbox.processorOf(1));
    const pid_t child = ::vfork();
    if (child == 0) {
        ::execl(path.c_str(), path.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child || !WIFEXITED(status))
        fail("the computing program failed");
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/// What a machine's own processes do to each other: the same bomb with as many processes, without a sandbox.
std::vector<double> burnBesideBare(Sandbox& sandbox, const Programs& programs, const std::string& neighbour)
{
    constexpr unsigned kUser = 64999;
    pid_t other = -1;
    {
        const ProcessorStay stay(sandbox.processorOf(0));
        other = ::fork();
    }
    if (other == 0) {
        const rlimit limit{64, 64};
        if (::setpgid(0, 0) == 0 && ::setrlimit(RLIMIT_NPROC, &limit) == 0 &&
            ::setresuid(kUser, kUser, kUser) == 0)
            ::execl(neighbour.c_str(), neighbour.c_str(), nullptr);
        std::_Exit(127);
    }
    std::vector<double> times;
    constexpr int kRuns = 20;
    for (int i = 0; i < kRuns; ++i)
        times.push_back(bareBurn(sandbox, programs.burner));
    ::setpgid(other, other);
    ::kill(-other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    return times;
}

void measureBomb(const Programs& programs)
{
    const std::unique_ptr<Sandbox> sandbox = makeSandbox({}, programs);
    std::vector<double> ratio;
    std::vector<double> bare;
    std::vector<double> alone;
    constexpr int kBlocks = 5;
    for (int i = 0; i < kBlocks; ++i) {
        alone.push_back(median(burnBeside(*sandbox, programs, programs.burner)));
        ratio.push_back(median(burnBeside(*sandbox, programs, programs.bomb)) / alone.back());
        if (::geteuid() == 0)
            bare.push_back(median(burnBesideBare(*sandbox, programs, programs.bomb)) /
                           median(burnBesideBare(*sandbox, programs, programs.burner)));
    }
    std::printf(
        "a fork bomb in the other slot: CPU time of a computing program (%.1f ms) becomes %.3f x (budget "
        "1.05); beside the same bomb without a sandbox %.3f x\n",
        median(alone) / 1000, median(ratio), median(bare));
}

Programs copyPrograms()
{
    std::string folder = (std::filesystem::temp_directory_path() / "assize-bench-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        fail("no folder for the programs can be made");
    std::filesystem::permissions(folder, std::filesystem::perms(0755));
    const auto copy = [&folder](const char* from, const char* name) {
        const std::filesystem::path to = std::filesystem::path(folder) / name;
        std::filesystem::copy_file(from, to);
        return to.string();
    };
    return {folder,
            copy(ASSIZE_BOX, "assize-box"),
            copy(ASSIZE_EMPTY, "empty"),
            copy(ASSIZE_EMPTY_DYNAMIC, "empty-dynamic"),
            copy(ASSIZE_BURNER, "burner"),
            copy(ASSIZE_BOMB, "bomb")};
}

/// In a process of its own: a sandbox is to be made before there are threads, and a user is changed for good.
void inProcess(bool ordinaryUser, const std::function<void()>& work)
{
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        if (ordinaryUser && ::geteuid() == 0 &&
            (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
             ::setresuid(kNobody, kNobody, kNobody) != 0))
            fail("cannot become an ordinary user");
        work();
        std::fflush(stdout);
        std::_Exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0)
        fail("a part failed");
}

void measureAll(const Programs& programs, int runs, const std::string& only)
{
    const auto part = [&only](const char* name) { return only.empty() || only == name; };
    LocalSandboxOptions strict;
    strict.strict = true;
    LocalSandboxOptions bare;
    bare.cgroups = false;
    const bool root = ::geteuid() == 0;
    if (root && part("root"))
        inProcess(false, [&] { measureWay("root", {}, programs, runs, {1.25, 1.5}, {1.20, 1.5}); });
    if (part("user"))
        inProcess(true, [&] { measureWay("ordinary user", {}, programs, runs, {1.30, 1.5}, {1.20, 1.5}); });
    if (root && part("strict"))
        inProcess(false, [&] { measureWay("root, strict", strict, programs, runs, {1.5, 0}, {}); });
    if (part("strict"))
        inProcess(true, [&] { measureWay("ordinary user, strict", strict, programs, runs, {1.5, 0}, {}); });
    if (root && part("no-cgroups"))
        inProcess(false, [&] {
            measureWay("root, no control groups", bare, programs, runs, {1.25, 1.5}, {});
        });
    if (root && part("resident"))
        inProcess(false, [&] {
            measureWay("root, 1 GB in the engine", {}, programs, runs, {1.25, 1.5}, {}, 1ULL << 30);
        });
    if (part("slots"))
        inProcess(false, [&] { measureSlots(programs, runs); });
    if (part("bomb"))
        inProcess(false, [&] { measureBomb(programs); });
}

} // namespace

int main(int count, char** arguments)
{
    int runs = 2000;
    std::string only;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(arguments[i], "--runs") == 0)
            runs = std::max(200, std::atoi(arguments[i + 1]));
        else if (std::strcmp(arguments[i], "--only") == 0)
            only = arguments[i + 1];
    }
    const Programs programs = copyPrograms();
    measureAll(programs, runs, only);
    std::filesystem::remove_all(programs.folder);
    return 0;
}
