// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/score.h"

#include <QTest>

using namespace assize;
using namespace std::chrono_literals;
using model::RunStatus;

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("cpuMilliseconds");
        QTest::addColumn<int>("mebibytes");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<QByteArray>("limit");
        const auto row = [](const char* name, RunStatus status, int exitCode, int cpu, int memory,
                            const char* verdict, const char* limit) {
            QTest::newRow(name) << static_cast<int>(status) << exitCode << cpu << memory
                                << QByteArray(verdict) << QByteArray(limit);
        };
        // The limits are 1 s and 64 MiB.
        row("the output decides", RunStatus::Exited, 0, 500, 10, "", "");
        row("at the limits", RunStatus::Exited, 0, 1000, 64, "", "");
        row("over time though it ended", RunStatus::Exited, 0, 1001, 10, "TLE", "cpu");
        row("over time beats exit code", RunStatus::Exited, 1, 1001, 10, "TLE", "cpu");
        row("over time beats a crash", RunStatus::Signalled, 0, 1001, 10, "TLE", "cpu");
        row("over time beats memory", RunStatus::MemoryLimit, 0, 1001, 65, "TLE", "cpu");
        row("stopped at the CPU limit", RunStatus::CpuLimit, 0, 1000, 10, "TLE", "cpu");
        row("stopped at the wall limit", RunStatus::WallLimit, 0, 3, 10, "TLE", "wall");
        row("stopped at the wall limit, and over CPU time", RunStatus::WallLimit, 0, 1100, 10, "TLE", "cpu");
        row("memory limit", RunStatus::MemoryLimit, 0, 10, 64, "MLE", "memory");
        row("over memory though it ended", RunStatus::Exited, 0, 10, 65, "MLE", "memory");
        row("over memory beats a crash", RunStatus::Signalled, 0, 10, 65, "MLE", "memory");
        row("output limit", RunStatus::OutputLimit, 0, 10, 10, "OLE", "output");
        row("signal", RunStatus::Signalled, 0, 10, 10, "RTE", "");
        row("exit code", RunStatus::Exited, 3, 10, 10, "RTE", "");
        row("violation", RunStatus::Violation, 0, 2000, 100, "SV", "");
        row("sandbox failed", RunStatus::SandboxFailed, 0, 2000, 100, "JE", "");
        row("cancelled", RunStatus::Cancelled, 1, 2000, 100, "", "");
    }

    void verdicts()
    {
        QFETCH(int, status);
        QFETCH(int, exitCode);
        QFETCH(int, cpuMilliseconds);
        QFETCH(int, mebibytes);
        QFETCH(QByteArray, verdict);
        QFETCH(QByteArray, limit);
        model::Limits limits;
        limits.cpuTime = 1s;
        limits.memory = 64ULL << 20;
        score::ProcessOutcome outcome;
        outcome.status = static_cast<RunStatus>(status);
        outcome.exitCode = exitCode;
        outcome.cpuTime = std::chrono::milliseconds(cpuMilliseconds);
        outcome.memory = static_cast<std::uint64_t>(mebibytes) << 20;
        const score::ProcessVerdict result = score::judgeProcess(outcome, limits);
        const std::string code = result.verdict ? std::string(model::codeOf(*result.verdict)) : std::string();
        QCOMPARE(QByteArray::fromStdString(code), verdict);
        QCOMPARE(QByteArray::fromStdString(std::string(model::nameOf(result.limit))), limit);
    }

    void unknownTimeLimitIsNoLimit()
    {
        score::ProcessOutcome outcome;
        outcome.status = RunStatus::Exited;
        outcome.cpuTime = 100s;
        QVERIFY(!score::judgeProcess(outcome, model::Limits{}).verdict);
    }
};

QTEST_GUILESS_MAIN(TestProcess)
#include "test_process.moc"
