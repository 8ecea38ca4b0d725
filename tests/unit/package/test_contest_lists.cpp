// SPDX-License-Identifier: GPL-3.0-or-later
// The files in which other tools keep a contest's name, rules and list of problems.
#include "package/readers.h"
#include "polygon_fixture.h"

#include <QTest>

using namespace assize;

namespace {

/// "A sum #ff0000 Sum; ..." as the list stands.
QString listOf(const package::ContestFile& file)
{
    QStringList lines;
    for (const package::ContestFile::ListedProblem& problem : file.problems)
        lines << QString::fromStdString(problem.label + " " + problem.id + " " + problem.color + " " +
                                        problem.name)
                     .simplified();
    return lines.join(QStringLiteral("; "));
}

} // namespace

class TestContestLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("message");
        QTest::newRow("problems.yaml of DOMjudge") << "problems.yaml"
                                                   << "- id: hello\n  label: A\n  name: Hello World\n  "
                                                      "color: Orange\n  rgb: '#FF7109'\n- id: bool\n  "
                                                      "label: B\n"
                                                   << "A hello #ff7109 Hello World; B bool"
                                                   << "";
        QTest::newRow("problems.json") << "problems.json"
                                       << R"([{"id": "hello", "label": "X", "rgb": "#0F0"}])"
                                       << "X hello #00ff00"
                                       << "";
        QTest::newRow("problemset.yaml") << "problemset.yaml"
                                         << "problems:\n- letter: A\n  short-name: apl\n  color: yellow\n- "
                                            "letter: B\n  short-name: barcodes\n"
                                         << "A apl #ffff00; B barcodes"
                                         << "";
        QTest::newRow("in contest.yaml") << "contest.yaml"
                                         << "problems:\n- {id: a, label: Q}\n"
                                         << "Q a"
                                         << "";
        QTest::newRow("in contest.yaml, older") << "contest.yaml"
                                                << "problemset:\n- {short-name: a, letter: Q}\n"
                                                << "Q a"
                                                << "";
        QTest::newRow("contest.xml of Polygon")
            << "contest.xml"
            << "<contest><problems><problem index='b' url='https://polygon.codeforces.com/p1/me/sum'/>"
               "<problem index='C' path='problems/max/'/><problem url='x/min'/></problems></contest>"
            << "B sum; C max; min"
            << "";
        QTest::newRow("contest.xml with a problem twice")
            << "contest.xml"
            << "<contest><problems>\n<problem index='A' url='a/sum'/>\n<problem index='B' url='b/sum'/>"
               "</problems></contest>"
            << "A sum"
            << "error contest.xml:3 (problem): the problem \"sum\" is listed twice";
        QTest::newRow("contest.xml with nothing to go by")
            << "contest.xml"
            << "<contest><problems><problem index='A'/></problems></contest>"
            << ""
            << "error contest.xml:1 (problem): expected a url or path";
        QTest::newRow("contest.xml that is broken") << "contest.xml"
                                                    << "<contest>"
                                                    << ""
                                                    << "error contest.xml:1: this is not well-formed XML";
        QTest::newRow("contest.xml of something else") << "contest.xml"
                                                       << "<problem/>"
                                                       << ""
                                                       << "expected an element <contest>, found <problem>";
        QTest::newRow("contest.xml without problems") << "contest.xml"
                                                      << "<contest/>"
                                                      << ""
                                                      << "";
    }
    void lists()
    {
        QFETCH(QString, file);
        QFETCH(QString, content);
        QFETCH(QString, list);
        QFETCH(QString, message);
        test::TreeBuilder tree;
        tree.file(file.toStdString(), content.toStdString());
        const package::ContestFile read = package::readContestFile({tree.root(), tree.root()});
        QCOMPARE(listOf(read), list);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(message.isEmpty() ? text.isEmpty() : text.contains(message), qPrintable(text));
    }

    void settings_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("penalty");
        QTest::addColumn<QString>("message");
        QTest::newRow("nothing") << "name: x\n"
                                 << "" << 20 << "";
        QTest::newRow("pass-fail") << "scoreboard_type: pass-fail\n"
                                   << "icpc" << 20 << "";
        QTest::newRow("score") << "scoreboard_type: score\n"
                               << "sum" << 20 << "";
        QTest::newRow("our own section wins") << "scoreboard_type: score\nassize: {mode: icpc}\n"
                                              << "icpc" << 20 << "";
        QTest::newRow("another type")
            << "scoreboard_type: points\n"
            << "" << 20 << "warning contest.yaml:1 (scoreboard_type): expected pass-fail or score";
        QTest::newRow("penalty_time") << "penalty_time: 15\n"
                                      << "" << 15 << "";
        QTest::newRow("penalty-time") << "penalty-time: 0:12:00\n"
                                      << "" << 12 << "";
        QTest::newRow("penalty") << "penalty: 0\n"
                                 << "" << 0 << "";
        QTest::newRow("no number") << "penalty-time: much\n"
                                   << "" << 20 << "error contest.yaml:1 (penalty-time): expected minutes";
    }
    void settings()
    {
        QFETCH(QString, content);
        QFETCH(QString, mode);
        QFETCH(int, penalty);
        QFETCH(QString, message);
        test::TreeBuilder tree;
        tree.file("contest.yaml", content.toStdString());
        const package::ContestFile read = package::readContestFile({tree.root(), tree.root()});
        QVERIFY(read.mode == model::rankingModeNamed(mode.toStdString()));
        QCOMPARE(read.penaltyTime, std::chrono::minutes(penalty));
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(message.isEmpty() ? text.isEmpty() : text.contains(message), qPrintable(text));
    }

    void contestJson()
    {
        test::TreeBuilder tree;
        tree.file("contest.json",
                  R"({"id": "x", "name": "short", "formal_name": "The Contest", "start_time": null,
                                      "duration": "4:00:00"})");
        const package::ContestFile read = package::readContestFile({tree.root(), tree.root()});
        QCOMPARE(read.name, std::string("The Contest"));
        QVERIFY(read.duration == std::chrono::seconds(4 * 3600));
        QVERIFY(read.diagnostics.empty());
    }

    void namesOfContestXml_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("name");
        QTest::newRow("English")
            << "<name language='russian' main='true' value='R'/><name language='english' "
               "value='E'/>"
            << "E";
        QTest::newRow("main")
            << "<name language='polish' value='P'/><name language='russian' main='true' value='R'/>"
            << "R";
        QTest::newRow("first") << "<name language='polish' value='P'/><name language='russian' value='R'/>"
                               << "P";
        QTest::newRow("none") << ""
                              << "";
    }
    void namesOfContestXml()
    {
        QFETCH(QString, names);
        QFETCH(QString, name);
        test::TreeBuilder tree;
        tree.file("contest.xml", "<contest><names>" + names.toStdString() + "</names></contest>");
        const package::ContestFile read = package::readContestFile({tree.root(), tree.root()});
        QCOMPARE(QString::fromStdString(read.name), name);
    }

    /// What is written by hand beside it is meant to be used.
    void yamlComesBeforeXml()
    {
        test::TreeBuilder tree;
        tree.file("contest.xml", "<contest><names><name value='X'/></names><problems><problem url='a/sum'/>"
                                 "</problems></contest>");
        tree.file("contest.yaml", "name: Y\n").file("problems.yaml", "- {id: max, label: Z}\n");
        const package::ContestFile read = package::readContestFile({tree.root(), tree.root()});
        QCOMPARE(read.name, std::string("Y"));
        QCOMPARE(listOf(read), QString("Z max"));
    }

    void recognised_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("readers");
        const QString yaml = QStringLiteral("a contest with contest.yaml");
        const QString polygon = QStringLiteral("a Polygon contest");
        const QString lemonLime = QStringLiteral("a LemonLime contest");
        QTest::newRow("no files of its own") << QStringList{"problems/sum/1.in"} << QStringList();
        for (const char* name : {"contest.yaml", "contest.yml", "contest.json", "problems.yaml",
                                 "problems.json", "problemset.yaml", "problems/problems.yaml"})
            QTest::newRow(name) << QStringList{name} << QStringList{yaml};
        QTest::newRow("contest.xml") << QStringList{"contest.xml"} << QStringList{polygon};
        QTest::newRow("LemonLime") << QStringList{"day1.cdf"} << QStringList{lemonLime};
        QTest::newRow("elsewhere") << QStringList{"problems/contest.xml", "problems/contest.yaml",
                                                  "problems/day1.cdf"}
                                   << QStringList();
        QTest::newRow("all, in their order") << QStringList{"day1.cdf", "contest.xml", "problems.yaml"}
                                             << QStringList{yaml, polygon, lemonLime};
    }

    void recognised()
    {
        QFETCH(QStringList, files);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file(file.toStdString(), "");
        QStringList names;
        for (const package::ContestReader* reader : package::contestReaders()) {
            if (reader->recognises({tree.root(), tree.path("problems")}))
                names << QString::fromUtf8(reader->name);
        }
        QTEST(names, "readers");
    }

    /// Its problems are judged without its settings, which is to be told; not of packages that lie elsewhere.
    void tellsOfLemonLime()
    {
        test::TreeBuilder tree;
        tree.file("day1.cdf", "{}");
        package::ContestPlace place{tree.root(), tree.root()};
        const QString told = test::textOf(package::readContestFile(place).diagnostics);
        QVERIFY2(told.startsWith("warning day1.cdf: the settings of a LemonLime contest are not read"),
                 qPrintable(told));
        place.problemsGiven = true;
        QVERIFY(package::readContestFile(place).diagnostics.empty());
    }

    void aContestOfPolygon()
    {
        test::TreeBuilder tree;
        test::addPolygonPackage(tree, {});
        tree.folder("c/problems");
        for (const char* name : {"sum", "max", "odd"})
            std::filesystem::copy(tree.path("p/sum"), tree.path("c/problems") / name,
                                  std::filesystem::copy_options::recursive);
        tree.file("c/contest.xml",
                  "<contest><names><name language='english' value='Open'/></names><problems>"
                  "<problem index='A' url='x/max'/><problem index='B' url='x/sum'/></problems></contest>");
        const auto contest = package::readContest(tree.path("c"), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(contest->file.name, std::string("Open"));
        QStringList problems;
        for (const model::Problem& problem : contest->problems)
            problems << QString::fromStdString(problem.label + " " + problem.id + " " + problem.format);
        QCOMPARE(problems, QStringList({"A max polygon", "B sum polygon", "C odd polygon"}));
        QVERIFY(!contest->problems[0].contentHash.empty());
    }
};

QTEST_GUILESS_MAIN(TestContestLists)
#include "test_contest_lists.moc"
