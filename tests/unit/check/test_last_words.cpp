// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/last_words.h"

#include <QTest>

using namespace assize;

class TestLastWords : public QObject
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
        const std::string_view found = check::reasonLine(written);
        QCOMPARE(QByteArray(found.data(), static_cast<qsizetype>(found.size())), reason);
    }

    void longLinesAreCut()
    {
        QCOMPARE(check::reasonLine(std::string(100'000, 'x')).size(), std::size_t{300});
    }

    void lastLinesAreKept_data()
    {
        QTest::addColumn<QByteArray>("standardError");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("nothing") << QByteArray(" \n") << QByteArray();
        QTest::newRow("one line") << QByteArray("  boom\n") << QByteArray("boom");
        QTest::newRow("one line behind a blank one") << QByteArray("\nboom\n") << QByteArray("boom");
        QTest::newRow("Python") << QByteArray("Traceback (most recent call last):\n  File \"a.py\", line 1\n"
                                              "ValueError: x\n\n")
                                << QByteArray("ValueError: x\nTraceback (most recent call last):\n"
                                              "  File \"a.py\", line 1\nValueError: x");
        const QByteArray noise = QByteArray("noise\n").repeated(2000);
        QTest::newRow("much") << noise + "why\n"
                              << "why\n...\n" + QByteArray("noise\n").repeated(11) + "why";
        QTest::newRow("one long line")
            << QByteArray(5000, 'x') << QByteArray(300, 'x') + "\n...\n" + QByteArray(3000, 'x');
    }

    void lastLinesAreKept()
    {
        QFETCH(QByteArray, standardError);
        QFETCH(QByteArray, words);
        QCOMPARE(QByteArray::fromStdString(check::lastWords(standardError.toStdString(), false)), words);
    }

    void whatWasNotKeptIsSaid()
    {
        QCOMPARE(check::lastWords("first\nlast\n", true),
                 std::string("last\n(of what it wrote to standard error, only the first 11 bytes are kept)\n"
                             "first\nlast"));
    }
};

QTEST_GUILESS_MAIN(TestLastWords)
#include "test_last_words.moc"
