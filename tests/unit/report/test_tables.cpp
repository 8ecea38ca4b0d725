// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"
#include "report/text.h"
#include "sample_snapshot.h"

#include <QTest>

using namespace assize;
using namespace assize::report;

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standingsAsCsv()
    {
        QCOMPARE(
            standingsCsv(test::sampleSnapshot()),
            std::string(
                "rank,contestant,name,solved,penalty,A,A attempts,A minute,B,B attempts,B minute,sandbox,"
                "outdated,not counted,notes\r\n"
                "1,alice,Alice,1,0,AC,1,,RTE,1,,local,,,\r\n"
                "2,bob,Bob,0,0,WA,1,,,,,local,,,\r\n"));
        ContestSnapshot sum = test::sampleSnapshot();
        sum.mode = model::RankingMode::Sum;
        test::rankSnapshot(sum);
        QCOMPARE(
            standingsCsv(sum),
            std::string(
                "rank,contestant,name,solved,score,A,A score,B,B score,sandbox,outdated,not counted,notes\r\n"
                "1,alice,Alice,1,1,AC,1,RTE,0,local,,,\r\n"
                "2,bob,Bob,0,0,WA,0,,,local,,,\r\n"));
    }

    void submissionsAsCsv()
    {
        const QByteArray csv = QByteArray::fromStdString(submissionsCsv(test::sampleSnapshot()));
        const QList<QByteArray> lines = csv.split('\n');
        QCOMPARE(lines.size(), 5); // heading, three, and the empty end
        QCOMPARE(lines[2], QByteArray("2,alice,sort,cpp,alice/sort.cpp,done,RTE,0,1,yes,0.0013,0.0026,1025,"
                                      "2026-11-21T09:00:00Z,secret/02,SIGSEGV,local,no,,no,\r"));
        QVERIFY(lines[3].endsWith(
            ",secret/02,\"line 1, column 1, token 1: expected \"\"5\"\", found \"\"6\"\"\",local,no,,no,\r"));
    }

    void formulas_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("equals") << QByteArray("=1+1") << QByteArray("'=1+1");
        QTest::newRow("plus") << QByteArray("+1") << QByteArray("'+1");
        QTest::newRow("minus") << QByteArray("-1") << QByteArray("'-1");
        QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("\\t=1");
        QTest::newRow("with comma") << QByteArray("=1,2") << QByteArray("\"'=1,2\"");
        QTest::newRow("carriage return") << QByteArray("\r=1") << QByteArray("\\x0d=1");
        QTest::newRow("harmless") << QByteArray("a=1") << QByteArray("a=1");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a\\nb");
        QTest::newRow("not UTF-8") << QByteArray("a\xFF") << QByteArray("a\\xff");
    }

    void formulas()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, cell);
        ContestSnapshot snapshot;
        snapshot.contestants = {{name.toStdString(), ""}};
        test::rankSnapshot(snapshot);
        QCOMPARE(QByteArray::fromStdString(standingsCsv(snapshot)),
                 "rank,contestant,name,solved,penalty,sandbox,outdated,not counted,notes\r\n1," + cell + "," +
                     cell + ",0,0,,,,\r\n");
    }

    /// What reads a table line by line is not led astray by a name; messages may have several lines.
    void hostileNamesStayInTheirRow()
    {
        ContestSnapshot snapshot = test::hostileSnapshot();
        const auto rowsOf = [](const std::string& table) {
            return QByteArray::fromStdString(table).replace("\r\n", "\r").split('\r').size() - 1;
        };
        const std::string standings = standingsCsv(snapshot);
        QCOMPARE(rowsOf(standings), qsizetype(2));
        QCOMPARE(std::count(standings.begin(), standings.end(), '\n'), std::ptrdiff_t(2));
        snapshot.submissions[0].judgement.message.clear();
        snapshot.submissions[0].judgement.runs[1].message = "=first\nsecond";
        const std::string submissions = submissionsCsv(snapshot);
        QCOMPARE(rowsOf(submissions), qsizetype(2));
        QVERIFY(submissions.find(",\"'=first\nsecond\",") != std::string::npos);
        QCOMPARE(std::count(submissions.begin(), submissions.end(), '\n'), std::ptrdiff_t(3));
        for (const std::string& table : {standings, submissions}) {
            QVERIFY(table.find("\xE2\x80\xAE") == std::string::npos);
            QVERIFY(table.find("\\u202egpj.exe") != std::string::npos);
        }
    }

    void byteOrderMark()
    {
        QVERIFY(standingsCsv({}, {true}).starts_with("\xEF\xBB\xBFrank,"));
        QVERIFY(standingsCsv({}).starts_with("rank,"));
    }

    void standingsAsText()
    {
        QCOMPARE(standingsText(test::sampleSnapshot()), std::string("rank  contestant  solved  A   B\n"
                                                                    "   1  Alice            1  AC  RTE\n"
                                                                    "   2  Bob              0  WA  ·\n"));
        TextOptions colors;
        colors.color = true;
        QVERIFY(
            standingsText(test::sampleSnapshot(), colors).find("\x1b[32mAC\x1b[0m  \x1b[35mRTE\x1b[0m\n") !=
            std::string::npos);
    }

    void unprotectedAsText()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.sandbox = "none"; // bob
        const QByteArray some = QByteArray::fromStdString(standingsText(snapshot));
        QCOMPARE(some.count("WA!"), 1);
        QCOMPARE(some.count("AC!"), 0);
        QVERIFY(some.contains("\n! NO ISOLATION: 1 of 3 submissions ran without any isolation"));
        const QByteArray grid = QByteArray::fromStdString(verdictGridText(snapshot));
        QVERIFY(grid.contains("WA (no isolation)"));
        QCOMPARE(grid.count("(no isolation)"), 1);
        QVERIFY(grid.contains("! NO ISOLATION: 1 of 3"));
        // Where all are, marks would only be noise.
        for (ReportedSubmission& item : snapshot.submissions)
            item.judgement.sandbox = "none";
        const QByteArray all = QByteArray::fromStdString(standingsText(snapshot));
        QVERIFY(all.contains("\nNO ISOLATION: all submissions") && !all.contains("WA!"));
        QVERIFY(standingsText(test::sampleSnapshot()).find("ISOLATION") == std::string::npos);
    }

    void unprotectedAsCsv()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[2].judgement.sandbox = "none"; // the second of alice's that count
        QByteArrayList lines = QByteArray::fromStdString(standingsCsv(snapshot)).split('\n');
        QVERIFY(lines[1].endsWith(",none,,,\r") && lines[2].endsWith(",local,,,\r"));
        lines = QByteArray::fromStdString(submissionsCsv(snapshot)).split('\n');
        QVERIFY(lines[1].endsWith(",local,no,,no,\r") && lines[2].contains(",none,no,,no,") &&
                lines[3].endsWith(",local,no,,no,\r"));
        // Nothing of it ran.
        snapshot.submissions[2].judgement.runs.clear();
        snapshot.submissions[2].judgement.compile.reset();
        lines = QByteArray::fromStdString(submissionsCsv(snapshot)).split('\n');
        QVERIFY(lines[2].endsWith(",,no,,no,\r"));
    }

    void outdatedAsTextAndCsv()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].outdatedBecause = "its source has changed"; // bob
        snapshot.submissions[1].mayBeOutdated = true;                       // alice
        const QByteArray text = QByteArray::fromStdString(standingsText(snapshot));
        QVERIFY(text.contains("  WA~  ") && text.count('~') == 2);
        QVERIFY(text.contains("\n~ OUTDATED: 1 of 3 results is of before a change"));
        QVERIFY(
            text.contains("\nnote: Whether 1 of 3 results is outdated is not known: the installed tools"));
        snapshot.submissions[1].submission.files.clear();
        QVERIFY(QByteArray::fromStdString(standingsText(snapshot))
                    .contains("\nnote: Whether 1 of 3 results is outdated is not known: the archives"));
        QVERIFY(QByteArray::fromStdString(verdictGridText(snapshot)).contains("WA (outdated)"));
        QByteArrayList lines = QByteArray::fromStdString(standingsCsv(snapshot)).split('\n');
        QVERIFY(lines[1].endsWith(",local,,,\r") && lines[2].endsWith(",local,A,,\r"));
        lines = QByteArray::fromStdString(submissionsCsv(snapshot)).split('\n');
        QVERIFY(lines[1].endsWith(",unknown,\r") && lines[2].endsWith(",no,\r") &&
                lines[3].endsWith(",yes,\r"));
    }

    void crashesInTheTableOfSubmissions()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Run& crashed = snapshot.submissions[2].judgement.runs[1];
        crashed.message = "SIGSEGV: out of luck";
        crashed.standardError = "a\nout of luck\n";
        const QByteArray table = QByteArray::fromStdString(submissionsCsv(snapshot));
        QVERIFY(table.contains(",SIGSEGV: out of luck,local,no,,no,\"a\nout of luck\n\"\r\n"));
        // Databases of earlier versions have no message.
        crashed.message.clear();
        QVERIFY(QByteArray::fromStdString(submissionsCsv(snapshot)).contains(",SIGSEGV,local,no,,no,"));
    }

    void lateOnesAreMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        // Bob's only one, and a second one of Alice beside her first.
        snapshot.submissions[0].submission.late = true;
        snapshot.submissions[0].submission.notCountedBecause = "handed in 30 s after the contest's end";
        snapshot.submissions.push_back(
            test::submissionOf(9, "alice", snapshot.problems[0], {"AC", "AC", "AC"}));
        snapshot.submissions.back().submission.late = true;
        snapshot.submissions.back().submission.notCountedBecause = "handed in 1 min after the contest's end";
        snapshot.standingsNotes = {"two are late"};
        test::rankSnapshot(snapshot);
        QCOMPARE(standingsText(snapshot), std::string("rank  contestant  solved  A         B\n"
                                                      "   1  Alice            1  AC +late  RTE\n"
                                                      "   2  Bob              0  late      ·\n"
                                                      "note: two are late\n"));
        const QByteArrayList rows = QByteArray::fromStdString(standingsCsv(snapshot)).split('\n');
        QCOMPARE(rows[1], QByteArray("1,alice,Alice,1,0,AC,1,,RTE,1,,local,,A late,two are late\r"));
        QCOMPARE(rows[2], QByteArray("2,bob,Bob,0,0,late,,,,,,,,A late,\r"));
        const QByteArrayList submissions = QByteArray::fromStdString(submissionsCsv(snapshot)).split('\n');
        QVERIFY(submissions[4].contains(",no,0.0") &&
                submissions[4].endsWith(",yes,handed in 30 s after the contest's end,no,\r"));
        QVERIFY(verdictGridText(snapshot).find("WA (late)") != std::string::npos);
    }

    void aRefusedProblemIsAColumn()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.problems[1].refusedBecause = "it is damaged";
        ReportedSubmission& item = snapshot.submissions[2];
        item.judgement = {};
        item.judgement.state = model::SubmissionState::Unjudged;
        item.submission.notCountedBecause = "the package of its problem cannot be read";
        test::rankSnapshot(snapshot);
        QCOMPARE(standingsText(snapshot), std::string("rank  contestant  solved  A   B (refused)\n"
                                                      "   1  Alice            1  AC  unjudged\n"
                                                      "   2  Bob              0  WA  ·\n"));
        QVERIFY(verdictGridText(snapshot).find("alice/sort.cpp   cpp  unjudged\n") != std::string::npos);
        const QByteArrayList rows = QByteArray::fromStdString(standingsCsv(snapshot)).split('\n');
        QCOMPARE(rows[1], QByteArray("1,alice,Alice,1,0,AC,1,,unjudged,,,local,,B unjudged,\r"));
    }

    void aTimeThatIsNotKnownIsMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        standings::Cell& cell = snapshot.standings[0].cells[0];
        cell.time = std::chrono::minutes(300);
        QVERIFY(standingsText(snapshot).find("AC 300' ") != std::string::npos);
        cell.timeIsAssumed = true;
        QVERIFY(standingsText(snapshot).find("AC 300'? ") != std::string::npos);
    }

    void verdictsAsText()
    {
        QCOMPARE(verdictGridText(test::sampleSnapshot()),
                 std::string("alice/hello.cpp  cpp  AC   0.001 s  AAA\n"
                             "alice/sort.cpp   cpp  RTE  0.001 s  AR\n"
                             "bob/hello.cpp    cpp  WA   0.001 s  AW-\n"
                             "A Accepted, W Wrong answer, R Run-time error, - skipped\n"));
    }

    void testsStandInGroupsOfTen()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.problems = {test::problemOf("hello", "A", 12)};
        std::vector<std::string> codes(12, "AC");
        codes[10] = "TLE";
        snapshot.submissions = {test::submissionOf(1, "alice", snapshot.problems[0], codes)};
        QVERIFY(verdictGridText(snapshot).find("AAAAAAAAAA TA\n") != std::string::npos);
        TextOptions colors;
        colors.color = true;
        QVERIFY(verdictGridText(snapshot, colors)
                    .find("\x1b[32mAAAAAAAAAA\x1b[0m \x1b[33mT\x1b[0m\x1b[32mA\x1b[0m\n") !=
                std::string::npos);
    }

    void fitsTheTerminal()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.contestants[0].name = std::string(100, 'x');
        TextOptions narrow;
        narrow.width = 40;
        const QList<QByteArray> lines =
            QByteArray::fromStdString(standingsText(snapshot, narrow)).split('\n');
        for (const QByteArray& line : lines)
            QVERIFY2(displayWidth(line.toStdString()) <= 40, line.constData());
        QVERIFY(lines[1].contains("xxx\xE2\x80\xA6"));
    }

    void hostileNamesStayOnTheirLine()
    {
        for (const std::string& text :
             {standingsText(test::hostileSnapshot()), verdictGridText(test::hostileSnapshot())}) {
            QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t(2));
            for (char c : text)
                QVERIFY(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
            QVERIFY(text.find("\xE2\x80\xAE") == std::string::npos);
        }
    }

    void displayWidths_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("ASCII") << QByteArray("abc") << 3;
        QTest::newRow("accents") << QByteArray("\xC3\xA9\xC3\xA8") << 2;
        QTest::newRow("combining accent") << QByteArray("e\xCC\x81") << 1;
        QTest::newRow("Chinese") << QByteArray("\xE4\xB8\xAD\xE6\x96\x87") << 4;
        QTest::newRow("Korean") << QByteArray("\xED\x95\x9C") << 2;
        QTest::newRow("emoji") << QByteArray("\xF0\x9F\x98\x80") << 2;
        QTest::newRow("Greek") << QByteArray("\xCE\xB1") << 1;
    }

    void displayWidths()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, width);
        QCOMPARE(displayWidth(text.toStdString()), width);
    }
};

QTEST_GUILESS_MAIN(TestTables)
#include "test_tables.moc"
