// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/dispatcher.h"

#include <QTest>

#include <thread>

using namespace assize;
using namespace assize::exec;

namespace {

/// As the loop makes them: tests may be dropped, and what goes first runs alone.
Task task(Task::Priority priority, int submission, std::size_t number, std::uint64_t memory = 1)
{
    Task made;
    made.priority = priority;
    made.exclusive = priority == Task::Priority::Exclusive;
    made.droppable = made.exclusive || priority == Task::Priority::Test;
    made.submission = submission;
    made.number = number;
    made.memory = memory;
    return made;
}

std::string name(const Task& one)
{
    return std::to_string(static_cast<int>(one.priority)) + ":" + std::to_string(one.submission) + ":" +
           std::to_string(one.number);
}

/// What one slot would do: all names in the order in which they are taken.
std::string takeAll(Dispatcher& dispatcher)
{
    dispatcher.close();
    std::string names;
    while (const auto lease = dispatcher.take(0)) {
        names += (names.empty() ? "" : " ") + name(lease->task);
        dispatcher.done(0);
    }
    return names;
}

} // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What is forgotten stays so, whoever still wants to queue something of it.
    void turnsHoldsAndForgets()
    {
        Dispatcher dispatcher(1, 100);
        dispatcher.setTurn(1, 2);
        dispatcher.setTurn(2, 1);
        dispatcher.push({task(Task::Priority::Begin, 1, 0), task(Task::Priority::Begin, 2, 0),
                         task(Task::Priority::Begin, 3, 0), task(Task::Priority::Begin, 4, 0)});
        dispatcher.hold(3);
        dispatcher.push(task(Task::Priority::Test, 3, 1));
        dispatcher.forget(4);
        dispatcher.push(task(Task::Priority::Test, 4, 1));
        const auto next = [&] {
            const std::optional<Dispatcher::Lease> lease = dispatcher.takeNow(0);
            if (!lease)
                return 0;
            dispatcher.done(0);
            return lease->task.submission;
        };
        QCOMPARE(next(), 2);
        QCOMPARE(next(), 1);
        QCOMPARE(next(), 0);
        dispatcher.release(3);
        QCOMPARE(next(), 3);
        QCOMPARE(next(), 3);
        QCOMPARE(next(), 0);
    }

    void order()
    {
        Dispatcher dispatcher(1, 100);
        dispatcher.push({task(Task::Priority::Begin, 1, 0), task(Task::Priority::Test, 2, 1),
                         task(Task::Priority::Test, 2, 0)});
        dispatcher.push(task(Task::Priority::Test, -1, 5));
        dispatcher.push(task(Task::Priority::Prepare, 0, 3));
        dispatcher.push(task(Task::Priority::Exclusive, 9, 9));
        QCOMPARE(takeAll(dispatcher), std::string("0:9:9 1:0:3 2:-1:5 2:2:0 2:2:1 3:1:0"));
    }

    void largeTasksAreNotOvertaken()
    {
        Dispatcher dispatcher(3, 100);
        dispatcher.push({task(Task::Priority::Test, 1, 0, 60), task(Task::Priority::Test, 1, 1, 60),
                         task(Task::Priority::Test, 1, 2, 10)});
        const auto first = dispatcher.take(0);
        QCOMPARE(first->task.number, std::size_t{0});
        std::atomic<std::size_t> taken{99};
        std::jthread other([&] { taken = dispatcher.take(1)->task.number; });
        dispatcher.done(0);
        other.join();
        QCOMPARE(taken.load(), std::size_t{1});
        QCOMPARE(dispatcher.take(0)->task.number, std::size_t{2});
    }

    void aloneMeansAlone()
    {
        Dispatcher dispatcher(4, 1000);
        std::atomic<int> running{0};
        std::atomic<int> faults{0};
        std::atomic<int> done{0};
        for (int i = 0; i < 300; ++i)
            dispatcher.push(task(i % 7 == 0 ? Task::Priority::Exclusive : Task::Priority::Test, i, 0));
        dispatcher.close();
        {
            std::vector<std::jthread> threads;
            for (int slot = 0; slot < 4; ++slot) {
                threads.emplace_back([&, slot] {
                    while (const auto lease = dispatcher.take(slot)) {
                        const int now = ++running;
                        if (lease->task.exclusive && now != 1)
                            ++faults;
                        // Also a test that began earlier must not see one that runs alone.
                        std::this_thread::yield();
                        if (lease->task.exclusive && running != 1)
                            ++faults;
                        --running;
                        ++done;
                        dispatcher.done(slot);
                    }
                });
            }
        }
        QCOMPARE(done.load(), 300);
        QCOMPARE(faults.load(), 0);
    }

    void dropForgetsAndStops()
    {
        Dispatcher dispatcher(2, 100);
        dispatcher.push({task(Task::Priority::Test, 1, 4), task(Task::Priority::Test, 1, 5),
                         task(Task::Priority::Test, 1, 6), task(Task::Priority::Test, 2, 7),
                         task(Task::Priority::Begin, 1, 9)});
        const auto before = dispatcher.take(0);
        const auto after = dispatcher.take(1);
        Task compiles = task(Task::Priority::Exclusive, 1, 9); // once more, alone; somebody waits for it
        compiles.droppable = false;
        dispatcher.push(std::move(compiles));
        dispatcher.drop(1, 5);
        QVERIFY(!before->stop.stop_requested());
        QVERIFY(after->stop.stop_requested());
        dispatcher.done(0);
        dispatcher.done(1);
        QCOMPARE(takeAll(dispatcher), std::string("0:1:9 2:2:7 3:1:9"));
    }

    void cancelStopsAndEnds()
    {
        Dispatcher dispatcher(2, 100);
        dispatcher.push({task(Task::Priority::Test, 1, 1), task(Task::Priority::Test, 1, 2)});
        const auto lease = dispatcher.take(0);
        dispatcher.cancel();
        QVERIFY(lease->stop.stop_requested());
        dispatcher.done(0);
        dispatcher.push(task(Task::Priority::Test, 1, 3));
        QVERIFY(!dispatcher.take(0));
        QVERIFY(!dispatcher.take(1));
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "test_dispatcher.moc"
