// SPDX-License-Identifier: GPL-3.0-or-later
// Runs are found by their keys, with when and where they were made, also where a judgement took them over.
#include "store_fixture.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QTemporaryDir>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

const std::string kKey = "00112233445566778899aabbccddeeff";
const std::string kOther = "ffeeddccbbaa99887766554433221100";
constexpr std::chrono::system_clock::time_point kThen{std::chrono::nanoseconds(1'700'000'000'123'456'789)};

model::Run reused(model::Run run)
{
    run.reusedFrom = kThen;
    return run;
}

bool isOfThisMinute(std::chrono::system_clock::time_point time)
{
    const auto age = std::chrono::system_clock::now() - time;
    return age >= std::chrono::seconds(0) && age < std::chrono::minutes(1);
}

} // namespace

class TestStoredRuns : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    std::filesystem::path newFile()
    {
        return std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(++m_number) + ".db");
    }
    /// One that judges with this engine; the ids 1 and 2 are those of two submissions.
    std::unique_ptr<Store> session(const std::filesystem::path& file, const std::string& processor,
                                   const std::string& engine = R"({"sandbox":"local"})")
    {
        auto store = openOrFail(file);
        if (!store || !store->assignIds({submission("a", "p", "a/p.c"), submission("b", "p", "b/p.c")}))
            return nullptr;
        store->start({}, {});
        store->append(SessionRecorded{engine, processor});
        return store;
    }

private Q_SLOTS:
    void everyFieldComesBack()
    {
        const auto file = newFile();
        {
            auto store = session(file, "Z80");
            QVERIFY(store);
            store->append(model::CompileEnded{1, "k", {true, "log", {}, {}}});
            store->append(model::RunEnded{1, "k", 0, fullRun("first"), kKey, {}});
            store->append(model::RunEnded{1, "k", 1, reused(fullRun("second")), kOther, "6502"});
            QVERIFY(store->close());
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        const auto found = store->findRuns(1, {kOther, kKey}, true);
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        QCOMPARE(found->runs.size(), 2U);
        QCOMPARE(found->runs[0].key, kKey);
        QCOMPARE(found->runs[0].processor, std::string("Z80"));
        QVERIFY(isOfThisMinute(found->runs[0].measuredAt));
        model::Run wanted = fullRun("first");
        wanted.testCase.clear();
        QVERIFY(found->runs[0].run == wanted);
        QCOMPARE(found->runs[1].key, kOther);
        QCOMPARE(found->runs[1].processor, std::string("6502"));
        QVERIFY(found->runs[1].measuredAt == kThen);
        QCOMPARE(found->compiled->log, std::string("log"));
        // And as a part of its judgement it says that it is reused.
        const auto judgement = store->findJudgement(1, "k");
        QVERIFY(judgement && *judgement);
        QVERIFY((*judgement)->runs[0] == fullRun("first"));
        QVERIFY((*judgement)->runs[1] == reused(fullRun("second")));
    }

    void onlyWhatIsAskedFor()
    {
        auto store = session(newFile(), "Z80");
        QVERIFY(store);
        store->append(model::RunEnded{1, "k", 0, acceptedRun("1"), kKey, {}});
        store->append(model::RunEnded{1, "k", 1, acceptedRun("2"), kOther, {}});
        store->append(model::RunEnded{1, "k", 2, acceptedRun("3")});
        QVERIFY(store->flush());
        QCOMPARE(store->findRuns(1, {kOther}, true)->runs.size(), 1U);
        QVERIFY(!store->findRuns(1, {kOther}, true)->compiled);
        QCOMPARE(store->findRuns(1, {}, true)->runs.size(), 0U);
        QCOMPARE(store->findRuns(1, {""}, true)->runs.size(), 0U);
        // Nobody else's.
        QCOMPARE(store->findRuns(2, {kKey, kOther}, true)->runs.size(), 0U);
        // Nor what was not isolated.
        QCOMPARE(store->findRuns(1, {kKey, kOther}, false)->runs.size(), 0U);
    }

    void isolationIsKept()
    {
        const auto file = newFile();
        {
            auto store = session(file, "Z80", R"({"sandbox":"none"})");
            QVERIFY(store);
            store->append(model::RunEnded{1, "k", 0, acceptedRun("1"), kKey, {}});
            QVERIFY(store->close());
        }
        auto store = openOrFail(file);
        QCOMPARE(store->findRuns(1, {kKey}, true)->runs.size(), 0U);
        QCOMPARE(store->findRuns(1, {kKey}, false)->runs.size(), 1U);
    }

    void theNewestJudgementsRunCounts()
    {
        auto store = session(newFile(), "Z80");
        QVERIFY(store);
        store->append(model::RunEnded{1, "k", 0, acceptedRun("1"), kKey, {}});
        store->append(model::JudgementEnded{judgement(1, "k", {acceptedRun("1")})});
        store->append(model::JudgementBegun{1, "k", true});
        store->append(model::RunEnded{1, "k", 0, fullRun("1"), kKey, {}});
        QVERIFY(store->flush());
        const auto found = store->findRuns(1, {kKey}, true);
        QCOMPARE(found->runs.size(), 1U);
        QVERIFY(found->runs[0].run.verdict == model::Verdict::RTE);
    }

    /// It ran, but a failure before it was decisive.
    void whatDidNotCountIsNotFound()
    {
        auto store = session(newFile(), "Z80");
        QVERIFY(store);
        store->append(model::RunEnded{1, "k", 0, fullRun("1"), kKey, {}});
        store->append(model::RunEnded{1, "k", 1, acceptedRun("2"), kOther, {}});
        store->append(model::JudgementEnded{judgement(1, "k", {fullRun("1"), skippedRun("2")})});
        QVERIFY(store->flush());
        const auto found = store->findRuns(1, {kKey, kOther}, true);
        QCOMPARE(found->runs.size(), 1U);
        QCOMPARE(found->runs[0].key, kKey);
    }

    void runsOfTheSchemaBeforeHaveNoKey()
    {
        const auto file = newFile();
        {
            SQLite::Database database = openWriter(file);
            migrate(database, file, migrations().first(3), projectionsSql());
            database.exec("INSERT INTO submission VALUES (1, X'61', X'70', X'66');"
                          "INSERT INTO judgement VALUES (1, 1, NULL, 'k', 5);"
                          "INSERT INTO test_case VALUES (1, X'74');"
                          "INSERT INTO run VALUES (1, 0, 1, 'AC', 1000000, 3, 4, 5, 0, NULL, NULL, 6, 0, X'',"
                          " NULL, NULL)");
        }
        auto store = openOrFail(file);
        QVERIFY(store);
        QVERIFY(!(*store->findJudgement(1, "k"))->runs[0].reusedFrom);
        QCOMPARE(store->findRuns(1, {kKey, ""}, true)->runs.size(), 0U);
        store->start({}, {});
        store->append(model::RunEnded{1, "k", 1, acceptedRun("u"), kKey, {}});
        QVERIFY(store->flush());
        const auto found = store->findRuns(1, {kKey}, true);
        QCOMPARE(found->runs.size(), 1U);
        QCOMPARE(found->runs[0].processor, std::string());
    }

    void processorsAreFacts()
    {
        const auto file = newFile();
        {
            auto store = session(file, "Z80");
            store->append(model::RunEnded{1, "k", 0, acceptedRun("1"), kKey, {}});
            QVERIFY(store->close());
        }
        SQLite::Database database = openWriter(file);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM processor").getInt(), 1);
        for (const char* sql :
             {"UPDATE processor SET model = '6502'", "DELETE FROM processor", "UPDATE run SET key = NULL"})
            QVERIFY_EXCEPTION_THROWN(database.exec(sql), SQLite::Exception);
    }

    /// Where results of another database are taken over, numbers of processors are others.
    void takenOver()
    {
        const auto earlier = newFile();
        const auto own = newFile();
        {
            auto store = session(earlier, "Z80");
            store->append(model::RunEnded{1, "k", 0, acceptedRun("1"), kKey, {}});
            store->append(model::RunEnded{1, "k", 1, reused(acceptedRun("2")), kOther, "6502"});
            store->append(model::JudgementEnded{judgement(1, "k", {acceptedRun("1"), acceptedRun("2")})});
            QVERIFY(store->close());
            store = session(own, "68000");
            store->append(model::RunEnded{2, "k", 0, acceptedRun("1"), kKey, {}});
            QVERIFY(store->close());
        }
        const auto store = Store::open(own, {false, earlier});
        QVERIFY2(store, store ? "" : store.error().message.c_str());
        QCOMPARE((*store)->takenOver().judgements, 1);
        const auto found = (*store)->findRuns(1, {kKey, kOther}, true);
        QCOMPARE(found->runs.size(), 2U);
        QCOMPARE(found->runs[0].processor, std::string("Z80"));
        QCOMPARE(found->runs[1].processor, std::string("6502"));
        QVERIFY(found->runs[1].measuredAt == kThen);
        QCOMPARE((*store)->findRuns(2, {kKey}, true)->runs[0].processor, std::string("68000"));
    }
};

QTEST_GUILESS_MAIN(TestStoredRuns)
#include "test_stored_runs.moc"
