// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/problem_settings.h"
#include "package_fixture.h"

#include <QtTest>

using namespace assize;

/// contest.yaml's settings of folders of tests: points, files by name, limits.
class TestContestProblems : public QObject
{
    Q_OBJECT

    /// A contest with the folder of tests "sum" (tests 1, 2, 10) and the ICPC package "hello".
    static void addContest(test::TreeBuilder& tree, const QString& own)
    {
        for (const char* name : {"1", "2", "10"})
            tree.file(std::string("c/problems/sum/") + name + ".in", "1\n")
                .file(std::string("c/problems/sum/") + name + ".out", "1\n");
        tree.file("c/problems/hello/problem.yaml", "name: Hello\n");
        tree.file("c/problems/hello/data/secret/1.in", "1\n")
            .file("c/problems/hello/data/secret/1.ans", "2\n");
        tree.file("c/contest.yaml", "assize:\n  mode: sum\n  problems:\n" + own.toStdString());
    }

    static const model::Problem* problem(const package::ReadContest& contest, const std::string& id)
    {
        for (const model::Problem& one : contest.problems) {
            if (one.id == id && !one.isRefused())
                return &one;
        }
        return nullptr;
    }

    static QString pointsOf(const model::Problem& problem)
    {
        QStringList words;
        for (const model::TestCase& test : problem.testCases) {
            const model::ScoreShare& share = test.acceptScore;
            words << QString::fromStdString(share.whole.toString()) +
                         (share.parts == 1 ? QString() : "/" + QString::number(share.parts));
        }
        return words.join(' ') + " of " + QString::fromStdString(problem.maxScore.toString());
    }

private Q_SLOTS:
    void points_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << "    hello: {}\n"
                              << "100/3 100/3 100/3 of 100";
        QTest::newRow("total") << "    sum: {points: 30}\n"
                               << "30/3 30/3 30/3 of 30";
        QTest::newRow("total, a fraction") << "    sum: {points: 2.5}\n"
                                           << "2.5/3 2.5/3 2.5/3 of 2.5";
        QTest::newRow("for each") << "    sum: {points: [10, 20, 70]}\n"
                                  << "10 20 70 of 100";
        QTest::newRow("lines") << "    sum:\n      points:\n        - 0\n        - 0.5\n        - 1\n"
                               << "0 0.5 1 of 1.5";
        QTest::newRow("by name") << "    sum:\n      points: {1: 10, 2: 20, '10': 70}\n"
                                 << "10 20 70 of 100";
        QTest::newRow("by pattern") << "    sum:\n      points: {'*': 5, 2: 20, '1*': 7}\n"
                                    << "error c"; // '1*' gives nothing
        QTest::newRow("by pattern and name") << "    sum:\n      points: {'1*': 5, '*': 20, 10: 7}\n"
                                             << "5 20 7 of 32";
    }
    void points()
    {
        QFETCH(QString, own);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        addContest(tree, own);
        const auto contest = package::readContest(tree.path("c"), std::nullopt);
        QVERIFY(contest);
        const model::Problem* sum = problem(*contest, "sum");
        if (expected.startsWith("error")) {
            QVERIFY(sum == nullptr);
            return;
        }
        QVERIFY2(sum != nullptr, qPrintable(test::textOf(contest->diagnostics)));
        QCOMPARE(pointsOf(*sum), expected);
        QVERIFY(sum->isScoring());
        QCOMPARE(sum->groups.front().maxScore, sum->maxScore);
        QCOMPARE(pointsOf(*problem(*contest, "hello")), QString("1 of 1"));
    }

    void otherSettings()
    {
        test::TreeBuilder tree;
        addContest(tree, "    sum: {input_file: sum.in, output_file: sum.out, time_limit: 0.5, memory_limit: "
                         "64}\n");
        tree.file("c/problems/sum/.timelimit", "3\n");
        auto contest = package::readContest(tree.path("c"), std::nullopt);
        QVERIFY(contest);
        const model::Problem* sum = problem(*contest, "sum");
        QVERIFY2(sum != nullptr, qPrintable(test::textOf(contest->diagnostics)));
        QCOMPARE(sum->inputFile, std::string("sum.in"));
        QCOMPARE(sum->outputFile, std::string("sum.out"));
        QCOMPARE(sum->limits.cpuTime, std::chrono::nanoseconds(std::chrono::milliseconds(500)));
        QCOMPARE(sum->timeLimitFrom, std::string("contest.yaml"));
        QCOMPARE(sum->limits.memory, std::uint64_t(64) << 20);
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(!text.contains("sum"), qPrintable(text));
        const std::string byName = sum->contentHash;
        addContest(tree, "    sum: {input_file: stdin, output_file: stdout}\n");
        contest = package::readContest(tree.path("c"), std::nullopt);
        QCOMPARE(problem(*contest, "sum")->inputFile, std::string());
        QVERIFY(problem(*contest, "sum")->contentHash != byName);
    }

    void inModeIcpcNothingHasPoints()
    {
        test::TreeBuilder tree;
        addContest(tree, "    sum: {points: 30}\n");
        const auto contest = package::readContest(tree.path("c"), std::nullopt, model::RankingMode::Icpc);
        QVERIFY(contest);
        const model::Problem* sum = problem(*contest, "sum");
        QVERIFY(sum != nullptr);
        QCOMPARE(pointsOf(*sum), QString("1 1 1 of 1"));
        QVERIFY(!sum->isScoring());
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains("info contest.yaml:4 (assize.problems.sum.points): not used in mode icpc"),
                 qPrintable(text));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("refused");
        QTest::newRow("too few")
            << "    sum: {points: [1, 2]}\n"
            << "error contest.yaml:4 (assize.problems.sum.points): there are points for 2 "
               "tests, but the problem has 3"
            << true;
        QTest::newRow("no points for some") << "    sum:\n      points: {1: 10}\n"
                                            << "error contest.yaml:5 (assize.problems.sum.points): no points "
                                               "are given for \"2\", \"10\"; give "
                                               "them, or say \"*\": 0 for all others"
                                            << true;
        QTest::newRow("no such test")
            << "    sum:\n      points: {'*': 10, 7: 1}\n"
            << "error contest.yaml:5 (assize.problems.sum.points): \"7\" gives points to no "
               "test"
            << true;
        QTest::newRow("no number")
            << "    sum: {points: many}\n"
            << "error contest.yaml:4 (assize.problems.sum.points): points: expected points "
               "from 0 to 1000000 with at most six decimals, found \"many\""
            << true;
        QTest::newRow("negative")
            << "    sum: {points: [1, 2, -3]}\n"
            << "error contest.yaml:4 (assize.problems.sum.points): number 3: expected points" << true;
        QTest::newRow("nothing")
            << "    sum: {points: []}\n"
            << "error contest.yaml:4 (assize.problems.sum.points): expected the points of all "
               "tests together, e.g. 100"
            << true;
        QTest::newRow("all zero")
            << "    sum: {points: 0}\n"
            << "error contest.yaml:4 (assize.problems.sum.points): all points together are 0" << true;
        QTest::newRow("a path")
            << "    sum: {output_file: ../sum.out}\n"
            << "error contest.yaml:4 (assize.problems.sum.output_file): expected the plain name "
               "of a file in the program's work folder, e.g. sum.in, or stdout, found "
               "\"../sum.out\""
            << true;
        QTest::newRow("a time") << "    sum: {time_limit: 0}\n"
                                << "error contest.yaml:4 (assize.problems.sum.time_limit): " << true;
        QTest::newRow("a key")
            << "    sum: {point: 10}\n"
            << "warning contest.yaml:4 (assize.problems.sum.point): the key \"point\" is not known" << false;
        QTest::newRow("a problem")
            << "    smu: {points: 10}\n"
            << "error contest.yaml:4 (assize.problems.smu): there is no problem \"smu\"; the "
               "problems are \"hello\", \"sum\""
            << false;
        QTest::newRow("of another format") << "    hello: {points: 10}\n"
                                           << "warning contest.yaml:4 (assize.problems.hello): not used: "
                                              "these settings are for folders of tests, "
                                              "and \"problems/hello\" is an ICPC/Kattis package"
                                           << false;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, own);
        QFETCH(QString, expected);
        QFETCH(bool, refused);
        test::TreeBuilder tree;
        addContest(tree, own);
        const auto contest = package::readContest(tree.path("c"), std::nullopt);
        QVERIFY(contest);
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QCOMPARE(problem(*contest, "sum") == nullptr, refused);
        QVERIFY(problem(*contest, "hello") != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestContestProblems)
#include "test_contest_problems.moc"
