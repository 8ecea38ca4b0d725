// SPDX-License-Identifier: GPL-3.0-or-later
// What an archive in a hand-in's place costs: as many small zip files as a course hands in, each unpacked by
// assize-unpack in a box, kept in the cache, and found there again. Beside it the processor time of the
// program started bare, and of an empty static program.
//
//     bench_archives [--archives N] [PROGRAM...]     PROGRAM: another assize-unpack, measured in turns
#include "engine/hand_in_archives.h"
#include "sandbox/local/local_sandbox.h"
#include "support/archive_builder.h"
#include "support/tree_builder.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

using namespace assize;
using namespace assize::test;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kRounds = 3;
constexpr int kBareStarts = 100;

double millis(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// Processor time of one start outside of any box, milliseconds; negative: it failed.
double bareStart(const std::filesystem::path& program, const std::filesystem::path& archive)
{
    double sum = 0;
    for (int i = 0; i < kBareStarts; ++i) {
        ::posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 0, archive.c_str(), O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        std::string name = program.native();
        std::string what = "hand-in";
        char* arguments[] = {name.data(), what.data(), nullptr};
        pid_t child = 0;
        const int error = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
        ::posix_spawn_file_actions_destroy(&actions);
        struct ::rusage used = {};
        int status = 1;
        if (error != 0 || ::wait4(child, &status, 0, &used) != child || status != 0)
            return -1;
        for (const ::timeval& time : {used.ru_utime, used.ru_stime})
            sum += static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    }
    return sum / kBareStarts;
}

/// Milliseconds for each archive; negative: one could not be opened.
double openAll(sandbox::Sandbox* sandbox, const TreeBuilder& tree, int archives,
               const std::filesystem::path& program)
{
    engine::HandInArchives opener(sandbox, tree.path("cache"), {}, program);
    const Steady::time_point begin = Steady::now();
    for (int i = 0; i < archives; ++i) {
        const Result<intake::OpenedArchive> opened =
            opener.open(tree.path("in/" + std::to_string(i) + ".zip"));
        if (!opened) {
            std::fprintf(stderr, "bench_archives: %s\n", opened.error().message.c_str());
            return -1;
        }
    }
    return millis(Steady::now() - begin) / archives;
}

struct Cost
{
    std::filesystem::path program;
    double bare = 1e9;
    double unpacked = 1e9;
    double found = 1e9;
};

} // namespace

int main(int count, char** arguments)
{
    int archives = 700;
    std::vector<Cost> costs;
    costs.push_back({ASSIZE_UNPACK});
    for (int i = 1; i < count; ++i) {
        if (std::string_view(arguments[i]) == "--archives" && i + 1 < count)
            archives = std::max(1, std::atoi(arguments[++i]));
        else
            costs.push_back({arguments[i]});
    }
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = sandbox::makeLocalSandbox(options);
    if (!sandbox) {
        std::printf("not measured: %s\n", sandbox.error().message.c_str());
        return 1;
    }
    TreeBuilder tree;
    tree.folder("in");
    for (int i = 0; i < archives; ++i)
        ArchiveBuilder(tree.path("in/" + std::to_string(i) + ".zip"))
            .file("src/main.cpp", "int main() { return " + std::to_string(i) + "; }\n")
            .file("src/notes.txt", std::string(2000, 'x'));
    double empty = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        empty = std::min(empty, bareStart(ASSIZE_EMPTY, tree.path("in/0.zip")));
        for (Cost& cost : costs) {
            std::filesystem::remove_all(tree.path("cache"));
            cost.bare = std::min(cost.bare, bareStart(cost.program, tree.path("in/0.zip")));
            cost.unpacked = std::min(cost.unpacked, openAll(sandbox->get(), tree, archives, cost.program));
            cost.found = std::min(cost.found, openAll(nullptr, tree, archives, cost.program));
            if (cost.bare < 0 || cost.unpacked < 0 || cost.found < 0)
                return 1;
        }
    }
    std::printf("%d archives, milliseconds each, best of %d\n", archives, kRounds);
    std::printf("  an empty program, started bare: %.2f CPU\n", empty);
    for (const Cost& cost : costs)
        std::printf(
            "  %s\n    started bare %.2f CPU (%.1f x the empty one), unpacked in a box %.2f, found again "
            "%.2f\n",
            cost.program.c_str(), cost.bare, cost.bare / empty, cost.unpacked, cost.found);
    return 0;
}
