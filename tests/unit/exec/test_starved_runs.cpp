// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that the wall clock stops while the machine has no processor for them: a busy machine is not the
// contestant's fault.
#include "support/scheduler_run.h"

#include <QTest>

#include <mutex>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using std::chrono::seconds;

class TestStarvedRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        // What happens to the runs, in the order in which they are made by one slot: 'o' ends well; the
        // others are stopped by the wall clock, 'w' while nobody waits for a processor, 's', 'S' and 'T'
        // while tasks do: 's' did not compute, 'S' did for a part of the time, 'T' for most of it. The last
        // goes on.
        QTest::addColumn<QByteArray>("happens");
        QTest::addColumn<int>("tests");
        QTest::addColumn<int>("made"); // runs, with those that are repeated alone
        QTest::addColumn<QString>("verdicts");
        QTest::newRow("nothing") << QByteArray("o") << 2 << 2 << "AC AC";
        QTest::newRow("it waits, and processors were free") << QByteArray("w") << 2 << 2 << "TLE TLE";
        QTest::newRow("alone it ends") << QByteArray("so") << 1 << 2 << "AC";
        QTest::newRow("alone it waits") << QByteArray("sw") << 1 << 2 << "TLE";
        QTest::newRow("also alone, and it computes when it can") << QByteArray("sS") << 1 << 2 << "JE";
        QTest::newRow("its own threads wait for each other") << QByteArray("T") << 1 << 1 << "TLE";
        QTest::newRow("also alone, and it does nothing") << QByteArray("ss") << 1 << 2 << "TLE";
        // The machine stays busy: what was seen once of a program that waits need not be seen again.
        QTest::newRow("all its runs wait on a busy machine")
            << QByteArray("swsss") << 4 << 5 << "TLE TLE TLE TLE";
    }

    void decides()
    {
        QFETCH(QByteArray, happens);
        QFETCH(int, tests);
        QFETCH(int, made);
        QFETCH(QString, verdicts);
        SmallContest contest;
        contest.addProblem("sum", tests);
        const int submission = contest.addSubmission("sum", "* ok");
        TreeBuilder tree;
        long waited = 0;
        const auto tell = [&] {
            tree.file("cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + std::to_string(waited) + "\n");
        };
        tell();
        SmallMachine machine;
        qsizetype number = 0;
        machine.beforeRun = [&](const std::string&, const std::string&,
                                const std::stop_token&) -> std::optional<sandbox::RunResult> {
            const char what = happens.at(std::min(number++, happens.size() - 1));
            if (what == 'o')
                return std::nullopt;
            if (what != 'w') {
                waited += 9'000'000;
                tell();
            }
            sandbox::RunResult result = sandbox::fakeStatus(model::RunStatus::WallLimit);
            result.wallTime = seconds(3);
            result.cpuTime = std::chrono::milliseconds(what == 'S' ? 400 : what == 'T' ? 2900 : 1);
            return result;
        };
        Options options = slotOptions(1);
        options.cpuPressure = tree.path("cpu");
        SchedulerRun run;
        run.run(contest, machine, options);
        QCOMPARE(run.error, std::string());
        QCOMPARE(QString::fromStdString(runsText(run.of(submission))), verdicts);
        QCOMPARE(machine.tests.load(), made);
        const model::Judgement judgement = run.of(submission);
        const model::Run& first = judgement.runs.front();
        QCOMPARE(first.attempts.size(), std::size_t(happens.startsWith('s') ? 2 : 0));
        if (first.verdict == model::Verdict::JE)
            QVERIFY2(first.message.find("the machine is busy with something else") != std::string::npos,
                     first.message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestStarvedRuns)
#include "test_starved_runs.moc"
