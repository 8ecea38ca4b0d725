// SPDX-License-Identifier: GPL-3.0-or-later
// Any number of subscribers: who comes later, who reads slowly and who goes away see, and cost, what they
// should.
#include "engine_desk.h"

#include "engine/event_hub.h"
#include "engine/progress.h"

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

ContestLoaded contestOf(int submissions, int tests)
{
    ContestLoaded loaded;
    loaded.name = "Many";
    loaded.database = "/somewhere/assize.db";
    model::Problem& problem = loaded.problems.emplace_back();
    problem.id = "a";
    for (int test = 0; test < tests; ++test)
        problem.testCases.emplace_back().id = std::to_string(test);
    loaded.contestants.push_back({"ann", "Ann"});
    for (int id = 1; id <= submissions; ++id) {
        model::Submission& submission = loaded.submissions.emplace_back();
        submission.id = id;
        submission.contestant = "ann";
        submission.problem = "a";
    }
    return loaded;
}

model::Run runOf(int test, model::Verdict verdict)
{
    model::Run run;
    run.testCase = std::to_string(test);
    run.state = model::TaskState::Done;
    run.verdict = verdict;
    run.output = "output";
    return run;
}

/// All of one judging: each submission fails at the test of its number.
std::vector<Event> judgingOf(int submissions, int tests)
{
    std::vector<Event> events;
    JudgingStarted started{1, {}};
    for (int id = 1; id <= submissions; ++id)
        started.planned.push_back(id);
    events.emplace_back(started);
    for (int id = 1; id <= submissions; ++id) {
        model::JudgementEnded ended;
        ended.judgement.submission = id;
        ended.judgement.key = "key";
        ended.judgement.state = model::SubmissionState::Done;
        ended.judgement.verdict = model::Verdict::WA;
        events.emplace_back(model::JudgementBegun{id});
        for (int test = 0; test < tests; ++test) {
            const model::Run run = runOf(test, test == id % tests ? model::Verdict::WA : model::Verdict::AC);
            events.emplace_back(model::RunBegun{id, test, 0});
            events.emplace_back(model::RunEnded{id, "", test, run});
            ended.judgement.runs.push_back(run);
        }
        events.emplace_back(ended);
    }
    events.emplace_back(JudgingEnded{false, submissions, 0, {}, {}});
    return events;
}

/// What a person would see of it.
QString shown(const ContestState& state)
{
    QStringList lines;
    for (const SubmissionView& view : state.submissions()) {
        QString line = QString::number(static_cast<int>(view.state)) + QLatin1Char(' ');
        for (const TestCell& cell : view.tests)
            line += QString::number(static_cast<int>(cell.state)) +
                    QString::fromUtf8(cell.verdict ? model::codeOf(*cell.verdict).data() : "-");
        lines << line;
    }
    const ContestState::Counts& counts = state.counts();
    lines << QStringLiteral("%1 of %2 runs, %3 now, %4 of %5 submissions%6")
                 .arg(counts.runsDone)
                 .arg(counts.runs)
                 .arg(counts.runsMadeNow)
                 .arg(counts.submissionsDone)
                 .arg(counts.submissions)
                 .arg(state.judging() ? QStringLiteral(", judging") : QString());
    return lines.join(QLatin1Char('\n'));
}

void readAll(Subscription& subscription, ContestState& state, Progress* progress = nullptr)
{
    for (Event& event : subscription.take()) {
        if (progress != nullptr)
            progress->apply(event, std::chrono::steady_clock::now());
        state.apply(std::move(event));
    }
}

/// A hub that welcomes whoever is late when it is told to.
struct Hub
{
    std::atomic<int> late{0};
    EventHub hub{[this] { ++late; }};
    int completed = 0;
    void welcome()
    {
        hub.welcome([this](ContestState&) { ++completed; });
    }
};

} // namespace

class TestEventHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySubscriberGetsEveryEvent()
    {
        Hub hub;
        std::atomic<int> wakeUps{0};
        Subscription first = hub.hub.subscribe([&] { ++wakeUps; });
        Subscription second = hub.hub.subscribe({});
        hub.hub.publish(contestOf(3, 4));
        hub.hub.publish(judgingOf(3, 4));
        QCOMPARE(wakeUps.load(), 1);
        const std::vector<Event> events = first.take();
        QCOMPARE(events.size(), 1 + judgingOf(3, 4).size());
        QCOMPARE(second.take().size(), events.size());
        QVERIFY(std::holds_alternative<ContestLoaded>(events.front()));
        QVERIFY(std::holds_alternative<JudgingEnded>(events.back()));
        QVERIFY(first.take().empty());
        hub.hub.publish(JudgingStarted{});
        QCOMPARE(wakeUps.load(), 2);
        QCOMPARE(hub.late.load(), 0);
    }

    /// Whenever somebody comes: the same is shown as to who was there from the start.
    void whoComesLaterSeesTheSame()
    {
        const std::vector<Event> events = judgingOf(3, 4);
        for (std::size_t at = 0; at <= events.size(); ++at) {
            Hub hub;
            Subscription first = hub.hub.subscribe({});
            hub.hub.publish(contestOf(3, 4));
            std::optional<Subscription> second;
            for (std::size_t i = 0; i <= events.size(); ++i) {
                if (i == at) {
                    second = hub.hub.subscribe({});
                    QCOMPARE(hub.late.load(), 1);
                }
                // Some events come between the question and the answer.
                if (i == at + 2 || i == events.size())
                    hub.welcome();
                if (i < events.size())
                    hub.hub.publish(events[i]);
                if (second && i < at + 2 && i < events.size())
                    QVERIFY(second->take().empty());
            }
            QCOMPARE(hub.completed, 1);
            ContestState one, other;
            Progress progress, otherProgress;
            readAll(first, one, &progress);
            readAll(*second, other, &otherProgress);
            QCOMPARE(shown(other), shown(one));
            const auto now = std::chrono::steady_clock::now();
            QCOMPARE(otherProgress.estimate(now).runsDone, progress.estimate(now).runsDone);
            QCOMPARE(otherProgress.estimate(now).submissionsDone, 3);
            QCOMPARE(other.takeReset(), true);
        }
    }

    /// What is judged and stored is no burden of the hub; it comes from where it is stored.
    void runsComeFromTheStore()
    {
        Hub hub;
        hub.hub.publish(contestOf(1, 2));
        const std::vector<Event> events = judgingOf(1, 2);
        hub.hub.publish(events);
        Subscription late = hub.hub.subscribe({});
        bool isLight = false;
        hub.hub.welcome([&](ContestState& state) {
            isLight = state.submissions()[0].judgement.runs.empty();
            state.apply(DetailsLoaded{std::get<model::JudgementEnded>(events[events.size() - 2]).judgement});
        });
        QVERIFY(isLight);
        ContestState state;
        readAll(late, state);
        QCOMPARE(state.submissions()[0].judgement.runs.at(1).output, std::string("output"));
        QCOMPARE(state.counts().runsDone, 2);
    }

    void nothingIsKeptForWhoHasGone()
    {
        Hub hub;
        auto counted = std::make_shared<int>(0);
        {
            Subscription gone = hub.hub.subscribe([counted] { ++*counted; });
            QCOMPARE(counted.use_count(), 2);
        }
        QCOMPARE(counted.use_count(), 1);
        hub.hub.publish(contestOf(1, 1));
        QCOMPARE(*counted, 0);
        Subscription reader = hub.hub.subscribe([counted] { ++*counted; });
        reader = {};
        QCOMPARE(counted.use_count(), 1);
    }

    void aSubscriptionMayOutliveItsHub()
    {
        auto hub = std::make_unique<Hub>();
        Subscription reader = hub->hub.subscribe({});
        hub->hub.publish(contestOf(1, 1));
        Subscription late = hub->hub.subscribe({});
        hub.reset();
        QCOMPARE(reader.take().size(), 1U);
        QVERIFY(late.take().empty());
    }

    /// Who does not read is not waited for and has no queue without end: it finds the state.
    void aSlowOneFindsTheState()
    {
        Hub hub;
        Subscription slow = hub.hub.subscribe({});
        Subscription quick = hub.hub.subscribe({});
        hub.hub.publish(contestOf(100, 10));
        ContestState state;
        readAll(quick, state);
        std::size_t published = 1;
        while (published < 50'000) {
            const std::vector<Event> events = judgingOf(100, 10);
            published += events.size();
            hub.hub.publish(events);
            readAll(quick, state);
        }
        QCOMPARE(hub.late.load(), 0);
        QVERIFY(slow.take().empty());
        QCOMPARE(hub.late.load(), 1);
        QVERIFY(slow.take().empty());
        QCOMPARE(hub.late.load(), 1);
        hub.welcome();
        const std::vector<Event> events = slow.take();
        QCOMPARE(events.size(), 1U);
        ContestState slowState;
        slowState.apply(events[0]);
        QCOMPARE(shown(slowState), shown(state));
        hub.hub.publish(JudgingStarted{});
        QCOMPARE(slow.take().size(), 1U);
    }

    /// Some threads publish, some come, read and go, all at once; whoever stays has seen the same in the end.
    void manyThreads()
    {
        constexpr int kPublishers = 3;
        constexpr int kEach = 40;
        std::atomic<bool> isLate{false};
        std::atomic<bool> isOver{false};
        EventHub hub([&] { isLate = true; });
        hub.publish(contestOf(kPublishers * kEach, 3));
        std::vector<std::thread> publishers;
        for (int number = 0; number < kPublishers; ++number) {
            publishers.emplace_back([&, number] {
                for (int i = 0; i < kEach; ++i) {
                    const int id = number * kEach + i + 1;
                    hub.publish(model::JudgementBegun{id});
                    hub.publish({model::RunEnded{id, "", 0, runOf(0, model::Verdict::AC)},
                                 model::RunEnded{id, "", 1, runOf(1, model::Verdict::TLE)}});
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
                }
            });
        }
        std::thread welcomer([&] {
            while (!isOver) {
                if (isLate.exchange(false))
                    hub.welcome([](ContestState&) { std::this_thread::yield(); });
            }
        });
        std::vector<std::thread> readers;
        std::vector<ContestState> states(4);
        for (ContestState& state : states) {
            readers.emplace_back([&] {
                // Comes and goes; then stays.
                for (int i = 0; i < 20; ++i) {
                    std::atomic<int> woken{0};
                    Subscription passing = hub.subscribe([&woken] { ++woken; });
                    static_cast<void>(passing.take());
                }
                std::mutex mutex;
                std::condition_variable changed;
                bool isAwake = false;
                Subscription staying = hub.subscribe([&] {
                    std::lock_guard lock(mutex);
                    isAwake = true;
                    changed.notify_one();
                });
                while (state.counts().runsDone < 2 * kPublishers * kEach) {
                    std::unique_lock lock(mutex);
                    if (!changed.wait_for(lock, std::chrono::seconds(20), [&] { return isAwake; }))
                        return;
                    isAwake = false;
                    lock.unlock();
                    readAll(staying, state);
                }
            });
        }
        for (std::thread& thread : publishers)
            thread.join();
        for (std::thread& thread : readers)
            thread.join();
        isOver = true;
        welcomer.join();
        for (const ContestState& state : states) {
            QCOMPARE(state.counts().runsDone, 2 * kPublishers * kEach);
            QCOMPARE(shown(state).section(QLatin1Char('\n'), 0, -2),
                     shown(states[0]).section(QLatin1Char('\n'), 0, -2));
        }
    }

    /// The engine: a second front end comes in the middle of judging, a third one after it.
    void frontEndsOfOneEngine()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        std::atomic<bool> isOpen{false};
        std::atomic<bool> isHeld{false};
        desk.machine.beforeRun = [&](const std::string& source, const std::string&,
                                     std::stop_token stop) -> std::optional<sandbox::RunResult> {
            if (source.find("signal=11") == std::string::npos)
                return std::nullopt;
            isHeld = true;
            while (!isOpen && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
        desk.engine().open(folder.options());
        desk.engine().judge();
        QTRY_VERIFY_WITH_TIMEOUT(isHeld, 10000);
        std::atomic<int> wakeUps{0};
        Subscription second = desk.engine().subscribe([&] { ++wakeUps; });
        ContestState secondState;
        QTRY_VERIFY_WITH_TIMEOUT(wakeUps > 0, 10000);
        readAll(second, secondState);
        QVERIFY(secondState.judging());
        isOpen = true;
        desk.engine().waitForIdle();
        desk.take();
        readAll(second, secondState);
        Subscription third = desk.engine().subscribe();
        desk.engine().waitForIdle();
        ContestState thirdState;
        readAll(third, thirdState);
        QCOMPARE(shown(secondState), shown(desk.state));
        QCOMPARE(shown(thirdState), shown(desk.state));
        const auto json = [](const ContestState& state) {
            return report::resultsJson(makeSnapshot(state, noRemedyWords));
        };
        QCOMPARE(json(secondState), json(desk.state));
        QCOMPARE(json(thirdState), json(desk.state));
    }
};

QTEST_GUILESS_MAIN(TestEventHub)
#include "test_event_hub.moc"
