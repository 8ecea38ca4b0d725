// SPDX-License-Identifier: GPL-3.0-or-later
// What is appended is what comes back.
#include "store_fixture.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QTemporaryDir>

#include <thread>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

/// All rows of the projections as text, in order.
QStringList projectionRows(const std::filesystem::path& file)
{
    QStringList rows;
    SQLite::Database database = openReader(file);
    SQLite::Statement statement(database, "SELECT * FROM result ORDER BY submission");
    while (statement.executeStep()) {
        QStringList row;
        for (int i = 0; i < statement.getColumnCount(); ++i)
            row << (statement.getColumn(i).isNull()
                        ? QStringLiteral("null")
                        : QString::fromStdString(statement.getColumn(i).getString()));
        rows << row.join(QLatin1Char('|'));
    }
    return rows;
}

} // namespace

class TestRoundTrip : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    std::filesystem::path newFile()
    {
        return std::filesystem::path(m_folder.path().toStdString()) /
               (std::to_string(++m_number) + " \xff'\n.db");
    }

private Q_SLOTS:
    void cleanupTestCase()
    {
        // QTemporaryDir cannot remove names that are no UTF-8.
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path().toStdString()))
            std::filesystem::remove(entry.path());
    }

    void anUnknownTimeComesBack()
    {
        const auto file = newFile();
        model::Submission seen = submission("alice", "a", "alice/a.cpp");
        seen.id = 1;
        seen.submittedAt.reset();
        {
            auto store = openOrFail(file);
            QVERIFY(store);
            QVERIFY(store->assignIds({seen}));
            store->start({}, {});
            store->append(SubmissionSeen{seen});
            QVERIFY(store->close());
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        const auto contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->submissions.size(), 1U);
        QCOMPARE(contest->submissions[0].language, std::string("cpp"));
        QVERIFY(!contest->submissions[0].submittedAt);
    }

    void everyFieldComesBack()
    {
        const auto file = newFile();
        Reports reports;
        const model::Submission first = submission("alice\xff", "a\nb", "alice\xff/a.cpp");
        const auto done =
            judgement(1, "key", {acceptedRun("sample/1"), fullRun("secret/1"), skippedRun("secret/2")});
        {
            auto store = openOrFail(file);
            QVERIFY(store);
            const auto ids = store->assignIds({first});
            QVERIFY(ids);
            QCOMPARE(ids->size(), 1U);
            QCOMPARE(ids->front(), 1);
            store->start(reports.committed(), reports.failed());
            model::Submission seen = first;
            seen.id = 1;
            store->append(SessionRecorded{"{\"slots\":2}"});
            store->append(SubmissionSeen{seen});
            store->append(model::JudgementBegun{1, "key"});
            store->append(model::CompileEnded{1, "key", *done.compile});
            store->append(model::RunEnded{1, "key", 1, done.runs[1]});
            store->append(model::RunEnded{1, "key", 0, done.runs[0]});
            // Ran, but the fold decides that it does not count.
            store->append(model::RunEnded{1, "key", 2, acceptedRun("secret/2")});
            store->append(model::JudgementEnded{done});
            store->append(model::TimeLimitComputed{"a\nb", "limit key", std::chrono::seconds(3)});
            store->append(PythonRecorded{model::PythonInterpreter::CPython, false});
            store->append(PythonRecorded{model::PythonInterpreter::PyPy, true});
            QVERIFY(store->flush());
            QCOMPARE(reports.facts.load(), 11);
            QVERIFY(store->close());
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        const auto contest = store->load();
        QVERIFY2(contest, contest ? "" : contest.error().message.c_str());
        QCOMPARE(contest->submissions.size(), 1U);
        QCOMPARE(contest->submissions[0].id, 1);
        QCOMPARE(contest->submissions[0].contestant, first.contestant);
        QCOMPARE(contest->submissions[0].problem, first.problem);
        QCOMPARE(contest->submissions[0].file, first.file);
        QCOMPARE(contest->submissions[0].language, first.language);
        QCOMPARE(contest->submissions[0].contentHash, first.contentHash);
        QVERIFY(contest->submissions[0].submittedAt == first.submittedAt);
        QCOMPARE(contest->lastEngineJson, std::string("{\"slots\":2}"));
        QVERIFY(contest->python == PythonRecorded({model::PythonInterpreter::PyPy, true}));
        QCOMPARE(contest->timeLimits.size(), 1U);
        QCOMPARE(contest->timeLimits[0].problem, std::string("a\nb"));
        QCOMPARE(contest->timeLimits[0].limit, std::chrono::nanoseconds(std::chrono::seconds(3)));
        QCOMPARE(contest->judgements.size(), 1U);
        QVERIFY(contest->judgements[0].current);
        QVERIFY(contest->judgements[0].judgement == done);
        QVERIFY(!contest->textsLeftOut);

        const auto found = store->findJudgement(1, "key");
        QVERIFY(found && *found);
        QVERIFY(**found == done);
        const auto missing = store->findJudgement(1, "other key");
        QVERIFY(missing && !*missing);
    }

    void runsOfTheFirstSchemaHaveNoGivenScore()
    {
        const auto file = newFile();
        {
            SQLite::Database database = openWriter(file);
            migrate(database, file, migrations().first(1), projectionsSql());
            database.exec(
                "INSERT INTO submission VALUES (1, X'61', X'70', X'66');"
                "INSERT INTO judgement VALUES (1, 1, NULL, 'k', 5);"
                "INSERT INTO test_case VALUES (1, X'74');"
                "INSERT INTO run VALUES (1, 0, 1, 'AC', 1000000, 3, 4, 5, 0, NULL, NULL, 6, 0, X'')");
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        const auto found = store->findJudgement(1, "k");
        QVERIFY(found && *found);
        QCOMPARE((*found)->runs.size(), 1U);
        QCOMPARE((*found)->runs[0].testCase, std::string("t"));
        QVERIFY((*found)->runs[0].score == Decimal(1));
        QVERIFY(!(*found)->runs[0].given);
        QVERIFY(!store->load()->python);
        store->start({}, {});
        store->append(model::RunEnded{1, "k", 1, fullRun("u")});
        QVERIFY(store->flush());
        QVERIFY((*store->findJudgement(1, "k"))->runs[1] == fullRun("u"));
    }

    void aGivenScoreIsNoMultiplierUnlessItSaysSo()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "a/p.c")}));
        store->start({}, {});
        model::Run given = acceptedRun("t");
        given.given = model::GivenScore{0, false};
        store->append(model::RunEnded{1, "k", 0, given});
        QVERIFY(store->flush());
        QVERIFY((*store->findJudgement(1, "k"))->runs[0] == given);
    }

    void textsBeyondTheBudgetAreLoadedOnDemand()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "a/p.c"), submission("b", "p", "b/p.c")}));
        store->start({}, {});
        store->append(model::JudgementEnded{judgement(1, "k", {fullRun("1")})});
        store->append(model::JudgementEnded{judgement(2, "k", {fullRun("1")})});
        QVERIFY(store->flush());
        LoadOptions options;
        options.textBudget = 1;
        const auto contest = store->load(options);
        QVERIFY(contest);
        QVERIFY(contest->textsLeftOut);
        QCOMPARE(contest->judgements[0].judgement.runs[0].output, std::string("1 2 3"));
        QCOMPARE(contest->judgements[1].judgement.runs[0].output, std::string());
        QCOMPARE(contest->judgements[1].judgement.runs[0].message, fullRun("1").message);
        QCOMPARE((*store->findJudgement(2, "k"))->runs[0].output, std::string("1 2 3"));
    }

    void eachJudgementKnowsItsSandbox()
    {
        const auto file = newFile();
        const std::string engines[] = {R"({"sandbox":"none"})", R"({"sandbox":"local"})", "not JSON"};
        for (int i = 0; i < 3; ++i) {
            auto store = openOrFail(file);
            QVERIFY(store);
            QVERIFY(store->assignIds({submission("a", "p", "a/p.c"), submission("b", "p", "b/p.c"),
                                      submission("c", "p", "c/p.c")}));
            store->start({}, {});
            store->append(SessionRecorded{engines[i]});
            store->append(model::JudgementEnded{judgement(i + 1, "k", {acceptedRun("1")})});
            QVERIFY(store->close());
        }
        auto store = openOrFail(file);
        const auto contest = store->load();
        QVERIFY2(contest, contest ? "" : contest.error().message.c_str());
        QCOMPARE(contest->judgements.size(), 3U);
        const std::string expected[] = {"none", "local", ""};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(contest->judgements[static_cast<std::size_t>(i)].judgement.sandbox, expected[i]);
            QCOMPARE((*store->findJudgement(i + 1, "k"))->sandbox, expected[i]);
            QCOMPARE((*store->currentJudgement(i + 1))->sandbox, expected[i]);
        }
    }

    void anInterruptedJudgementIsContinued()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "a/p.c")}));
        store->start({}, {});
        store->append(model::JudgementBegun{1, "k"});
        store->append(model::RunEnded{1, "k", 3, acceptedRun("t3")});
        QVERIFY(store->close());

        store.reset();
        store = openOrFail(file);
        QVERIFY(store);
        auto contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->judgements.size(), 1U);
        QVERIFY(!contest->judgements[0].current);
        QCOMPARE(contest->judgements[0].judgement.state, model::SubmissionState::Incomplete);
        QCOMPARE(contest->judgements[0].judgement.runs.size(), 1U);
        QCOMPARE(contest->judgements[0].judgement.runs[0].testCase, std::string("t3"));

        store->start({}, {});
        store->append(model::JudgementBegun{1, "k"});
        store->append(model::RunEnded{1, "k", 0, acceptedRun("t0")});
        store->append(model::JudgementEnded{
            judgement(1, "k", {acceptedRun("t0"), skippedRun("t1"), skippedRun("t2"), acceptedRun("t3")})});
        QVERIFY(store->flush());
        contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->judgements.size(), 1U);
        QCOMPARE(contest->judgements[0].judgement.runs.size(), 4U);
        QVERIFY(contest->judgements[0].judgement.runs[3] == acceptedRun("t3"));
    }

    void aRejudgeIsANewJudgementAndTheOldOneStays()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "a/p.c")}));
        store->start({}, {});
        store->append(model::JudgementBegun{1, "k"});
        store->append(model::JudgementEnded{judgement(1, "k", {acceptedRun("1")})});
        store->append(model::JudgementBegun{1, "k", true});
        store->append(model::RunEnded{1, "k", 0, fullRun("1")});
        QVERIFY(store->flush());
        auto contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->judgements.size(), 2U);
        QVERIFY(contest->judgements[0].current);
        QVERIFY(!contest->judgements[1].current);
        store->append(model::JudgementEnded{judgement(1, "k", {fullRun("1")})});
        QVERIFY(store->flush());
        contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->judgements.size(), 1U);
        QCOMPARE(contest->judgements[0].judgement.verdict, std::optional(model::Verdict::RTE));
        SQLite::Database database = openReader(file);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM judgement_result").getInt(), 2);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM run").getInt(), 2);
    }

    void aChangedSubmissionHasANewVersion()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        model::Submission seen = submission("a", "p", "a/p.c");
        QVERIFY(store->assignIds({seen}));
        seen.id = 1;
        store->start({}, {});
        store->append(SubmissionSeen{seen});
        store->append(SubmissionSeen{seen});
        seen.contentHash = "changed";
        store->append(SubmissionSeen{seen});
        QVERIFY(store->flush());
        QCOMPARE(store->load()->submissions[0].contentHash, std::string("changed"));
        SQLite::Database database = openReader(file);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM submission_version").getInt(), 2);
    }

    void idsAreStable()
    {
        const auto file = newFile();
        const auto a = submission("a", "p", "a/p.c");
        const auto b = submission("b", "p", "b/p.c");
        const auto otherFile = submission("a", "p", "a/p.py");
        {
            auto store = openOrFail(file);
            QVERIFY(store);
            QVERIFY(*store->assignIds({a, b}) == (std::vector<int>{1, 2}));
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(*store->assignIds({otherFile, b, a}) == (std::vector<int>{3, 2, 1}));
    }

    void factsCannotBeChanged_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << QStringLiteral("UPDATE run SET verdict = 'AC'");
        QTest::newRow("delete") << QStringLiteral("DELETE FROM run");
        QTest::newRow("replace") << QStringLiteral("UPDATE judgement_result SET verdict = 'AC'");
        QTest::newRow("submission") << QStringLiteral("DELETE FROM submission");
    }
    void factsCannotBeChanged()
    {
        QFETCH(QString, sql);
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "a/p.c")}));
        store->start({}, {});
        store->append(model::JudgementEnded{judgement(1, "k", {fullRun("1")})});
        QVERIFY(store->close());
        SQLite::Database database = openWriter(file);
        QVERIFY_EXCEPTION_THROWN(database.exec(sql.toStdString()), SQLite::Exception);
    }

    void rebuiltProjectionsAreTheSame()
    {
        const auto file = newFile();
        QStringList before;
        {
            auto store = openOrFail(file);
            QVERIFY(store);
            std::vector<model::Submission> submissions;
            for (int i = 0; i < 40; ++i)
                submissions.push_back(submission("c" + std::to_string(i % 7), "p", "f" + std::to_string(i)));
            QVERIFY(store->assignIds(submissions));
            store->start({}, {});
            // Every shape: complete, skipped with and without a run, rejudged, interrupted, without a
            // toolchain.
            for (int id = 1; id <= 40; ++id) {
                const std::string key = "k" + std::to_string(id % 3);
                store->append(model::JudgementBegun{id, key});
                store->append(model::RunEnded{id, key, 0, id % 2 ? acceptedRun("1") : fullRun("1")});
                store->append(model::RunEnded{id, key, 1, fullRun("2")});
                if (id % 5 == 0)
                    continue;
                store->append(model::JudgementEnded{
                    judgement(id, key,
                              {id % 2 ? acceptedRun("1") : fullRun("1"),
                               id % 3 ? skippedRun("2") : fullRun("2"), skippedRun("3")})});
                if (id % 4 == 0) {
                    store->append(model::JudgementBegun{id, key, true});
                    store->append(model::JudgementEnded{
                        judgement(id, key, {acceptedRun("1"), acceptedRun("2"), acceptedRun("3")})});
                }
                if (id % 6 == 0) {
                    model::Judgement none;
                    none.submission = id;
                    none.key = "without";
                    none.state = model::SubmissionState::NoToolchain;
                    store->append(model::JudgementEnded{none});
                }
            }
            QVERIFY(store->close());
            before = projectionRows(file);
            QCOMPARE(before.size(), 32);
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->rebuildProjections());
        QCOMPARE(projectionRows(file), before);
        // And the store goes on from there.
        store->start({}, {});
        store->append(model::JudgementEnded{judgement(1, "new", {acceptedRun("1")})});
        QVERIFY(store->flush());
        QVERIFY(projectionRows(file) != before);
    }

    void severalThreadsAppend()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(store->assignIds({submission("a", "p", "1"), submission("a", "p", "2"),
                                  submission("a", "p", "3"), submission("a", "p", "4")}));
        Reports reports;
        store->start(reports.committed(), reports.failed());
        {
            std::vector<std::jthread> threads;
            for (int id = 1; id <= 4; ++id)
                threads.emplace_back([&, id] {
                    for (int test = 0; test < 2000; ++test)
                        store->append(
                            model::RunEnded{id, "k", test, acceptedRun("t" + std::to_string(test))});
                });
        }
        QVERIFY(store->close());
        QCOMPARE(reports.facts.load(), 8000);
        const auto contest = store->load();
        QVERIFY(contest);
        QCOMPARE(contest->judgements.size(), 4U);
        for (const StoredJudgement& stored : contest->judgements)
            QCOMPARE(stored.judgement.runs.size(), 2000U);
    }
};

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "test_round_trip.moc"
