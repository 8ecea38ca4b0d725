// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole test costs (open the input, run in the box, check, tell) beyond starting the program by a bare
// vfork+exec+wait in the same process and run: 2,000 tests of "add two numbers", compiled beforehand.
//
//     bench_whole_tests [--tests N] [--user-namespace] [--no-cgroups]
#include "sandbox/local/local_sandbox.h"
#include "sum_program.h"
#include "support/fake_clock.h"
#include "support/plain_contest.h"
#include "support/recording_sink.h"
#include "support/std_task_pool.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace assize;
using namespace assize::bench;
using namespace assize::test;
using Steady = std::chrono::steady_clock;

namespace {

constexpr double kBudget = 1000; // us beyond the program's own, for each test
class NothingStored final : public exec::ResultCache
{
public:
    exec::KeptJudgement find(int, const std::string&) const override { return exec::NothingKept{}; }
    exec::EarlierRuns runs(int, const std::vector<std::string>&) const override { return {}; }
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string&, const std::string&) const override
    {
        return std::nullopt;
    }
};

/// Notes when the first run began and the last ended, and what the verdicts were.
class Stopwatch final : public exec::EventSink
{
public:
    Steady::time_point begin = Steady::time_point::max();
    Steady::time_point end;
    int accepted = 0;
    std::chrono::nanoseconds insideBox{0};

    void handle(exec::Event event) override
    {
        if (std::holds_alternative<model::RunBegun>(event)) {
            begin = std::min(begin, Steady::now());
        } else if (const auto* run = std::get_if<model::RunEnded>(&event)) {
            end = Steady::now();
            accepted += run->run.verdict == model::Verdict::AC ? 1 : 0;
            insideBox += run->run.wallTime;
        } else if (const auto* compile = std::get_if<model::CompileEnded>(&event);
                   compile && !compile->outcome.ok) {
            std::fprintf(stderr, "%s\n", compile->outcome.log.c_str());
        }
    }
};

std::vector<std::filesystem::path> inputsOf(const model::Problem& problem)
{
    std::vector<std::filesystem::path> inputs;
    for (const model::TestCase& test : problem.testCases)
        inputs.push_back(test.input);
    return inputs;
}

/// Microseconds for each test with so many slots; negative when not all were accepted.
double wholeTests(sandbox::Sandbox& sandbox, const PlainContest& contest,
                  const std::filesystem::path& cacheFolder, int slotCount, double* insideBox)
{
    StdTaskPool pool(slotCount);
    NothingStored cache;
    Stopwatch stopwatch;
    FakeClock clock;
    exec::Options options;
    options.slots = slotCount;
    options.cacheFolder = cacheFolder;
    exec::Scheduler scheduler(sandbox, pool, cache, stopwatch, clock, options);
    const Result<exec::Summary> summary = scheduler.run(contest.plan, {});
    const auto tests = contest.plan.problems[0].testCases.size();
    if (!summary || stopwatch.accepted != static_cast<int>(tests)) {
        std::fprintf(stderr, "%s\n",
                     summary ? "not all tests were accepted" : summary.error().message.c_str());
        return -1;
    }
    *insideBox = micros(stopwatch.insideBox) / static_cast<double>(tests);
    return micros(stopwatch.end - stopwatch.begin) / static_cast<double>(tests);
}

model::Language plainC()
{
    model::Language language;
    language.id = "c";
    language.name = "C";
    language.extensions = {"c"};
    language.compile = {"/usr/bin/gcc", "-O2", "-static", "-o", "{binary}", "{files}"};
    language.run = {"./{binary}"};
    language.nativeExecutable = true;
    language.versionCommand = {"/usr/bin/gcc", "--version"};
    return language;
}

} // namespace

int main(int count, char** arguments)
{
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    int tests = 2000;
    for (int i = 1; i < count; ++i) {
        const std::string_view option = arguments[i];
        if (option == "--tests" && i + 1 < count)
            tests = std::max(1, std::atoi(arguments[++i]));
        else if (option == "--user-namespace")
            options.userNamespace = true;
        else if (option == "--no-cgroups")
            options.cgroups = false;
    }
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = sandbox::makeLocalSandbox(options);
    if (!sandbox) {
        std::fprintf(stderr, "%s\n", sandbox.error().message.c_str());
        return 3;
    }
    PlainContest contest({plainC()});
    const model::Problem& problem = contest.addSumProblem("sum", tests);
    contest.addSubmission("sum", "c", "sum.c", kSumSource);

    const std::filesystem::path program = contest.tree.path("sum");
    if (!compileSum(contest.plan.submissions[0].files[0].path, program))
        return 1;
    double insideBox = 0;
    if (wholeTests(**sandbox, contest, contest.tree.path("cache"), 1, &insideBox) < 0)
        return 1;

    std::printf("%d tests, best of three\n", tests);
    double bare = 1e9;
    for (int i = 0; i < 3; ++i)
        bare = std::min(bare, bareSpawns(program, inputsOf(problem)));
    std::printf("bare vfork+exec+wait      %7.1f us\n", bare);
    for (const int slotCount : {1, 2}) {
        double best = 1e9;
        double inside = 0;
        for (int i = 0; i < 3; ++i) {
            const double taken =
                wholeTests(**sandbox, contest, contest.tree.path("cache"), slotCount, &insideBox);
            if (taken >= 0 && taken < best) {
                best = taken;
                inside = insideBox;
            }
        }
        std::printf("whole test, %d slot%s     %7.1f us  %6.0f tests/s  %4.2f x bare", slotCount,
                    slotCount == 1 ? " " : "s", best, 1e6 / best, best / bare);
        if (slotCount == 1)
            std::printf("  %.1f us beyond it (budget %.0f: %.2f); %.1f us are the program's in the box",
                        best - bare, kBudget, (best - bare) / kBudget, inside);
        std::printf("\n");
    }
    return 0;
}
