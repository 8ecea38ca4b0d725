// SPDX-License-Identifier: GPL-3.0-or-later
// The same input gives the same JSON with one, two and eight slots.
#include "assize_process.h"

class TestDeterminism : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameJsonWhateverTheNumberOfSlots();
};

void TestDeterminism::sameJsonWhateverTheNumberOfSlots()
{
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    const QString contest = home.filePath(QStringLiteral("contest"));
    QVERIFY(e2e::makeSmallContest(contest, 8, 3));
    nlohmann::json first;
    for (const char* jobs : {"1", "2", "8"}) {
        const QString database = home.filePath(QStringLiteral("jobs%1.db").arg(QLatin1String(jobs)));
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("judge"), contest, QStringLiteral("--jobs"), QLatin1String(jobs),
                      QStringLiteral("--db"), database, QStringLiteral("--json"), QStringLiteral("-"),
                      QStringLiteral("--quiet")},
                     home.path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        nlohmann::json results = outcome.json();
        QVERIFY(results.is_object());
        QCOMPARE(results.at("submissions").size(), std::size_t(15));
        e2e::normalise(results);
        if (first.is_null())
            first = results;
        QVERIFY2(results == first, nlohmann::json::diff(first, results).dump(1).c_str());
    }
    const auto verdicts = [&] {
        std::map<std::string, int> counts;
        for (const nlohmann::json& submission : first.at("submissions"))
            ++counts[submission.at("verdict")];
        return counts;
    }();
    QCOMPARE(verdicts, (std::map<std::string, int>{{"AC", 6}, {"CE", 3}, {"RTE", 3}, {"WA", 3}}));
}

QTEST_GUILESS_MAIN(TestDeterminism)
#include "test_determinism.moc"
