// SPDX-License-Identifier: GPL-3.0-or-later
// The first and only program of a small virtual machine whose control groups are all of version 2: runs the
// conformance subject in the local sandbox as root and as an ordinary user, prints a line for each check and
// ends the machine. Times are not judged closely: the processor is emulated.
#include "guest.h"
#include "sandbox/local/local_sandbox.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace assize;
using namespace assize::guest;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

constexpr std::uint64_t kMegabyte = 1 << 20;

std::string contentOf(const unique_fd& fd)
{
    char buffer[200] = {};
    const ssize_t got = fd ? ::pread(fd.get(), buffer, sizeof buffer, 0) : 0;
    return {buffer, got > 0 ? static_cast<std::size_t>(got) : 0};
}

std::string describe(const RunResult& result)
{
    const std::string output = contentOf(result.standardOutput).substr(0, 20);
    return "status " + std::to_string(static_cast<int>(result.status)) + ", exit code " +
           std::to_string(result.exitCode) + ", signal " + std::to_string(result.signal) + ", cpu " +
           std::to_string(result.cpuTime / 1ms) + " ms, wall " + std::to_string(result.wallTime / 1ms) +
           " ms, memory " + std::to_string(result.memory >> 10) + " KiB, output '" + output + "'" +
           (result.failure.empty() ? "" : ", failure '" + result.failure + "'");
}

LocalSandboxOptions options()
{
    LocalSandboxOptions options;
    options.box = "/programs/assize-box";
    return options;
}

bool isolates(const Sandbox& sandbox, const char* way)
{
    const std::vector<std::string> ways = sandbox.info().isolation;
    return std::find(ways.begin(), ways.end(), way) != ways.end();
}

std::string listOf(const std::vector<std::string>& items)
{
    std::string list;
    for (const std::string& item : items)
        list += (list.empty() ? "" : ", ") + item;
    return list;
}

/// A sandbox with one box, and what is run in it.
class Bench
{
public:
    Bench()
    {
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options());
        check(sandbox.hasValue(), "a sandbox is made",
              sandbox ? listOf((*sandbox)->info().isolation) : sandbox.error().message);
        if (!sandbox)
            return;
        m_sandbox = std::move(*sandbox);
        Result<std::unique_ptr<Box>> box = m_sandbox->openBox(BoxRole::Contestant, 0);
        check(box.hasValue(), "a box is made",
              box ? listOf(m_sandbox->info().warnings) : box.error().message);
        if (box)
            m_box = std::move(*box);
        m_subject = unique_fd(::open("/programs/subject", O_RDONLY | O_CLOEXEC));
    }

    bool isReady() const { return m_box && m_subject; }
    const Sandbox& sandbox() const { return *m_sandbox; }

    static RunRequest request(std::vector<std::string> arguments)
    {
        RunRequest request;
        request.arguments = {"subject"};
        request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
        request.limits.cpuTime = 20s;
        request.limits.wallTime = 40s;
        request.limits.memory = 128 * kMegabyte;
        request.limits.output = kMegabyte;
        request.limits.processes = 64;
        return request;
    }

    RunResult run(RunRequest request)
    {
        request.executable = m_subject.get();
        return m_box->run(request, {});
    }
    RunResult run(std::vector<std::string> arguments) { return run(request(std::move(arguments))); }

    void expectMemory(const char* name, const RunRequest& wanted, std::uint64_t megabytes, int exitCode = 0)
    {
        const RunResult result = run(wanted);
        constexpr std::uint64_t kTolerance = 2 * kMegabyte;
        const std::uint64_t truth = megabytes * kMegabyte;
        check(result.status == RunStatus::Exited && result.exitCode == exitCode &&
                  result.memory + kTolerance >= truth && result.memory <= truth + kTolerance,
              name, describe(result));
    }

    void expectStatus(const char* name, const RunRequest& request, RunStatus status, int signal = 0)
    {
        const RunResult result = run(request);
        check(result.status == status && (signal == 0 || result.signal == signal), name, describe(result));
    }

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Box> m_box;
    unique_fd m_subject;
};

/// The limit of output is one of files too.
RunRequest bigFiles(std::vector<std::string> arguments)
{
    RunRequest request = Bench::request(std::move(arguments));
    request.limits.output = 0;
    return request;
}

void checkMemory(Bench& bench)
{
    for (const std::uint64_t megabytes : {10U, 40U, 100U})
        bench.expectMemory("peak of memory", Bench::request({"touch", std::to_string(megabytes)}), megabytes);
    const RunResult small = bench.run({"exit", "7"});
    check(small.exitCode == 7 && small.memory < 3 * kMegabyte, "not the peak of the run before",
          describe(small));
    bench.expectMemory("memory of children", Bench::request({"children-touch", "20"}), 80);
    bench.expectMemory("memory of memfd", bigFiles({"fill-memfd", "60"}), 60);
    // The subject ends with 5 when it could write all that it was asked for.
    bench.expectMemory("memory of /work", Bench::request({"fill-disk", "40", "/work"}), 40, 5);
    bench.expectMemory("memory of /dev/shm", Bench::request({"fill-disk", "40", "/dev/shm"}), 40, 5);
    bench.expectStatus("too much memory", Bench::request({"touch", "200"}), RunStatus::MemoryLimit, SIGKILL);
    bench.expectStatus("too much memory, slowly", Bench::request({"touch-slowly", "200"}),
                       RunStatus::MemoryLimit, SIGKILL);
    bench.expectStatus("too much memory of children", Bench::request({"children-touch", "50"}),
                       RunStatus::MemoryLimit);
    bench.expectStatus("too much memory of memfd", bigFiles({"fill-memfd", "200"}), RunStatus::MemoryLimit,
                       SIGKILL);
    bench.expectStatus("killed by itself, not for memory", Bench::request({"signal", "9"}),
                       RunStatus::Signalled, SIGKILL);
    bench.expectStatus("a sparse gigabyte", Bench::request({"sparse-gigabyte"}), RunStatus::Exited);
    RunRequest output = Bench::request({"print", "30000000"});
    output.limits.memory = 16 * kMegabyte;
    output.limits.output = 32 * kMegabyte;
    bench.expectStatus("output is not memory", output, RunStatus::Exited);
}

void checkProcesses(Bench& bench)
{
    for (const int most : {1, 11}) {
        RunRequest request = Bench::request({"count-processes", "50"});
        request.limits.processes = most;
        const RunResult result = bench.run(request);
        check(contentOf(result.standardOutput) == std::to_string(most - 1) + "\n", "number of processes",
              describe(result));
    }
    RunRequest bomb = Bench::request({"fork-bomb"});
    bomb.limits.cpuTime = 500ms;
    bomb.limits.wallTime = 5s;
    const RunResult exploded = bench.run(bomb);
    check(exploded.status == RunStatus::CpuLimit || exploded.status == RunStatus::WallLimit, "fork bomb",
          describe(exploded));
    for (const char* left : {"leave-daemon", "leave-stopped-child", "leave-traces"}) {
        const RunResult result = bench.run({left});
        check(result.status == RunStatus::Exited && result.exitCode == 0, left, describe(result));
        const RunResult after = bench.run({"find-traces"});
        check(after.status == RunStatus::Exited && after.exitCode == 0,
              std::string("nothing is left after ") + left, describe(after));
    }
}

void checkTime(Bench& bench)
{
    for (const char* what : {"burn", "child-burns", "ignored-child-burns", "orphan-burns"}) {
        const RunResult result = bench.run({what, "0.3"});
        check(result.status == RunStatus::Exited && result.cpuTime >= 295ms && result.cpuTime < 3s,
              std::string("CPU time of ") + what, describe(result));
    }
    for (const char* what : {"loop", "child-loops", "orphan-loops"}) {
        RunRequest request = Bench::request({what});
        request.limits.cpuTime = 300ms;
        bench.expectStatus((std::string("stopped: ") + what).c_str(), request, RunStatus::CpuLimit);
    }
}

void checkLittle(Bench& bench)
{
    bench.expectMemory("peak of memory", Bench::request({"touch", "20"}), 20);
    bench.expectStatus("too much memory", Bench::request({"touch", "200"}), RunStatus::MemoryLimit, SIGKILL);
}

enum class Extent { Everything, Little };

/// What must hold in the group `group`, where a sandbox finds version 2.
void checkRuns(const std::string& group, Extent extent)
{
    const std::string before = ownGroup();
    {
        Bench bench;
        if (!bench.isReady())
            return;
        check(isolates(bench.sandbox(), "cgroup2"), "version 2 is used",
              listOf(bench.sandbox().info().isolation));
        if (extent == Extent::Everything) {
            checkMemory(bench);
            checkProcesses(bench);
            checkTime(bench);
        } else {
            checkLittle(bench);
        }
        // The tree, the group of the next run and, where the group was divided, that of the engine.
        const std::vector<std::string> groups = groupsBelow(group);
        check(groups.size() <= 3 && !groups.empty(), "groups of old runs are gone", listOf(groups));
    }
    check(groupsBelow(group).empty(), "no group is left", listOf(groupsBelow(group)));
    check(ownGroup() == before, "the engine is where it was", before + " and " + ownGroup());
}

/// Starts an engine whose program stays alive, gives its process, and that of its spawner.
std::pair<pid_t, pid_t> startEngine()
{
    int ends[2];
    must(::pipe(ends) == 0, "make a pipe");
    const pid_t engine = ::fork();
    if (engine == 0) {
        Bench bench;
        (void)!::write(ends[1], "x", 1);
        (void)bench.run({"stay-alive"});
        ::_exit(1);
    }
    char ready = 0;
    must(::read(ends[0], &ready, 1) == 1, "wait for the engine");
    ::close(ends[0]);
    ::close(ends[1]);
    const std::string list =
        "/proc/" + std::to_string(engine) + "/task/" + std::to_string(engine) + "/children";
    return {engine, static_cast<pid_t>(std::atoi(readText(list).c_str()))};
}

void checkDeaths(const std::string& group)
{
    const auto killed = startEngine();
    ::kill(killed.first, SIGKILL);
    ::waitpid(killed.first, nullptr, 0);
    check(becomes([&] { return groupsBelow(group).empty(); }), "no group is left by a killed engine",
          listOf(groupsBelow(group)));

    const auto both = startEngine();
    ::kill(both.second, SIGKILL);
    ::kill(both.first, SIGKILL);
    ::waitpid(both.first, nullptr, 0);
    const std::string tree = "/assize-" + std::to_string(both.second);
    const auto isThere = [&] {
        const std::vector<std::string> groups = groupsBelow(group);
        return std::any_of(groups.begin(), groups.end(),
                           [&tree](const std::string& path) { return path.find(tree) != std::string::npos; });
    };
    check(isThere(), "a killed spawner cannot remove its groups", listOf(groupsBelow(group)));
    // What they started ends by itself, a moment later.
    const std::string events = std::string(kGroups) + "/" + group + tree + "/cgroup.events";
    check(becomes([&] { return readText(events).find("populated 0") != std::string::npos; }),
          "the processes of a killed spawner end", readText(events));
    // Boxes hold the lock on the tree until they are gone; they are not in the tree.
    check(becomes([&] {
              Bench next;
              return !isThere();
          }),
          "the next one removes them", listOf(groupsBelow(group)));
}

void checkNotDelegated()
{
    const Bench bench;
    if (!bench.isReady())
        return;
    const std::string warnings = listOf(bench.sandbox().info().warnings);
    check(!isolates(bench.sandbox(), "cgroup2"), "version 2 is not used",
          listOf(bench.sandbox().info().isolation));
    check(warnings.find("is not delegated to this user") != std::string::npos, "the warning says why",
          warnings);
}

/// As in a terminal of a session: others are in the group, too. `group` is where the groups are to be made.
void checkWithOthers(const std::string& group)
{
    const std::string own = std::string(kGroups) + ownGroup();
    const pid_t other = ::fork();
    if (other == 0) {
        ::pause();
        ::_exit(0);
    }
    checkRuns(group, Extent::Little);
    check(readText(own + "/cgroup.subtree_control").empty(), "the group of others is left alone", own);
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
}

bool runParts()
{
    setPart("root in the root group");
    bool done = inProcess("", 0, [] {
        checkRuns("", Extent::Everything);
        checkDeaths("");
    });
    makeGroup("delegated", kOrdinaryUser, Delegation::None);
    setPart("user in a delegated group");
    done &= inProcess("delegated", kOrdinaryUser, [] {
        checkRuns("delegated", Extent::Everything);
        checkDeaths("delegated");
    });
    makeGroup("service", 0, Delegation::Marked);
    setPart("root in a delegated group");
    done &= inProcess("service", 0, [] { checkRuns("service", Extent::Little); });
    makeGroup("session", 0, Delegation::None);
    setPart("root in a group of others");
    done &= inProcess("session", 0, [] { checkWithOthers(""); });
    makeGroup("user@1000.service", kOrdinaryUser, Delegation::None);
    makeGroup("user@1000.service/terminal", kOrdinaryUser, Delegation::None);
    setPart("user in a terminal");
    done &=
        inProcess("user@1000.service/terminal", kOrdinaryUser, [] { checkWithOthers("user@1000.service"); });
    setPart("user in a group that is not delegated");
    done &= inProcess("session", kOrdinaryUser, checkNotDelegated);
    return done;
}

} // namespace

int main()
{
    prepareFileSystems();
    utsname name{};
    ::uname(&name);
    std::printf("Linux %s\n", name.release);
    const bool done = runParts();
    std::printf("%s\n", done ? "END all parts came to their end" : "FAIL a part did not come to its end");
    std::fflush(stdout);
    powerOff();
    return 1;
}
