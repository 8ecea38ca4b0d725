// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to look at a contest that was judged, with marks for outdated results and standings, when its
// files have to be read, and when what was learnt of them is remembered (files/hash_memory.h): 1,000
// contestants x 10 problems x 20 tests.
//
//     bench_reading [CONTESTANTS]
#include "unit/engine/engine_desk.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <thread>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

constexpr int kProblems = 10;
constexpr int kTests = 20;
constexpr int kRounds = 5;
constexpr int kSourceLines = 60;

double processorSeconds()
{
    struct ::rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const ::timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Cost
{
    double processor = 1e9;
    double wall = 1e9;
};

/// What `assize standings` does, but for printing.
void read(const ContestFolder& folder, Cost& best)
{
    const double processor = processorSeconds();
    const auto begin = std::chrono::steady_clock::now();
    ContestPlace options = folder.options();
    options.readOnly = true;
    Engine engine(nullptr, folder.tree.path("resources"));
    Subscription events = engine.subscribe();
    engine.open(options);
    engine.waitForIdle();
    ContestState state;
    for (Event& event : events.take())
        state.apply(std::move(event));
    const report::ContestSnapshot snapshot = makeSnapshot(state, [](const Remedy&) { return std::string(); });
    const auto end = std::chrono::steady_clock::now();
    best.processor = std::min(best.processor, processorSeconds() - processor);
    best.wall = std::min(best.wall, std::chrono::duration<double>(end - begin).count());
    if (!state.compared() || state.counts().outdated != 0 || snapshot.submissions.empty()) {
        std::fprintf(stderr, "bench_reading: %d results are outdated where none should be\n",
                     state.counts().outdated);
        std::exit(2);
    }
}

} // namespace

int main(int count, char** arguments)
{
    const int contestants = count > 1 ? std::max(1, std::atoi(arguments[1])) : 1000;
    ContestFolder folder;
    std::filesystem::remove_all(folder.tree.path("contest/problems"));
    std::string source = "* ok\n";
    for (int line = 0; line < kSourceLines; ++line)
        source += "# as long as what is handed in\n";
    for (int problem = 0; problem < kProblems; ++problem)
        folder.addProblem(std::string(1, static_cast<char>('a' + problem)), kTests);
    for (int contestant = 0; contestant < contestants; ++contestant) {
        const std::string name = "team" + std::to_string(contestant);
        for (int problem = 0; problem < kProblems; ++problem)
            folder.submit(name, std::string(1, static_cast<char>('a' + problem)), source + "# " + name);
    }
    {
        Desk desk(folder);
        desk.judge(folder.options());
        // So many events come that the desk, which reads them at the end, is given the whole contest instead:
        // it asks for that by its first look and has it by its second.
        desk.engine().waitForIdle();
        desk.take();
        const std::optional<JudgingEnded>& ended = desk.state.ended();
        if (!ended || ended->error) {
            std::fprintf(stderr, "bench_reading: %s\n",
                         ended ? ended->error->message.c_str() : "did not end");
            return 2;
        }
    }
    // Nothing is remembered of files that are younger than this.
    std::this_thread::sleep_for(std::chrono::seconds(4));
    Cost cold;
    Cost warm;
    for (int round = 0; round < kRounds; ++round) {
        std::filesystem::remove_all(folder.tree.path("cache/assize/hashes"));
        read(folder, cold);
        read(folder, warm);
    }
    std::printf("%d contestants x %d problems x %d tests, best of %d\n", contestants, kProblems, kTests,
                kRounds);
    std::printf("  files read        %6.3f s CPU  %6.3f s\n", cold.processor, cold.wall);
    std::printf("  files remembered  %6.3f s CPU  %6.3f s\n", warm.processor, warm.wall);
    std::printf("  ratio             %6.2f        %6.2f\n", warm.processor / cold.processor,
                warm.wall / cold.wall);
    return 0;
}
