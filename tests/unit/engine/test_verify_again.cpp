// SPDX-License-Identifier: GPL-3.0-or-later
// What `assize verify --watch` need not do again.
#include "engine_desk.h"

#include <QTest>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

class TestVerifyAgain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// One that failed may do better the next time, and is then one of those that bound the limit.
    void aLimitWithoutAllIsMeasuredAgain()
    {
        ContestFolder folder;
        const std::string submissions = "contest/problems/a/submissions/accepted/";
        std::filesystem::remove(folder.tree.path("contest/problems/a/.timelimit"));
        folder.tree.file(submissions + "good.n", "* ok\n");
        folder.tree.file(submissions + "bad.n", "01 wrong\n");
        Desk desk(folder);
        VerifyOptions options;
        options.packages = {folder.tree.path("contest/problems/a")};
        desk.engine().verify(options);
        desk.engine().waitForIdle();
        desk.take();
        for (const Event& event : desk.events) {
            if (const auto* computed = std::get_if<model::TimeLimitComputed>(&event)) {
                QVERIFY(!computed->complete);
                options.knownTimeLimits.push_back(*computed);
            }
        }
        QCOMPARE(options.knownTimeLimits.size(), 1U);
        Desk again(folder);
        again.engine().verify(options);
        again.engine().waitForIdle();
        again.take();
        int limits = 0;
        for (const Event& event : again.events) {
            if (const auto* computed = std::get_if<model::TimeLimitComputed>(&event)) {
                QVERIFY(!computed->fromCache);
                ++limits;
            }
        }
        QCOMPARE(limits, 1);
    }

    void onlyWhatChangedIsRun_data()
    {
        QTest::addColumn<QString>("limit");   // of the package; empty: computed
        QTest::addColumn<QString>("changed"); // file
        QTest::addColumn<int>("good");        // runs of each, of 4 tests
        QTest::addColumn<int>("wrong");
        const auto row = [](const char* what, const QString& limit, const QString& changed, int good,
                            int wrong) {
            const QByteArray suffix = limit.isEmpty() ? ", a computed limit" : ", a limit that is given";
            QTest::newRow(QByteArray(what + suffix).constData()) << limit << changed << good << wrong;
        };
        for (const QString& limit : {QStringLiteral("1"), QString()}) {
            row("nothing", limit, QString(), 0, 0);
            row("one that is wrong", limit, QStringLiteral("a/submissions/wrong_answer/wrong.n"), 0, 4);
            row("one that is accepted", limit, QStringLiteral("a/submissions/accepted/good.n"), 4, 0);
            row("a test", limit, QStringLiteral("a/data/secret/02.ans"), 4, 4);
        }
    }
    void onlyWhatChangedIsRun()
    {
        QFETCH(QString, limit);
        QFETCH(QString, changed);
        QFETCH(int, good);
        QFETCH(int, wrong);
        ContestFolder folder;
        const std::string problems = "contest/problems/";
        if (limit.isEmpty())
            std::filesystem::remove(folder.tree.path(problems + "a/.timelimit"));
        std::map<std::string, std::string> sources = {{"a/submissions/accepted/good.n", "* ok\n"},
                                                      {"a/submissions/wrong_answer/wrong.n", "01 wrong\n"}};
        for (const auto& [file, source] : sources)
            folder.tree.file(problems + file, source);

        Desk first(folder);
        VerifyOptions options;
        options.packages = {folder.tree.path("contest/problems/a")};
        options.slots = 2;
        first.engine().verify(options);
        first.engine().waitForIdle();
        first.take();
        for (const SubmissionView& view : first.state.submissions())
            options.known.push_back(view.judgement);
        for (const Event& event : first.events) {
            if (const auto* computed = std::get_if<model::TimeLimitComputed>(&event))
                options.knownTimeLimits.push_back(*computed);
        }
        QCOMPARE(options.knownTimeLimits.size(), std::size_t(limit.isEmpty() ? 1 : 0));

        if (changed.endsWith(QLatin1String(".n")))
            folder.tree.file(problems + changed.toStdString(),
                             sources[changed.toStdString()] += "# changed\n");
        else if (!changed.isEmpty())
            folder.tree.file(problems + changed.toStdString(), "answer  02\n");
        Desk second(folder);
        second.engine().verify(options);
        second.engine().waitForIdle();
        second.take();
        const auto runs = [&](const std::string& source) {
            int count = 0;
            for (int test = 1; test <= 4; ++test)
                count += second.machine.repeats(source, assize::test::testName(test));
            return count;
        };
        QCOMPARE(runs(sources["a/submissions/accepted/good.n"]), good);
        QCOMPARE(runs(sources["a/submissions/wrong_answer/wrong.n"]), wrong);
        QCOMPARE(second.state.contest().problems[0].limits.cpuTime.count(),
                 std::chrono::nanoseconds(std::chrono::seconds(1)).count());
        QCOMPARE(second.verdictOf("a/submissions/accepted/good.n"), std::string("AC"));
        QCOMPARE(second.verdictOf("a/submissions/wrong_answer/wrong.n"), std::string("WA"));
    }
};

QTEST_GUILESS_MAIN(TestVerifyAgain)
#include "test_verify_again.moc"
