// SPDX-License-Identifier: GPL-3.0-or-later
// Results that lie where nothing can be written, or in an older schema, are read all the same; judging takes
// them over.
#include "store_fixture.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QTemporaryDir>

#include <fstream>
#include <functional>
#include <sys/wait.h>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Stores facts about "alice/a.cpp", and `more`.
void fill(const std::filesystem::path& file, const std::function<void(Store&, int)>& more)
{
    auto store = openOrFail(file);
    QVERIFY(store);
    const auto ids = store->assignIds({submission("alice", "a", "alice/a.cpp")});
    QVERIFY(ids);
    Reports reports;
    store->start(reports.committed(), reports.failed());
    store->append(SessionRecorded{R"({"sandbox":"local"})"});
    model::Submission seen = submission("alice", "a", "alice/a.cpp");
    seen.id = ids->front();
    store->append(SubmissionSeen{seen});
    more(*store, ids->front());
    QVERIFY(store->flush());
    QVERIFY(store->close());
}

void record(Store& store, const model::Judgement& judgement)
{
    store.append(model::JudgementBegun{judgement.submission, judgement.key, true});
    store.append(model::CompileEnded{judgement.submission, judgement.key, *judgement.compile});
    for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
        if (judgement.runs[i].state == model::TaskState::Done)
            store.append(
                model::RunEnded{judgement.submission, judgement.key, static_cast<int>(i), judgement.runs[i]});
    }
    store.append(model::JudgementEnded{judgement});
}

} // namespace

class TestTakeOver : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    std::filesystem::path newFolder()
    {
        const auto folder = std::filesystem::path(m_folder.path().toStdString()) / std::to_string(++m_number);
        std::filesystem::create_directory(folder);
        return folder;
    }

private Q_SLOTS:
    void everythingIsTakenOverOnce()
    {
        const auto earlier = newFolder() / "assize.db";
        const auto own = newFolder() / "own.db";
        model::Judgement done;
        fill(earlier, [&](Store& store, int id) {
            done = judgement(id, "key", {acceptedRun("1"), fullRun("2"), skippedRun("3")});
            record(store, done);
            store.append(model::TimeLimitComputed{"a", "limit key", std::chrono::seconds(3)});
        });
        // Numbers differ from those of the other file.
        {
            auto store = openOrFail(own);
            QVERIFY(store->assignIds({submission("zoe", "a", "zoe/a.cpp")}));
        }
        const std::string before = contentOf(earlier);
        for (const int expected : {1, 0}) {
            const auto opened = Store::open(own, {false, earlier});
            QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
            QCOMPARE((*opened)->takenOver().judgements, expected);
            QVERIFY(!(*opened)->takenOver().failed);
            const auto ids = (*opened)->assignIds({submission("alice", "a", "alice/a.cpp")});
            QVERIFY(ids && ids->front() == 2);
            const auto found = (*opened)->findJudgement(2, "key");
            QVERIFY(found && *found);
            model::Judgement wanted = done;
            wanted.submission = 2;
            wanted.sandbox = "local";
            QVERIFY(**found == wanted);
            const auto contest = (*opened)->load();
            QVERIFY(contest && contest->judgements.size() == 1 && contest->judgements[0].current);
            QCOMPARE(contest->timeLimits.size(), std::size_t(1));
        }
        QVERIFY(contentOf(earlier) == before);
    }

    void theNewestResultCounts_data()
    {
        QTest::addColumn<bool>("ownIsNewer");
        QTest::newRow("that of the own file") << true;
        QTest::newRow("that of the other file") << false;
    }

    void theNewestResultCounts()
    {
        QFETCH(bool, ownIsNewer);
        const auto earlier = newFolder() / "assize.db";
        const auto own = newFolder() / "own.db";
        const auto fillWith = [](const std::filesystem::path& file, const std::string& key) {
            fill(file, [&](Store& store, int id) { record(store, judgement(id, key, {acceptedRun("1")})); });
        };
        fillWith(ownIsNewer ? earlier : own, "old");
        fillWith(ownIsNewer ? own : earlier, "new");
        const auto opened = Store::open(own, {false, earlier});
        QVERIFY(opened);
        const auto current = (*opened)->currentJudgement(1);
        QVERIFY(current && *current);
        QCOMPARE((*current)->key, std::string("new"));
    }

    void anInterruptedJudgementGoesOn()
    {
        const auto earlier = newFolder() / "assize.db";
        const auto own = newFolder() / "own.db";
        fill(earlier, [&](Store& store, int id) {
            store.append(model::JudgementBegun{id, "key"});
            store.append(model::RunEnded{id, "key", 0, acceptedRun("1")});
        });
        const auto opened = Store::open(own, {false, earlier});
        QVERIFY(opened);
        const auto found = (*opened)->findJudgement(1, "key");
        QVERIFY(found && *found);
        QVERIFY((*found)->state == model::SubmissionState::Incomplete);
        QCOMPARE((*found)->runs.size(), std::size_t(1));
    }

    void whatCannotBeReadTakesNothingAway()
    {
        const auto earlier = newFolder() / "assize.db";
        const auto own = newFolder() / "own.db";
        std::ofstream(earlier) << "not a database";
        const auto opened = Store::open(own, {false, earlier});
        QVERIFY(opened);
        QVERIFY((*opened)->takenOver().failed);
        QVERIFY((*opened)->takenOver().failed->message.find("is not a database of Assize") !=
                std::string::npos);
    }

    void readingShowsBothAndChangesNothing()
    {
        const auto earlier = newFolder() / "assize.db";
        const auto own = newFolder() / "own.db";
        fill(own, [&](Store& store, int id) { record(store, judgement(id, "old", {acceptedRun("1")})); });
        fill(earlier, [&](Store& store, int id) { record(store, judgement(id, "new", {fullRun("1")})); });
        const std::string before = contentOf(own);
        {
            const auto opened = Store::open(own, {true, earlier});
            QVERIFY(opened);
            const auto contest = (*opened)->load();
            QVERIFY(contest && contest->judgements.size() == 1);
            QCOMPARE(contest->judgements[0].judgement.key, std::string("new"));
        }
        QVERIFY(contentOf(own) == before);
    }

    void anOlderSchemaIsReadFromACopy()
    {
        const auto folder = newFolder();
        const auto file = folder / "assize.db";
        {
            SQLite::Database database = openWriter(file);
            migrate(database, file, migrations().first(1), projectionsSql());
            database.exec(
                "INSERT INTO submission(contestant, problem, file) VALUES (x'61', x'70', x'612f70')");
        }
        const std::string before = contentOf(file);
        {
            const auto store = Store::open(file, {true});
            QVERIFY2(store, store ? "" : store.error().message.c_str());
            const auto contest = (*store)->load();
            QVERIFY(contest && contest->submissions.size() == 1);
            QCOMPARE((*store)->file(), file);
        }
        QVERIFY(contentOf(file) == before);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    }

    /// Somebody else was stopped in the middle: the newest results are in the log, and its index is gone.
    void theLogIsReadWhereNothingCanBeWritten()
    {
        const auto source = newFolder() / "assize.db";
        const auto folder = newFolder();
        fill(source, [&](Store& store, int id) {
            record(store, judgement(id, "key", {acceptedRun("1")}));
            QVERIFY(store.flush());
            for (const char* suffix : {"", "-wal"})
                std::filesystem::copy_file(source.native() + suffix,
                                           (folder / "assize.db").native() + suffix);
        });
        QVERIFY(std::filesystem::file_size(folder / "assize.db-wal") > 0);
        std::filesystem::permissions(m_folder.path().toStdString(), std::filesystem::perms(0755));
        std::filesystem::permissions(folder, std::filesystem::perms(0555));
        const pid_t reader = fork();
        if (reader == 0) {
            // Root writes into every folder; nobody does not.
            if (geteuid() == 0 && setuid(65534) != 0)
                _exit(1);
            const auto store = Store::open(folder / "assize.db", {true});
            const auto contest = store ? (*store)->load() : Result<StoredContest>(store.error());
            if (!contest)
                qWarning("%s", contest.error().message.c_str());
            _exit(contest && contest->judgements.size() == 1 && contest->judgements[0].current ? 0 : 2);
        }
        int status = 0;
        const pid_t ended = waitpid(reader, &status, 0);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        QCOMPARE(ended, reader);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

QTEST_GUILESS_MAIN(TestTakeOver)
#include "test_take_over.moc"
