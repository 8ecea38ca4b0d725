// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk, a refused write, and kill -9 at any moment.
#include "store_fixture.h"

#include "store/connection.h"

#include <QTemporaryDir>

#include <csignal>
#include <random>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

model::Run bigRun(int test)
{
    model::Run run = fullRun("t" + std::to_string(test));
    run.output.assign(4096, static_cast<char>('a' + test % 26));
    return run;
}

/// Appends until the store fails; what it committed before must still be there. 0: all as it should be.
int fillUntilItFails(const std::filesystem::path& file, Reports& reports)
{
    auto opened = Store::open(file, {});
    if (!opened)
        return 1;
    Store& store = **opened;
    if (!store.assignIds({submission("a", "p", "a/p.c")}))
        return 2;
    store.start(reports.committed(), reports.failed());
    for (int test = 0; test < 20'000 && reports.failures == 0; ++test)
        store.append(model::RunEnded{1, "k", test, bigRun(test)});
    const auto flushed = store.flush();
    if (flushed || flushed.error().kind != ErrorKind::Storage)
        return 3;
    store.append(model::RunEnded{1, "k", 30'000, bigRun(1)});
    const auto closed = store.close();
    if (closed || closed.error().message != flushed.error().message)
        return 4;
    if (reports.failures != 1)
        return 5;
    const auto contest = store.load();
    if (!contest)
        return 6;
    const int stored =
        contest->judgements.empty() ? 0 : static_cast<int>(contest->judgements[0].judgement.runs.size());
    return stored == reports.facts ? 0 : 7;
}

/// Never returns: writes facts and tells how many are committed, until it is killed.
[[noreturn]] void writeForever(const std::filesystem::path& file, int report)
{
    auto store = Store::open(file, {});
    if (!store || !(*store)->assignIds({submission("a", "p", "a/p.c")}))
        _exit(1);
    int committed = 0;
    (*store)->start(
        [&](const std::vector<Fact>& batch) {
            committed += static_cast<int>(batch.size());
            if (write(report, &committed, sizeof committed) != sizeof committed)
                _exit(2);
        },
        [](const Error&) { _exit(3); });
    for (int round = 0;; ++round) {
        for (int test = 0; test < 50; ++test)
            (*store)->append(model::RunEnded{1, "k" + std::to_string(getpid()) + "." + std::to_string(round),
                                             test, fullRun("t")});
    }
}

} // namespace

class TestFailures : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private Q_SLOTS:
    void aRefusedWriteStopsTheStoreOnce()
    {
        // Writes beyond the limit fail with EFBIG once the signal is ignored.
        signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 8 << 20;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        Reports reports;
        const int problem = fillUntilItFails(file("limited.db"), reports);
        setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(problem, 0);
        QVERIFY2(reports.failure.find("limited.db") != std::string::npos, reports.failure.c_str());
        QVERIFY(reports.facts > 0);
        QVERIFY(openOrFail(file("limited.db")));
    }

    void aFullDiskStopsTheStoreOnce()
    {
        int result[2];
        QCOMPARE(pipe(result), 0);
        const pid_t child = fork();
        if (child == 0) {
            const std::string folder = m_folder.path().toStdString();
            if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
                mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=8m") != 0)
                _exit(77);
            Reports reports;
            const int problem = fillUntilItFails(file("full.db"), reports);
            const bool says = reports.failure.find("full") != std::string::npos && reports.facts > 0;
            _exit(problem != 0 ? problem : says ? 0 : 20);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77)
            QSKIP("mounting a small file system needs root");
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void killedAtAnyMomentItLosesOnlyTheLastBatch()
    {
        std::mt19937 random(20261121);
        const auto database = file("killed.db");
        int before = 0;
        for (int round = 0; round < 10; ++round) {
            int report[2];
            QCOMPARE(pipe(report), 0);
            const pid_t child = fork();
            if (child == 0)
                writeForever(database, report[1]);
            ::close(report[1]);
            int committed = 0;
            const int batches = 1 + static_cast<int>(random() % 20);
            for (int i = 0; i < batches; ++i)
                QCOMPARE(read(report[0], &committed, sizeof committed),
                         static_cast<ssize_t>(sizeof committed));
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
            kill(child, SIGKILL);
            QCOMPARE(waitpid(child, nullptr, 0), child);
            int last = 0;
            while (read(report[0], &last, sizeof last) == static_cast<ssize_t>(sizeof last))
                committed = last;
            ::close(report[0]);

            SQLite::Database check = openWriter(database);
            QCOMPARE(check.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
            QCOMPARE(check.execAndGet("SELECT count(*) FROM pragma_foreign_key_check").getInt(), 0);
            const int runs = check.execAndGet("SELECT count(*) FROM run").getInt();
            QVERIFY2(runs - before >= committed && runs - before <= committed + 500,
                     qPrintable(QStringLiteral("%1 stored, %2 reported").arg(runs - before).arg(committed)));
            before = runs;
        }
        auto store = openOrFail(database);
        QVERIFY(store);
        QVERIFY(store->load());
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "test_failures.moc"
