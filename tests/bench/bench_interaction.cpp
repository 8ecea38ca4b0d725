// SPDX-License-Identifier: GPL-3.0-or-later
// What the box of the jury costs a talk: round trips per second of two programs, joined by a bare pair of
// pipes and joined by their boxes. Prints both and the ratio; exit status 1 when a talk does not come to its
// end.
#include "sandbox/group.h"
#include "sandbox/local/local_sandbox.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace assize;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

namespace {

constexpr int kTurns = 100'000;
constexpr int kTimes = 3;

pid_t start(const std::vector<std::string>& arguments, int input, int output)
{
    std::vector<char*> raw;
    for (const std::string& argument : arguments)
        raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    ::dup2(input, 0);
    ::dup2(output, 1);
    ::execv(ASSIZE_SUBJECT, raw.data());
    ::_exit(127);
}

/// Seconds; negative when it failed.
double talkBare(const std::vector<std::string>& program, const std::vector<std::string>& jury)
{
    Result<Pipe> there = makePipe();
    Result<Pipe> back = makePipe();
    if (!there || !back)
        return -1;
    const auto begin = std::chrono::steady_clock::now();
    const pid_t first = start(program, back->readEnd->get(), there->writeEnd->get());
    const pid_t second = start(jury, there->readEnd->get(), back->writeEnd->get());
    for (const PipeEnd& end : {there->readEnd, there->writeEnd, back->readEnd, back->writeEnd})
        end->reset();
    int status = 0;
    int otherStatus = 0;
    ::waitpid(first, &status, 0);
    ::waitpid(second, &otherStatus, 0);
    const Seconds took = std::chrono::steady_clock::now() - begin;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took.count() : -1;
}

double talkInBoxes(Box& contestant, Box& judge, int subject, const std::vector<std::string>& program,
                   const std::vector<std::string>& jury)
{
    RunRequest first;
    first.arguments = program;
    first.executable = subject;
    first.limits.wallTime = 300s;
    first.limits.cpuTime = 300s;
    first.limits.memory = 256 << 20;
    RunRequest second = first;
    second.arguments = jury;
    second.conversation.emplace();
    const std::array<Box*, 2> boxes = {&contestant, &judge};
    const auto begin = std::chrono::steady_clock::now();
    const RunResult end = std::move(runGroup(boxes, {{first, second}, {{0, 1}, {1, 0}}}, {}, {}).front());
    const Seconds took = std::chrono::steady_clock::now() - begin;
    if (end.status != model::RunStatus::Exited || end.exitCode != 0) {
        std::fprintf(stderr, "the program ended otherwise: %s%s\n", whyItFailed(end).c_str(),
                     end.standardError.c_str());
        return -1;
    }
    return took.count();
}

} // namespace

int main()
{
    const std::vector<std::string> program = {"subject", "talk", std::to_string(kTurns)};
    const std::vector<std::string> jury = {"subject", "answer", "42"};
    LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
    if (!sandbox) {
        std::fprintf(stderr, "%s\n", sandbox.error().message.c_str());
        return 1;
    }
    Result<std::unique_ptr<Box>> contestant = (*sandbox)->openBox(BoxRole::Contestant, 0);
    Result<std::unique_ptr<Box>> judge = (*sandbox)->openBox(BoxRole::Jury, 0);
    const unique_fd subject(::open(ASSIZE_SUBJECT, O_RDONLY | O_CLOEXEC));
    if (!contestant || !judge || !subject)
        return 1;
    double bare = 1e9;
    double boxed = 1e9;
    for (int i = 0; i < kTimes; ++i) {
        const double once = talkBare(program, jury);
        const double inBoxes = talkInBoxes(**contestant, **judge, subject.get(), program, jury);
        if (once < 0 || inBoxes < 0)
            return 1;
        bare = std::min(bare, once);
        boxed = std::min(boxed, inBoxes);
    }
    std::printf("%d round trips: bare pipes %.0f per second, through the boxes %.0f per second (%.2f x)\n",
                kTurns, kTurns / bare, kTurns / boxed, boxed / bare);
    return 0;
}
