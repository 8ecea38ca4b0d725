// SPDX-License-Identifier: GPL-3.0-or-later
// Compilers that a limit stops: the clock may have stopped them because others took their processor.
#include "exec/compiler.h"
#include "exec/cpu_pressure.h"
#include "support/scheduler_run.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::RunStatus;
using std::chrono::seconds;

namespace {

sandbox::RunResult stoppedByClock(seconds cpuTime)
{
    sandbox::RunResult result = sandbox::fakeStatus(RunStatus::WallLimit);
    result.wallTime = seconds(21);
    result.cpuTime = cpuTime;
    return result;
}

} // namespace

class TestCompileWallTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        // The seconds that it computed each time when the clock, after 21 s, stops it.
        QTest::addColumn<QList<int>>("computed");
        QTest::addColumn<int>("compilations");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("said");
        const QString waited = "Compilation stopped after 121 s by the clock, of which it computed for 0 s";
        QTest::newRow("never") << QList<int>{} << 1 << "AC"
                               << "";
        QTest::newRow("once: others were in its way") << QList<int>{21} << 2 << "AC"
                                                      << "";
        QTest::newRow("it waits, and no processor was missing: no second time, as slots would stand idle")
            << QList<int>{0, 0} << 1 << "CE" << waited;
        QTest::newRow("it waits alone") << QList<int>{21, 0} << 2 << "CE" << waited;
        QTest::newRow("also alone, and it got all it could")
            << QList<int>{21, 21} << 2 << "JE"
            << "also with no other work of this program beside it: the machine is busy with something else";
    }

    void decides()
    {
        QFETCH(QList<int>, computed);
        QFETCH(int, compilations);
        QFETCH(QString, verdict);
        QFETCH(QString, said);
        SmallContest contest;
        contest.addProblem("sum", 2);
        const int slow = contest.addSubmission("sum", "* ok\n# slow");
        for (int i = 0; i < 5; ++i)
            contest.addSubmission("sum", "* ok\n# " + std::to_string(i));
        SmallMachine machine;
        std::atomic<int> seen{0};
        std::atomic<bool> alone{true};
        machine.beforeCompile = [&](const std::string& source) -> std::optional<sandbox::RunResult> {
            if (source.find("slow") == std::string::npos)
                return std::nullopt;
            const int number = ++seen;
            if (number == 2)
                alone = machine.testMemory.load() == 0;
            return number <= computed.size() ? std::optional(stoppedByClock(seconds(computed[number - 1])))
                                             : std::nullopt;
        };
        SchedulerRun run;
        run.run(contest, machine);
        QCOMPARE(run.error, std::string());
        QCOMPARE(seen.load(), compilations);
        QVERIFY(alone);
        const model::Judgement judgement = run.of(slow);
        QCOMPARE(QString::fromStdString(verdictText(judgement)), verdict);
        const std::string text = judgement.message + (judgement.compile ? judgement.compile->log : "");
        QVERIFY2(text.find(said.toStdString()) != std::string::npos, text.c_str());
        for (int id = slow + 1; id <= slow + 5; ++id)
            QCOMPARE(verdictText(run.of(id)), std::string("AC"));
    }

    void aLimitOfItsOwnIsACompileError()
    {
        SmallContest contest;
        contest.addProblem("sum", 1);
        const int slow = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        machine.beforeCompile = [&](const std::string&) {
            return std::optional(sandbox::fakeStatus(RunStatus::CpuLimit));
        };
        SchedulerRun run;
        run.run(contest, machine);
        QCOMPARE(machine.compilations.load(), 1);
        QCOMPARE(verdictText(run.of(slow)), std::string("CE"));
        QVERIFY(run.of(slow).compile->log.find("of CPU time") != std::string::npos);
    }

    void pressure_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("cpuSeconds"); // of 20
        QTest::addColumn<bool>("starved");
        const QByteArray some = "some avg10=0.00 avg60=0.00 avg300=0.00 total=";
        const QByteArray full = "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=99000000\n";
        QTest::newRow("nobody waited for a processor")
            << some + "5" + full << some + "6" + full << 2 << false;
        QTest::newRow("somebody did") << some + "5" + full << some + "15000000" + full << 2 << true;
        QTest::newRow("for less than half of it")
            << some + "5" + full << some + "8000000" + full << 2 << false;
        QTest::newRow("the kernel does not tell, and it computed")
            << QByteArray() << QByteArray() << 2 << true;
        QTest::newRow("the kernel does not tell, and it did not")
            << QByteArray() << QByteArray() << 1 << false;
        QTest::newRow("not as agreed")
            << QByteArray("some total=x\n") << QByteArray("full total=9\n") << 1 << false;
    }

    void pressure()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, cpuSeconds);
        QFETCH(bool, starved);
        TreeBuilder tree;
        tree.file("cpu", before.toStdString());
        const CpuPressure pressure(tree.path("cpu"));
        const CpuWait wait(pressure);
        tree.file("cpu", after.toStdString());
        QCOMPARE(wait.starved(seconds(20), seconds(cpuSeconds)), starved);
    }

    /// The compiler's driver ends by itself when the assembler was stopped.
    void sizeOfAFile_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("messages");
        QTest::addColumn<bool>("isStop");
        const int exited = static_cast<int>(RunStatus::Exited);
        QTest::newRow("itself") << static_cast<int>(RunStatus::OutputLimit) << QByteArray() << true;
        QTest::newRow("assembler") << exited << QByteArray("as: a.o: File too large\n") << true;
        QTest::newRow("shell") << exited << QByteArray("File size limit exceeded (core dumped)\n") << true;
        QTest::newRow("something else") << exited << QByteArray("a.c:1: error: expected ;\n") << false;
    }

    void sizeOfAFile()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, messages);
        QFETCH(bool, isStop);
        sandbox::RunResult run = sandbox::fakeExit(1, "", messages.toStdString());
        run.status = static_cast<RunStatus>(status);
        sandbox::RunLimits limits;
        limits.output = 128 << 20;
        const std::string said = describeStop(run, limits);
        QCOMPARE(said.starts_with("stopped: it writes a file of more than 128 MiB"), isStop);
        run.exitCode = 0;
        run.status = RunStatus::Exited;
        QVERIFY(describeStop(run, limits).empty());
    }
};

QTEST_GUILESS_MAIN(TestCompileWallTime)
#include "test_compile_wall_time.moc"
