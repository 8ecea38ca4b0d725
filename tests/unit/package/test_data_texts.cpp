// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_fixture.h"

#include <QtTest>

using namespace assize;
using namespace std::string_literals;

/// Tests that are no plain text: what is told of them, and which are given to programs without \r.
class TestDataTexts : public QObject
{
    Q_OBJECT

    static QString marked(const model::Problem& problem)
    {
        QStringList ids;
        for (const model::TestCase& test : problem.testCases) {
            if (test.windowsLines)
                ids << QString::fromStdString(test.id);
        }
        return ids.join(' ');
    }

private Q_SLOTS:
    void foldersOfTests_data()
    {
        QTest::addColumn<std::string>("input");
        QTest::addColumn<std::string>("answer");
        QTest::addColumn<QString>("expected"); // empty: nothing is told
        QTest::addColumn<QString>("copied");
        QTest::newRow("plain") << "1\n"s
                               << "2\n"s
                               << ""
                               << "";
        QTest::newRow("an answer without end") << "1\n"s
                                               << "2"s
                                               << ""
                                               << "";
        QTest::newRow("an input without end") << "1"s
                                              << "2\n"s
                                              << "info p: the last line has no newline at its end in 1 of 2 "
                                                 "inputs, first \"1.in\""
                                              << "";
        QTest::newRow("Windows")
            << "1\r\n"s
            << "2\r\n"s
            << "info p: lines end with \\r\\n (Windows) in 1 of 2 inputs and 1 of 2 "
               "answers, first \"1.in\"; such tests are judged with copies without the \\r"
            << "1";
        QTest::newRow("Windows, answer only") << "1\n"s
                                              << "2\r\n"s
                                              << "info p: lines end with \\r\\n (Windows) in 1 of 2 answers, "
                                                 "first \"1.out\""
                                              << "1";
        QTest::newRow("Windows in some lines") << "1\n2\r\n"s
                                               << "2\n"s
                                               << "info p: lines end with \\r\\n (Windows) in 1 of 2 inputs"
                                               << "1";
        QTest::newRow("old Mac") << "1\r2\r"s
                                 << "2\n"s
                                 << "warning p: there is a \\r that ends no line with \\r\\n in 1 of 2 inputs"
                                 << "";
        QTest::newRow("mark") << "\xEF\xBB\xBF"
                                 "1\n"s
                              << "2\n"s
                              << "warning p: a UTF-8 byte order mark (EF BB BF) begins 1 of 2 inputs"
                              << "";
        QTest::newRow("UTF-16") << "\xFF\xFE"
                                   "1\0\r\0\n\0"s
                                << "2\n"s
                                << "warning p: UTF-16 is the encoding of 1 of 2 inputs"
                                << "";
        QTest::newRow("zeros in some") << "a\0\r\nb\r\n"s
                                       << "2\n"s
                                       << "warning p: there are zero bytes in 1 of 2 inputs"
                                       << "";
        QTest::newRow("Latin-1") << "caf\xE9\n"s
                                 << "2\n"s
                                 << "warning p: there are bytes that are no UTF-8 in 1 of 2 inputs"
                                 << "";
        QTest::newRow("UTF-8") << "caf\xC3\xA9\n"s
                               << "\xE2\x82\xAC\n"s
                               << ""
                               << "";
        QTest::newRow("empty") << ""s
                               << ""s
                               << ""
                               << "";
    }
    void foldersOfTests()
    {
        QFETCH(std::string, input);
        QFETCH(std::string, answer);
        QFETCH(QString, expected);
        QFETCH(QString, copied);
        test::TreeBuilder tree;
        tree.file("p/1.in", input).file("p/1.out", answer).file("p/2.in", "1\n").file("p/2.out", "2\n");
        const package::ReadPackage read = package::readPackage(tree.path("p"), "p");
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QVERIFY2(text.contains(expected), qPrintable(text));
        // The time limit that nothing gives is told, too.
        QCOMPARE(text.count('\n'), expected.isEmpty() ? 1 : 2);
        QCOMPARE(marked(*read.problem), copied);
    }

    void bytesOfIcpcPackagesAreFixed_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<std::string>("input");
        QTest::addColumn<std::string>("answer");
        QTest::addColumn<QString>("expected");
        QTest::newRow("input")
            << "name: Hello\n"
            << "1\r\n2\n"s
            << "2\r\n"s
            << "warning problems/hello: lines end with \\r\\n (Windows) in 1 of 1 inputs and 1 "
               "of 1 answers, first \"data/secret/1.in\". They are given as they are: a right "
               "program that reads whole lines gets the \\r, too, and may fail on all of these "
               "tests. In 1 of 1 inputs, first \"data/secret/1.in\", only some of the lines do. "
               "If that is not meant: dos2unix FILES.";
        QTest::newRow("answer")
            << "name: Hello\n"
            << "1\n"s
            << "2\r\n"s
            << "info problems/hello: lines end with \\r\\n (Windows) in 1 of 1 answers, first "
               "\"data/secret/1.ans\". The default output validator does not mind.";
        QTest::newRow("answer, every space counts")
            << "name: Hello\nvalidator_flags: space_change_sensitive\n"
            << "1\n"s
            << "2\r\n"s
            << "warning problems/hello: lines end with \\r\\n (Windows) in 1 of 1 answers";
        QTest::newRow("answer without end, every space counts")
            << "name: Hello\nvalidator_flags: space_change_sensitive\n"
            << "1\n"s
            << "2"s
            << "info problems/hello: the last line has no newline at its end in 1 of 1 answers";
        QTest::newRow("2025-09")
            << "problem_format_version: 2025-09\nname: Hello\ntype: pass-fail\n"
               "uuid: 5ca6ba5b-9ee8-4dd6-8b5b-3a9b8b2b4e6e\nlimits: {time_limit: 1}\n"
            << "1\r\n"s
            << "2\n"s
            << "warning problems/hello: lines end with \\r\\n (Windows) in 1 of 1 inputs";
        QTest::newRow("binary on purpose") << "name: Hello\n"
                                           << "\1\0\2\r\n"s
                                           << "2\n"s
                                           << "info problems/hello: there are zero bytes in 1 of 1 inputs, "
                                              "first \"data/secret/1.in\": binary "
                                              "data, which is given as it is";
    }
    void bytesOfIcpcPackagesAreFixed()
    {
        QFETCH(QString, yaml);
        QFETCH(std::string, input);
        QFETCH(std::string, answer);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        tree.file("problems/hello/data/secret/1.in", input);
        tree.file("problems/hello/data/secret/1.ans", answer);
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QVERIFY2(text.contains(expected), qPrintable(text));
        QCOMPARE(marked(*read.problem), QString());
    }

    void linkedTestsAreNamedByTheirId()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/shared/1.in", "1\r\n");
        std::filesystem::remove(tree.path("problems/hello/data/secret/1.in"));
        std::filesystem::create_symlink("../../../shared/1.in", tree.path("problems/hello/data/secret/1.in"));
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(text.contains("1 of 1 inputs, first \"secret/1 (input)\""), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestDataTexts)
#include "test_data_texts.moc"
