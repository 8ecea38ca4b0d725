// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/contest_yaml.h"
#include "package/contest/label.h"
#include "package_fixture.h"

#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace assize;
using namespace std::chrono_literals;

namespace {

QStringList problemsOf(const package::ReadContest& contest)
{
    QStringList lines;
    for (const model::Problem& problem : contest.problems)
        lines << QString::fromStdString(problem.label + " " + problem.id + " " + problem.file +
                                        (problem.isRefused() ? " refused" : ""));
    return lines;
}

} // namespace

class TestContest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAFolderWithoutSettings()
    {
        test::TreeBuilder tree;
        for (const char* name : {"sum", "hello"})
            test::addPackage(tree, name);
        tree.file("problems/notes/readme.txt")
            .file("problems/README")
            .file("problems/x.zip")
            .folder("problems/.git");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest),
                 QStringList({"A hello problems/hello", "B sum problems/sum", "C x problems/x.zip refused"}));
        QCOMPARE(contest->otherFolders, std::vector<std::string>{"notes"});
        QCOMPARE(contest->file.penaltyTime, std::chrono::minutes(20));
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains("warning problems/notes: this is no problem package"), qPrintable(text));
        QVERIFY2(text.contains("error problems/x.zip: cannot unpack"), qPrintable(text));
        QCOMPARE(contest->diagnostics.size(), std::size_t(2));
    }

    void readsContestYaml()
    {
        test::TreeBuilder tree;
        for (const char* name : {"a", "b", "c"})
            test::addPackage(tree, name);
        tree.file("contest.yaml",
                  "name: short\nformal_name: The Contest\nstart_time: 2026-11-21T09:30:00+01:00\nduration: "
                  "5:00:00\n"
                  "penalty_time: 10\nscoreboard_freeze_duration: 1:00:00\nsomebody_elses_key: 1\nassize:\n  "
                  "mode: sum\n"
                  "  submissions: \"{problem}/{contestant}.{extension}\"\n  stop_at_first_failure: true\n  "
                  "python: pypy\n");
        tree.file("problems.yaml", "- id: c\n  label: X\n  name: Third\n  rgb: '#F00'\n- id: a\n- id: zzz\n");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest),
                 QStringList({"X c problems/c", "A a problems/a", "B zzz zzz refused", "C b problems/b"}));
        QCOMPARE(contest->problems[0].name, std::string("Third"));
        QCOMPARE(contest->problems[0].color, std::string("#ff0000"));
        QCOMPARE(contest->file.name, std::string("The Contest"));
        QVERIFY(contest->file.startTime == std::chrono::system_clock::time_point(1'795'249'800s));
        QVERIFY(contest->file.duration == std::chrono::seconds(5h));
        QCOMPARE(contest->file.penaltyTime, std::chrono::minutes(10));
        QVERIFY(contest->file.mode == model::RankingMode::Sum);
        QCOMPARE(contest->file.submissionPattern, std::string("{problem}/{contestant}.{extension}"));
        QVERIFY(contest->file.stopAtFirstFailure);
        QVERIFY(contest->file.python == model::PythonInterpreter::PyPy);
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains("error zzz: the problem is listed"), qPrintable(text));
        QVERIFY2(text.contains("info b: the package is not listed"), qPrintable(text));
        QCOMPARE(contest->diagnostics.size(), std::size_t(2));
    }

    void aColourWithoutQuotesIsAComment()
    {
        test::TreeBuilder tree;
        test::addPackage(tree, "a");
        tree.file("problems.yaml", "- id: a\n  label: A\n  rgb: #ff0000\n");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(
            test::textOf(contest->diagnostics),
            QStringLiteral("warning problems.yaml:3 (rgb): \"#ff0000\" is a comment in YAML, so that the "
                           "value is empty; where it is a part of the value, put that in quotes: rgb: "
                           "\"#ff0000\"\n"));
    }

    void readsTheOlderList()
    {
        test::TreeBuilder tree;
        for (const char* name : {"a", "b"})
            test::addPackage(tree, name);
        tree.file("problems/problemset.yaml",
                  "problems:\n- {letter: B, short-name: a, color: red}\n- {letter: A, short-name: b}\n");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest), QStringList({"B a problems/a", "A b problems/b"}));
        QCOMPARE(contest->problems[0].color, std::string("#ff0000"));
    }

    void saysWhatIsWrongWithContestYaml_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("expected");
        QTest::newRow("broken") << QByteArray("name: x\nassize: {mode: sum\n") << "error contest.yaml:";
        QTest::newRow("beyond the clock")
            << QByteArray("start_time: 4052-01-02T03:04:05+01:00\n")
            << "error contest.yaml:1 (start_time): expected a time with its zone";
        QTest::newRow("no zone") << QByteArray("start_time: 2026-11-21T09:30:00\n")
                                 << "error contest.yaml:1 (start_time): expected a time with its zone";
        QTest::newRow("duration") << QByteArray("duration: 5h\n") << "error contest.yaml:1 (duration)";
        QTest::newRow("penalty") << QByteArray("penalty_time: much\n")
                                 << "error contest.yaml:1 (penalty_time)";
        QTest::newRow("mode") << QByteArray("assize:\n  mode: oi\n")
                              << "error contest.yaml:2 (assize.mode): expected icpc or sum";
        QTest::newRow("unknown own key")
            << QByteArray("assize:\n  mod: sum\n") << "warning contest.yaml:2 (assize.mod)";
        QTest::newRow("a slip")
            << QByteArray("name: x\nstart_tme: 2026-11-21T09:30:00Z\n")
            << "warning contest.yaml:2 (start_tme): the key \"start_tme\" is not known and is ignored; meant "
               "start_time?";
        QTest::newRow("stop")
            << QByteArray("assize: {stop_at_first_failure: 5}\n")
            << "error contest.yaml:1 (assize.stop_at_first_failure): expected true or false";
        QTest::newRow("python") << QByteArray("assize: {python: python3}\n")
                                << "error contest.yaml:1 (assize.python): expected pypy or cpython";
        QTest::newRow("problems") << QByteArray("problems: hello\n")
                                  << "error contest.yaml:1 (problems): expected a list";
        QTest::newRow("twice") << QByteArray("problems: [hello, hello]\n") << "is listed twice";
        QTest::newRow("no id") << QByteArray("problems:\n- label: A\n")
                               << "error contest.yaml:2 (problems): expected an id";
    }
    void saysWhatIsWrongWithContestYaml()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("contest.yaml", yaml.toStdString());
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(contest->problems.size(), std::size_t(1));
        QVERIFY2(test::textOf(contest->diagnostics).contains(expected),
                 qPrintable(test::textOf(contest->diagnostics)));
    }

    void takesGivenProblems()
    {
        test::TreeBuilder tree;
        test::addPackage(tree, "a");
        test::addPackage(tree, "b");
        tree.folder("contest");
        auto contest = package::readContest(tree.path("contest"), tree.path("problems"));
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest), QStringList({"A a problems/a", "B b problems/b"}));
        contest = package::readContest(tree.path("contest"), tree.path("problems/b/"));
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest), QStringList({"A b b"}));
        contest = package::readContest(tree.path("problems/b"), tree.path("problems/b"));
        QVERIFY(contest);
        QCOMPARE(contest->problems.size(), std::size_t(1));
    }

    void takesDataAndLinkedPackages()
    {
        test::TreeBuilder tree;
        tree.file("contest/data/t/1.in").file("contest/data/t/1.out").folder("contest/problems");
        tree.file("pool/real/data/secret/1.in")
            .file("pool/real/data/secret/1.ans")
            .link("contest/data/u", "../../pool/real");
        const auto contest = package::readContest(tree.path("contest"), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest), QStringList({"A t data/t", "B u data/u"}));
    }

    /// Its column says why, and nobody else's label moves.
    void refusedPackagesAreProblems()
    {
        test::TreeBuilder tree;
        test::addPackage(tree, "apple");
        test::addPackage(tree, "pear");
        tree.file("problems/broken/problem.yaml", "type: scoring\n");
        tree.file("problems/dmoj/init.yml").folder("problems/dmoj/tests");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(problemsOf(*contest),
                 QStringList({"A apple problems/apple", "B broken problems/broken refused",
                              "C dmoj problems/dmoj refused", "D pear problems/pear"}));
        QVERIFY(contest->problems[2].refusedBecause.starts_with("this looks like a DMOJ package"));
        QVERIFY(!contest->problems[1].refusedBecause.empty());
        QVERIFY(test::textOf(contest->diagnostics)
                    .contains("error problems/dmoj: this looks like a DMOJ package"));
    }

    void theReasonNamesThePlace()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "name: Hello\nlimits:\n  memory: lots\n");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QVERIFY2(contest->problems[0].refusedBecause.starts_with("problem.yaml:3 (limits.memory): "),
                 contest->problems[0].refusedBecause.c_str());
        QCOMPARE(contest->problems[0].jurySubmissions.size(), std::size_t(0));
    }

    void foldersWithPartsOfAPackage_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("reason"); // empty: it is a folder beside the packages
        const auto row = [](const char* name, const QStringList& files, const char* reason) {
            QTest::newRow(name) << files << QString::fromLatin1(reason);
        };
        row("empty", {}, "");
        row("only an answer", {"tests/1.out"}, "It holds \"tests/1.out\", but no input");
        row("only an input", {"tests/sum.inp"}, "It holds \"tests/sum.inp\", but no answer");
        row("tests that are no pairs", {"a/x.in1", "a/y.ou2"}, "It holds \"a/x.in1\" and \"a/y.ou2\"");
        row("a name that nearly matches", {"problem.yml"}, "It holds \"problem.yml\", as a package does");
        row("empty tests", {"data/Secret/readme"}, "It holds \"data/Secret\"");
        row("a build system", {"src/config.h.in", "src/configure.in", "Makefile.am"}, "");
        row("statements", {"a.tex", "img/a.png", "b.pdf"}, "");
        row("old packages", {"2023/problem.yaml", "2023/data/secret/1.in", "2024/1.in", "2024/1.out"}, "");
        row("too deep to be meant", {"a/b/c/1.out"}, "");
        row("hidden", {".git/1.out"}, "");
    }
    void foldersWithPartsOfAPackage()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, reason);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.folder("problems/part");
        for (const QString& file : files)
            tree.file("problems/part/" + file.toStdString());
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(contest->otherFolders.size(), std::size_t(reason.isEmpty() ? 1 : 0));
        QCOMPARE(contest->problems.size(), std::size_t(reason.isEmpty() ? 1 : 2));
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains((reason.isEmpty() ? "warning" : "error") +
                               QString(" problems/part: this is no problem package")),
                 qPrintable(text));
        if (!reason.isEmpty())
            QVERIFY2(QString::fromStdString(contest->problems[1].refusedBecause).contains(reason),
                     contest->problems[1].refusedBecause.c_str());
    }

    void givesRemedies()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        const std::string packages = '"' + tree.path("problems").native() + '"';
        const std::string package = '"' + tree.path("problems/hello").native() + '"';
        QVERIFY((package::readContest(tree.path("problems"), std::nullopt).error().remedy ==
                 Remedy{Remedy::Code::PackagesAndSubmissions, {packages}}));
        QVERIFY((package::readContest(tree.path("problems/hello"), std::nullopt).error().remedy ==
                 Remedy{Remedy::Code::VerifyOrSubmissions, {package}}));
    }

    /// A package that cannot be read would otherwise vanish from the contest with all its results.
    void refusesUnreadablePackages()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.folder("problems/shut");
        QVERIFY(::chmod((tree.root() / "problems/shut").c_str(), 0) == 0);
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(::chmod((tree.root() / "problems/shut").c_str(), 0700) == 0);
        QVERIFY(contest);
        QVERIFY(contest->problems.back().id == "shut" && contest->problems.back().isRefused());
        QVERIFY(test::textOf(contest->diagnostics).contains("error problems/shut: cannot read the folder"));
    }

    void keepsFolderNamesAsBytes()
    {
        test::TreeBuilder tree;
        const std::string name = "\xff\nx";
        test::addPackage(tree, name);
        tree.file("problems/" + name + "/problem.yaml", "");
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(contest->problems[0].id, name);
        QCOMPARE(contest->problems[0].name, std::string("\xef\xbf\xbd\nx"));
        QCOMPARE(contest->problems[0].file, "problems/" + name);
    }

    void refusesWhatIsNoContest_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("problems");
        QTest::addColumn<QString>("expected");
        QTest::newRow("missing") << "none"
                                 << ""
                                 << "ENOENT";
        QTest::newRow("empty") << "empty"
                               << ""
                               << "looked in";
        QTest::newRow("package") << "problems/hello"
                                 << ""
                                 << "is a problem package, not a contest.";
        QTest::newRow("LemonLime") << "x.cdf"
                                   << ""
                                   << "is a LemonLime contest";
        QTest::newRow("file") << "file"
                              << ""
                              << "is not a folder";
        QTest::newRow("folder of packages") << "problems"
                                            << ""
                                            << "There are packages in";
        QTest::newRow("no such problems") << "empty"
                                          << "none"
                                          << "ENOENT";
        QTest::newRow("empty problems") << "empty"
                                        << "empty"
                                        << "there is no problem package in";
        QTest::newRow("problems are a file") << "empty"
                                             << "file"
                                             << "is not a folder";
    }
    void refusesWhatIsNoContest()
    {
        QFETCH(QString, path);
        QFETCH(QString, problems);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.folder("empty").file("x.cdf", "{}").file("file");
        const auto contest = package::readContest(
            tree.path(path.toStdString()),
            problems.isEmpty() ? std::nullopt : std::optional(tree.path(problems.toStdString())));
        QVERIFY(!contest);
        QCOMPARE(contest.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(contest.error().message.find(expected.toStdString()) != std::string::npos,
                 contest.error().message.c_str());
    }

    void parsesTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("UTC") << "2023-04-18T19:30:00Z" << qint64(1681846200);
        QTest::newRow("offset") << "2023-04-18T21:30:00+02:00" << qint64(1681846200);
        QTest::newRow("short offset") << "2023-04-18 21:30:00+02" << qint64(1681846200);
        QTest::newRow("west") << "2023-04-18T14:00:00.000-0530" << qint64(1681846200);
        QTest::newRow("no seconds") << "2023-04-18T19:30 Z" << qint64(1681846200);
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << qint64(1709164800);
        for (const char* text :
             {"", "2023-04-18", "2023-04-18T19:30:00", "2023-02-29T00:00:00Z", "2023-13-01T00:00:00Z",
              "2023-04-18T24:00:00Z", "2023-04-18T19:30:00Z x", "2023-04-18T19:30:00 Europe/Berlin",
              "18.4.2023 19:30Z", "2023-04-18T19:30:00+2"})
            QTest::addRow("bad: %s", text) << text << qint64(-1);
    }
    void parsesTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto time = package::parseStartTime(text.toStdString());
        QCOMPARE(time.has_value(), seconds >= 0);
        if (time)
            QCOMPARE(std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count(),
                     seconds);
    }

    void parsesDurations()
    {
        QVERIFY(package::parseDuration("5:00:00") == std::chrono::seconds(5h));
        QVERIFY(package::parseDuration("0:20:05.000") == std::chrono::seconds(20min + 5s));
        QVERIFY(package::parseDuration("2:30") == std::chrono::seconds(2h + 30min));
        for (const char* text : {"", "5", "5:0:0", "5:60:00", "-1:00:00", "1:00:00x"})
            QVERIFY2(!package::parseDuration(text), text);
    }

    void labelsGoOnAfterZ()
    {
        QCOMPARE(package::labelAt(0), std::string("A"));
        QCOMPARE(package::labelAt(25), std::string("Z"));
        QCOMPARE(package::labelAt(26), std::string("AA"));
        QCOMPARE(package::labelAt(52), std::string("BA"));
        QCOMPARE(package::labelAt(702), std::string("AAA"));
    }
};

QTEST_GUILESS_MAIN(TestContest)
#include "test_contest.moc"
