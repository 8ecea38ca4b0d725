// SPDX-License-Identifier: GPL-3.0-or-later
// How far beyond the time limit verify runs the tests of a submission.
#include "exec/margin_runs.h"
#include "support/scheduler_run.h"

#include <QTest>

#include <chrono>
#include <mutex>

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

} // namespace

class TestMarginRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsSlowWaitsForWhoGoesOn()
    {
        MarginRuns runs;
        QVERIFY(runs.begin("") == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("") == RunUntil::TimeLimit);
        QVERIFY(runs.begin("") == RunUntil::TimeLimit);
        // One that is fast enough need not wait.
        QCOMPARE(known(runs.end("", ended(2, RunUntil::TimeLimit, false))), QString("2"));
        QCOMPARE(known(runs.end("", ended(1, RunUntil::TimeLimit, true))), QString());
        QCOMPARE(known(runs.end("", ended(0, RunUntil::SafetyMargin, true))), QString("1 0"));
        // From now on nobody goes on.
        QVERIFY(runs.begin("") == RunUntil::TimeLimit);
        QCOMPARE(known(runs.end("", ended(3, RunUntil::TimeLimit, true))), QString("3"));
    }

    void whoWaitedIsRunAgainWhenNobodyCameToTheMargin()
    {
        MarginRuns runs;
        runs.begin("");
        runs.begin("");
        runs.end("", ended(1, RunUntil::TimeLimit, true));
        const MarginRuns::Ended first = runs.end("", ended(0, RunUntil::SafetyMargin, false));
        QCOMPARE(known(first), QString("0"));
        QCOMPARE(again(first.again), QString("1"));
        QVERIFY(runs.begin("") == RunUntil::SafetyMargin);
        QCOMPARE(known(runs.end("", ended(1, RunUntil::SafetyMargin, false))), QString("1"));
    }

    void whoEndsLastIsRunAgain()
    {
        MarginRuns runs;
        runs.begin("");
        runs.begin("");
        QCOMPARE(known(runs.end("", ended(0, RunUntil::SafetyMargin, false))), QString("0"));
        const MarginRuns::Ended late = runs.end("", ended(1, RunUntil::TimeLimit, true));
        QCOMPARE(known(late), QString());
        QCOMPARE(again(late.again), QString("1"));
    }

    void groupsDoNotKnowOfEachOther()
    {
        MarginRuns runs;
        QVERIFY(runs.begin("a") == RunUntil::SafetyMargin);
        QVERIFY(runs.begin("b") == RunUntil::SafetyMargin);
        runs.end("a", ended(0, RunUntil::SafetyMargin, true));
        QVERIFY(runs.begin("a") == RunUntil::TimeLimit);
        QVERIFY(runs.begin("b") == RunUntil::TimeLimit); // that is under way
        runs.end("b", ended(1, RunUntil::SafetyMargin, false));
        QVERIFY(runs.begin("b") == RunUntil::SafetyMargin);
    }

    void whatWasAbandonedHoldsNobodyBack()
    {
        MarginRuns runs;
        runs.begin("");
        runs.begin("");
        runs.end("", ended(1, RunUntil::TimeLimit, true));
        QCOMPARE(again(runs.abandon("", RunUntil::TimeLimit)), QString());
        QVERIFY(runs.begin("") == RunUntil::TimeLimit);
        QCOMPARE(again(runs.abandon("", RunUntil::SafetyMargin)), QString("1"));
        QVERIFY(runs.begin("") == RunUntil::SafetyMargin);
    }

    void scheduler_data()
    {
        QTest::addColumn<QList<int>>("used");
        QTest::addColumn<bool>("points");
        QTest::addColumn<QString>("limits"); // with one slot
        // The limit is 1000, the margin twice that.
        QTest::newRow("fast") << QList<int>{100, 200, 300} << false << "01:2000 02:2000 03:2000";
        QTest::newRow("always too slow") << QList<int>{9000, 9000, 9000} << false << "01:2000 02:1100 03:1100";
        QTest::newRow("too slow from the second on")
            << QList<int>{100, 9000, 9000} << false << "01:2000 02:2000 03:1100";
        QTest::newRow("near misses are all run to their ends")
            << QList<int>{1500, 1600, 1700} << false << "01:2000 02:2000 03:2000";
        QTest::newRow("a near miss says nothing")
            << QList<int>{1500, 9000, 9000} << false << "01:2000 02:2000 03:1100";
        QTest::newRow("groups with points") << QList<int>{9000, 9000, 9000} << true << "01:2000 02:1100 03:2000";
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
            sandbox::FakeSandbox sandbox(
                [&machine](const sandbox::RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
                    return machine.run(request);
                });
            Options options = slotOptions(slots);
            options.runToSafetyMargin = true;
            SchedulerRun outcome;
            outcome.run(contest.plan, sandbox, options);
            const model::Judgement judgement = outcome.of(id);
            int toMargin = 0;
            for (int i = 0; i < 3; ++i) {
                const model::Run& run = judgement.runs[static_cast<std::size_t>(i)];
                const bool late = used[i] > 1000;
                QVERIFY2(run.verdict == (late ? model::Verdict::TLE : model::Verdict::AC), qPrintable(machine.shown()));
                // Whoever ends by itself is known to the millisecond, unless it was late beside one that was later still.
                if (used[i] <= 1000 || (used[i] <= 2000 && run.exitCode))
                    QVERIFY2(run.cpuTime == std::chrono::milliseconds(used[i]), qPrintable(machine.shown()));
                const bool nobodyIsLater = used[2] <= 2000;
                if (nobodyIsLater)
                    QVERIFY2(run.exitCode, qPrintable(machine.shown()));
                toMargin += run.cpuTime >= std::chrono::milliseconds(2000) ? 1 : 0;
            }
            const int expected = used[2] <= 2000 ? 0 : points ? 2 : 1;
            QVERIFY2(toMargin == expected, qPrintable(machine.shown()));
            if (slots == 1)
                QCOMPARE(machine.shown(), limits);
        }
    }
};

QTEST_GUILESS_MAIN(TestMarginRuns)
#include "test_margin_runs.moc"
