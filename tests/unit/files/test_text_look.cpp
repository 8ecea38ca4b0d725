// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hash.h"
#include "files/text_look.h"
#include "support/tree_builder.h"

#include <QtTest>

using namespace assize;
using namespace std::string_literals;

/// What a file's bytes say about its lines and its encoding.
class TestTextLook : public QObject
{
    Q_OBJECT

    static QString described(const files::TextFacts& facts)
    {
        using Encoding = files::TextFacts::Encoding;
        QStringList words;
        if (facts.encoding != Encoding::Bytes)
            words << (facts.encoding == Encoding::Utf8Mark ? "utf8-mark" : "utf16");
        if (facts.windowsLines)
            words << "windows";
        if (facts.unixLines)
            words << "unix";
        if (facts.loneReturns)
            words << "lone";
        if (facts.zeros)
            words << "zeros";
        if (facts.notUtf8)
            words << "not-utf8";
        if (!facts.lastLineEnds)
            words << "unended";
        return words.join(' ');
    }

private Q_SLOTS:
    void facts_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << ""s
                               << "";
        QTest::newRow("Unix") << "1 2\n3\n"s
                              << "unix";
        QTest::newRow("Windows") << "1 2\r\n3\r\n"s
                                 << "windows";
        QTest::newRow("Windows, last line without end") << "1\r\n2"s
                                                        << "windows unended";
        QTest::newRow("both") << "1\r\n2\n"s
                              << "windows unix";
        QTest::newRow("old Mac") << "1\r2\r"s
                                 << "lone";
        QTest::newRow("converted twice") << "1\r\r\n2\r\r\n"s
                                         << "windows lone";
        QTest::newRow("one line without end") << "1"s
                                              << "unended";
        QTest::newRow("UTF-8") << "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n"s
                               << "unix";
        QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF"
                                              "1\n"s
                                           << "utf8-mark unix";
        QTest::newRow("Latin-1") << "caf\xE9\n"s
                                 << "unix not-utf8";
        QTest::newRow("Latin-1 at the end") << "caf\xE9"s
                                            << "not-utf8 unended";
        QTest::newRow("UTF-16 little") << "\xFF\xFE"
                                          "1\0\n\0"s
                                       << "utf16 unix zeros not-utf8 unended";
        QTest::newRow("UTF-16 big") << "\xFE\xFF\0"
                                       "1\0\n"s
                                    << "utf16 unix zeros not-utf8";
        QTest::newRow("UTF-16 without a mark") << "1\0 \0"
                                                  "2\0\n\0"s
                                               << "utf16 unix zeros unended";
        QTest::newRow("zero bytes") << "abc\0def\n"s
                                    << "unix zeros";
        QTest::newRow("zeros alone") << "\0\0\0\0"s
                                     << "zeros unended";
        const std::string lines(1000, 'x');
        QTest::newRow("far behind") << lines + "\n" + lines + "\r\n" + lines + "\r" + lines + "\n"
                                    << "windows unix lone";
        QTest::newRow("far behind, Windows") << lines + "\r\n" + lines + "\r\n"
                                             << "windows";
        QTest::newRow("far behind, Latin-1") << lines + "\xE9" + lines + "\n"
                                             << "unix not-utf8";
    }
    void facts()
    {
        QFETCH(std::string, bytes);
        QFETCH(QString, expected);
        QCOMPARE(described(files::textFactsOf(bytes)), expected);
        // Wherever the blocks of a file end; only the first has to be as long as what tells UTF-16.
        const std::size_t first = expected.startsWith("utf") ? 8 : 1;
        for (std::size_t step = 1; step < 7; ++step) {
            files::TextLook look;
            look.add(std::string_view(bytes).substr(0, first));
            for (std::size_t at = first; at < bytes.size(); at += step)
                look.add(std::string_view(bytes).substr(at, step));
            const files::TextFacts facts = look.finish();
            QCOMPARE(described(facts), expected);
            QCOMPARE(facts.size, std::uint64_t(bytes.size()));
        }
    }

    void aFileIsReadOnceForBoth()
    {
        test::TreeBuilder tree;
        tree.file("a", std::string(700'000, 'x') + "\r\n");
        files::Hasher plain;
        files::Hasher looking;
        files::TextLook look;
        QVERIFY(plain.addFile(tree.path("a")));
        QVERIFY(looking.addFile(tree.path("a"), std::numeric_limits<std::uint64_t>::max(), &look));
        QCOMPARE(looking.hex(), plain.hex());
        QCOMPARE(described(look.finish()), QString("windows"));
    }
};

QTEST_GUILESS_MAIN(TestTextLook)
#include "test_text_look.moc"
