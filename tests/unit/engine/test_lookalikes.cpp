// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookalikes.h"

#include <QTest>

using namespace assize;
using namespace assize::engine;

class TestLookalikes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looks_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("alike");
        const auto row = [](const char* name, const QByteArray& a, const QByteArray& b, bool alike) {
            QTest::newRow(name) << a << b << alike;
        };
        row("the same", "sum", "sum", true);
        row("other", "sum", "sums", false);
        row("case", "Sum", "sUM", true);
        row("case beyond ASCII", "\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9", true);
        row("sharp s is not ss", "strasse",
            "stra\xC3\x9F"
            "e",
            false);
        row("composed and not", "caf\xC3\xA9", "cafe\xCC\x81", true);
        row("with and without an accent", "cafe", "caf\xC3\xA9", false);
        row("Hangul taken apart", "\xED\x95\x9C", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", true);
        row("zero-width space", "su\xE2\x80\x8Bm", "sum", true);
        row("byte order mark", "\xEF\xBB\xBFsum", "sum", true);
        row("direction mark", "\xE2\x80\xAEsum", "sum", true);
        row("soft hyphen", "su\xC2\xADm", "sum", true);
        row("variation selector", "a\xEF\xB8\x8F", "a", true);
        row("zero-width joiner before an accent", "e\xE2\x80\x8D\xCC\x81", "\xC3\xA9", true);
        row("trailing blank", "sum ", "sum", true);
        row("leading tab", "\tsum", "sum", true);
        row("two blanks", "ann  lee", "ann lee", true);
        row("no blank", "annlee", "ann lee", false);
        row("no-break space", "ann\xC2\xA0lee", "ann lee", true);
        row("only blanks", " ", "", true);
        row("Cyrillic a is not Latin a", "\xD0\xB0nn", "ann", false);
        row("fullwidth is not narrow", "\xEF\xBD\x81nn", "ann", false);
        row("no UTF-8", "a\xFF", "a\xFE", true);
        row("beyond the basic plane", "\xF0\x9F\x90\x8D", "\xF0\x9F\x90\x8E", false);
    }

    void looks()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, alike);
        QCOMPARE(lookOf(a.toStdString()) == lookOf(b.toStdString()), alike);
    }

    void bothAreNamed()
    {
        std::vector<model::Problem> problems(3);
        problems[0].id = "Sum";
        problems[1].id = "other";
        problems[2].id = "sum";
        for (model::Problem& problem : problems)
            problem.file = "problems/" + problem.id;
        const Diagnostics found =
            lookalikes(problems, {{"ann", "ann"}, {"bob", "Ann"}, {"caf\xC3\xA9", ""}, {"cafe\xCC\x81", ""}});
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].where, std::string("problems/sum"));
        QVERIFY(found[0].message.starts_with(
            "the name looks like that of problems/Sum: they differ only in upper and lower case"));
        QCOMPARE(found[1].where, std::string("bob"));
        QVERIFY(found[1].message.starts_with("the contestant's name looks like that of ann: "));
        QVERIFY(found[2].message.find("how accented letters are composed") != std::string::npos);
        for (const Diagnostic& diagnostic : found)
            QVERIFY(diagnostic.level == Diagnostic::Level::Warning);
    }

    void filesOfAnArchive()
    {
        const std::vector<std::string> notes =
            lookalikeFiles({"caf\xC3\xA9.cpp", "cafe\xCC\x81.cpp", "other.cpp", "\xC3\x89.c", "\xC3\xA9.c"});
        QCOMPARE(notes.size(), std::size_t(2));
        QVERIFY(notes[0].find("accented letters are composed") != std::string::npos);
        QVERIFY(
            notes[1].ends_with("look the same: they differ only in upper and lower case. Both are taken."));
        // The unpacking program tells of these.
        QVERIFY(lookalikeFiles({"Sum.cpp", "sum.cpp", "a", "b", "a/c", "b/c"}).empty());
        std::vector<std::string> many;
        for (int i = 0; i < 100; ++i) {
            many.push_back("\xC3\xA9" + std::to_string(i));
            many.push_back("\xC3\x89" + std::to_string(i));
        }
        QCOMPARE(lookalikeFiles(many).size(), std::size_t(10));
    }

    void nothingIsSaidOfDifferentNames()
    {
        std::vector<model::Problem> problems(2);
        problems[0].id = "a";
        problems[1].id = "b";
        QVERIFY(lookalikes(problems, {{"a", "a"}, {"b", "b"}}).empty());
    }
};

QTEST_GUILESS_MAIN(TestLookalikes)
#include "test_lookalikes.moc"
