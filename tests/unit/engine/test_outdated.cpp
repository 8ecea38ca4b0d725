// SPDX-License-Identifier: GPL-3.0-or-later
// Stored results that are not what judging would give today are marked, also by who only reads.
#include "engine_desk.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

/// What a reader without a sandbox sees.
ContestState read(const ContestFolder& folder)
{
    ContestPlace options = folder.options();
    options.readOnly = true;
    Engine engine(nullptr, folder.tree.path("resources"));
    Subscription events = engine.subscribe();
    engine.open(options);
    engine.waitForIdle();
    ContestState state;
    for (const Event& event : events.take())
        state.apply(event);
    return state;
}

/// "ann/a.n: its source has changed since it was judged", "bob/a.n: ?", by file.
QStringList marksOf(const ContestState& state)
{
    QStringList marks;
    for (const SubmissionView& view : state.submissions()) {
        const QString file = QString::fromStdString(view.submission.file);
        if (!view.outdatedBecause.empty())
            marks << file + QStringLiteral(": ") + QString::fromStdString(view.outdatedBecause);
        else if (view.mayBeOutdated)
            marks << file + QStringLiteral(": ?");
    }
    marks.sort();
    return marks;
}

const QString kSource = QStringLiteral("its source has changed since it was judged");
const QString kOther =
    QStringLiteral("its source, the problem, the settings or the compiler has changed since it was judged");

} // namespace

class TestOutdated : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marks_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QStringList>("marks");
        const auto both = [](const QString& mark) {
            return QStringList{QStringLiteral("ann/a.n: ") + mark, QStringLiteral("bob/a.n: ") + mark};
        };
        QTest::newRow("nothing") << "" << QStringList();
        QTest::newRow("source") << "source" << QStringList{QStringLiteral("ann/a.n: ") + kSource};
        QTest::newRow("answer") << "answer" << both(kOther);
        QTest::newRow("limit") << "limit" << both(kOther);
        QTest::newRow("language") << "language" << both(QStringLiteral("?"));
        QTest::newRow("versions forgotten") << "forgotten" << both(QStringLiteral("?"));
        QTest::newRow("source of unknown tools")
            << "source, forgotten"
            << QStringList{QStringLiteral("ann/a.n: ") + kSource, QStringLiteral("bob/a.n: ?")};
    }

    void marks()
    {
        QFETCH(QString, change);
        QFETCH(QStringList, marks);
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("ann", "b", "* ok\n");
        folder.submit("bob", "a", "02 wrong\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(marksOf(desk.state), QStringList());
        }
        if (change.contains(QLatin1String("source")))
            folder.submit("ann", "a", "* ok\n# changed\n");
        if (change == QLatin1String("answer"))
            folder.tree.file("contest/problems/a/data/secret/01.ans", "another\n");
        if (change == QLatin1String("limit"))
            folder.tree.file("contest/problems/a/.timelimit", "2\n");
        if (change == QLatin1String("language"))
            folder.tree.file("resources/languages/native.yaml",
                             "name: Native\nextensions: [n]\ncompile: [cc, -O3, \"{binary}\", \"{files}\"]\n"
                             "run: [\"./{binary}\"]\nnative_executable: true\nversion: [version]\n");
        if (change.contains(QLatin1String("forgotten")))
            std::filesystem::remove_all(folder.tree.path("cache/assize/toolchains"));
        // All results of one language are unknown together.
        QStringList expected = marks;
        if (change.contains(QLatin1String("forgotten")) || change == QLatin1String("language"))
            expected << QStringLiteral("ann/b.n: ?");
        expected.sort();

        const ContestState state = read(folder);
        QVERIFY(state.compared());
        QCOMPARE(marksOf(state), expected);
        QCOMPARE(state.counts().outdated, static_cast<int>(expected.filter(QStringLiteral("since")).size()));

        // Judging makes them new.
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QCOMPARE(marksOf(desk.state), QStringList());
        QCOMPARE(desk.state.counts().outdated, 0);
        QCOMPARE(marksOf(read(folder)), QStringList());
    }

    /// What was asked for on the command line is asked for again.
    void optionsOfTheLastCall()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        options.stopAtFirstFailure = true;
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(options));
        }
        QCOMPARE(marksOf(read(folder)), QStringList());
    }

    void onlyWhatIsChosenIsMadeNew()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("bob", "a", "* ok\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        folder.tree.file("contest/problems/a/.timelimit", "2\n");
        Desk desk(folder);
        ContestPlace options = folder.options();
        NO_ERROR(desk.judge(options, {"ann/*"}));
        QCOMPARE(marksOf(desk.state), QStringList{QStringLiteral("bob/a.n: ") + kOther});
        const nlohmann::json results = nlohmann::json::parse(report::resultsJson(makeSnapshot(desk.state)));
        QVERIFY(results["submissions"][0]["outdated"] == false);
        QVERIFY(results["submissions"][1]["outdated"] == true);
        QVERIFY(results["standings_notes"][0].get<std::string>().starts_with("OUTDATED: 1 of 2 results is"));
    }

    /// What is remembered of files gives the same marks as reading them, and judging never relies on it.
    void remembered()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("bob", "a", "* ok\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        // Younger files are not remembered.
        QTest::qSleep(3100);
        const std::filesystem::path hashes = folder.tree.path("cache/assize/hashes");
        std::filesystem::remove_all(hashes);
        QCOMPARE(marksOf(read(folder)), QStringList());
        QVERIFY(!std::filesystem::is_empty(hashes));
        QCOMPARE(marksOf(read(folder)), QStringList());

        // As long as before, with the old time.
        const std::filesystem::path source = folder.tree.path("contest/submissions/ann/a.n");
        const auto time = std::filesystem::last_write_time(source);
        folder.submit("ann", "a", "* no\n");
        std::filesystem::last_write_time(source, time);
        QCOMPARE(marksOf(read(folder)), QStringList{QStringLiteral("ann/a.n: ") + kSource});
        folder.submit("ann", "a", "* ok\n");
        QCOMPARE(marksOf(read(folder)), QStringList());
        folder.tree.file("contest/problems/a/data/secret/01.ans", "answer XX\n");
        const QStringList both{QStringLiteral("ann/a.n: ") + kOther, QStringLiteral("bob/a.n: ") + kOther};
        QCOMPARE(marksOf(read(folder)), both);
    }

    /// Limits that are computed from the jury's submissions.
    void computedLimits()
    {
        ContestFolder folder;
        folder.addProblem("c", 2, "");
        folder.tree.file("contest/problems/c/submissions/accepted/good.n", "* ok\n");
        folder.submit("ann", "c", "* ok\n# mine\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        QCOMPARE(marksOf(read(folder)), QStringList());
        // It would be computed anew, and may come out the same.
        folder.tree.file("contest/problems/c/submissions/accepted/good.n", "* ok\n# changed\n");
        QCOMPARE(marksOf(read(folder)), QStringList{QStringLiteral("ann/c.n: ?")});
        folder.tree.file("contest/problems/c/data/secret/01.in", "changed");
        QCOMPARE(marksOf(read(folder)), QStringList{QStringLiteral("ann/c.n: ") + kOther});
    }
};

QTEST_GUILESS_MAIN(TestOutdated)
#include "test_outdated.moc"
