// SPDX-License-Identifier: GPL-3.0-or-later
// Judging that is killed at any moment: what was committed is kept, and the next call does the rest.
//
// The same program, called with the contest as its argument, is the one that is killed.
#include "engine_desk.h"

#include "store/store.h"

#include <QProcess>
#include <QtTest>

#include <csignal>
#include <cstdio>
#include <random>
#include <sys/resource.h>
#include <thread>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

constexpr int kRounds = 10;
constexpr int kContestants = 16;
constexpr int kRuns = kContestants * (4 + 3);

/// Judges until it is killed or done; every run takes a few milliseconds.
int judgeSlowly(const char* root)
{
    assize::test::SmallMachine machine;
    machine.beforeRun = [](const std::string&, const std::string&,
                           std::stop_token) -> std::optional<sandbox::RunResult> {
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        return std::nullopt;
    };
    sandbox::FakeSandbox sandbox(machine.handler());
    Engine engine(&sandbox, std::filesystem::path(root) / "resources");
    const Subscription events = engine.subscribe([] {
        std::puts(".");
        std::fflush(stdout);
    });
    ContestPlace options;
    options.contest = std::filesystem::path(root) / "contest";
    options.slots = 2;
    engine.open(options);
    engine.judge();
    engine.waitForIdle();
    return 0;
}

void fill(ContestFolder& folder)
{
    for (int i = 0; i < kContestants; ++i) {
        const std::string name = "contestant" + std::to_string(i);
        folder.submit(name, "a", i % 3 ? "* ok\n" : "0" + std::to_string(1 + i % 4) + " wrong\n");
        folder.submit(name, "b", i % 5 ? "* ok\n" : "02 signal=11\n");
    }
}

/// How many runs the database of an interrupted call holds.
int storedRuns(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        return 0;
    const auto store = store::Store::open(file, {});
    const auto contest = store ? (*store)->load() : Result<store::StoredContest>(store.error());
    if (!contest) {
        qWarning("%s", contest.error().message.c_str());
        return -1;
    }
    int runs = 0;
    for (const store::StoredJudgement& stored : contest->judgements)
        runs += static_cast<int>(stored.judgement.runs.size());
    return runs;
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyMomentTheNextCallFinishes()
    {
        std::string whole;
        {
            ContestFolder folder;
            fill(folder);
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.machine.tests.load(), kRuns);
            whole = desk.results();
        }
        std::mt19937 random(20261121);
        int interrupted = 0;
        for (int round = 0; round < kRounds; ++round) {
            ContestFolder folder;
            fill(folder);
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(),
                          {QString::fromStdString(folder.tree.root().native())});
            QVERIFY(process.waitForStarted());
            // In every other round from when it has told something: under load it may be long in coming.
            if (round % 2)
                QVERIFY(process.waitForReadyRead());
            if (!process.waitForFinished(static_cast<int>(random() % 250)))
                process.kill();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());

            const int stored = storedRuns(folder.tree.path("contest/assize.db"));
            QVERIFY(stored >= 0);
            interrupted += stored > 0 && stored < kRuns ? 1 : 0;
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.machine.tests.load(), kRuns - stored);
            QCOMPARE(desk.results(), whole);
        }
        // Else the moments were badly chosen and nothing was shown.
        QVERIFY2(interrupted >= 1, qPrintable(QString::number(interrupted)));
    }

    void aFullDiskStopsJudgingAndNothingIsPretended()
    {
        ContestFolder folder;
        fill(folder);
        const auto database = folder.tree.path("contest/assize.db");
        int shown = 0;
        // A database that is there, without a log.
        QVERIFY(store::Store::open(database, {}).hasValue());
        {
            Desk desk(folder);
            desk.engine().open(folder.options());
            desk.engine().waitForIdle();
            // The log beside the database may grow to this size; the rest is refused as a full disk would.
            signal(SIGXFSZ, SIG_IGN);
            rlimit before{};
            getrlimit(RLIMIT_FSIZE, &before);
            rlimit small = before;
            small.rlim_cur = 96 << 10;
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
            desk.machine.beforeRun = [](const std::string&, const std::string&,
                                        std::stop_token) -> std::optional<sandbox::RunResult> {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
                return std::nullopt;
            };
            const JudgingEnded& ended = desk.judgeAgain();
            setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY(ended.error);
            QCOMPARE(ended.error->kind, ErrorKind::Storage);
            QVERIFY2(ended.error->message.find("assize.db") != std::string::npos,
                     ended.error->message.c_str());
            QVERIFY(desk.machine.tests < kRuns);
            shown = desk.state.counts().runsMadeNow;
        }
        QCOMPARE(storedRuns(database), shown);
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QCOMPARE(desk.state.counts().submissionsDone, 2 * kContestants);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 2 && std::filesystem::is_directory(argv[1]))
        return judgeSlowly(argv[1]);
    TestCrash test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_crash.moc"
