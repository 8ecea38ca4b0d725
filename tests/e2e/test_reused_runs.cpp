// SPDX-License-Identifier: GPL-3.0-or-later
// After one test of 25 has changed, each submission costs one run, and the results are those of a contest
// that was never judged before.
#include "assize_process.h"

class TestReusedRuns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneTestOf25();
};

namespace {

/// How many runs were made for another judgement, and how many for this one.
std::pair<int, int> reusedAndMade(const nlohmann::json& results)
{
    std::pair<int, int> counts;
    for (const nlohmann::json& submission : results.at("submissions")) {
        for (const nlohmann::json& run : submission.at("runs")) {
            if (run.at("state") == "done")
                ++(run.contains("reused_from") ? counts.first : counts.second);
        }
    }
    return counts;
}

/// Runs of all tests but `changed` that a busy machine had made a second time: these measurements are not
/// taken over.
int repeatedRuns(const nlohmann::json& results, const std::string& changed)
{
    int count = 0;
    for (const nlohmann::json& submission : results.at("submissions")) {
        for (const nlohmann::json& run : submission.at("runs")) {
            if (run.at("testcase") != changed && !run.at("attempts").empty())
                ++count;
        }
    }
    return count;
}

} // namespace

void TestReusedRuns::oneTestOf25()
{
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    const QString contest = home.filePath(QStringLiteral("contest"));
    QVERIFY(e2e::makeSmallContest(contest, 25, 1));
    const auto judge = [&](const QString& database, const QStringList& more = {}) {
        return e2e::run(QStringList{QStringLiteral("judge"), contest, QStringLiteral("--db"),
                                    home.filePath(database), QStringLiteral("--json"), QStringLiteral("-")} +
                            more,
                        home.path());
    };
    const QString own = QStringLiteral("own.db");
    const e2e::Outcome first = judge(own);
    QVERIFY2(first.status == 0, first.errors.constData());
    QCOMPARE(reusedAndMade(first.json()), std::pair(0, 4 * 25));
    QVERIFY2(!first.errors.contains(" reused, in "), first.errors.constData());

    const nlohmann::json before = first.json();
    const int repeated = repeatedRuns(before, "secret/12");
    QVERIFY(e2e::write(contest + QStringLiteral("/problems/sum/data/secret/12.ans"), "37\n"));
    const e2e::Outcome second = judge(own);
    QVERIFY2(second.status == 0, second.errors.constData());
    QCOMPARE(reusedAndMade(second.json()), std::pair(4 * 24 - repeated, 4 + repeated));
    const QByteArray told = "5 submissions judged, 0 as stored, " + QByteArray::number(4 + repeated) +
                            " runs, " + QByteArray::number(4 * 24 - repeated) + " reused, in ";
    QVERIFY2(second.errors.contains(told), second.errors.constData());
    const e2e::Outcome anew = judge(QStringLiteral("new.db"));
    nlohmann::json expected = anew.json();
    QCOMPARE(reusedAndMade(expected), std::pair(0, 4 * 25));
    nlohmann::json results = second.json();
    e2e::normalise(results);
    e2e::normalise(expected);
    QVERIFY2(results == expected, nlohmann::json::diff(expected, results).dump(1).c_str());
    QCOMPARE(e2e::verdicts(results).at("right00/sum.c"), std::string("WA"));

    const e2e::Outcome again = judge(own, {QStringLiteral("--rejudge")});
    QCOMPARE(reusedAndMade(again.json()), std::pair(0, 4 * 25));
    // As it was.
    QVERIFY(e2e::write(contest + QStringLiteral("/problems/sum/data/secret/12.ans"), "36\n"));
    const e2e::Outcome last = judge(own);
    QVERIFY2(last.errors.contains("0 submissions judged, 5 as stored"), last.errors.constData());
}

QTEST_GUILESS_MAIN(TestReusedRuns)
#include "test_reused_runs.moc"
