// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of programs, in fake boxes: what may be joined, that it is, what is repeated, and who is ended.
#include "sandbox/fake/fake_sandbox.h"
#include "sandbox/group.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <unistd.h>

using namespace assize;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

Q_DECLARE_METATYPE(Group)

namespace {

RunRequest named(const std::string& name)
{
    RunRequest request;
    request.arguments = {name};
    return request;
}

RunRequest relayed(const std::string& name)
{
    RunRequest request = named(name);
    request.conversation.emplace();
    return request;
}

Group chain()
{
    return {{named("first"), relayed("jury"), named("last")}, {{0, 1}, {1, 2}}};
}

/// A manager, run 0, that hears contestant i by descriptor 3 + 2 i and talks to it by the next one.
Group managed(std::size_t contestants)
{
    Group group{{relayed("manager")}, {}};
    for (std::size_t run = 1; run <= contestants; ++run) {
        const int first = 1 + 2 * static_cast<int>(run);
        group.runs.push_back(named("contestant " + std::to_string(run)));
        group.channels.push_back({run, 0, 1, first});
        group.channels.push_back({0, run, first + 1, 0});
    }
    return group;
}

/// Three boxes whose programs are `handler`.
struct Boxes
{
    explicit Boxes(FakeSandbox::Handler handler) : fake(std::move(handler))
    {
        for (std::size_t i = 0; i < owned.size(); ++i) {
            owned[i] = std::move(*fake.openBox(BoxRole::Contestant, 0));
            boxes[i] = owned[i].get();
        }
    }
    std::span<Box* const> all() const { return boxes; }

    FakeSandbox fake;
    std::array<std::unique_ptr<Box>, 3> owned;
    std::array<Box*, 3> boxes{};
};

RunResult waitForStop(const std::stop_token& stop)
{
    for (int i = 0; i < 10'000 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(1ms);
    return fakeStatus(RunStatus::Cancelled);
}

} // namespace

class TestGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problems_data();
    void problems();
    void chainIsJoined();
    void managerIsJoined();
    void oneAlone();
    void failureIsRepeatedOnce_data();
    void failureIsRepeatedOnce();
    void missingProgramIsNotRepeated();
    void whoDecidesEndsOthers();
    void stopEndsAll();
};

void TestGroup::problems_data()
{
    QTest::addColumn<Group>("group");
    QTest::addColumn<bool>("good");
    QTest::newRow("one") << Group{{named("a")}, {}} << true;
    QTest::newRow("two side by side") << Group{{named("a"), named("b")}, {}} << true;
    QTest::newRow("two that talk") << Group{{named("a"), relayed("b")}, {{0, 1}, {1, 0}}} << true;
    QTest::newRow("a chain") << chain() << true;
    QTest::newRow("no such program") << Group{{named("a"), relayed("b")}, {{0, 1}, {1, 2}}} << false;
    QTest::newRow("to itself") << Group{{relayed("a")}, {{0, 0}}} << false;
    QTest::newRow("two that share a pipe") << Group{{named("a"), named("b")}, {{0, 1}}} << false;
    QTest::newRow("two that relay") << Group{{relayed("a"), relayed("b")}, {{0, 1}, {1, 0}}} << false;
    QTest::newRow("two outputs") << Group{{named("a"), relayed("b"), relayed("c")}, {{0, 1}, {1, 0}, {0, 2}}}
                                 << false;
    QTest::newRow("two inputs") << Group{{named("a"), relayed("b"), named("c")}, {{0, 1}, {1, 0}, {2, 1}}}
                                << false;
    QTest::newRow("relayed without an output") << Group{{named("a"), relayed("b")}, {{0, 1}}} << true;
    QTest::newRow("relayed without a channel") << Group{{named("a"), relayed("b")}, {}} << false;
    QTest::newRow("a manager of two") << managed(2) << true;
    QTest::newRow("a manager of as many as there can be") << managed(kMaximumPipes / 2) << true;
    QTest::newRow("a manager of one more") << managed(kMaximumPipes / 2 + 1) << false;
    const auto at = [](int from, int to) { return Group{{named("a"), relayed("b")}, {{0, 1, from, to}}}; };
    QTest::newRow("the last descriptor") << at(1, kLastDescriptor) << true;
    QTest::newRow("beyond the last descriptor") << at(1, kLastDescriptor + 1) << false;
    QTest::newRow("no descriptor") << at(-1, 0) << false;
    QTest::newRow("from standard error") << at(2, 0) << false;
    QTest::newRow("to standard error") << at(1, 2) << false;
    QTest::newRow("from standard input") << at(0, 0) << false;
    QTest::newRow("to standard output") << at(1, 1) << false;
    QTest::newRow("one descriptor in and out")
        << Group{{named("a"), relayed("b")}, {{0, 1, 1, 3}, {1, 0, 3, 0}}} << false;
    Group fed = at(1, 0);
    fed.runs[1].standardInput = STDIN_FILENO;
    QTest::newRow("a file and a channel as input") << fed << false;
    Group fedBeside = at(1, 3);
    fedBeside.runs[1].standardInput = STDIN_FILENO;
    QTest::newRow("a file beside a channel") << fedBeside << true;
    Group piped{{named("a")}, {}};
    piped.runs[0].pipes = {{STDIN_FILENO, true, makePipe()->readEnd}};
    QTest::newRow("pipes of others") << piped << false;
}

void TestGroup::problems()
{
    QFETCH(const Group, group);
    QFETCH(const bool, good);
    const std::string problem = problemWith(group);
    QVERIFY2(problem.empty() == good, problem.c_str());
    if (good)
        return;
    const Boxes boxes([](const RunRequest&, BoxRole, int, const std::stop_token&) { return fakeExit(0); });
    const std::span<Box* const> some = boxes.all().first(std::min(group.runs.size(), boxes.all().size()));
    const std::vector<RunResult> results = runGroup(some, group, {}, {});
    for (const RunResult& result : results)
        QVERIFY(result.failure.step == Step::UseRequest && result.failure.detail == problem);
    QCOMPARE(boxes.fake.counters().contestantRuns.load(), 0);
}

void TestGroup::chainIsJoined()
{
    const Boxes boxes([](const RunRequest& request, BoxRole, int, const std::stop_token&) {
        std::array<char, 64> heard{};
        std::string text = "said";
        if (const int in = pipeAt(request, STDIN_FILENO); in >= 0) {
            const ssize_t got = ::read(in, heard.data(), heard.size());
            text.assign(heard.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
        }
        text += " by " + request.arguments.front() + ";";
        if (const int out = pipeAt(request, STDOUT_FILENO); out >= 0)
            return fakeExit(::write(out, text.data(), text.size()) > 0 ? 0 : 1);
        return fakeExit(0, text);
    });
    const std::vector<RunResult> results = runGroup(boxes.all(), chain(), {}, {});
    QCOMPARE(results.size(), std::size_t(3));
    for (const RunResult& result : results)
        QVERIFY(result.status == RunStatus::Exited && result.exitCode == 0);
    QCOMPARE(readWhole(results[2].standardOutput.get()), std::string("said by first; by jury; by last;"));
}

/// Each contestant says its name to the manager, which hears it by the right descriptor and tells it how it
/// is called.
void TestGroup::managerIsJoined()
{
    const auto hear = [](int fd) {
        std::array<char, 64> heard{};
        const ssize_t got = ::read(fd, heard.data(), heard.size());
        return std::string(heard.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    };
    const auto say = [](int fd, const std::string& text) {
        return ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    };
    const Boxes boxes([&](const RunRequest& request, BoxRole, int, const std::stop_token&) {
        if (request.conversation) {
            bool good = pipeAt(request, STDIN_FILENO) < 0 && pipeAt(request, STDOUT_FILENO) < 0;
            for (const int first : {3, 5}) {
                const std::string name = hear(pipeAt(request, first));
                good = good && name == "contestant " + std::to_string(first / 2) &&
                       say(pipeAt(request, first + 1), "you are " + name);
            }
            for (const ProgramPipe& pipe : request.pipes)
                good = good && pipe.partner == static_cast<std::size_t>(pipe.descriptor - 1) / 2;
            return fakeExit(good ? 0 : 1);
        }
        const std::string& name = request.arguments.front();
        if (!say(pipeAt(request, STDOUT_FILENO), name))
            return fakeExit(2);
        return fakeExit(hear(pipeAt(request, STDIN_FILENO)) == "you are " + name ? 0 : 3);
    });
    for (const RunResult& result : runGroup(boxes.all(), managed(2), {}, {}))
        QVERIFY(result.status == RunStatus::Exited && result.exitCode == 0);
}

void TestGroup::oneAlone()
{
    const std::thread::id here = std::this_thread::get_id();
    bool isHere = false;
    const Boxes boxes([&](const RunRequest& request, BoxRole, int, const std::stop_token&) {
        isHere = std::this_thread::get_id() == here;
        return hasPipes(request) ? fakeExit(1) : fakeStatus(RunStatus::SandboxFailed);
    });
    const std::vector<RunResult> results = runGroup(boxes.all().first(1), Group{{named("a")}, {}}, {}, {});
    // To repeat it is for the owner of its box.
    QVERIFY(results.size() == 1 && results.front().status == RunStatus::SandboxFailed && isHere);
    QVERIFY(!results.front().failureBefore);
    QCOMPARE(boxes.fake.counters().contestantRuns.load(), 1);
}

void TestGroup::failureIsRepeatedOnce_data()
{
    QTest::addColumn<int>("failing"); // which of the three
    QTest::addColumn<int>("failures");
    for (const int failing : {0, 1, 2}) {
        for (const int failures : {1, 2})
            QTest::addRow("%d fails %d times", failing, failures) << failing << failures;
    }
}

void TestGroup::failureIsRepeatedOnce()
{
    QFETCH(const int, failing);
    QFETCH(const int, failures);
    const std::string name = chain().runs[static_cast<std::size_t>(failing)].arguments.front();
    std::atomic<int> runs = 0;
    const Boxes boxes([&](const RunRequest& request, BoxRole, int, const std::stop_token& stop) {
        if (request.arguments.front() == name)
            return ++runs <= failures ? fakeStatus(RunStatus::SandboxFailed) : fakeExit(0);
        // For ever, if nobody told it that the other one has failed.
        for (int i = 0; runs <= failures && i < 10'000; ++i) {
            if (stop.stop_requested())
                return fakeStatus(RunStatus::Cancelled);
            std::this_thread::sleep_for(1ms);
        }
        return fakeExit(0);
    });
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<RunResult> results = runGroup(boxes.all(), chain(), {}, {});
    QVERIFY(std::chrono::steady_clock::now() - begin < 8s);
    QCOMPARE(runs.load(), 2);
    const RunResult& result = results[static_cast<std::size_t>(failing)];
    QVERIFY(result.status == (failures == 1 ? RunStatus::Exited : RunStatus::SandboxFailed));
    QCOMPARE(whyItFailed(result), std::string(failures == 1 ? "" : "as the test asked (twice)"));
}

void TestGroup::missingProgramIsNotRepeated()
{
    const Boxes boxes([](const RunRequest& request, BoxRole, int, const std::stop_token& stop) {
        if (!request.conversation)
            return waitForStop(stop);
        RunResult result = fakeStatus(RunStatus::SandboxFailed);
        result.failure = {Step::Execute, ENOENT, "jury"};
        return result;
    });
    const std::vector<RunResult> results = runGroup(boxes.all(), chain(), {}, {});
    QVERIFY(isMissingProgram(results[1].failure));
    QCOMPARE(boxes.fake.counters().contestantRuns.load(), 3);
}

void TestGroup::whoDecidesEndsOthers()
{
    const Boxes boxes([](const RunRequest& request, BoxRole, int, const std::stop_token& stop) {
        return request.conversation ? fakeExit(43) : waitForStop(stop);
    });
    const auto ended = [](std::size_t run, const RunResult& result, GroupControl& control) {
        if (run == 1 && result.exitCode == 43) {
            control.stopAfter(0, 1ms);
            control.stopAfter(2, 1ms);
        }
    };
    const std::vector<RunResult> results = runGroup(boxes.all(), chain(), ended, {});
    QVERIFY(results[0].status == RunStatus::Cancelled && results[2].status == RunStatus::Cancelled);
    QCOMPARE(results[1].exitCode, 43);
}

void TestGroup::stopEndsAll()
{
    std::stop_source stop;
    std::atomic<int> running = 0;
    const Boxes boxes([&](const RunRequest&, BoxRole, int, const std::stop_token& token) {
        if (++running == 3)
            stop.request_stop();
        return waitForStop(token);
    });
    for (const RunResult& result : runGroup(boxes.all(), chain(), {}, stop.get_token()))
        QVERIFY(result.status == RunStatus::Cancelled);
}

QTEST_APPLESS_MAIN(TestGroup)
#include "test_group.moc"
