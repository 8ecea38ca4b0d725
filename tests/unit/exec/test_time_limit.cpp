// SPDX-License-Identifier: GPL-3.0-or-later
// Time limits that the scheduler computes from submissions of the jury.
#include "support/scheduler_run.h"

#include <QTest>

#include <chrono>
#include <thread>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

class TestTimeLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeLimitIsComputed_data()
    {
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("seconds"); // 0: it cannot be
        QTest::newRow("slowest of two") << "02 used=401" << 3;
        QTest::newRow("exactly") << "02 used=400" << 2;
        QTest::newRow("not accepted") << "02 wrong" << 0;
        QTest::newRow("does not compile") << "syntax error" << 0;
        QTest::newRow("too slow for any limit") << "02 cpu" << 0;
    }
    void timeLimitIsComputed()
    {
        QFETCH(QString, second);
        QFETCH(int, seconds);
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        contest.addJurySubmission(problem, "* ok");
        contest.addJurySubmission(problem, second.toStdString());
        const int slow = contest.addSubmission("sum", "01 used=2300");
        const int fine = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        const auto computed = outcome.sink.all<model::TimeLimitComputed>();
        if (seconds == 0) {
            QVERIFY(computed.empty());
            QCOMPARE(verdictText(outcome.of(slow)), std::string("JE"));
            QCOMPARE(verdictText(outcome.of(fine)), std::string("JE"));
            const auto diagnostics = outcome.sink.all<model::DiagnosticFound>();
            QCOMPARE(diagnostics.size(), std::size_t{1});
            QVERIFY(diagnostics[0].diagnostic.message.find("accepted/a2.n") != std::string::npos);
            QVERIFY(outcome.of(fine).message.find("accepted/a2.n") != std::string::npos);
            return;
        }
        QCOMPARE(computed.size(), std::size_t{1});
        QVERIFY(computed[0].limit == std::chrono::seconds(seconds));
        QCOMPARE(computed[0].slowestSubmission, std::string("sum/submissions/accepted/a2.n"));
        QVERIFY(outcome.summary->problems[0].limits.cpuTime == std::chrono::seconds(seconds));
        QCOMPARE(verdictText(outcome.of(slow)), std::string(seconds == 2 ? "TLE" : "AC"));
        QCOMPARE(verdictText(outcome.of(fine)), std::string("AC"));
        // Jury submissions make no events of their own.
        for (const model::RunEnded& run : outcome.sink.all<model::RunEnded>())
            QVERIFY(run.submission > 0);

        SchedulerRun again;
        again.cache.learn(outcome.sink.events());
        const int before = machine.tests;
        again.run(contest, machine);
        QCOMPARE(machine.tests.load(), before);
        QCOMPARE(again.summary->reused, 2);
        QVERIFY(again.sink.all<model::TimeLimitComputed>().at(0).fromCache);
    }

    void noTimeLimitAndNothingToComputeItFrom()
    {
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 1);
        problem.limits.cpuTime = std::chrono::nanoseconds(0);
        problem.timeLimitFrom = "computed";
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(verdictText(outcome.of(id)), std::string("JE"));
        QVERIFY(outcome.of(id).message.find(".timelimit") != std::string::npos);
    }

    void verifyComputesItFromThoseAccepted_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("seconds"); // 0: it cannot be
        QTest::newRow("one is wrong") << "* used=401"
                                      << "02 wrong" << 3;
        QTest::newRow("one does not compile") << "* used=401"
                                              << "syntax error" << 3;
        QTest::newRow("none is accepted") << "01 wrong"
                                          << "02 wrong" << 0;
    }
    void verifyComputesItFromThoseAccepted()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, seconds);
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        contest.addJurySubmission(problem, first.toStdString());
        contest.addJurySubmission(problem, second.toStdString());
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        Options options;
        options.limitFromThoseAccepted = true;
        SchedulerRun outcome;
        outcome.run(contest, machine, options);
        const auto diagnostics = outcome.sink.all<model::DiagnosticFound>();
        // Those left out are told beside the limit (verify::limitWithout), which shows what they get.
        QCOMPARE(diagnostics.empty(), seconds > 0);
        if (seconds == 0)
            QVERIFY(diagnostics.back().diagnostic.message.find("accepted/a2.n") != std::string::npos);
        const auto computed = outcome.sink.all<model::TimeLimitComputed>();
        QCOMPARE(computed.size(), std::size_t(seconds == 0 ? 0 : 1));
        if (seconds > 0)
            QVERIFY(computed[0].limit == std::chrono::seconds(seconds));
        QCOMPARE(verdictText(outcome.of(id)), std::string(seconds > 0 ? "AC" : "JE"));
    }

    void runsOfMeasuringAreNotMadeAgain_data()
    {
        QTest::addColumn<QString>("accepted");
        QTest::addColumn<int>("runs"); // of its three tests, all in all
        QTest::newRow("well below the limit") << "01 used=300 03 wrong" << 3;
        // That one is made twice under the limit, as all that are near it.
        QTest::newRow("one is near the limit") << "01 used=950 02 used=200 03 used=200" << 5;
        QTest::newRow("does not compile") << "syntax error" << 0;
    }
    void runsOfMeasuringAreNotMadeAgain()
    {
        QFETCH(QString, accepted);
        QFETCH(int, runs);
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 3);
        problem.timeLimitRule.multiplier = 1;
        contest.addJurySubmission(problem, "* used=1000");
        contest.addJurySubmission(problem, accepted.toStdString());
        // As verify does: the submissions of the jury are those that are judged, too.
        model::Submission same = contest.plan.jurySubmissions[1];
        same.id = 1;
        contest.plan.submissions.push_back(same);
        const int id = same.id;
        SmallMachine machine;
        Options options;
        options.limitFromThoseAccepted = true;
        SchedulerRun outcome;
        outcome.run(contest, machine, options);
        const std::string source = accepted.toStdString();
        QCOMPARE(machine.repeats(source, "01") + machine.repeats(source, "02") +
                     machine.repeats(source, "03"),
                 runs);
        const model::Judgement judgement = outcome.of(id);
        QCOMPARE(verdictText(judgement), std::string(runs == 0 ? "CE" : runs == 3 ? "WA" : "AC"));
        // Events tell of each run once, as if it had been made now.
        QCOMPARE(outcome.sink.all<model::JudgementBegun>().size(), std::size_t{1});
        QCOMPARE(outcome.sink.all<model::CompileEnded>().size(), std::size_t{1});
        QCOMPARE(outcome.sink.all<model::RunEnded>().size(), std::size_t(runs == 0 ? 0 : 3));
        SchedulerRun again;
        again.cache.learn(outcome.sink.events());
        again.run(contest, machine, options);
        QCOMPARE(again.summary->reused, 1);
    }

    void othersAreCompiledMeanwhile()
    {
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        contest.addJurySubmission(problem, "* ok");
        const int fine = contest.addSubmission("sum", "02 wrong");
        const int broken = contest.addSubmission("sum", "syntax error");
        SmallMachine machine;
        std::atomic<int> compiledWhileMeasuring{0};
        // The last run of measuring does not end before the others are compiled.
        machine.beforeRun = [&](const std::string& source, const std::string&, const std::stop_token&) {
            for (int i = 0; source == "* ok" && machine.compilations < 3 && i < 2000; ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            if (source == "* ok")
                compiledWhileMeasuring = machine.compilations.load();
            return std::optional<sandbox::RunResult>();
        };
        Options options = slotOptions(3);
        options.cacheFolder = contest.tree.path("cache");
        SchedulerRun outcome;
        outcome.run(contest, machine, options);
        QCOMPARE(compiledWhileMeasuring.load(), 3);
        QCOMPARE(machine.compilations.load(), 3);
        QCOMPARE(verdictText(outcome.of(fine)), std::string("WA"));
        QCOMPARE(verdictText(outcome.of(broken)), std::string("CE"));
        for (const model::CompileEnded& compiled : outcome.sink.all<model::CompileEnded>())
            QVERIFY(compiled.submission > 0);
    }
};

QTEST_GUILESS_MAIN(TestTimeLimit)
#include "test_time_limit.moc"
