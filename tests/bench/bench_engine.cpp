// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole test costs (open the input, run in the box, compare, store, event taken by the front end)
// beyond starting the program by a bare vfork+exec+wait in the same process: 2,000 tests of "add two numbers"
// through Engine::judge and its SQLite store, on one slot and on two; as root and, by a process of its own,
// as an ordinary user.
//
//     bench_engine [--tests N]
//
// The time is that from judge() to JudgingEnded: the planning, the probe of the compiler and the last COMMIT
// are in it. The executable is in the cache of compilations.
#include "engine/engine.h"
#include "sandbox/local/local_sandbox.h"
#include "sum_program.h"
#include "support/tree_builder.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <grp.h>
#include <mutex>
#include <string_view>

using namespace assize;
using namespace assize::bench;
using namespace assize::test;
using Steady = std::chrono::steady_clock;

namespace {

constexpr double kBudget = 1000; // us beyond the program's own, for each test
constexpr unsigned kNobody = 65534;

/// The contest and its resources in a folder of its own.
class SumContest
{
public:
    TreeBuilder tree;
    std::vector<std::filesystem::path> inputs;

    explicit SumContest(int tests)
    {
        tree.file(
            "resources/languages/c.yaml",
            "name: C\nextensions: [c]\ncompile: [/usr/bin/gcc, -O2, -static, -o, \"{binary}\", \"{files}\"]\n"
            "run: [\"./{binary}\"]\nnative_executable: true\nversion: [/usr/bin/gcc, --version]\n");
        tree.file("contest/problems/sum/.timelimit", "1\n");
        for (int i = 0; i < tests; ++i) {
            const std::string stem = "contest/problems/sum/data/secret/" + std::to_string(100000 + i);
            tree.file(stem + ".in", std::to_string(i * 37) + " " + std::to_string(i % 11) + "\n");
            tree.file(stem + ".ans", std::to_string(i * 37 + i % 11) + "\n");
            inputs.push_back(tree.path(stem + ".in"));
        }
        tree.file("contest/submissions/ann/sum.c", kSumSource);
        ::setenv("XDG_CACHE_HOME", tree.path("cache").c_str(), 1);
    }
};

/// The front end: takes the events whenever it is woken up, as the command line does.
class FrontEnd
{
public:
    int accepted = 0;
    std::string problem;

    void wake()
    {
        const std::lock_guard lock(m_mutex);
        m_awake = true;
        m_changed.notify_one();
    }
    /// Until JudgingEnded. False when it says that something went wrong.
    bool follow(engine::Subscription& events)
    {
        for (;;) {
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return m_awake; });
                m_awake = false;
            }
            for (const engine::Event& event : events.take()) {
                if (const auto* run = std::get_if<model::RunEnded>(&event)) {
                    accepted += run->run.verdict == model::Verdict::AC ? 1 : 0;
                } else if (const auto* refused = std::get_if<engine::ContestRefused>(&event)) {
                    problem = refused->error.message;
                    return false;
                } else if (const auto* ended = std::get_if<engine::JudgingEnded>(&event)) {
                    if (ended->error)
                        problem = ended->error->message;
                    return !ended->error;
                }
            }
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_awake = false;
};

/// Microseconds for each test; negative when not all were accepted.
double judgeOnce(sandbox::Sandbox& sandbox, const SumContest& contest, int slots)
{
    FrontEnd front;
    engine::Engine engine(&sandbox, contest.tree.path("resources"));
    engine::Subscription events = engine.subscribe([&front] { front.wake(); });
    engine::ContestPlace options;
    options.contest = contest.tree.path("contest");
    options.slots = slots;
    engine.open(options);
    engine.waitForIdle();
    const Steady::time_point begin = Steady::now();
    engine.judge({{}, {}, true});
    const bool good = front.follow(events);
    const Steady::time_point end = Steady::now();
    engine.waitForIdle();
    if (!good || front.accepted != static_cast<int>(contest.inputs.size())) {
        std::fprintf(stderr, "not all tests were accepted: %d; %s\n", front.accepted, front.problem.c_str());
        return -1;
    }
    return micros(end - begin) / static_cast<double>(contest.inputs.size());
}

bool measure(const char* who, int tests)
{
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = sandbox::makeLocalSandbox(options);
    if (!sandbox) {
        std::printf("%s: not measured: %s\n", who, sandbox.error().message.c_str());
        return false;
    }
    const SumContest contest(tests);
    const std::filesystem::path program = contest.tree.path("sum");
    if (!compileSum(contest.tree.path("contest/submissions/ann/sum.c"), program) ||
        judgeOnce(**sandbox, contest, 1) < 0)
        return false;
    constexpr int kRounds = 3;
    // In turns, so that what disturbs the machine disturbs all three.
    double bare = 1e9;
    double best[] = {1e9, 1e9};
    for (int round = 0; round < kRounds; ++round) {
        const double started = bareSpawns(program, contest.inputs);
        if (started < 0)
            return false;
        bare = std::min(bare, started);
        for (const int slots : {1, 2}) {
            const double taken = judgeOnce(**sandbox, contest, slots);
            if (taken < 0)
                return false;
            best[slots - 1] = std::min(best[slots - 1], taken);
        }
    }
    std::printf("%s, %d tests, best of %d\n", who, tests, kRounds);
    std::printf("  bare vfork+exec+wait     %7.1f us\n", bare);
    for (const int slots : {1, 2}) {
        const double taken = best[slots - 1];
        std::printf("  whole test, %d slot%s     %7.1f us  %6.0f tests/s  %4.2f x bare", slots,
                    slots == 1 ? " " : "s", taken, 1e6 / taken, taken / bare);
        if (slots == 1)
            std::printf("  %.1f us beyond it (budget %.0f: %.2f)", taken - bare, kBudget,
                        (taken - bare) / kBudget);
        std::printf("\n");
    }
    return true;
}

/// The same by a process that is an ordinary user.
bool measureAsOrdinaryUser(int tests)
{
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const bool changed = ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
                             ::setresuid(kNobody, kNobody, kNobody) == 0;
        const bool good = changed && measure("as an ordinary user", tests);
        std::fflush(nullptr);
        ::_exit(good ? 0 : 1);
    }
    int status = 1;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

} // namespace

int main(int count, char** arguments)
{
    int tests = 2000;
    for (int i = 1; i + 1 < count; ++i) {
        if (std::string_view(arguments[i]) == "--tests")
            tests = std::max(1, std::atoi(arguments[++i]));
    }
    if (::geteuid() != 0)
        return measure("as an ordinary user", tests) ? 0 : 1;
    // First, while this process has no threads.
    const bool ordinary = measureAsOrdinaryUser(tests);
    return measure("as root", tests) && ordinary ? 0 : 1;
}
