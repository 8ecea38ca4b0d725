// SPDX-License-Identifier: GPL-3.0-or-later
// The first and only program of a small virtual machine whose control groups are all of version 2: runs the
// conformance suite in the local sandbox as root and as an ordinary user, checks what only a whole machine
// shows, prints a line for each check and ends the machine.
#include "guest.h"
#include "sandbox/local/local_sandbox.h"
#include "suite/row.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace assize;
using namespace assize::conformance;
using namespace assize::guest;
using namespace assize::sandbox;
using model::RunStatus;

namespace {

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

/// Memory that this process holds while it runs the suite: programs must not be charged for it.
const std::vector<char>& ballast()
{
    static const std::vector<char> memory(100 * kMegabyte, 'x');
    return memory;
}

/// A sandbox that has said whether it could be made.
std::unique_ptr<Sandbox> makeSandbox()
{
    Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options());
    check(sandbox.hasValue(), "a sandbox is made",
          sandbox ? listOf((*sandbox)->info().isolation) : sandbox.error().message);
    return sandbox ? std::move(*sandbox) : nullptr;
}

std::unique_ptr<Bench> makeBench(Sandbox& sandbox)
{
    Surroundings surroundings;
    surroundings.abilities = isolates(sandbox, "cgroup2") ? CountsGroups : None;
    surroundings.subject = "/programs/subject";
    surroundings.folder = kScratch;
    surroundings.secrets = {"/programs", kScratch};
    Findings findings;
    auto bench = std::make_unique<Bench>(sandbox, surroundings, findings);
    check(findings.empty(), "a box is made",
          findings.empty() ? listOf(sandbox.info().warnings) : findings.text());
    return bench->isReady() ? std::move(bench) : nullptr;
}

/// The processors are emulated: where this machine takes theirs away, the virtual one's clocks go on, and
/// count that as time of the program that runs just then. What is wrong is wrong each time.
constexpr int kTries = 3;

void checkSuite(Bench& bench)
{
    must(!ballast().empty(), "hold memory");
    for (const Row& row : allRows()) {
        if (const std::string reason = missing(row.needs, bench.abilities()); !reason.empty()) {
            skip(row.name, reason);
            continue;
        }
        std::string failures;
        bool passed = false;
        const auto before = std::chrono::steady_clock::now();
        for (int attempt = 1; attempt <= kTries && !passed; ++attempt) {
            Findings findings;
            tryRow(row, bench, findings);
            passed = findings.empty();
            if (!passed)
                failures += " (try " + std::to_string(attempt) + ": " + findings.text() + ")";
        }
        const auto took = std::chrono::steady_clock::now() - before;
        check(passed, row.name, std::to_string(took / std::chrono::milliseconds(1)) + " ms" + failures);
    }
}

void checkLittle(Bench& bench)
{
    Findings findings;
    const RunResult within = bench.expectExit(findings, bench.subject({"touch", "20"}));
    check(findings.empty() && within.memory >= 18 * kMegabyte && within.memory <= 22 * kMegabyte,
          "peak of memory", describe(within));
    const RunResult over = bench.run(bench.subject({"touch", "300"}));
    check(over.status == RunStatus::MemoryLimit && over.signal == SIGKILL, "too much memory", describe(over));
}

enum class Extent { Everything, Little };

/// What must hold in the group `group`, where a sandbox finds version 2.
void checkRuns(const std::string& group, Extent extent)
{
    const std::string before = ownGroup();
    {
        const std::unique_ptr<Sandbox> sandbox = makeSandbox();
        const std::unique_ptr<Bench> bench = sandbox ? makeBench(*sandbox) : nullptr;
        if (!bench)
            return;
        check(isolates(*sandbox, "cgroup2"), "version 2 is used", listOf(sandbox->info().isolation));
        if (extent == Extent::Everything)
            checkSuite(*bench);
        else
            checkLittle(*bench);
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
        const std::unique_ptr<Sandbox> sandbox = makeSandbox();
        const std::unique_ptr<Bench> bench = sandbox ? makeBench(*sandbox) : nullptr;
        if (!bench)
            ::_exit(1);
        (void)!::write(ends[1], "x", 1);
        (void)bench->run(bench->subject({"stay-alive"}));
        ::_exit(1);
    }
    ::close(ends[1]);
    char ready = 0;
    must(::read(ends[0], &ready, 1) == 1, "wait for the engine");
    ::close(ends[0]);
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
              const std::unique_ptr<Sandbox> next = makeSandbox();
              return !isThere();
          }),
          "the next one removes them", listOf(groupsBelow(group)));
}

void checkNotDelegated()
{
    const std::unique_ptr<Sandbox> sandbox = makeSandbox();
    if (!sandbox || !makeBench(*sandbox))
        return;
    const std::string warnings = listOf(sandbox->info().warnings);
    check(!isolates(*sandbox, "cgroup2"), "version 2 is not used", listOf(sandbox->info().isolation));
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
