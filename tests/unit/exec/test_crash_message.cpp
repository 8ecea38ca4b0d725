// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/crash_message.h"

#include <QTest>

using namespace assize;

class TestCrashMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messages_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("message");
        const auto limit = [](model::LimitKind kind) { return static_cast<int>(kind); };
        QTest::newRow("exit code") << 3 << 0 << limit(model::LimitKind::None) << "exit code 3: why";
        QTest::newRow("signal") << 0 << 11 << limit(model::LimitKind::None) << "SIGSEGV: why";
        QTest::newRow("memory") << 1 << 0 << limit(model::LimitKind::Memory) << "memory limit: why";
        QTest::newRow("time") << 1 << 0 << limit(model::LimitKind::Cpu) << "";
        QTest::newRow("output") << 1 << 0 << limit(model::LimitKind::Output) << "";
        QTest::newRow("a normal end") << 0 << 0 << limit(model::LimitKind::None) << "";
    }

    void messages()
    {
        QFETCH(int, exitCode);
        QFETCH(int, signal);
        QFETCH(int, limit);
        QFETCH(QString, message);
        model::Run run;
        run.exitCode = exitCode;
        if (signal != 0)
            run.signal = signal;
        run.limit = static_cast<model::LimitKind>(limit);
        QCOMPARE(QString::fromStdString(exec::crashMessage(run, "why\n", {}, exec::Talk::No)), message);
    }

    void waiting_data()
    {
        QTest::addColumn<int>("cpuMilliseconds");
        QTest::addColumn<bool>("talks");
        QTest::addColumn<QString>("message");
        QTest::newRow("alone") << 2 << false
                               << "wall limit: 3.001 s passed, in which it used 0.002 s of CPU time; it "
                                  "sleeps, or waits for a thread, a lock or another program";
        QTest::newRow("with the jury") << 2 << true
                                       << "wall limit: 3.001 s passed, in which it used 0.002 s of CPU time; "
                                          "it waits for an answer that "
                                          "never comes; flush the output after every message";
        QTest::newRow("it also computed")
            << 2000 << true
            << "wall limit: 3.001 s passed, in which it used 2 s of CPU time; it waits for a part of its "
               "time, or the machine is busy";
    }

    /// A program that waits uses no CPU time: with that alone its verdict cannot be understood.
    void waiting()
    {
        QFETCH(int, cpuMilliseconds);
        QFETCH(bool, talks);
        QFETCH(QString, message);
        model::Run run;
        run.limit = model::LimitKind::Wall;
        run.signal = 9;
        run.cpuTime = std::chrono::milliseconds(cpuMilliseconds);
        run.wallTime = std::chrono::milliseconds(3001);
        const exec::Talk talk = talks ? exec::Talk::Yes : exec::Talk::No;
        QCOMPARE(QString::fromStdString(exec::crashMessage(run, "why\n", {}, talk)), message);
    }

    void missingModules_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<QByteArray>("note");
        const auto row = [](const char* name, const char* language, const char* module, const char* note) {
            QTest::newRow(name) << QByteArray(language) << QByteArray(module) << QByteArray(note);
        };
        row("PyPy", "pypy3", "numpy",
            " (it was run with Python X, which has no numpy; CPython has it where the "
            "package python3-numpy is installed)");
        row("CPython", "python3", "pandas",
            " (it was run with Python X, which has no pandas here; the package python3-pandas brings it. "
            "Rejudge what was judged without it)");
        row("a part of a library", "python3", "scipy.special",
            " (it was run with Python X, which has no scipy here; the package python3-scipy brings it. "
            "Rejudge what was judged without it)");
        row("the contestant's own", "pypy3", "helper", " (it was run with Python X)");
        row("another language", "javascript", "numpy", "");
    }

    void missingModules()
    {
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, module);
        QFETCH(QByteArray, note);
        model::Run run;
        run.exitCode = 1;
        model::Language python;
        python.id = language.toStdString();
        python.name = "Python X";
        const QByteArray reason = "ModuleNotFoundError: No module named '" + module + "'";
        const std::string written = "Traceback (most recent call last):\n" + reason.toStdString() + '\n';
        QCOMPARE(QByteArray::fromStdString(exec::crashMessage(run, written, python, exec::Talk::No)),
                 "exit code 1: " + reason + note);
    }
};

QTEST_GUILESS_MAIN(TestCrashMessage)
#include "test_crash_message.moc"
