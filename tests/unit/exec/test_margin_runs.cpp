// SPDX-License-Identifier: GPL-3.0-or-later
// How far beyond the time limit verify runs the tests of a submission.
#include "exec/loop/margin_runs.h"
#include "support/scheduler_run.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

/// "1 2": the tests.
QString known(const MarginRuns::Ended& ended)
{
    QStringList tests;
    for (const MarginRun& run : ended.known)
        tests << QString::number(run.test);
    return tests.join(' ');
}

QString again(const std::vector<std::size_t>& tests)
{
    QStringList texts;
    for (const std::size_t test : tests)
        texts << QString::number(test);
    return texts.join(' ');
}

MarginRun ended(std::size_t test, RunUntil until, bool tooSlow)
{
    return {test, until, tooSlow, {}};
}

/// A fake that stops what is slower than its limit, and notes the limits.
struct TimedMachine
{
    std::map<std::string, int> used; ///< by test, ms
    std::set<std::string> killedAtFirst;
    std::mutex mutex;
    std::vector<std::pair<std::string, int>> limits; ///< test and limit in ms, in the order of runs

    sandbox::RunResult run(const sandbox::RunRequest& request)
    {
        const std::string& command = request.arguments.at(0);
        if (command == "version")
            return sandbox::fakeExit(0, "Fake 1.0\n");
        const std::string test = sandbox::readWhole(request.standardInput);
        const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(request.limits.cpuTime);
        const std::lock_guard lock(mutex);
        limits.emplace_back(test, static_cast<int>(limit.count()));
        if (killedAtFirst.erase(test) > 0) {
            sandbox::RunResult killed = sandbox::fakeStatus(model::RunStatus::Signalled);
            killed.signal = SIGKILL;
            return killed;
        }
        const std::chrono::milliseconds needed(used.at(test));
        sandbox::RunResult result = needed > limit ? sandbox::fakeStatus(model::RunStatus::CpuLimit)
                                                   : sandbox::fakeExit(0, "answer " + test + "\n");
        result.cpuTime = std::min(needed, limit);
        return result;
    }
    QString shown() const
    {
        QStringList texts;
        for (const auto& [test, limit] : limits)
            texts << QString::fromStdString(test) + ':' + QString::number(limit);
        return texts.join(' ');
    }
};

/// Verifies `contest`, whose programs do what `machine` says.
void verify(const SmallContest& contest, TimedMachine& machine, int slots, SchedulerRun& outcome)
{
    sandbox::FakeSandbox sandbox([&machine](const sandbox::RunRequest& request, sandbox::BoxRole, int,
                                            const std::stop_token&) { return machine.run(request); });
    Options options = slotOptions(slots);
    options.runToSafetyMargin = true;
    outcome.run(contest.plan, sandbox, options);
}

} // namespace

class TestMarginRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsSlowWaitsForWhoGoesOn()
    {
        MarginRuns runs;
        QVERIFY(runs.begin("", 0) == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("", 1) == RunUntil::TimeLimit);
        QVERIFY(runs.begin("", 2) == RunUntil::TimeLimit);
        // One that is fast enough need not wait.
        QCOMPARE(known(runs.end("", ended(2, RunUntil::TimeLimit, false))), QString("2"));
        QCOMPARE(known(runs.end("", ended(1, RunUntil::TimeLimit, true))), QString());
        QCOMPARE(known(runs.end("", ended(0, RunUntil::SafetyMargin, true))), QString("1 0"));
        // From now on nobody goes on.
        QVERIFY(runs.begin("", 3) == RunUntil::TimeLimit);
        QCOMPARE(known(runs.end("", ended(3, RunUntil::TimeLimit, true))), QString("3"));
    }

    void whoWaitedIsRunAgainWhenNobodyCameToTheMargin()
    {
        MarginRuns runs;
        for (const std::size_t test : {0, 1, 2, 3})
            runs.begin("", test);
        runs.end("", ended(1, RunUntil::TimeLimit, true));
        runs.end("", ended(2, RunUntil::TimeLimit, true));
        const MarginRuns::Ended first = runs.end("", ended(0, RunUntil::SafetyMargin, false));
        QCOMPARE(known(first), QString("0"));
        QCOMPARE(again(first.again), QString("1 2"));
        // Both go on at once; one that begins beside them does not.
        QVERIFY(runs.begin("", 1) == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("", 2) == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("", 4) == RunUntil::TimeLimit);
        const MarginRuns::Ended second = runs.end("", ended(2, RunUntil::SafetyMargin, false));
        QCOMPARE(known(second), QString("2"));
        QCOMPARE(again(second.again), QString());
        runs.end("", ended(3, RunUntil::TimeLimit, true));
        QCOMPARE(known(runs.end("", ended(1, RunUntil::SafetyMargin, true))), QString("3 1"));
    }

    void whoEndsLastIsRunAgain()
    {
        MarginRuns runs;
        runs.begin("", 0);
        runs.begin("", 1);
        QCOMPARE(known(runs.end("", ended(0, RunUntil::SafetyMargin, false))), QString("0"));
        const MarginRuns::Ended late = runs.end("", ended(1, RunUntil::TimeLimit, true));
        QCOMPARE(known(late), QString());
        QCOMPARE(again(late.again), QString("1"));
    }

    void groupsDoNotKnowOfEachOther()
    {
        MarginRuns runs;
        QVERIFY(runs.begin("a", 0) == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("b", 1) == RunUntil::SafetyMargin);
        runs.end("a", ended(0, RunUntil::SafetyMargin, true));
        QVERIFY(runs.begin("a", 2) == RunUntil::TimeLimit);
        QVERIFY(runs.begin("b", 3) == RunUntil::TimeLimit); // that is under way
        runs.end("b", ended(1, RunUntil::SafetyMargin, false));
        QVERIFY(runs.begin("b", 4) == RunUntil::SafetyMargin);
    }

    void whatWasAbandonedHoldsNobodyBack()
    {
        MarginRuns runs;
        runs.begin("", 0);
        runs.begin("", 1);
        runs.end("", ended(1, RunUntil::TimeLimit, true));
        // One that holds nobody back.
        QCOMPARE(again(runs.abandon("", 1)), QString());
        QVERIFY(runs.begin("", 2) == RunUntil::TimeLimit);
        QCOMPARE(again(runs.abandon("", 0)), QString("1"));
        QCOMPARE(again(runs.abandon("", 0)), QString());
        QVERIFY(runs.begin("", 3) == RunUntil::SafetyMargin);
    }

    void whoIsFirstCountsWhereTheOrderMatters()
    {
        MarginRuns runs;
        runs.setOrdered(true);
        runs.beginToMargin("", 2);
        for (const std::size_t test : {1, 3})
            QVERIFY(runs.begin("", test) == RunUntil::TimeLimit);
        runs.end("", ended(3, RunUntil::TimeLimit, true));
        runs.end("", ended(1, RunUntil::TimeLimit, true));
        const MarginRuns::Ended reached = runs.end("", ended(2, RunUntil::SafetyMargin, true));
        QCOMPARE(known(reached), QString("3 2"));
        QCOMPARE(again(reached.again), QString("1"));
        QVERIFY(runs.begin("", 4) == RunUntil::TimeLimit);
        QVERIFY(runs.begin("", 0) == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("", 1) == RunUntil::SafetyMargin);
        QCOMPARE(known(runs.end("", ended(1, RunUntil::SafetyMargin, true))), QString("1"));
    }

    void whoGoesOnWhateverIsKnown()
    {
        MarginRuns runs;
        runs.begin("", 0);
        runs.beginToMargin("", 1);
        runs.begin("", 2);
        runs.end("", ended(2, RunUntil::TimeLimit, true));
        QCOMPARE(again(runs.end("", ended(0, RunUntil::SafetyMargin, false)).again), QString());
        QCOMPARE(again(runs.end("", ended(1, RunUntil::SafetyMargin, false)).again), QString("2"));
    }

    /// A program that is killed by somebody else is run again alone; when it is too slow then, that is known
    /// exactly.
    void repeatsGoToTheMargin()
    {
        for (const int slots : {1, 3}) {
            SmallContest contest;
            contest.addProblem("sum", 3);
            const int id = contest.addSubmission("sum", "*", "script");
            TimedMachine machine;
            machine.used = {{"01", 100}, {"02", 9000}, {"03", 100}};
            machine.killedAtFirst = {"02"};
            SchedulerRun outcome;
            verify(contest, machine, slots, outcome);
            QCOMPARE(runsText(outcome.of(id)), std::string("AC TLE AC"));
            QVERIFY2(outcome.of(id).runs[1].cpuTime == std::chrono::milliseconds(2500),
                     qPrintable(machine.shown()));
        }
    }

    /// A test that waits to be repeated alone, and for which another one waits, becomes irrelevant meanwhile.
    void whatIsDroppedHoldsNobodyBack()
    {
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 4);
        problem.type = {"scoring"};
        problem.groups[1].grading.breakOnReject = true;
        const int id = contest.addSubmission("sum", "*", "script");
        TimedMachine machine;
        // The second is too slow, the third is wrong, the fourth is near its limit and is to be repeated
        // alone.
        machine.used = {{"01", 100}, {"02", 9000}, {"03", 200}, {"04", 950}};
        std::atomic<int> ended{0};
        sandbox::FakeSandbox sandbox(
            [&](const sandbox::RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
                const bool program = request.arguments.at(0) != "version";
                const std::string test = program ? sandbox::readWhole(request.standardInput) : "";
                const int after = test == "03" ? 2 : test == "01" ? 3 : 0;
                for (int i = 0; ended < after && i < 400; ++i)
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                // Time for what has ended to be told.
                if (after > 0)
                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
                sandbox::RunResult result = machine.run(request);
                if (test == "03") {
                    result = sandbox::fakeExit(0, "wrong\n");
                }
                ended += program ? 1 : 0;
                return result;
            });
        Options options = slotOptions(4);
        options.runToSafetyMargin = true;
        SchedulerRun outcome;
        outcome.run(contest.plan, sandbox, options);
        QCOMPARE(runsText(outcome.of(id)).substr(0, 6), std::string("AC TLE"));
    }

    /// The test that counts is one that came to the margin, whichever of them did so first.
    void inGroupsThatBreakTheFirstIsKnown()
    {
        for (int round = 0; round < 20; ++round) {
            SmallContest contest;
            model::Problem& problem = contest.addProblem("sum", 4);
            problem.type = {"scoring"};
            problem.groups[1].grading.breakOnReject = true;
            const int id = contest.addSubmission("sum", "*", "script");
            TimedMachine machine;
            machine.used = {{"01", 100}, {"02", 9000}, {"03", 9000}, {"04", 9000}};
            SchedulerRun outcome;
            verify(contest, machine, 1 + round % 4, outcome);
            const model::Judgement judgement = outcome.of(id);
            QCOMPARE(runsText(judgement), std::string("AC TLE - -"));
            QVERIFY2(judgement.runs[1].cpuTime == std::chrono::milliseconds(2500),
                     qPrintable(machine.shown()));
        }
    }

    void nothingIsRunTwiceWhereTheMarginIsTheLimit()
    {
        SmallContest contest;
        contest.addProblem("sum", 3).timeLimitRule.safetyMargin = 1;
        const int id = contest.addSubmission("sum", "*", "script");
        TimedMachine machine;
        machine.used = {{"01", 9000}, {"02", 9000}, {"03", 1050}};
        SchedulerRun outcome;
        verify(contest, machine, 3, outcome);
        QCOMPARE(runsText(outcome.of(id)), std::string("TLE TLE TLE"));
        // The third is near the limit and repeated for that.
        QCOMPARE(machine.shown().count("01:") + machine.shown().count("02:"), 2);
    }

    void scheduler_data()
    {
        QTest::addColumn<QList<int>>("used");
        QTest::addColumn<bool>("points");
        QTest::addColumn<QString>("limits"); // with one slot
        // The limit is 1000, the margin twice that.
        QTest::newRow("fast") << QList<int>{100, 200, 300} << false << "01:2500 02:2500 03:2500";
        QTest::newRow("always too slow")
            << QList<int>{9000, 9000, 9000} << false << "01:2500 02:1100 03:1100";
        QTest::newRow("too slow from the second on")
            << QList<int>{100, 9000, 9000} << false << "01:2500 02:2500 03:1100";
        QTest::newRow("near misses are all run to their ends")
            << QList<int>{1500, 1600, 1700} << false << "01:2500 02:2500 03:2500";
        QTest::newRow("a near miss says nothing")
            << QList<int>{1500, 9000, 9000} << false << "01:2500 02:2500 03:1100";
        QTest::newRow("groups with points")
            << QList<int>{9000, 9000, 9000} << true << "01:2500 02:1100 03:2500";
    }
    void scheduler()
    {
        QFETCH(QList<int>, used);
        QFETCH(bool, points);
        QFETCH(QString, limits);
        for (const int slots : {1, 3}) {
            SmallContest contest;
            model::Problem& problem = contest.addProblem("sum", 3);
            if (points) {
                problem.type = {"scoring"};
                problem.groups.push_back({"other", "", 1});
                problem.testCases[2].group = "other";
            }
            const int id = contest.addSubmission("sum", "*", "script");
            TimedMachine machine;
            for (int i = 0; i < 3; ++i)
                machine.used[testName(i + 1)] = used[i];
            SchedulerRun outcome;
            verify(contest, machine, slots, outcome);
            const model::Judgement judgement = outcome.of(id);
            int toMargin = 0;
            for (int i = 0; i < 3; ++i) {
                const model::Run& run = judgement.runs[static_cast<std::size_t>(i)];
                const bool late = used[i] > 1000;
                QVERIFY2(run.verdict == (late ? model::Verdict::TLE : model::Verdict::AC),
                         qPrintable(machine.shown()));
                // Whoever ends by itself is known to the millisecond, unless it was late beside one that was
                // later still.
                if (used[i] <= 1000 || (used[i] <= 2500 && run.exitCode))
                    QVERIFY2(run.cpuTime == std::chrono::milliseconds(used[i]), qPrintable(machine.shown()));
                const bool nobodyIsLater = used[2] <= 2500;
                if (nobodyIsLater)
                    QVERIFY2(run.exitCode, qPrintable(machine.shown()));
                toMargin += run.cpuTime >= std::chrono::milliseconds(2500) ? 1 : 0;
            }
            // One is enough; several that were run again at once may come to the margin.
            const int expected = used[2] <= 2500 ? 0 : points ? 2 : 1;
            QVERIFY2(expected == 0 ? toMargin == 0 : toMargin >= expected, qPrintable(machine.shown()));
            if (slots == 1)
                QCOMPARE(machine.shown(), limits);
        }
    }
};

QTEST_GUILESS_MAIN(TestMarginRuns)
#include "test_margin_runs.moc"
