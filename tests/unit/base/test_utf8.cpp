// SPDX-License-Identifier: GPL-3.0-or-later
// What people see of bytes: nothing in them may stay invisible or disguise itself.
#include "base/utf8.h"

#include <QTest>

using namespace assize;

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shown_data();
    void shown();
    void onOneLine();
    void titles_data();
    void titles();
    void headsBreakNoCharacter();
};

void TestUtf8::shown_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& bytes, const QByteArray& text) {
        QTest::newRow(name) << bytes << text;
    };
    const auto unchanged = [&row](const char* name, const QByteArray& bytes) { row(name, bytes, bytes); };

    unchanged("nothing", "");
    unchanged("newline and tab", "a\n\tb");
    unchanged("Latin", "Fern\u00e1ndez \u00df \u0142");
    unchanged("Chinese", "\u7530\u4e2d");
    unchanged("emoji", "\U0001F600");
    row("control characters", QByteArray("a\0b\x01\x1b[31m\r\x7f", 11), R"(a\x00b\x01\x1b[31m\x0d\x7f)");
    row("C1", "a\u0080\u009f", R"(a\u0080\u009f)");
    row("Latin-1", "caf\xe9", R"(caf\xe9)");
    row("cut character", "\xe2\x82", R"(\xe2\x82)");
    row("overlong", "\xc0\x80", R"(\xc0\x80)");
    row("surrogate", "\xed\xa0\x80", R"(\xed\xa0\x80)");

    row("no-break space", "a\u00a0b", R"(a\u00a0b)");
    row("narrow no-break space", "a\u202fb", R"(a\u202fb)");
    row("ideographic space", "a\u3000b", R"(a\u3000b)");
    row("em space", "\u2003", R"(\u2003)");
    row("blank pattern of Braille", "\u2800", R"(\u2800)");
    row("byte order mark", "\ufeff1", R"(\ufeff1)");
    row("zero width space", "a\u200bb", R"(a\u200bb)");
    row("word joiner", "a\u2060b", R"(a\u2060b)");
    row("soft hyphen", "a\u00adb", R"(a\u00adb)");
    row("Hangul filler", "\u3164", R"(\u3164)");
    row("right-to-left override", "\u202egpj.exe", R"(\u202egpj.exe)");
    row("isolates", "\u2066a\u2069", R"(\u2066a\u2069)");
    row("Arabic letter mark", "\u061c", R"(\u061c)");
    row("line separator", "\u2028", R"(\u2028)");
    row("tag", "\U000E0041", R"(\u{e0041})");
    row("noncharacter", "\uffff", R"(\uffff)");
    row("noncharacter of another plane", "\U0001FFFE", R"(\u{1fffe})");

    row("joiner between Latin letters", "a\u200db", R"(a\u200db)");
    row("joiner at the beginning", "\u200d\u0627", QByteArray(R"(\u200d)") + "\u0627");
    row("joiner at the end", "\u0627\u200c", "\u0627" + QByteArray(R"(\u200c)"));
    unchanged("non-joiner in Persian", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627");
    unchanged("joiner in Sinhala", "\u0dc1\u0dca\u200d\u0dbb\u0dd3");
    unchanged("family", "\U0001F468\u200d\U0001F469");
    unchanged("heart", "\u2764\ufe0f");
    row("selector after a letter", "a\ufe0f", R"(a\ufe0f)");
    row("joiner, then no UTF-8", "\u0627\u200d\xff", "\u0627" + QByteArray(R"(\u200d\xff)"));
}

void TestUtf8::shown()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toPrintable(bytes.toStdString())), text);
}

void TestUtf8::onOneLine()
{
    QCOMPARE(toPrintableLine("a\n\tb\u00a0"), std::string(R"(a\n\tb\u00a0)"));
}

void TestUtf8::titles_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("title");
    QTest::newRow("plain") << QByteArray("Anna Garc\u00eda") << QByteArray("Anna Garc\u00eda");
    QTest::newRow("French") << QByteArray("Qui\u00a0?") << QByteArray("Qui ?");
    QTest::newRow("Japanese") << QByteArray("\u7530\u4e2d\u3000\u592a\u90ce")
                              << QByteArray("\u7530\u4e2d \u592a\u90ce");
    QTest::newRow("zero width stays") << QByteArray("a\u200bb") << QByteArray("a\u200bb");
    QTest::newRow("no UTF-8") << QByteArray("a\xff") << QByteArray("a\ufffd");
}

void TestUtf8::titles()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, title);
    QCOMPARE(QByteArray::fromStdString(toTitle(name.toStdString())), title);
}

void TestUtf8::headsBreakNoCharacter()
{
    QCOMPARE(headOf("a\u20acb", 3), std::string_view("a"));
    QCOMPARE(headOf("a\u20acb", 4), std::string_view("a\u20ac"));
    QCOMPARE(headOf("ab", 4), std::string_view("ab"));
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "test_utf8.moc"
