// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of isolation: `assize doctor`, --strict, and the marks of results that came about without any.
#include "assize_process.h"

#include <unistd.h>

namespace {

using Strings = QStringList;

const Strings kNone{QStringLiteral("--sandbox"), QStringLiteral("none")};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool contains(const nlohmann::json& list, const char* item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

int marked(const nlohmann::json& results)
{
    int count = 0;
    for (const nlohmann::json& submission : results.at("submissions"))
        count += submission.contains("sandbox") && submission["sandbox"] == "none" ? 1 : 0;
    return count;
}

} // namespace

class TestIsolation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doctor();
    void contradictionIsRefused_data();
    void contradictionIsRefused();
    void strictReusesWhatIsStored();
    void unprotectedIsMarkedEverywhere();
    void onlySomeAreMarked();
    void verifyMarks();

private:
    static e2e::Outcome judge(const QTemporaryDir& home, const Strings& more)
    {
        return e2e::run(Strings{QStringLiteral("judge"), home.filePath(QStringLiteral("contest")),
                                QStringLiteral("--json"), QStringLiteral("-")} +
                            more,
                        home.path());
    }
    static e2e::Outcome exported(const QTemporaryDir& home, const char* format)
    {
        return e2e::run({QStringLiteral("export"), home.filePath(QStringLiteral("contest")),
                         QStringLiteral("--format"), QLatin1String(format), QStringLiteral("-")},
                        home.path());
    }
    static bool makeContest(const QTemporaryDir& home)
    {
        const QString contest = home.filePath(QStringLiteral("contest"));
        return e2e::makeSumProblem(contest + QStringLiteral("/problems/sum"), 3) &&
               e2e::write(contest + QStringLiteral("/submissions/ann/sum.c"), e2e::kRightC) &&
               e2e::write(contest + QStringLiteral("/submissions/bob/sum.py"), e2e::kRightPython);
    }
};

void TestIsolation::doctor()
{
    QTemporaryDir home;
    const e2e::Outcome outcome = e2e::run({QStringLiteral("doctor")}, home.path());
    QVERIFY2(outcome.status == 0 || outcome.status == 3, outcome.errors.constData());
    QVERIFY2(outcome.output.contains("\nMachine\n  kernel            Linux "), outcome.output.constData());
    for (const QByteArray& line : outcome.output.split('\n'))
        QVERIFY2(line.size() <= 110 || line.contains("sudo "), line.constData());
    if (outcome.status == 3) {
        QVERIFY2(outcome.output.contains("NOT SAFE TO JUDGE"), outcome.output.constData());
        QSKIP("programs cannot be isolated on this machine (see above)");
    }
    QVERIFY2(outcome.output.contains("Sandbox local: safe to judge"), outcome.output.constData());
    for (const char* name : {"memory ", "processes ", "CPU time ", "namespaces ", "system calls ",
                             "ends of runs ", "processors "})
        QVERIFY2(outcome.output.contains(QByteArray("\n  ") + name), name);
    QVERIFY(outcome.output.contains(::geteuid() == 0 ? "each box has a user of its own"
                                                     : "only root can give each box"));
    QVERIFY(outcome.output.contains("\nLanguages\n"));
    // No escape sequences: it is read in logs, too.
    QVERIFY(!outcome.output.contains('\x1b'));
}

void TestIsolation::contradictionIsRefused_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("judge") << QStringLiteral("judge");
    QTest::newRow("verify") << QStringLiteral("verify");
}

void TestIsolation::contradictionIsRefused()
{
    QFETCH(QString, command);
    QTemporaryDir home;
    QVERIFY(makeContest(home));
    const e2e::Outcome outcome = e2e::run(
        Strings{command, home.filePath(QStringLiteral("contest")), QStringLiteral("--strict")} + kNone,
        home.path());
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errors.contains("--strict isolates more"), outcome.errors.constData());
}

void TestIsolation::strictReusesWhatIsStored()
{
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    QVERIFY(makeContest(home));
    const e2e::Outcome strict = judge(home, {QStringLiteral("--strict")});
    QVERIFY2(strict.status == 0, strict.errors.constData());
    QVERIFY(contains(strict.json().at("engine").at("isolation"), "strict"));
    for (const auto& [file, verdict] : e2e::verdicts(strict.json()))
        QCOMPARE(verdict, std::string("AC"));
    const e2e::Outcome usual = judge(home, {});
    QVERIFY2(usual.errors.contains("0 submissions judged, 2 as stored"), usual.errors.constData());
    QVERIFY(!contains(usual.json().at("engine").at("isolation"), "strict"));
    QCOMPARE(marked(usual.json()), 0);
    QVERIFY(!usual.errors.contains("NO ISOLATION"));
}

void TestIsolation::unprotectedIsMarkedEverywhere()
{
    QTemporaryDir home;
    QVERIFY(makeContest(home));
    const QString html = home.filePath(QStringLiteral("report.html"));
    const e2e::Outcome judged = judge(home, Strings{QStringLiteral("--html"), html} + kNone);
    QVERIFY2(judged.status == 0, judged.errors.constData());
    QVERIFY2(judged.errors.contains("NO ISOLATION: all submissions"), judged.errors.constData());
    QCOMPARE(judged.json().at("engine").at("sandbox"), "none");
    QCOMPARE(judged.json().at("engine").at("isolation"), nlohmann::json::array({"none"}));
    QCOMPARE(marked(judged.json()), 2);
    QVERIFY(contentOf(html).contains("NO ISOLATION: all submissions"));
    // --quiet takes progress away, not what the results are worth.
    QVERIFY(judge(home, Strings{QStringLiteral("--quiet")} + kNone)
                .errors.contains("NO ISOLATION: all submissions"));

    // Later, from what is stored.
    QCOMPARE(marked(exported(home, "json").json()), 2);
    QVERIFY(exported(home, "html").output.contains("NO ISOLATION: all submissions"));
    const QByteArrayList table = exported(home, "csv").output.split('\n');
    QVERIFY(table[0].contains(",sandbox,") && table[1].contains(",none,") && table[2].contains(",none,"));
    const e2e::Outcome standings =
        e2e::run({QStringLiteral("standings"), home.filePath(QStringLiteral("contest"))}, home.path());
    QVERIFY2(standings.output.contains("NO ISOLATION: all submissions"), standings.output.constData());
}

void TestIsolation::onlySomeAreMarked()
{
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    QVERIFY(makeContest(home));
    QCOMPARE(judge(home, Strings{QStringLiteral("--only"), QStringLiteral("ann/*")} + kNone).status, 0);
    const e2e::Outcome mixed = judge(home, {});
    QVERIFY2(mixed.errors.contains("NO ISOLATION: 1 of 2 submissions"), mixed.errors.constData());
    QVERIFY2(mixed.errors.contains("1 submission judged, 1 as stored"), mixed.errors.constData());
    QCOMPARE(mixed.json().at("engine").at("sandbox"), "local");
    const auto whoIsMarked = [](const nlohmann::json& results) {
        QByteArray who;
        for (const nlohmann::json& submission : results.at("submissions")) {
            if (submission.contains("sandbox"))
                who += submission.at("contestant").get<std::string>().c_str();
        }
        return who;
    };
    QCOMPARE(whoIsMarked(mixed.json()), QByteArray("ann"));
    QCOMPARE(whoIsMarked(exported(home, "json").json()), QByteArray("ann"));
    const QByteArray table = exported(home, "csv").output;
    QVERIFY2(table.contains("ann") && table.contains(",none,") && table.contains(",local,"),
             table.constData());
    const e2e::Outcome standings =
        e2e::run({QStringLiteral("standings"), home.filePath(QStringLiteral("contest"))}, home.path());
    QCOMPARE(standings.output.count("AC!"), 1);
    QVERIFY(standings.output.contains("! NO ISOLATION: 1 of 2 submissions"));

    // The way out that the note names.
    const e2e::Outcome again = judge(home, {QStringLiteral("--rejudge")});
    QVERIFY2(!again.errors.contains("NO ISOLATION"), again.errors.constData());
    QCOMPARE(marked(again.json()), 0);
}

void TestIsolation::verifyMarks()
{
    QTemporaryDir home;
    const QString package = home.filePath(QStringLiteral("sum"));
    QVERIFY(e2e::makeSumProblem(package, 2));
    QVERIFY(e2e::write(package + QStringLiteral("/submissions/accepted/right.c"), e2e::kRightC));
    const e2e::Outcome outcome = e2e::run(
        Strings{QStringLiteral("verify"), package, QStringLiteral("--json"), QStringLiteral("-")} + kNone,
        home.path());
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("NO ISOLATION: all submissions"), outcome.errors.constData());
    QVERIFY(!outcome.errors.contains("--rejudge"));
    QCOMPARE(marked(outcome.json()), 1);
}

QTEST_GUILESS_MAIN(TestIsolation)
#include "test_isolation.moc"
