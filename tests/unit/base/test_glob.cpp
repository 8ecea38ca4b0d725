// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/glob.h"

#include <QString>
#include <QTest>

#include <string>

using namespace assize;

class TestGlob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<bool>("covered");
        const auto add = [](const char* pattern, const char* path, bool whole, bool covered) {
            QTest::addRow("%s on %s", pattern, path) << pattern << path << whole << covered;
        };
        add("accepted", "accepted", true, true);
        add("accepted", "accepted/a.py", false, true);
        add("accepted", "accepted2/a.py", false, false);
        add("accepted/*", "accepted/a.py", true, true);
        add("accepted/*", "accepted/a/b.py", false, true);
        add("*", "accepted/a.py", false, true);
        add("*/*.py", "accepted/a.py", true, true);
        add("*.py", "accepted/a.py", false, false);
        add("a*c*e", "abcde", true, true);
        add("a*c*e", "ace", true, true);
        add("a*c*e", "aec", false, false);
        add("**", "a/b", false, true);
        add("{simple,complex}.py", "complex.py", true, true);
        add("{simple,complex}.py", "simplecomplex.py", false, false);
        add("{a,b{1,2}c,}x", "b2cx", true, true);
        add("{a,b{1,2}c,}x", "x", true, true);
        add("{a,b{1,2}c,}x", "bx", false, false);
        add("{a/b,c}/d", "a/b/d/e", false, true);
        add("{open", "{open", true, true);
        add("a}b,c", "a}b,c", true, true);
        add("[ab]?", "a1", false, false);
        add("[ab]?", "[ab]?", true, true);
        add("", "", true, true);
        add("", "a", false, false);
        add("secret/*-hard", "secret/07-hard", true, true);
        add("secret/*-hard", "secret/group/07-hard", false, false);
    }
    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        QFETCH(bool, whole);
        QFETCH(bool, covered);
        const Glob glob(pattern.toStdString());
        QCOMPARE(glob.matches(path.toStdString()), whole);
        QCOMPARE(glob.covers(path.toStdString()), covered);
    }

    void hostilePatternsTakeNoTime()
    {
        std::string braces;
        for (int i = 0; i < 200; ++i)
            braces += "{a,aa,*}";
        const std::string path(2000, 'a');
        QVERIFY(!Glob(braces + "b").matches(path));
        QVERIFY(!Glob(std::string(2000, '*').append("b")).matches(path));
        QVERIFY(Glob(std::string(5000, '{')).matches(std::string(5000, '{')));
        QVERIFY(!Glob(std::string(5000, '{') + std::string(5000, '}')).matches("x"));
    }
};

QTEST_GUILESS_MAIN(TestGlob)
#include "test_glob.moc"
