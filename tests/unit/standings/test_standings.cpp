// SPDX-License-Identifier: GPL-3.0-or-later
#include "standings/standings.h"

#include <QTest>

using namespace assize;
using namespace assize::standings;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// "contestant problem verdict-or-? seconds-or-- score-or-late": one entry; ids count from 1.
std::vector<Entry> entriesOf(const char* lines)
{
    std::vector<Entry> entries;
    for (const QByteArray& line : QByteArray(lines).split('\n')) {
        const QList<QByteArray> part = line.simplified().split(' ');
        if (part.size() < 4)
            continue;
        Entry entry;
        entry.submission = static_cast<int>(entries.size()) + 1;
        entry.contestant = part[0].toStdString();
        entry.problem = part[1].toStdString();
        entry.verdict = model::verdictFromCode(part[2].toStdString());
        if (part[3] != "-")
            entry.time = seconds(part[3].toInt());
        const bool accepted = entry.verdict == model::Verdict::AC;
        entry.counts = part.back() != "late";
        entry.score = part.size() > 4 && entry.counts ? Decimal::parse(part[4].toStdString()).value_or(0)
                                                      : Decimal(accepted ? 1 : 0);
        entries.push_back(entry);
    }
    return entries;
}

/// "rank contestant solved penalty score", one row per line.
QByteArray textOf(const std::vector<Row>& rows)
{
    QByteArray text;
    for (const Row& row : rows) {
        text += QByteArray::number(row.rank) + ' ' + row.contestant.c_str() + ' ' +
                QByteArray::number(row.solved) + ' ' +
                QByteArray::number(static_cast<int>(row.penalty.count())) + ' ' +
                row.score.toString().c_str() + '\n';
    }
    return text;
}

const Cell& cellOf(const std::vector<Row>& rows, const std::string& contestant, std::size_t problem)
{
    for (const Row& row : rows) {
        if (row.contestant == contestant)
            return row.cells.at(problem);
    }
    static const Cell none;
    return none;
}

const std::vector<std::string> kContestants = {"alice", "bob", "carol"};
const std::vector<std::string> kProblems = {"x", "y"};

} // namespace

class TestStandings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranking_data()
    {
        QTest::addColumn<bool>("sum");
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QByteArray>("rows");
        const auto row = [](const char* name, bool sum, const char* entries, const char* rows) {
            QTest::newRow(name) << sum << QByteArray(entries) << QByteArray(rows);
        };
        row("nobody did anything", false, "", "1 alice 0 0 0\n1 bob 0 0 0\n1 carol 0 0 0\n");
        row("solved decides", false, "bob x AC 6000\nbob y AC 6000\nalice x AC 60",
            "1 bob 2 200 2\n2 alice 1 1 1\n3 carol 0 0 0\n");
        row("penalty decides", false, "alice x AC 120\nbob x AC 119",
            "1 bob 1 1 1\n2 alice 1 2 1\n3 carol 0 0 0\n");
        row("minutes are floored, equal ones tie", false, "alice x AC 119\nbob x AC 60",
            "1 alice 1 1 1\n1 bob 1 1 1\n3 carol 0 0 0\n");
        row("rejections cost 20 minutes, once solved", false,
            "alice x WA 60\nalice x TLE 120\nalice x AC 180\nbob y WA 60\ncarol x AC 2460",
            "1 carol 1 41 1\n2 alice 1 43 1\n3 bob 0 0 0\n");
        row("CE and JE cost nothing", false, "alice x CE 60\nalice x JE 120\nalice x AC 180",
            "1 alice 1 3 1\n2 bob 0 0 0\n2 carol 0 0 0\n");
        row("what comes after the solve costs nothing", false,
            "alice x AC 60\nalice x WA 120\nalice x AC 180", "1 alice 1 1 1\n2 bob 0 0 0\n2 carol 0 0 0\n");
        row("time orders, not the id", false, "alice x AC 600\nalice x WA 60",
            "1 alice 1 30 1\n2 bob 0 0 0\n2 carol 0 0 0\n");
        row("last solve breaks the tie", false, "alice x AC 60\nalice y AC 540\nbob x AC 300\nbob y AC 300",
            "1 bob 2 10 2\n2 alice 2 10 2\n3 carol 0 0 0\n");
        row("no times: no penalty", false, "alice x WA -\nalice x AC -\nbob x AC -",
            "1 alice 1 0 1\n1 bob 1 0 1\n3 carol 0 0 0\n");
        row("one time is missing: it is the last, and the others keep theirs", false,
            "alice x AC 600\nbob x AC -\nbob y AC 300\ncarol x WA 1200\ncarol x AC 1260",
            "1 bob 2 26 2\n2 alice 1 10 1\n3 carol 1 41 1\n");
        row("a late one changes nothing", false,
            "alice x AC 120\nbob x AC 119\ncarol x AC 99999 late\nbob x WA 60 late",
            "1 bob 1 1 1\n2 alice 1 2 1\n3 carol 0 0 0\n");
        row("its time is not the last that is known", false, "alice x AC -\nbob x AC 60\nbob y AC 9999 late",
            "1 alice 1 1 1\n1 bob 1 1 1\n3 carol 0 0 0\n");
        row("only a late one has a time: no penalty", false, "alice x AC -\nbob x AC 60 late",
            "1 alice 1 0 1\n2 bob 0 0 0\n2 carol 0 0 0\n");
        row("unknown contestant or problem", false, "mallory x AC 60\nalice z AC 60",
            "1 alice 0 0 0\n1 bob 0 0 0\n1 carol 0 0 0\n");
        row("sum: scores add up", true, "alice x PA - 40\nalice y AC - 100\nbob x PA - 40.5\nbob y WA - 0",
            "1 alice 1 0 140\n2 bob 0 0 40.5\n3 carol 0 0 0\n");
        row("sum: the best counts, the number solved does not", true,
            "alice x PA - 30\nalice x PA - 20\nbob x PA - 10\nbob y PA - 20\ncarol x AC - 1",
            "1 alice 0 0 30\n1 bob 0 0 30\n3 carol 1 0 1\n");
        row("sum: a late one gives nothing", true, "alice x PA - 30\nbob x AC - late",
            "1 alice 0 0 30\n2 bob 0 0 0\n2 carol 0 0 0\n");
    }

    void ranking()
    {
        QFETCH(bool, sum);
        QFETCH(QByteArray, entries);
        QFETCH(QByteArray, rows);
        Options options;
        options.mode = sum ? model::RankingMode::Sum : model::RankingMode::Icpc;
        QCOMPARE(textOf(rank(kContestants, kProblems, entriesOf(entries.constData()), options)), rows);
    }

    void tiesKeepTheOrderOfContestants()
    {
        QCOMPARE(
            textOf(rank({"team 2", "b", "team 10", "a"}, kProblems, entriesOf("a x AC 60\nb x AC 60"), {})),
            QByteArray("1 b 1 1 1\n1 a 1 1 1\n3 team 2 0 0 0\n3 team 10 0 0 0\n"));
    }

    void scoresAreSummedExactly()
    {
        Options options;
        options.mode = model::RankingMode::Sum;
        const auto ranked = [&options](const char* entries) {
            return textOf(rank({"alice", "bob"}, kProblems, entriesOf(entries), options));
        };
        QCOMPARE(ranked("bob x PA 1 66.666667\nbob y PA 2 33.333333\nalice x AC 3 100"),
                 QByteArray("1 alice 1 0 100\n1 bob 0 0 100\n"));
        QCOMPARE(ranked("bob x PA 1 0.1\nbob y PA 2 0.2\nalice x PA 3 0.300001"),
                 QByteArray("1 alice 0 0 0.300001\n2 bob 0 0 0.3\n"));
        // A wrong answer may have points, and a better submission may come before a worse one.
        QCOMPARE(ranked("bob x WA 1 60\nbob x AC 2 40\nalice x PA 3 50"),
                 QByteArray("1 bob 0 0 60\n2 alice 0 0 50\n"));
    }

    void totalsDoNotWrap()
    {
        Options options;
        options.mode = model::RankingMode::Sum;
        std::vector<Entry> entries =
            entriesOf("bob x PA 1\nbob y PA 1\nalice x PA 1\nalice y PA 1\ncarol x PA 1 5");
        entries[0].score = entries[1].score = Decimal::fromMicros(INT64_MAX);
        entries[2].score = entries[3].score = Decimal::fromMicros(INT64_MIN);
        const std::vector<Row> rows = rank(kContestants, kProblems, entries, options);
        QCOMPARE(rows[0].contestant, std::string("bob"));
        QCOMPARE(rows[1].contestant, std::string("carol"));
        QCOMPARE(rows[2].contestant, std::string("alice"));
    }

    void cells_data()
    {
        QTest::addColumn<bool>("sum");
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<int>("submission");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("pending");
        const auto row = [](const char* name, bool sum, const char* entries, int submission,
                            const char* verdict, int attempts, int pending) {
            QTest::newRow(name) << sum << QByteArray(entries) << submission << QByteArray(verdict) << attempts
                                << pending;
        };
        row("nothing", false, "", 0, "", 0, 0);
        row("first accepted", false, "bob x WA 1\nbob x AC 2\nbob x AC 3\nbob x ? 4", 2, "AC", 2, 0);
        row("else the last", false, "bob x WA 1\nbob x CE 2", 2, "CE", 1, 0);
        row("the last is pending", false, "bob x WA 1\nbob x ? 2", 2, "", 1, 1);
        row("pending before the accepted one", false, "bob x ? 1\nbob x AC 2", 2, "AC", 1, 1);
        row("only a judge error", false, "bob x JE 1", 1, "JE", 0, 0);
        row("late ones do not count", false, "bob x WA 1\nbob x AC 2 late", 1, "WA", 1, 0);
        row("only a late one", false, "bob x AC 2 late", 0, "", 0, 0);
        row("no times: order of ids", false, "bob x WA -\nbob x AC -", 2, "AC", 2, 0);
        row("sum: best", true, "bob x PA 1 5\nbob x PA 2 7\nbob x PA 3 7", 2, "PA", 3, 0);
        row("sum: a real zero beats a judge error", true, "bob x JE 1\nbob x WA 2\nbob x ? 3", 2, "WA", 1, 1);
        row("sum: a judge error beats pending", true, "bob x ? 1\nbob x JE 2", 2, "JE", 0, 1);
        row("sum: pending only", true, "bob x ? 1", 1, "", 0, 1);
    }

    void cells()
    {
        QFETCH(bool, sum);
        QFETCH(QByteArray, entries);
        QFETCH(int, submission);
        QFETCH(QByteArray, verdict);
        QFETCH(int, attempts);
        QFETCH(int, pending);
        Options options;
        options.mode = sum ? model::RankingMode::Sum : model::RankingMode::Icpc;
        const std::vector<Row> rows = rank(kContestants, kProblems, entriesOf(entries.constData()), options);
        const Cell& cell = cellOf(rows, "bob", 0);
        QCOMPARE(cell.problem, std::string("x"));
        QCOMPARE(cell.submission.value_or(0), submission);
        QCOMPARE(cell.verdict ? std::string(model::codeOf(*cell.verdict)) : std::string(),
                 verdict.toStdString());
        QCOMPARE(cell.attempts, attempts);
        QCOMPARE(cell.pending, pending);
        const std::vector<int> counting = countingSubmissions(rows);
        QCOMPARE(counting, submission == 0 ? std::vector<int>{} : std::vector{submission});
    }

    void firstToSolve_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QByteArray>("contestant");
        QTest::newRow("earliest") << QByteArray("bob x AC 100\nalice x AC 90\ncarol x WA 10")
                                  << QByteArray("alice");
        QTest::newRow("seconds count") << QByteArray("bob x AC 61\nalice x AC 62") << QByteArray("bob");
        QTest::newRow("an earlier one is pending")
            << QByteArray("bob x AC 100\nalice x ? 90") << QByteArray();
        QTest::newRow("a later one is pending")
            << QByteArray("bob x AC 100\nalice x ? 110") << QByteArray("bob");
        QTest::newRow("one may have been earlier")
            << QByteArray("bob x AC 100\nalice x AC -") << QByteArray();
        QTest::newRow("only a wrong one may have been earlier")
            << QByteArray("bob x AC 100\nalice x WA -") << QByteArray("bob");
        QTest::newRow("a late one") << QByteArray("bob x AC 100\nalice x AC 90 late\nalice x ? 80 late")
                                    << QByteArray("bob");
        QTest::newRow("no times") << QByteArray("bob x AC -\nalice x AC -") << QByteArray();
        QTest::newRow("nobody") << QByteArray("bob x WA 1") << QByteArray();
    }

    void firstToSolve()
    {
        QFETCH(QByteArray, entries);
        QFETCH(QByteArray, contestant);
        QByteArray marked;
        for (const Row& row : rank(kContestants, kProblems, entriesOf(entries.constData()), {})) {
            for (const Cell& cell : row.cells)
                marked += cell.firstToSolve ? row.contestant.c_str() : "";
        }
        QCOMPARE(marked, contestant);
    }

    void whatDoesNotCountIsListed()
    {
        const std::vector<Row> rows =
            rank(kContestants, kProblems,
                 entriesOf("bob x AC 900 late\nbob x WA 60\nbob x WA 800 late\nalice y ? 3 late"), {});
        QCOMPARE(cellOf(rows, "bob", 0).notCounted, (std::vector<int>{3, 1}));
        QCOMPARE(cellOf(rows, "alice", 1).notCounted, std::vector<int>{4});
        QVERIFY(cellOf(rows, "carol", 0).notCounted.empty());
    }

    void anUnknownTimeIsTheEnd()
    {
        Options options;
        options.duration = std::chrono::hours(5);
        const std::vector<Row> rows =
            rank(kContestants, kProblems, entriesOf("bob x AC -\nalice x AC 600"), options);
        QCOMPARE(cellOf(rows, "bob", 0).time, std::optional(minutes(300)));
        QVERIFY(cellOf(rows, "bob", 0).timeIsAssumed);
        QVERIFY(!cellOf(rows, "alice", 0).timeIsAssumed);
    }

    void orderOfEntriesDoesNotShow()
    {
        std::vector<Entry> entries =
            entriesOf("bob x WA 60\nbob x AC 60\nalice x AC 120\nalice y ? 10\ncarol y AC 5");
        const QByteArray expected = textOf(rank(kContestants, kProblems, entries, {}));
        std::reverse(entries.begin(), entries.end());
        QCOMPARE(textOf(rank(kContestants, kProblems, entries, {})), expected);
    }

    void noContestantsNoProblems()
    {
        QVERIFY(rank({}, kProblems, entriesOf("bob x AC 1"), {}).empty());
        QCOMPARE(rank(kContestants, {}, entriesOf("bob x AC 1"), {}).size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestStandings)
#include "test_standings.moc"
