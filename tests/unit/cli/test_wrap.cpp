// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../app/cli/wrap.h"

#include <QTest>

using assize::cli::indentedLines;
using assize::cli::wrapped;

class TestWrap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void breaksBetweenWords_data();
    void breaksBetweenWords();
    void laterLinesStandBelow_data();
    void laterLinesStandBelow();
};

void TestWrap::breaksBetweenWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("indent");
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char* name, const char* text, int width, int indent, const char* lines) {
        QTest::newRow(name) << QByteArray(text) << width << indent << QByteArray(lines);
    };
    row("no terminal", "one two three", 0, 2, "one two three");
    row("fits", "one two three", 13, 2, "one two three");
    row("one column less", "one two three", 12, 2, "one two\n  three");
    row("indented first line", "  ! a.cpp: wrong answer", 14, 6, "  ! a.cpp:\n      wrong\n      answer");
    row("blanks between columns stay", "a    b", 20, 2, "a    b");
    row("word wider than the terminal", "see /a/very/long/path now", 8, 2, "see\n  /a/very/long/path\n  now");
    row("lines stay lines", "one two\nthree four", 9, 2, "one two\nthree\n  four");
    row("empty line stays", "one\n\ntwo", 9, 2, "one\n\ntwo");
    row("nothing", "", 9, 2, "");
    row("wide characters count twice", "\u7530\u4e2d \u592a\u90ce", 8, 0, "\u7530\u4e2d\n\u592a\u90ce");
    row("narrower than the indentation", "one two", 4, 6, "one\n  two");
}

void TestWrap::breaksBetweenWords()
{
    QFETCH(QByteArray, text);
    QFETCH(int, width);
    QFETCH(int, indent);
    QFETCH(QByteArray, lines);
    QCOMPARE(QByteArray::fromStdString(wrapped(text.toStdString(), width, indent)), lines);
}

void TestWrap::laterLinesStandBelow_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("one line") << QByteArray("a b") << QByteArray("a b");
    QTest::newRow("line end") << QByteArray("a b\n\r\n ") << QByteArray("a b");
    QTest::newRow("two lines") << QByteArray("a\nerror: b") << QByteArray("a\n  error: b");
    QTest::newRow("hidden") << QByteArray("a\u200b\x1b[2J\xff") << QByteArray("a\\u200b\\x1b[2J\\xff");
    QTest::newRow("nothing") << QByteArray("\n") << QByteArray();
}

void TestWrap::laterLinesStandBelow()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, lines);
    QCOMPARE(QByteArray::fromStdString(indentedLines(text.toStdString(), 2)), lines);
}

QTEST_APPLESS_MAIN(TestWrap)
#include "test_wrap.moc"
