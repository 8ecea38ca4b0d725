// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/crash_message.h"

#include <QTest>

using namespace assize;

class TestCrashMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reasons_data()
    {
        QTest::addColumn<QByteArray>("standardError");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* written, const char* reason) {
            QTest::newRow(name) << QByteArray(written) << QByteArray(reason);
        };
        row("nothing", "", "");
        row("blank lines", "\n  \n\r\n", "");
        row("one line without an end", "boom", "boom");
        row("Python",
            "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    import numpy\n"
            "ModuleNotFoundError: No module named 'numpy'\n",
            "ModuleNotFoundError: No module named 'numpy'");
        row("C++",
            "terminate called after throwing an instance of 'std::out_of_range'\n"
            "  what():  vector::_M_range_check\n",
            "what():  vector::_M_range_check");
        row("C++ without a text", "terminate called after throwing an instance of 'int'\n",
            "terminate called after throwing an instance of 'int'");
        row("Java",
            "Exception in thread \"main\" java.lang.ArithmeticException: / by zero\n"
            "\tat Main.f(Main.java:3)\n\tat Main.main(Main.java:9)\n",
            "Exception in thread \"main\" java.lang.ArithmeticException: / by zero");
        row("JavaScript",
            "/w/a.js:1\nfoo.bar()\n^\n\nReferenceError: foo is not defined\n    at Object.<anonymous> "
            "(/w/a.js:1:1)\n    at node:internal/main:23:47\n\nNode.js v18.19.0\n",
            "ReferenceError: foo is not defined");
        row("JavaScript without memory",
            "<--- Last few GCs --->\n\n[1:0x2]  20 ms: Scavenge\n\nFATAL ERROR: Reached heap limit "
            "Allocation "
            "failed - JavaScript heap out of memory\n----- Native stack trace -----\n 1: 0xb7 "
            "[/usr/bin/node]\n",
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
        row("Go",
            "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 "
            "[running]:\nmain.main()\n\t/w/a.go:5 +0x1d\nexit status 2\n",
            "panic: runtime error: index out of range [5] with length 3");
        row("Rust",
            "thread 'main' panicked at 'index out of bounds', a.rs:3:5\nnote: run with `RUST_BACKTRACE=1` "
            "environment variable to display a backtrace\n",
            "thread 'main' panicked at 'index out of bounds', a.rs:3:5");
        row("C#",
            "Unhandled exception. System.DivideByZeroException: Attempted to divide by zero.\n   at P.Main() "
            "in "
            "/w/a.cs:line 3\n",
            "Unhandled exception. System.DivideByZeroException: Attempted to divide by zero.");
        row("only frames", "\tat a\n\tat b\n", "at b");
        row("carriage returns", "one\r\ntwo\r\n", "two");
        row("bytes stay bytes", "a\n\xFF\x1B[31mred\n", "\xFF\x1B[31mred");
    }

    void reasons()
    {
        QFETCH(QByteArray, standardError);
        QFETCH(QByteArray, reason);
        const std::string written = standardError.toStdString();
        const std::string_view found = exec::reasonLine(written);
        QCOMPARE(QByteArray(found.data(), static_cast<qsizetype>(found.size())), reason);
    }

    void longLinesAreCut() { QCOMPARE(exec::reasonLine(std::string(100'000, 'x')).size(), std::size_t{300}); }

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
        QCOMPARE(QString::fromStdString(exec::crashMessage(run, "why\n")), message);
    }
};

QTEST_GUILESS_MAIN(TestCrashMessage)
#include "test_crash_message.moc"
