// SPDX-License-Identifier: GPL-3.0-or-later
// A second process follows live what `assize judge` judges, and does not stand in its way.
#include "assize_process.h"

#include "engine/contest_state.h"
#include "engine/engine.h"
#include "engine/snapshot.h"
#include "report/json.h"

#include <csignal>

using namespace assize;

class TestFollowing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAssizeJudgesIsSeenHere()
    {
        const QTemporaryDir home;
        if (!e2e::canIsolate(home.path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        const QString contest = home.filePath(QStringLiteral("contest"));
        QVERIFY(e2e::makeSmallContest(contest, 8, 1));
        qputenv("XDG_CACHE_HOME", home.filePath(QStringLiteral("cache")).toUtf8());

        engine::Engine engine(nullptr, std::string(ASSIZE_SOURCE_DIR) + "/resources");
        engine::Subscription subscription = engine.subscribe();
        engine::ContestState state;
        int runs = 0;
        const auto read = [&] {
            for (engine::Event& event : subscription.take()) {
                runs += std::holds_alternative<model::RunEnded>(event);
                state.apply(std::move(event));
            }
        };
        engine::ContestPlace place;
        place.contest = contest.toStdString();
        engine.open(place);
        engine.waitForIdle();
        read();
        QCOMPARE(state.counts().submissions, 5);
        QCOMPARE(state.counts().submissionsDone, 0);

        QProcess judge;
        e2e::begin(judge,
                   {QStringLiteral("judge"), contest, QStringLiteral("--jobs"), QStringLiteral("1"),
                    QStringLiteral("--json"), QStringLiteral("-"), QStringLiteral("--quiet")},
                   home.path());
        QVERIFY(judge.waitForStarted(10000));
        const auto id = static_cast<int>(judge.processId());
        QTRY_VERIFY_WITH_TIMEOUT((read(), state.followed().has_value()), 60000);
        QCOMPARE(state.followed()->by->process, id);
        QCOMPARE(state.followed()->by->program, std::string("assize"));
        // Results come one after the other, not all at the end.
        QTRY_VERIFY_WITH_TIMEOUT((read(), state.counts().submissionsDone > 0), 60000);
        QVERIFY(state.followed() && state.counts().submissionsDone < 5);
        QVERIFY(judge.waitForFinished(240000));
        QCOMPARE(judge.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT((read(), !state.followed()), 20000);
        QCOMPARE(state.counts().submissionsDone, 5);
        nlohmann::json theirs =
            nlohmann::json::parse(judge.readAllStandardOutput().toStdString(), nullptr, false);
        nlohmann::json here = nlohmann::json::parse(
            report::resultsJson(engine::makeSnapshot(state, [](const Remedy&) { return std::string(); })));
        QCOMPARE(e2e::verdicts(here), e2e::verdicts(theirs));
        for (nlohmann::json* results : {&theirs, &here}) {
            e2e::normalise(*results);
            // What runs Python is known here as of when the contest was opened, without a sandbox.
            for (nlohmann::json& submission : results->at("submissions")) {
                submission.erase("language");
                submission.erase("interpreter");
            }
        }
        const nlohmann::json difference =
            nlohmann::json::diff(theirs.at("submissions"), here.at("submissions"));
        QVERIFY2(difference.empty(), difference.dump().c_str());
        QVERIFY(runs > 0);
    }
};

QTEST_GUILESS_MAIN(TestFollowing)
#include "test_following.moc"
