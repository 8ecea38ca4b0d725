// SPDX-License-Identifier: GPL-3.0-or-later
// Stopping in the middle, going on with what an earlier call stored, and judging again.
#include "support/scheduler_run.h"

#include <QTest>

#include <condition_variable>
#include <set>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::SubmissionState;
using model::Verdict;

namespace {

/// Six submissions of eight tests with various verdicts.
void fill(SmallContest& contest)
{
    contest.addProblem("sum", 8);
    contest.addSubmission("sum", "* ok");
    contest.addSubmission("sum", "04 wrong 06 cpu");
    contest.addSubmission("sum", "* ok", "script");
    contest.addSubmission("sum", "syntax error");
    contest.addSubmission("sum", "08 exit=1", "script");
    contest.addSubmission("sum", "* memory");
}

/// Holds the runs of one test until it is stopped.
class Blocker
{
public:
    sandbox::RunResult wait(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, stop, [] { return false; });
        return sandbox::fakeStatus(model::RunStatus::Cancelled);
    }
    void waitUntilBlocked(int runs)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_waiting >= runs; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_waiting = 0;
};

} // namespace

class TestInterruption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopAndGoOn_data()
    {
        QTest::addColumn<int>("slots_");
        QTest::addColumn<int>("after");
        for (const int slots : {1, 2, 8}) {
            for (const int after : {0, 1, 7, 20, 30, 39})
                QTest::addRow("%d slots, after %d runs", slots, after) << slots << after;
        }
    }
    void stopAndGoOn()
    {
        QFETCH(int, slots_);
        QFETCH(int, after);
        SmallContest contest;
        fill(contest);
        SmallMachine machine;
        SchedulerRun whole;
        whole.run(contest, machine, slotOptions(1));
        QCOMPARE(whole.sink.judgements().size(), std::size_t{6});

        SchedulerRun first;
        std::stop_source stop;
        int runs = 0;
        first.sink.onEvent = [&](const Event& event) {
            runs += std::holds_alternative<model::RunEnded>(event) ? 1 : 0;
            if (runs >= after)
                stop.request_stop();
        };
        machine.tests = 0;
        first.run(contest, machine, slotOptions(slots_), stop.get_token());
        QVERIFY(first.summary.has_value());
        const std::size_t finishedFirst = first.sink.judgements().size();
        QCOMPARE(first.summary->cancelled, finishedFirst < 6);
        QCOMPARE(first.summary->judged, static_cast<int>(finishedFirst));
        for (const auto& [id, judgement] : first.sink.judgements())
            QVERIFY(judgement == whole.of(id));
        const auto kept = first.sink.all<model::RunEnded>();

        SchedulerRun second;
        second.cache.learn(first.sink.events());
        machine.tests = 0;
        second.run(contest, machine, slotOptions(slots_));
        QVERIFY(!second.summary->cancelled);
        QCOMPARE(second.sink.judgements().size(), std::size_t{6});
        for (const auto& [id, judgement] : second.sink.judgements())
            QVERIFY(judgement == whole.of(id));
        QCOMPARE(second.summary->reused, static_cast<int>(finishedFirst));
        // What was stored is not run again: 40 tests belong to submissions that compile.
        QCOMPARE(machine.tests.load(), 40 - static_cast<int>(kept.size()));
        std::set<int> begun;
        for (const model::RunEnded& run : kept)
            begun.insert(run.submission);
        for (const model::JudgementBegun& started : second.sink.all<model::JudgementBegun>()) {
            QCOMPARE(!started.known.empty(), begun.contains(started.submission));
            QVERIFY(!started.anew);
        }
    }

    void runningProgramsAreStopped()
    {
        SmallContest contest;
        contest.addProblem("sum", 4);
        for (int i = 0; i < 3; ++i)
            contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        Blocker blocker;
        machine.beforeRun = [&](const std::string&, const std::string& test, const std::stop_token& stop) {
            return test == "02" ? std::optional(blocker.wait(stop)) : std::nullopt;
        };
        std::stop_source stop;
        SchedulerRun outcome;
        sandbox::FakeSandbox sandbox(machine.handler());
        std::jthread operatorThread([&] {
            blocker.waitUntilBlocked(2);
            stop.request_stop();
        });
        outcome.run(contest.plan, sandbox, slotOptions(2), stop.get_token());
        QVERIFY(outcome.summary->cancelled);
        QVERIFY(outcome.sink.judgements().empty());
        for (const model::RunEnded& run : outcome.sink.all<model::RunEnded>())
            QVERIFY(run.run.verdict == Verdict::AC && run.testIndex != 1);
        QCOMPARE(sandbox.counters().cancelled.load(), 2);
        QCOMPARE(sandbox.counters().boxesOpen.load(), 0);
    }

    void stoppedBeforeItBegins()
    {
        SmallContest contest;
        fill(contest);
        SmallMachine machine;
        std::stop_source stop;
        stop.request_stop();
        SchedulerRun outcome;
        outcome.run(contest, machine, slotOptions(2), stop.get_token());
        QVERIFY(outcome.summary->cancelled);
        QVERIFY(outcome.sink.judgements().empty());
    }

    void everythingIsReused()
    {
        SmallContest contest;
        fill(contest);
        contest.addSubmission("sum", "* ok", "missing");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        machine.tests = 0;
        machine.compilations = 0;
        second.run(contest, machine);
        QCOMPARE(machine.tests.load(), 0);
        QCOMPARE(machine.compilations.load(), 0);
        QCOMPARE(second.summary->judged, 0);
        QCOMPARE(second.summary->reused, 6); // and one without a toolchain
        QCOMPARE(second.sink.events().size(), std::size_t{7});
        for (const model::JudgementEnded& one : second.sink.all<model::JudgementEnded>()) {
            QVERIFY(one.fromCache);
            QVERIFY(one.judgement == first.of(one.judgement.submission));
        }
    }

    void rejudgeIgnoresWhatIsStored()
    {
        SmallContest contest;
        fill(contest);
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        Options options = slotOptions(2);
        options.rejudge = true;
        second.run(contest, machine, options);
        QCOMPARE(second.summary->judged, 6);
        QCOMPARE(second.sink.all<model::JudgementBegun>().size(), std::size_t{6});
    }

    void judgeErrorsAreTriedAgain()
    {
        SmallContest contest;
        contest.addProblem("sum", 3);
        const int id = contest.addSubmission("sum", "02 fail");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        QVERIFY(first.of(id).verdict == Verdict::JE);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        machine.beforeRun = [](const std::string&, const std::string& test, const std::stop_token&) {
            return std::optional(sandbox::fakeExit(0, "answer " + test));
        };
        second.run(contest, machine);
        QVERIFY(second.of(id).verdict == Verdict::AC);
        QCOMPARE(second.sink.all<model::JudgementBegun>().size(), std::size_t{1});
        QCOMPARE(second.sink.all<model::RunEnded>().size(), std::size_t{3});
    }

    void storedRunsThatDecideNeedNoCompilation()
    {
        SmallContest contest;
        contest.addProblem("sum", 3);
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        // Killed between the last run and the judgement.
        SchedulerRun second;
        std::vector<Event> events = first.sink.events();
        events.pop_back();
        second.cache.learn(events);
        machine.compilations = 0;
        second.run(contest, machine);
        QCOMPARE(machine.compilations.load(), 0);
        QVERIFY(second.of(id) == first.of(id));
        QCOMPARE(second.summary->judged, 1);
    }

    void changedLimitOutdates()
    {
        SmallContest contest;
        contest.addProblem("sum", 2);
        const int id = contest.addSubmission("sum", "01 used=700");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        QVERIFY(first.of(id).verdict == Verdict::AC);
        contest.plan.problems[0].limits.cpuTime = std::chrono::milliseconds(500);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        second.run(contest, machine);
        QVERIFY(second.of(id).verdict == Verdict::TLE);
        QCOMPARE(second.summary->reused, 0);
    }
};

QTEST_GUILESS_MAIN(TestInterruption)
#include "test_interruption.moc"
