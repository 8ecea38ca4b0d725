// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html.h"
#include "sample_snapshot.h"

#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace assize;
using namespace assize::report;

namespace {

/// What a strict XML reader found in the page.
struct Page
{
    QString error;
    QString text;
    QHash<QString, int> elements;
    QSet<QString> ids;
    QSet<QString> targets; ///< of links
    QStringList others;    ///< attributes that could load or run something
};

Page pageOf(const std::string& html)
{
    Page page;
    QXmlStreamReader reader(QByteArray::fromStdString(html));
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            page.text += reader.text();
        if (!reader.isStartElement())
            continue;
        ++page.elements[reader.name().toString()];
        for (const QXmlStreamAttribute& attribute : reader.attributes()) {
            const QString name = attribute.name().toString();
            const QString value = attribute.value().toString();
            if (name == QLatin1String("id"))
                page.ids.insert(value);
            else if (name == QLatin1String("href") && value.startsWith(QLatin1Char('#')))
                page.targets.insert(value.mid(1));
            else if (name.startsWith(QLatin1String("on")) || name == QLatin1String("src") ||
                     name == QLatin1String("href"))
                page.others.append(name + QLatin1Char('=') + value);
        }
    }
    if (reader.hasError())
        page.error = QStringLiteral("line %1: %2").arg(reader.lineNumber()).arg(reader.errorString());
    return page;
}

} // namespace

class TestHtml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wellFormedAndSelfContained_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("sample") << 0;
        QTest::newRow("hostile") << 1;
        QTest::newRow("empty") << 2;
        QTest::newRow("large") << 3;
    }

    void wellFormedAndSelfContained()
    {
        QFETCH(int, kind);
        const ContestSnapshot snapshot = kind == 0   ? test::sampleSnapshot()
                                         : kind == 1 ? test::hostileSnapshot()
                                         : kind == 2 ? ContestSnapshot{}
                                                     : test::largeSnapshot(30, 8, 23);
        const std::string html = resultsHtml(snapshot);
        const Page page = pageOf(html);
        QCOMPARE(page.error, QString());
        QCOMPARE(page.others, QStringList());
        for (const char* element : {"script", "link", "img", "iframe", "object", "form", "base"})
            QCOMPARE(page.elements.value(QLatin1String(element)), 0);
        QVERIFY(html.find("@import") == std::string::npos);
        QVERIFY(html.find("http") == std::string::npos);
        QVERIFY2((page.targets - page.ids).isEmpty(), "a link leads nowhere");
    }

    void hostileTextsAreVisible()
    {
        const std::string html = resultsHtml(test::hostileSnapshot());
        QVERIFY(html.find("<script>") == std::string::npos);
        QVERIFY(html.find("onload") == std::string::npos);
        QVERIFY(html.find("\xE2\x80\xAE") == std::string::npos); // right-to-left override
        QVERIFY(html.find('\x01') == std::string::npos);
        const Page page = pageOf(html);
        QVERIFY(page.text.contains(QStringLiteral(
            "=1+1\"><script>alert('x')</script>&amp;\\n\\t\\x01\\x7f\\xff\\u202egpj.exe\\u0085\\ufffe")));
        QVERIFY(page.text.contains(QStringLiteral("\\x00]]>-->")));
    }

    void contents()
    {
        const Page page = pageOf(resultsHtml(test::sampleSnapshot()));
        for (const char* part :
             {"Sample contest", "userns, seccomp", "2 slots", "Alice", "Bob", "SIGSEGV",
              "expected \"5\", found \"6\"", "bob/notes.txt", "no language has the extension .txt", "limits",
              "unknown key", "1.5 s", ".timelimit", "Judge error"})
            QVERIFY2(page.text.contains(QLatin1String(part)), part);
        QCOMPARE(page.elements.value(QStringLiteral("details")), 3);
        // What the squares show is there for who does not see them.
        QVERIFY(page.text.contains(QStringLiteral("1 AC, 1 WA, 1 skipped")));
    }

    void standardErrorIsShown()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Judgement& judgement = snapshot.submissions[2].judgement;
        judgement.runs[1].message = "SIGSEGV: it's <b>over</b>";
        judgement.runs[1].standardError = "first\n<script>\x1B[31m" + std::string(4000, 'y');
        judgement.runs[0].standardError = "of an accepted run";
        const std::string html = resultsHtml(snapshot);
        const Page page = pageOf(html);
        QCOMPARE(page.error, QString());
        // Said once, although the end has its own word for it.
        QCOMPARE(page.text.count(QStringLiteral("SIGSEGV")), 1);
        QVERIFY(page.text.contains(QStringLiteral("SIGSEGV: it's <b>over</b>")));
        QVERIFY(page.text.contains(QStringLiteral("Standard error on secret/02:")));
        QVERIFY(page.text.contains(QStringLiteral("first\n<script>\\x1b[31myyy")));
        QVERIFY(page.text.contains(QStringLiteral("more bytes are not shown")));
        QVERIFY(!page.text.contains(QStringLiteral("of an accepted run")));
        QVERIFY(html.find("<th class=\"n\">Wall time</th>") != std::string::npos);
    }

    /// Several errors are several lines; names are not.
    void messagesKeepTheirLines()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[2].judgement.message = "first <error>\nsecond\n\n";
        snapshot.submissions[2].judgement.runs[1].message = "SIGSEGV: one\ntwo\n";
        snapshot.diagnostics = {{Diagnostic::Level::Error, "a\nb\u200b", "refused:\n1\n"}};
        const std::string html = resultsHtml(snapshot);
        QCOMPARE(pageOf(html).error, QString());
        for (const char* part : {">first &lt;error&gt;<br/>second</p>", ">SIGSEGV: one<br/>two</td>",
                                 ">refused:<br/>1</td>", ">a\\nb\\u200b</td>"})
            QVERIFY2(html.find(part) != std::string::npos, part);
    }

    /// Who looks for somebody looks in one order, not in two.
    void submissionsAreInTheOrderOfTheStandings()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        std::reverse(snapshot.standings.begin(), snapshot.standings.end());
        const std::string html = resultsHtml(snapshot);
        QVERIFY(html.find("<h3>Bob</h3>") < html.find("<h3>Alice</h3>"));
        snapshot.standings.clear();
        const std::string byFile = resultsHtml(snapshot);
        QVERIFY(byFile.find("<h3>Alice</h3>") < byFile.find("<h3>Bob</h3>"));
    }

    void outdatedResultsAreMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        QVERIFY(resultsHtml(snapshot).find("utdated") == std::string::npos);
        snapshot.submissions[0].outdatedBecause = "its source has changed";
        const QByteArray html = QByteArray::fromStdString(resultsHtml(snapshot));
        QCOMPARE(html.count(">outdated<"), 1);
        QCOMPARE(html.count(">outdated: its source has changed<"), 1);
        QVERIFY(html.indexOf("OUTDATED: 1 of 3 results is") > html.indexOf("<h2>Standings</h2>"));
    }

    void noIsolationIsSaid()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        QVERIFY(resultsHtml(snapshot).find("without any isolation") == std::string::npos);
        snapshot.engine.sandbox = "none";
        QVERIFY(resultsHtml(snapshot).find("without any isolation") != std::string::npos);
    }

    void onlyWhatWasUnprotectedIsMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.sandbox = "none";
        const QByteArray page = QByteArray::fromStdString(resultsHtml(snapshot));
        QVERIFY(page.contains("NO ISOLATION: 1 of 3 submissions"));
        QCOMPARE(page.count(">no isolation<"), 2); // its cell and its details
        // What judges now does not change what judged then.
        snapshot.submissions[0].judgement.sandbox = "local";
        snapshot.submissions[1].judgement.sandbox = "local";
        snapshot.submissions[2].judgement.sandbox = "local";
        snapshot.engine.sandbox = "none";
        QVERIFY(!QByteArray::fromStdString(resultsHtml(snapshot)).contains("NO ISOLATION"));
    }

    void aRefusedProblemSaysWhy()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.problems[1].refusedBecause = "<it is damaged>";
        ReportedSubmission& item = snapshot.submissions[2];
        item.judgement = {};
        item.judgement.state = model::SubmissionState::Unjudged;
        item.judgement.message = "the package of this problem cannot be read: <it is damaged>";
        item.submission.notCountedBecause = "the package of its problem cannot be read";
        test::rankSnapshot(snapshot);
        const QByteArray page = QByteArray::fromStdString(resultsHtml(snapshot));
        QVERIFY(page.contains("title=\"&lt;it is damaged&gt;\">refused</small></th>"));
        QVERIFY(page.contains("<b>refused:</b> &lt;it is damaged&gt;"));
        QVERIFY(page.contains("<b>1</b> Unjudged</li>"));
        QVERIFY(page.contains("cannot be read: &lt;it is damaged&gt;</p>"));
        QVERIFY(page.contains("<td>–</td>")); // solved by
        QVERIFY(!page.contains("Not judged"));
    }

    void lateOnesAreMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].submission.late = true;
        snapshot.submissions[0].submission.notCountedBecause = "handed in 30 s after the contest's end";
        snapshot.standingsNotes = {"1 of 3 hand-ins is late"};
        test::rankSnapshot(snapshot);
        const QByteArray page = QByteArray::fromStdString(resultsHtml(snapshot));
        QVERIFY(page.contains("1 of 3 hand-ins is late"));
        // Bob's is the third by file.
        QVERIFY(page.contains("<a class=\"cell not-counted\" href=\"#s3\">"));
        QCOMPARE(page.count("<small>late</small>"), 1);
        QCOMPARE(page.count("<span class=\"unexpected\">late</span>"), 1);
        QVERIFY(page.contains("Not counted: handed in 30 s after the contest&#39;s end"));
    }

    void allAttemptsAreShown()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Run& run = snapshot.submissions[0].judgement.runs[1];
        using std::chrono::milliseconds;
        run.attempts = {{milliseconds(1520), milliseconds(1600), 1 << 20},
                        {milliseconds(1490), milliseconds(1500), 1 << 20},
                        {milliseconds(1505), milliseconds(1510), 1 << 20}};
        const QByteArray page = QByteArray::fromStdString(resultsHtml(snapshot));
        QVERIFY(page.contains("(3 runs: 1.520 s, 1.490 s, 1.505 s; all but the first alone)"));
    }

    void reusedRunsHaveTheirDate()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.runs[1].reusedFrom =
            std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000));
        const QByteArray page = QByteArray::fromStdString(resultsHtml(snapshot));
        QCOMPARE(page.count("(measured on 2023-11-14 22:13 UTC, reused)"), 1);
    }

    void unexpectedIsMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].expectation = Expectation{{model::Verdict::AC}, {}, {}, false};
        QVERIFY(resultsHtml(snapshot).find("unexpected: expected AC") != std::string::npos);
    }

    void neighboursShareARectangle()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.problems = {test::problemOf("hello", "A", 25)};
        snapshot.submissions = {
            test::submissionOf(1, "alice", snapshot.problems[0], std::vector<std::string>(25, "AC"))};
        test::rankSnapshot(snapshot);
        // Lines of 10, 10 and 5.
        QVERIFY(resultsHtml(snapshot).find(
                    "<rect width=\"110\" height=\"11\" fill=\"url(#v-AC)\"/>"
                    "<rect y=\"11\" width=\"110\" height=\"11\" fill=\"url(#v-AC)\"/>"
                    "<rect y=\"22\" width=\"55\" height=\"11\" fill=\"url(#v-AC)\"/></svg>") !=
                std::string::npos);
    }

    void manyResultsAreCutAndItIsSaid()
    {
        const ContestSnapshot snapshot = test::largeSnapshot(30, 8, 23);
        HtmlOptions options;
        options.maximumDetails = 100;
        const Page cut = pageOf(resultsHtml(snapshot, options));
        QVERIFY(cut.text.contains(QStringLiteral("There are so many results")));
        QVERIFY(cut.text.contains(QStringLiteral("Not listed: ")));
        const Page whole = pageOf(resultsHtml(snapshot));
        QVERIFY(!whole.text.contains(QStringLiteral("There are so many results")));
        QVERIFY(!whole.text.contains(QStringLiteral("Not listed: ")));
    }

    void sizeOfALargeContest()
    {
        const std::string html = resultsHtml(test::largeSnapshot(250, 12, 20));
        QVERIFY2(html.size() < 6'000'000, std::to_string(html.size()).c_str());
        const std::string usual = resultsHtml(test::largeSnapshot(24, 5, 20));
        QVERIFY2(usual.size() < 1'500'000, std::to_string(usual.size()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestHtml)
#include "test_html.moc"
