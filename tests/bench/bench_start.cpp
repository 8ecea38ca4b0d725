// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to start the command line: wall time and peak memory of `assize --version`, beside a bare
// spawn of an empty static program in the same run. Budget: 20 ms and 15 MB (DESIGN.md, section 7).
//
//     bench_start [--runs N]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

namespace {

struct Cost
{
    double milliseconds = 0;
    double megabytes = 0;
};

Cost start(const char* program, const char* argument)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    char* const arguments[] = {const_cast<char*>(program), const_cast<char*>(argument), nullptr};
    char* const environment[] = {nullptr};
    const auto begin = std::chrono::steady_clock::now();
    pid_t pid = 0;
    if (::posix_spawn(&pid, program, &actions, nullptr, arguments, environment) != 0) {
        std::fprintf(stderr, "cannot start %s\n", program);
        std::exit(1);
    }
    int status = 0;
    rusage usage = {};
    ::wait4(pid, &status, 0, &usage);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    ::posix_spawn_file_actions_destroy(&actions);
    if (status != 0) {
        std::fprintf(stderr, "%s failed\n", program);
        std::exit(1);
    }
    return {took.count(), static_cast<double>(usage.ru_maxrss) * 1024 / 1e6};
}

Cost median(std::vector<Cost> costs)
{
    const auto middle = [&](double Cost::*figure) {
        std::sort(costs.begin(), costs.end(),
                  [&](const Cost& a, const Cost& b) { return a.*figure < b.*figure; });
        return costs[costs.size() / 2].*figure;
    };
    return {middle(&Cost::milliseconds), middle(&Cost::megabytes)};
}

} // namespace

int main(int argc, char** argv)
{
    const int runs = argc == 3 && std::strcmp(argv[1], "--runs") == 0 ? std::atoi(argv[2]) : 100;
    std::vector<Cost> bare;
    std::vector<Cost> assize;
    for (int i = 0; i < std::max(runs, 1); ++i) {
        bare.push_back(start(ASSIZE_EMPTY, nullptr));
        assize.push_back(start(ASSIZE_PROGRAM, "--version"));
    }
    const Cost empty = median(bare);
    const Cost version = median(assize);
    std::printf("empty static program   %6.2f ms\n", empty.milliseconds);
    std::printf("assize --version       %6.2f ms  %5.1f MB  (%.1f x bare; budget 20 ms: %.2f, 15 MB: %.2f)\n",
                version.milliseconds, version.megabytes, version.milliseconds / empty.milliseconds,
                version.milliseconds / 20, version.megabytes / 15);
}
