// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <atomic>
#include <csignal>
#include <thread>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

std::unique_ptr<Box> openBox(Bench& bench, Findings& findings, BoxRole role, int slot)
{
    Result<std::unique_ptr<Box>> box = bench.sandbox().openBox(role, slot);
    if (findings.expect(box.hasValue(), "another box is made", box ? "" : box.error().message))
        return std::move(*box);
    return nullptr;
}

void stopIsObeyed(Bench& bench, Findings& findings)
{
    std::stop_source source;
    const std::jthread stopper([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    const auto before = std::chrono::steady_clock::now();
    const RunResult result = bench.box().run(bench.subject({"sleep"}), source.get_token());
    findings.expect(result.status == RunStatus::Cancelled, "a run is stopped", describe(result));
    findings.expect(std::chrono::steady_clock::now() - before < 5s, "soon");
    const RunResult next = bench.box().run(bench.subject({"exit", "0"}), source.get_token());
    findings.expect(next.status == RunStatus::Cancelled, "none is started", describe(next));
}

void juryAndContestant(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> jury = openBox(bench, findings, BoxRole::Jury, 0);
    if (!jury)
        return;
    for (const char* path : {"/tmp/answer", "/work/answer", "/dev/shm/answer"}) {
        RunRequest leave = bench.subject({"write-file", path, "answer"});
        leave.keepWorkFolder = true;
        const RunResult left = jury->run(leave, {});
        findings.expect(left.status == RunStatus::Exited && left.exitCode == 0, "the jury's file is written",
                        describe(left));
        bench.expectClean(findings);
    }
}

void twoBoxesAtOnce(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> other = openBox(bench, findings, BoxRole::Contestant, 1);
    if (!other)
        return;
    constexpr int kRuns = 50;
    int wrong = 0;
    int othersWrong = 0;
    {
        const std::jthread thread([&] {
            for (int i = 0; i < kRuns; ++i)
                othersWrong += other->run(bench.subject({"exit", "3"}), {}).exitCode != 3;
        });
        for (int i = 0; i < kRuns; ++i)
            wrong += bench.run(bench.subject({"exit", "4"})).exitCode != 4;
    }
    findings.expect(wrong == 0 && othersWrong == 0, "each box gives its own results",
                    std::to_string(wrong) + " and " + std::to_string(othersWrong) + " wrong");
}

void killsInOtherBoxes(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> other = openBox(bench, findings, BoxRole::Contestant, 1);
    if (!other)
        return;
    std::atomic<bool> stop = false;
    RunResult result;
    {
        const std::jthread neighbour([&] {
            while (!stop)
                (void)other->run(bench.subject({"touch", "300"}), {});
        });
        result = bench.run(bench.subject({"signal-later", "9"}));
        stop = true;
    }
    findings.expect(result.status == RunStatus::Signalled && result.signal == SIGKILL,
                    "they are not taken for a shortage of memory", describe(result));
}

/// Descriptors under way are counted for each user of the machine, who may be the same in all boxes.
void descriptorsInFlight(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> other = openBox(bench, findings, BoxRole::Contestant, 1);
    if (!other)
        return;
    std::atomic<bool> done = false;
    const std::jthread neighbour([&] {
        (void)other->run(bench.subject({"flood-descriptors"}), {});
        done = true;
    });
    const unique_fd data = memoryFile("content");
    while (!done) {
        RunRequest request = bench.subject({"make-results"});
        request.files = {{"script", data.get(), true}, {"folder/data", data.get(), false}};
        request.collect = {"copy"};
        const RunResult result = bench.expectExit(findings, request);
        if (!findings.expect(result.collected.size() == 1, "files go in and out", describe(result)))
            break;
    }
}

/// Both boxes have what each of them thinks that it alone has.
void locksInAnotherBox(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> other = openBox(bench, findings, BoxRole::Contestant, 1);
    if (!other)
        return;
    for (const char* path : {"/dev/null", "/usr/bin/env"}) {
        if (!bench.can(Tools) && std::string_view(path) != "/dev/null")
            continue; // there is no such file
        RunResult held;
        {
            const std::jthread neighbour([&] {
                held = other->run(bench.subject({"hold-lock", path, "300"}), {});
            });
            std::this_thread::sleep_for(100ms);
            bench.expectExit(findings, bench.subject({"hold-lock", path}));
        }
        findings.expect(held.status == RunStatus::Exited && held.exitCode == 0, "the other holds the lock",
                        describe(held));
    }
}

/// Programs may be given one and the same input, and be one and the same user.
void inputShutInAnotherBox(Bench& bench, Findings& findings)
{
    const std::unique_ptr<Box> other = openBox(bench, findings, BoxRole::Contestant, 1);
    if (!other)
        return;
    const unique_fd input = memoryFile("content");
    RunRequest shut = bench.subject({"shut-input"});
    RunRequest echo = bench.subject({"echo"});
    shut.standardInput = echo.standardInput = input.get();
    std::jthread neighbour([&](const std::stop_token& stop) { (void)other->run(shut, stop); });
    constexpr int kRuns = 200;
    int wrong = 0;
    std::string first;
    for (int i = 0; i < kRuns; ++i) {
        const RunResult result = bench.run(echo);
        if (contentOf(result.standardOutput) != "content" && wrong++ == 0)
            first = describe(result);
    }
    neighbour.request_stop();
    findings.expect(wrong == 0, "the input can always be read",
                    std::to_string(wrong) + " runs could not, the first: " + first);
}

} // namespace

void addBoxes(Rows& rows)
{
    rows.push_back({"stop is obeyed", None, stopIsObeyed});
    rows.push_back({"the jury's box is not the contestant's", None, juryAndContestant});
    rows.push_back({"two boxes at once", None, twoBoxesAtOnce});
    rows.push_back({"descriptors under way in another box", None, descriptorsInFlight});
    rows.push_back({"locks in another box", None, locksInAnotherBox});
    rows.push_back({"input shut in another box", None, inputShutInAnotherBox});
    rows.push_back({"kills in other boxes", CountsMemory, killsInOtherBoxes});
}

} // namespace assize::conformance
