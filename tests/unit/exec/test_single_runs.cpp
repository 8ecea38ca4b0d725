// SPDX-License-Identifier: GPL-3.0-or-later
// One run at a time: limits that are passed on, repetition near the time limit, kills by the host.
#include "exec/case_run.h"

#include "support/small_contest.h"

#include <QTest>

#include <csignal>
#include <deque>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::RunStatus;
using model::Verdict;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// A problem with one test, and a sandbox that gives what was put into `results`.
struct Bench
{
    SmallContest contest;
    std::deque<sandbox::RunResult> results;
    std::vector<sandbox::RunLimits> limits;
    sandbox::FakeSandbox sandbox;
    Slot slot;
    Judging judging;
    Program program;
    std::uint64_t kills = 0;
    std::uint64_t killsPerRun = 0;

    Bench()
        : sandbox([this](const sandbox::RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
              limits.push_back(request.limits);
              kills += killsPerRun;
              sandbox::RunResult result = std::move(results.front());
              results.pop_front();
              return result;
          }),
          slot(sandbox, 0)
    {
        contest.addProblem("sum", 1);
        judging.problem = &contest.plan.problems[0];
        program.language = SmallContest::scriptLanguage();
        program.compiled = std::make_shared<Compiled>();
    }
    model::Problem& problem() { return contest.plan.problems[0]; }
    void add(int cpuMillis, int exitCode = 0, const std::string& output = "answer 01\n")
    {
        sandbox::RunResult result = sandbox::fakeExit(exitCode, output);
        result.cpuTime = milliseconds(cpuMillis);
        results.push_back(std::move(result));
    }
    void addKilled()
    {
        sandbox::RunResult result = sandbox::fakeStatus(RunStatus::Signalled);
        result.signal = SIGKILL;
        results.push_back(std::move(result));
    }
    /// Runs, and repeats alone where that is asked for.
    CaseReport judge(bool margin = false) { return judgeOrStop(margin).value(); }
    std::optional<CaseReport> judgeOrStop(bool margin = false)
    {
        const CpuPressure pressure("/nowhere");
        CaseRunner runner(pressure, [this] { return kills; });
        const RunOrder order{judging, problem().testCases[0], &program,
                             margin ? RunUntil::SafetyMargin : RunUntil::TimeLimit};
        std::optional<CaseReport> report = runner.run(slot, order, {});
        if (report && report->repeat != CaseReport::Repeat::No)
            return runner.repeatAlone(slot, order, std::move(*report), {});
        return report;
    }
};

} // namespace

class TestSingleRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nearTheLimit_data()
    {
        QTest::addColumn<QList<int>>("times");
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("counts"); // ms
        QTest::addColumn<QString>("verdict");
        QTest::newRow("far below") << QList<int>{899} << 1 << 899 << "AC";
        QTest::newRow("below: once more") << QList<int>{900, 950} << 2 << 900 << "AC";
        QTest::newRow("over, then below") << QList<int>{1050, 980} << 2 << 980 << "AC";
        QTest::newRow("over, over, below") << QList<int>{1050, 1060, 700} << 3 << 700 << "AC";
        QTest::newRow("always over") << QList<int>{1050, 1060, 1040, 1100} << 4 << 1040 << "TLE";
        QTest::newRow("at the end of what is near") << QList<int>{1100, 1000} << 2 << 1000 << "AC";
        QTest::newRow("far over") << QList<int>{1101} << 1 << 1101 << "TLE";
    }
    void nearTheLimit()
    {
        QFETCH(QList<int>, times);
        QFETCH(int, runs);
        QFETCH(int, counts);
        QFETCH(QString, verdict);
        Bench bench;
        for (const int time : times)
            bench.add(time);
        const CaseReport report = bench.judge();
        QCOMPARE(static_cast<int>(bench.limits.size()), runs);
        QVERIFY(report.run.cpuTime == milliseconds(counts));
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*report.run.verdict))), verdict);
        QCOMPARE(static_cast<int>(report.run.attempts.size()), runs > 1 ? runs : 0);
        for (std::size_t i = 0; i < report.run.attempts.size(); ++i)
            QVERIFY(report.run.attempts[i].cpuTime == milliseconds(times[static_cast<qsizetype>(i)]));
        QVERIFY(report.repeat == CaseReport::Repeat::No);
    }

    void onlyWhatEndedAlikeReplacesARun()
    {
        Bench bench;
        bench.add(950);
        bench.add(100, 1);
        const CaseReport report = bench.judge();
        QVERIFY(report.run.verdict == Verdict::AC);
        QCOMPARE(report.run.attempts.size(), std::size_t{2});
    }

    void filesThatNobodyReads_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("outputFile");
        QTest::addColumn<QString>("expected"); // begins so; "-": nothing of files
        const QString silent =
            "nothing was written to standard output, which is what is read here; the program "
            "wrote the file ";
        QTest::newRow("silent") << "" << QStringList{"notes", "sum.out"} << "" << silent + "sum.out. ";
        QTest::newRow("silent, any name") << "" << QStringList{"result"} << "" << silent + "result. ";
        QTest::newRow("silent, odd name") << "" << QStringList{"a\033[2J"} << "" << silent + "a\\x1b[2J. ";
        QTest::newRow("silent, no file") << "" << QStringList{} << ""
                                         << "-";
        QTest::newRow("wrong, and an output")
            << "Enter n:\n"
            << QStringList{"OUTPUT.TXT"} << ""
            << "only standard output is read here; the program wrote the file "
               "OUTPUT.TXT. ";
        QTest::newRow("wrong, and something else") << "1\n"
                                                   << QStringList{"cache"} << ""
                                                   << "-";
        QTest::newRow("right") << "answer 01\n"
                               << QStringList{"sum.out"} << ""
                               << "-";
        QTest::newRow("a file is read") << "" << QStringList{"sum.txt"} << "sum.out"
                                        << "the program did not write the file sum.out";
    }
    void filesThatNobodyReads()
    {
        QFETCH(QString, output);
        QFETCH(QStringList, files);
        QFETCH(QString, outputFile);
        QFETCH(QString, expected);
        Bench bench;
        bench.problem().outputFile = outputFile.toStdString();
        bench.add(10, 0, output.toStdString());
        bench.results.back().outputSize = static_cast<std::uint64_t>(output.size());
        for (const QString& file : files)
            bench.results.back().writtenFiles.push_back(file.toStdString());
        const CaseReport report = bench.judge();
        const QString message = QString::fromStdString(report.run.message);
        if (expected == "-")
            QVERIFY2(!message.contains("file"), qPrintable(message));
        else
            QVERIFY2(message.startsWith(expected), qPrintable(message));
        QCOMPARE(bench.limits.size(), std::size_t(1)); // nothing is run again for it
    }

    void sandboxFailureWhileRepeatingChangesNothing()
    {
        Bench bench;
        bench.add(1050);
        bench.results.push_back(sandbox::fakeStatus(RunStatus::SandboxFailed));
        bench.results.push_back(sandbox::fakeStatus(RunStatus::SandboxFailed));
        const CaseReport report = bench.judge();
        QVERIFY(report.run.verdict == Verdict::TLE);
    }

    void stoppedRunsAreNotRepeated()
    {
        Bench bench;
        sandbox::RunResult result = sandbox::fakeStatus(RunStatus::CpuLimit);
        result.cpuTime = milliseconds(1100);
        bench.results.push_back(std::move(result));
        QVERIFY(bench.judge().run.verdict == Verdict::TLE);
        QCOMPARE(bench.limits.size(), std::size_t{1});
    }

    void cancelledWhileRepeating()
    {
        Bench bench;
        bench.add(1050);
        bench.results.push_back(sandbox::fakeStatus(RunStatus::Cancelled));
        QVERIFY(!bench.judgeOrStop());
    }

    void killedByTheHost()
    {
        Bench bench;
        bench.killsPerRun = 1;
        bench.addKilled();
        bench.addKilled();
        const CaseReport report = bench.judge();
        QVERIFY(report.run.verdict == Verdict::JE);
        QVERIFY(report.run.message.find("out of memory") != std::string::npos);
        QCOMPARE(report.run.attempts.size(), std::size_t{2});
    }

    void killedByTheHostOnlyOnce()
    {
        Bench bench;
        bench.addKilled();
        bench.add(10);
        QVERIFY(bench.judge().run.verdict == Verdict::AC);
    }

    void aProgramThatKillsItselfIsItsOwnFault()
    {
        Bench bench;
        bench.addKilled();
        bench.addKilled();
        const CaseReport report = bench.judge();
        QVERIFY(report.run.verdict == Verdict::RTE);
        QCOMPARE(report.run.signal, std::optional<int>(SIGKILL));
    }

    void limitsPassedOn()
    {
        Bench bench;
        bench.program.language.timeFactor = 2;
        bench.program.language.extraMemory = 1000;
        bench.program.language.processes = 5;
        bench.add(10);
        bench.judge();
        const sandbox::RunLimits limits = bench.limits.at(0);
        QVERIFY(limits.cpuTime == milliseconds(2200));
        QVERIFY(limits.wallTime == seconds(5));
        QCOMPARE(limits.memory, 64 * SmallContest::kMiB + 1000);
        QCOMPARE(limits.output, std::uint64_t{8} << 20);
        QCOMPARE(limits.processes, 5);
    }

    /// What happens after a contest would have stopped the program does not count.
    void lateEndsAreDecidedAtTheLimit_data()
    {
        QTest::addColumn<int>("status"); // model::RunStatus
        QTest::addColumn<int>("cpuMillis");
        QTest::addColumn<int>("wallMillis");
        QTest::addColumn<int>("runs");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* name, RunStatus status, int cpu, int wall, int runs,
                            const char* verdict) {
            QTest::newRow(name) << static_cast<int>(status) << cpu << wall << runs << verdict;
        };
        row("a violation in time", RunStatus::Violation, 500, 500, 1, "SV");
        row("a violation too late", RunStatus::Violation, 1500, 1500, 2, "TLE");
        row("exited in time", RunStatus::Exited, 500, 2900, 1, "AC");
        row("exited after it had waited too long", RunStatus::Exited, 500, 3100, 2, "TLE");
        row("too slow anyway", RunStatus::Exited, 1500, 1500, 1, "TLE");
    }
    void lateEndsAreDecidedAtTheLimit()
    {
        QFETCH(int, status);
        QFETCH(int, cpuMillis);
        QFETCH(int, wallMillis);
        QFETCH(int, runs);
        QFETCH(QString, verdict);
        Bench bench;
        bench.problem().timeLimitRule.safetyMargin = 4;
        sandbox::RunResult result = static_cast<RunStatus>(status) == RunStatus::Exited
                                        ? sandbox::fakeExit(0, "answer 01\n")
                                        : sandbox::fakeStatus(static_cast<RunStatus>(status));
        result.cpuTime = milliseconds(cpuMillis);
        result.wallTime = milliseconds(wallMillis);
        bench.results.push_back(std::move(result));
        bench.results.push_back(sandbox::fakeStatus(RunStatus::CpuLimit));
        const CaseReport report = bench.judge(true);
        QCOMPARE(static_cast<int>(bench.limits.size()), runs);
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*report.run.verdict))), verdict);
        // It did not come to the margin.
        QVERIFY(!report.stopped);
        if (runs == 2)
            QVERIFY(bench.limits.at(1).cpuTime == milliseconds(1100));
    }

    void toTheSafetyMargin()
    {
        Bench bench;
        bench.problem().timeLimitRule.safetyMargin = 3;
        bench.add(1500);
        QVERIFY(bench.judge(true).run.verdict == Verdict::TLE);
        QVERIFY(bench.limits.at(0).cpuTime == milliseconds(3750));
        // Enough to come to the margin, less than twice that for who only waits.
        QVERIFY(bench.limits.at(0).wallTime == milliseconds(5125));
    }

    void outputThatIsCapped()
    {
        Bench bench;
        const std::string noise(100'000, 'e');
        sandbox::RunResult result = sandbox::fakeExit(0, std::string(3'000'000, 'o'), noise);
        bench.results.push_back(std::move(result));
        const model::Run run = bench.judge().run;
        QVERIFY(run.verdict == Verdict::WA);
        QCOMPARE(run.outputSize, std::uint64_t{3'000'000});
        QVERIFY(run.output.size() <= 4096);
        QCOMPARE(run.standardError.size(), std::size_t{4096});
    }

    void errorsCountAsOutput_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("output");
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* name, const QString& format, int output, int errors, int exitCode,
                            const QString& verdict) {
            QTest::newRow(name) << format << output << errors << exitCode << verdict;
        };
        const QString since = QStringLiteral("icpc-2025-09");
        row("together at the limit", since, 600, 400, 0, QStringLiteral("WA"));
        row("together more", since, 600, 401, 0, QStringLiteral("OLE"));
        row("errors alone", since, 0, 1001, 0, QStringLiteral("OLE"));
        row("one that crashes", since, 600, 401, 1, QStringLiteral("RTE"));
        row("other formats", QStringLiteral("icpc-legacy"), 600, 40'000, 0, QStringLiteral("WA"));
    }
    void errorsCountAsOutput()
    {
        QFETCH(QString, format);
        QFETCH(int, output);
        QFETCH(int, errors);
        QFETCH(int, exitCode);
        QFETCH(QString, verdict);
        Bench bench;
        bench.problem().format = format.toStdString();
        bench.problem().limits.output = 1000;
        sandbox::RunResult result =
            sandbox::fakeExit(exitCode, std::string(static_cast<std::size_t>(output), 'o'), "noise");
        result.standardErrorSize = static_cast<std::uint64_t>(errors);
        bench.results.push_back(std::move(result));
        const model::Run run = bench.judge().run;
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*run.verdict))), verdict);
        QCOMPARE(
            run.message.find("401 to standard error: together more than the output limit of 1000 bytes") !=
                std::string::npos,
            exitCode == 0 && errors == 401);
    }
};

QTEST_GUILESS_MAIN(TestSingleRuns)
#include "test_single_runs.moc"
