// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine on contests in a temporary folder, over a sandbox that runs nothing. Asserts on the state
// that a front end would show.
#include "engine_desk.h"

#include <QtTest>

#include <condition_variable>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;
using model::Verdict;

class TestEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingIsJudgedOnceAndThenReused()
    {
        ContestFolder folder;
        folder.submitAll();
        std::string first;
        {
            Desk desk(folder);
            const JudgingEnded& ended = desk.judge(folder.options());
            NO_ERROR(ended);
            // One has no toolchain.
            QCOMPARE(ended.judged, 5);
            QCOMPARE(ended.reused, 0);
            QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
            QCOMPARE(desk.verdictOf("ann/b.n"), std::string("WA"));
            QCOMPARE(desk.verdictOf("bob/a.n"), std::string("RTE"));
            QCOMPARE(desk.verdictOf("bob/b.n"), std::string("CE"));
            QCOMPARE(desk.verdictOf("eve/a.n"), std::string("MLE"));
            QCOMPARE(desk.verdictOf("eve/b.missing"), std::string("none"));
            QCOMPARE(desk.state.counts().submissionsDone, 6);
            QCOMPARE(desk.state.counts().runsDone, desk.state.counts().runs);
            QCOMPARE(desk.state.counts().runsMadeNow, 4 + 3 + 4 + 4);
            QVERIFY(desk.wakeUps > 0);
            first = desk.results();
            // The same engine, asked again.
            const JudgingEnded& again = desk.judgeAgain();
            NO_ERROR(again);
            QCOMPARE(again.judged, 0);
            QCOMPARE(again.reused, 5);
            QCOMPARE(desk.results(), first);
        }
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 0);
        QCOMPARE(ended.reused, 5);
        QCOMPARE(desk.machine.tests.load(), 0);
        QCOMPARE(desk.results(), first);
    }

    void onlyAChangedSourceIsJudgedAgain()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        folder.submit("ann", "b", "* ok\n# mended\n");
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 1);
        QCOMPARE(ended.reused, 4);
        QCOMPARE(desk.verdictOf("ann/b.n"), std::string("AC"));
        QCOMPARE(desk.state.counts().submissionsDone, 6);
        QCOMPARE(desk.state.counts().submissionVerdicts[static_cast<std::size_t>(Verdict::AC)], 2);
    }

    void whatIsStoredIsShownBeforeJudging()
    {
        ContestFolder folder;
        folder.submitAll();
        std::string first;
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            first = desk.results();
        }
        ContestPlace options = folder.options();
        options.readOnly = true;
        Desk desk(folder);
        desk.engine().open(options);
        desk.engine().waitForIdle();
        desk.take();
        QVERIFY(!desk.state.ended());
        QCOMPARE(desk.results(), first);
        QCOMPARE(desk.state.contest().engine.sandbox, std::string("fake"));
        QCOMPARE(desk.state.contest().engine.slots, 2);
    }

    void aReadOnlyLookAtWhatWasNeverJudged()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        options.readOnly = true;
        Engine engine(nullptr, folder.tree.path("resources"));
        Subscription events = engine.subscribe();
        engine.open(options);
        engine.waitForIdle();
        ContestState state;
        for (const Event& event : events.take())
            state.apply(event);
        QCOMPARE(state.counts().submissions, 6);
        QCOMPARE(state.counts().submissionsDone, 0);
        QVERIFY(!std::filesystem::exists(folder.tree.path("contest/assize.db")));
        engine.judge();
        engine.waitForIdle();
        for (const Event& event : events.take())
            state.apply(event);
        QVERIFY(state.ended() && state.ended()->error);
    }

    void timesOutsideTheContest_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<int>("late"); // hand-ins that are an hour and more after the others
        QTest::addColumn<bool>("believed");
        QTest::newRow("handed in during the contest") << "2026-10-03T10:00:00Z" << 0 << true;
        QTest::newRow("before it") << "2026-10-03T11:00:00Z" << 0 << false;
        QTest::newRow("after it") << "2026-10-03T05:00:00Z" << 0 << false;
        QTest::newRow("some after it") << "2026-10-03T10:00:00Z" << 2 << true;
        QTest::newRow("half of them after it") << "2026-10-03T10:00:00Z" << 3 << false;
    }
    void timesOutsideTheContest()
    {
        QFETCH(QString, start);
        QFETCH(int, late);
        QFETCH(bool, believed);
        ContestFolder folder;
        folder.submitAll();
        // 2026-10-03 10:30:00 UTC.
        const std::chrono::sys_seconds time(std::chrono::seconds(1791023400));
        int left = late;
        for (const char* file : {"ann/a.n", "ann/b.n", "eve/a.n", "bob/a.n", "bob/b.n", "eve/b.missing"})
            folder.tree.modified(std::string("contest/submissions/") + file,
                                 time + std::chrono::hours(left-- > 0 ? 5 : 0));
        folder.tree.file("contest/contest.yaml",
                         "name: Times\nstart_time: " + start.toStdString() + "\nduration: 3:00:00\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QCOMPARE(desk.state.contest().startTime.has_value(), believed);
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        const report::ContestSnapshot snapshot = makeSnapshot(desk.state, noRemedyWords);
        QCOMPARE(snapshot.standingsNotes.size(), believed && late == 0 ? 0U : 1U);
        int warnings = 0;
        for (const Diagnostic& diagnostic : snapshot.diagnostics)
            warnings += diagnostic.level == Diagnostic::Level::Warning && diagnostic.where == "submissions";
        QCOMPARE(warnings, believed && late == 0 ? 0 : 1);
        int marked = 0;
        for (const report::ReportedSubmission& item : snapshot.submissions) {
            marked += item.submission.late;
            QVERIFY(!item.submission.late || !item.counts);
        }
        QCOMPARE(marked, believed ? late : 0);
        // Ann's only accepted one is the first that is late.
        for (const standings::Row& row : snapshot.standings) {
            if (row.contestant == "ann")
                QCOMPARE(row.solved, believed && late > 0 ? 0 : 1);
        }
    }

    void aRefusedProblemIsAColumn()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        }
        folder.addProblem("c", 1);
        folder.tree.file("contest/problems/a/problem.yaml", "name: Problem a\nlimits: {memory: many}\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        const report::ContestSnapshot snapshot = makeSnapshot(desk.state, noRemedyWords);
        QCOMPARE(snapshot.problems.size(), 3U);
        QVERIFY(snapshot.problems[0].isRefused());
        QCOMPARE(snapshot.problems[0].label, std::string("A"));
        QCOMPARE(snapshot.problems[1].label, std::string("B"));
        QCOMPARE(snapshot.standingsNotes.size(), 1U);
        QCOMPARE(desk.state.counts().submissions, 6);
        QCOMPARE(desk.state.counts().submissionsDone, 6);
        int unjudged = 0;
        for (const report::ReportedSubmission& item : snapshot.submissions) {
            const bool ofRefused = item.submission.problem == "a";
            QCOMPARE(item.judgement.state == model::SubmissionState::Unjudged, ofRefused);
            QCOMPARE(item.submission.notCountedBecause.empty(), !ofRefused);
            QVERIFY(!ofRefused || (!item.judgement.verdict && !item.counts));
            unjudged += ofRefused;
        }
        QCOMPARE(unjudged, 3);
        // And one has no toolchain.
        QCOMPARE(desk.state.counts().submissionsUnjudged, 4);
        for (const standings::Row& row : snapshot.standings)
            QCOMPARE(row.solved, 0);
        desk.close();
        // Its results are there again when the package is mended.
        folder.addProblem("a", 4);
        Desk mended(folder);
        const JudgingEnded& ended = mended.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(mended.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(ended.judged, 0);
    }

    void nothingIsLeftWhenAllAreRefused_data()
    {
        QTest::addColumn<bool>("both");
        QTest::addColumn<QString>("said");
        QTest::newRow("every problem") << true << "no problem can be read.\nproblems/a/problem.yaml";
        QTest::newRow("those with hand-ins")
            << false << "all hand-ins (1) are for problems that cannot be read.\nproblems/a/problem.yaml";
    }
    void nothingIsLeftWhenAllAreRefused()
    {
        QFETCH(bool, both);
        QFETCH(QString, said);
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.tree.file("contest/problems/a/problem.yaml", "name: a\nlimits: {memory: many}\n");
        if (both)
            folder.tree.file("contest/problems/b/problem.yaml", "name: b\nlimits: {memory: many}\n");
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        QVERIFY(ended.error);
        QCOMPARE(ended.error->kind, ErrorKind::InvalidInput);
        QVERIFY2(QString::fromStdString(ended.error->message).contains(said), ended.error->message.c_str());
        QCOMPARE(desk.state.submissions().size(), 1U);
    }

    void anotherUsersResultsCanBeRead()
    {
        if (geteuid() != 0)
            QSKIP("becoming another user needs root");
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        std::filesystem::permissions(folder.tree.root(), std::filesystem::perms(0755));
        const pid_t reader = fork();
        if (reader == 0) {
            if (setenv("XDG_DATA_HOME", "/nonexistent", 1) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
                _exit(1);
            ContestPlace options = folder.options();
            options.readOnly = true;
            ContestState state;
            {
                Engine engine(nullptr, folder.tree.path("resources"));
                Subscription events = engine.subscribe();
                engine.open(options);
                engine.waitForIdle();
                for (const Event& event : events.take())
                    state.apply(event);
            }
            _exit(state.counts().submissionsDone == 6 ? 0 : 2);
        }
        int status = 0;
        QCOMPARE(waitpid(reader, &status, 0), reader);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void theNumberOfSlotsDoesNotShow()
    {
        std::set<std::string> results;
        for (const int slots : {1, 2, 8}) {
            ContestFolder folder;
            folder.submitAll();
            Desk desk(folder);
            ContestPlace options = folder.options();
            options.slots = slots;
            NO_ERROR(desk.judge(options));
            results.insert(desk.results());
        }
        QCOMPARE(results.size(), 1U);
    }

    void aStoppedJudgingIsFinishedByTheNextCall()
    {
        ContestFolder folder;
        folder.submitAll();
        std::string whole;
        {
            ContestFolder other;
            other.submitAll();
            Desk desk(other);
            NO_ERROR(desk.judge(other.options()));
            whole = desk.results();
        }
        int before = 0;
        {
            Desk desk(folder);
            std::atomic<int> runs{0};
            // The fourth run and those after it wait until they are stopped.
            desk.machine.beforeRun = [&](const std::string&, const std::string&,
                                         std::stop_token stop) -> std::optional<sandbox::RunResult> {
                if (++runs < 4)
                    return std::nullopt;
                std::mutex mutex;
                std::condition_variable_any stopped;
                std::unique_lock lock(mutex);
                stopped.wait(lock, stop, [] { return false; });
                return sandbox::fakeStatus(model::RunStatus::Cancelled);
            };
            desk.engine().open(folder.options());
            desk.engine().judge();
            QTRY_VERIFY_WITH_TIMEOUT(runs >= 4, 10000);
            desk.engine().stop();
            desk.engine().waitForIdle();
            desk.take();
            QVERIFY(desk.state.ended());
            NO_ERROR(*desk.state.ended());
            QVERIFY(desk.state.ended()->cancelled);
            before = desk.state.counts().runsMadeNow;
            QVERIFY(before >= 2 && before <= 4);
        }
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QVERIFY(!ended.cancelled);
        QCOMPARE(desk.machine.tests.load(), 15 - before);
        QCOMPARE(desk.state.counts().runsMadeNow, 15 - before);
        QCOMPARE(desk.state.counts().submissionsDone, 6);
        QCOMPARE(desk.results(), whole);
    }

    /// A judgement is either isolated or not: what was begun the other way is made anew, what is complete
    /// stays and keeps its mark.
    void isolationIsKnownOfEachJudgement()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("bob", "a", "02 wrong\n");
        ContestPlace options = folder.options();
        {
            Desk desk(folder, "none");
            NO_ERROR(desk.judge(options, {"ann/*"}));
            QVERIFY(desk.state.submissions()[0].judgement.wasUnprotected());
        }
        int begun = 0;
        {
            Desk desk(folder);
            std::atomic<int> runs{0};
            desk.machine.beforeRun = [&](const std::string&, const std::string&,
                                         std::stop_token stop) -> std::optional<sandbox::RunResult> {
                if (++runs < 3)
                    return std::nullopt;
                while (!stop.stop_requested())
                    std::this_thread::yield();
                return sandbox::fakeStatus(model::RunStatus::Cancelled);
            };
            desk.engine().open(folder.options());
            desk.engine().judge();
            QTRY_VERIFY_WITH_TIMEOUT(runs >= 3, 10000);
            desk.engine().stop();
            desk.engine().waitForIdle();
            desk.take();
            begun = desk.state.counts().runsMadeNow;
            QVERIFY(begun >= 1);
        }
        {
            Desk desk(folder, "none");
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.machine.tests.load(), 4); // bob's, all of them
        }
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(ended.reused, 2);
        for (const SubmissionView& view : desk.state.submissions())
            QCOMPARE(view.judgement.sandbox, std::string("none"));
        ContestPlace again = folder.options();
        Desk other(folder);
        desk.close();
        NO_ERROR(other.judge(again, {"", {}, true}));
        for (const SubmissionView& view : other.state.submissions())
            QVERIFY(!view.judgement.wasUnprotected());
    }

    void stopBeforeJudgingBegan()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        desk.engine().open(folder.options());
        desk.engine().judge();
        desk.engine().stop();
        desk.engine().waitForIdle();
        desk.take();
        QVERIFY(desk.state.ended());
        QVERIFY(desk.state.ended()->cancelled);
        NO_ERROR(*desk.state.ended());
        // And the engine goes on when it is asked to.
        const JudgingEnded& ended = desk.judgeAgain();
        NO_ERROR(ended);
        QVERIFY(!ended.cancelled);
        QCOMPARE(desk.state.counts().submissionsDone, 6);
    }

    void destroyedInTheMiddleItKeepsWhatWasJudged()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            std::atomic<int> runs{0};
            desk.machine.beforeRun = [&](const std::string&, const std::string&,
                                         std::stop_token stop) -> std::optional<sandbox::RunResult> {
                if (++runs < 6)
                    return std::nullopt;
                while (!stop.stop_requested())
                    std::this_thread::yield();
                return sandbox::fakeStatus(model::RunStatus::Cancelled);
            };
            desk.engine().open(folder.options());
            desk.engine().judge();
            QTRY_VERIFY_WITH_TIMEOUT(runs >= 6, 10000);
            desk.close();
        }
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QVERIFY(desk.machine.tests < 15);
        QCOMPARE(desk.state.counts().submissionsDone, 6);
    }

    void rejudgeMakesEverythingAgain()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        ContestPlace options = folder.options();
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(options, {"", {}, true});
        NO_ERROR(ended);
        // One has no toolchain.
        QCOMPARE(ended.judged, 5);
        QCOMPARE(desk.machine.tests.load(), 15);
        QCOMPARE(desk.state.counts().runsMadeNow, 15);
        QCOMPARE(desk.state.counts().submissionsDone, 6);
    }

    /// What the window asks for: a selection, again, in the contest that is open.
    void rejudgesASelection()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        const int before = desk.machine.tests.load();
        std::vector<int> ids;
        for (const SubmissionView& view : desk.state.submissions()) {
            if (view.submission.contestant == "ann")
                ids.push_back(view.submission.id);
        }
        QCOMPARE(ids.size(), 2U);
        const JudgingEnded& none = desk.judgeAgain({"", ids, false});
        QCOMPARE(none.judged, 0);
        QCOMPARE(none.reused, 2);
        const JudgingEnded& again = desk.judgeAgain({"", ids, true});
        NO_ERROR(again);
        QCOMPARE(again.judged, 2);
        QCOMPARE(again.reused, 0);
        QCOMPARE(desk.machine.tests.load(), before + 7); // four tests and three
        QCOMPARE(desk.state.counts().submissionsDone, 6);
        QCOMPARE(desk.verdictOf("ann/b.n"), std::string("WA"));
        const JudgingEnded& unknown = desk.judgeAgain({"", std::vector{999}, true});
        QVERIFY(unknown.error);
        // None is not all.
        const JudgingEnded& nobody = desk.judgeAgain({"", std::vector<int>(), true});
        QVERIFY(nobody.error);
    }

    /// A rejudge and a first judging run beside each other; one end for both.
    void requestsRunBesideEachOther()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options(), {"ann/*"}));
        std::atomic<bool> isOpen{false};
        std::atomic<int> held{0};
        desk.machine.beforeRun = [&](const std::string& source, const std::string&,
                                     std::stop_token stop) -> std::optional<sandbox::RunResult> {
            if (source.find("signal=11") == std::string::npos)
                return std::nullopt;
            ++held;
            while (!isOpen && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
        const auto idOf = [&](const std::string& file) {
            for (const SubmissionView& view : desk.state.submissions()) {
                if (view.submission.file == file)
                    return view.submission.id;
            }
            return 0;
        };
        desk.engine().judge({"bob/a"});
        QTRY_VERIFY_WITH_TIMEOUT(held > 0, 10000);
        desk.engine().judge({"", std::vector{idOf("ann/a.n")}, true});
        desk.engine().judge({"eve/*"});
        desk.engine().change(model::QueueChange::Cancel, {idOf("bob/a.n")});
        QTRY_VERIFY_WITH_TIMEOUT((desk.take(), desk.verdictOf("eve/a.n")) == "MLE", 10000);
        isOpen = true;
        desk.engine().waitForIdle();
        desk.take();
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("none"));
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(
            std::count_if(desk.events.begin(), desk.events.end(),
                          [](const Event& event) { return std::holds_alternative<JudgingEnded>(event); }),
            2); // ann's first, and the three requests
        NO_ERROR(desk.judgeAgain());
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("RTE"));
    }

    /// What is asked for after a stop is served, and what the stop met is not.
    void requestsAroundAStop()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        desk.engine().open(folder.options());
        std::atomic<bool> isHeld{false};
        desk.machine.beforeRun = [&](const std::string& source, const std::string&,
                                     std::stop_token stop) -> std::optional<sandbox::RunResult> {
            if (source.find("signal=11") == std::string::npos)
                return std::nullopt;
            isHeld = true;
            while (!stop.stop_requested())
                std::this_thread::yield();
            return sandbox::fakeStatus(model::RunStatus::Cancelled);
        };
        desk.engine().judge({"bob/a"});
        QTRY_VERIFY_WITH_TIMEOUT(isHeld, 10000);
        desk.engine().stop();
        desk.engine().judge({"eve/a"});
        desk.engine().waitForIdle();
        desk.take();
        QCOMPARE(desk.verdictOf("eve/a.n"), std::string("MLE"));
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("none"));
        // Whoever closes the engine does not wait for what was asked for.
        isHeld = false;
        desk.engine().judge({"bob/a"});
        QTRY_VERIFY_WITH_TIMEOUT(isHeld, 10000);
        for (int i = 0; i < 20; ++i)
            desk.engine().judge({"", {}, true});
        desk.close();
    }

    void onlySomeSubmissions_data()
    {
        QTest::addColumn<QString>("only");
        QTest::addColumn<int>("judged");
        QTest::newRow("contestant") << QStringLiteral("ann/*") << 2;
        QTest::newRow("problem") << QStringLiteral("*/a") << 3;
        QTest::newRow("one") << QStringLiteral("bob/b") << 1;
        QTest::newRow("all") << QStringLiteral("*") << 5; // and one without a toolchain
    }
    void onlySomeSubmissions()
    {
        QFETCH(QString, only);
        QFETCH(int, judged);
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(options, {only.toStdString()});
        NO_ERROR(ended);
        QCOMPARE(ended.judged, judged);
        QCOMPARE(desk.state.counts().submissions, 6);
        const ContestState::Counts& counts = desk.state.counts();
        QCOMPARE(counts.submissionsDone - counts.submissionsUnjudged, judged);
    }

    void whatMatchesNothingIsAnError()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(options, {"nobody/*"});
        QVERIFY(ended.error);
        QCOMPARE(ended.error->kind, ErrorKind::InvalidInput);
        QVERIFY(ended.error->message.find("nobody/*") != std::string::npos);
        QVERIFY(ended.error->message.find("ann/a") != std::string::npos);
    }

    void anEmptyContestSaysWhatWasLookedFor()
    {
        ContestFolder folder;
        folder.tree.folder("contest/submissions");
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        QVERIFY(ended.error);
        QCOMPARE(ended.error->kind, ErrorKind::InvalidInput);
        QVERIFY2(ended.error->message.find("<contestant>/<problem>") != std::string::npos,
                 ended.error->message.c_str());
    }

    void aFolderThatIsNoContestIsAnErrorOnce()
    {
        ContestFolder folder;
        ContestPlace options = folder.options();
        options.contest = folder.tree.path("nothing");
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(options);
        QVERIFY(ended.error);
        QCOMPARE(ended.error->kind, ErrorKind::InvalidInput);
        QCOMPARE(desk.events.size(), 1U);
        QVERIFY(std::holds_alternative<ContestRefused>(desk.events.front()));
        QVERIFY(desk.state.isOver() && !desk.state.ended());
    }

    void anUnknownModeIsAnError()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        options.mode = "golf";
        Desk desk(folder);
        QCOMPARE(desk.judge(options).error->kind, ErrorKind::InvalidInput);
    }

    /// Who looks at a contest keeps nobody from judging it; who judges it keeps others from that, not from
    /// looking.
    void oneJudgesAtATime()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk first(folder);
        first.engine().open(folder.options());
        first.engine().waitForIdle();
        QVERIFY(!std::filesystem::exists(folder.tree.path("contest/assize.db")));
        {
            Desk second(folder);
            NO_ERROR(second.judge(folder.options(), {"ann/*"}));
        }
        std::atomic<bool> isOpen{false};
        std::atomic<bool> isHeld{false};
        first.machine.beforeRun = [&](const std::string&, const std::string&,
                                      std::stop_token stop) -> std::optional<sandbox::RunResult> {
            isHeld = true;
            while (!isOpen && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
        first.engine().judge();
        QTRY_VERIFY_WITH_TIMEOUT(isHeld, 10000);
        Desk second(folder);
        const JudgingEnded& refused = second.judge(folder.options());
        QVERIFY(refused.error);
        QCOMPARE(refused.error->kind, ErrorKind::Busy);
        QVERIFY2(refused.error->message.find("process " + std::to_string(getpid())) != std::string::npos,
                 refused.error->message.c_str());
        QCOMPARE(second.verdictOf("ann/a.n"), std::string("AC"));
        isOpen = true;
        first.engine().waitForIdle();
        first.take();
        NO_ERROR(*first.state.ended());
        QCOMPARE(first.state.ended()->judged, 3);
        QCOMPARE(first.state.ended()->reused, 2);
        // It is free again, without opening anything anew.
        const JudgingEnded& ended = second.judgeAgain({"", {}, true});
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 5);
        NO_ERROR(first.judgeAgain());
    }

    void aDatabaseElsewhere()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        options.database = folder.tree.path("elsewhere.db");
        Desk desk(folder);
        NO_ERROR(desk.judge(options));
        QVERIFY(std::filesystem::exists(*options.database));
        QVERIFY(!std::filesystem::exists(folder.tree.path("contest/assize.db")));
        QCOMPARE(desk.state.contest().database, *options.database);
    }

    void aComputedTimeLimitIsKept()
    {
        ContestFolder folder;
        folder.addProblem("c", 2, "");
        folder.tree.file("contest/problems/c/submissions/accepted/x.n", "* used=300\n");
        folder.submit("ann", "c", "* ok\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.verdictOf("ann/c.n"), std::string("AC"));
            QCOMPARE(desk.state.problems()[2].limits.cpuTime,
                     std::chrono::nanoseconds(std::chrono::seconds(2)));
        }
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QCOMPARE(desk.machine.tests.load(), 0);
        QCOMPARE(desk.state.problems()[2].limits.cpuTime, std::chrono::nanoseconds(std::chrono::seconds(2)));
    }

    void stopAtFirstFailureSkipsTheRest()
    {
        ContestFolder folder;
        folder.submit("eve", "a", "02 wrong\n");
        ContestPlace options = folder.options();
        options.stopAtFirstFailure = true;
        std::string first;
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(options));
            const auto& runs = desk.state.submissions()[0].judgement.runs;
            QCOMPARE(runs.size(), 4U);
            QCOMPARE(runs[1].verdict, std::optional(Verdict::WA));
            QCOMPARE(runs[2].state, model::TaskState::Skipped);
            QCOMPARE(runs[3].state, model::TaskState::Skipped);
            first = desk.results();
        }
        Desk desk(folder);
        NO_ERROR(desk.judge(options));
        QCOMPARE(desk.machine.tests.load(), 0);
        QCOMPARE(desk.results(), first);
    }

    void aJudgeErrorIsTriedAgain()
    {
        ContestFolder folder;
        folder.submit("eve", "a", "02 fail\n");
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
            QCOMPARE(desk.verdictOf("eve/a.n"), std::string("JE"));
        }
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 1);
        QVERIFY(desk.machine.tests > 0);
    }

    void detailsAreLoadedWhenAskedFor()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        desk.events.clear();
        desk.engine().loadDetails(2);
        desk.engine().loadDetails(99);
        desk.engine().waitForIdle();
        desk.take();
        QCOMPARE(desk.events.size(), 1U);
        const auto* details = std::get_if<DetailsLoaded>(&desk.events[0]);
        QVERIFY(details);
        QVERIFY(details->judgement == desk.state.submissionById(2)->judgement);
    }

    void beginningsComeBeforeEndings()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QVERIFY(std::holds_alternative<ContestLoaded>(desk.events.front()));
        QVERIFY(std::holds_alternative<ResultsCompared>(desk.events[1]));
        QVERIFY(std::holds_alternative<JudgingStarted>(desk.events[2]));
        QVERIFY(std::holds_alternative<JudgingEnded>(desk.events.back()));
        std::set<int> begun;
        std::set<int> ended;
        for (const Event& event : desk.events) {
            if (const auto* begin = std::get_if<model::JudgementBegun>(&event))
                QVERIFY(begun.insert(begin->submission).second);
            else if (const auto* run = std::get_if<model::RunEnded>(&event))
                QVERIFY(begun.contains(run->submission) && !ended.contains(run->submission));
            else if (const auto* end = std::get_if<model::JudgementEnded>(&event))
                QVERIFY(ended.insert(end->judgement.submission).second);
        }
        QCOMPARE(ended.size(), 6U);
    }

    void jurySubmissionsAreVerified()
    {
        ContestFolder folder;
        const std::string jury = "contest/problems/a/submissions/";
        folder.tree.file(jury + "accepted/good.n", "* ok\n");
        folder.tree.file(jury + "accepted/bad.n", "03 wrong\n");
        folder.tree.file(jury + "wrong_answer/wrong.n", "01 wrong\n");
        Desk desk(folder);
        VerifyOptions options;
        options.packages = {folder.tree.path("contest/problems/a")};
        options.slots = 2;
        desk.engine().verify(options);
        desk.engine().waitForIdle();
        desk.take();
        QVERIFY(desk.state.ended());
        NO_ERROR(*desk.state.ended());
        const report::ContestSnapshot snapshot = makeVerifySnapshot(desk.state, noRemedyWords);
        QCOMPARE(snapshot.submissions.size(), 3U);
        std::map<std::string, std::optional<bool>> asExpected;
        for (const report::ReportedSubmission& submission : snapshot.submissions) {
            QVERIFY(submission.expectation);
            asExpected[submission.submission.file] = submission.expectation->asExpected;
        }
        QCOMPARE(asExpected["a/submissions/accepted/good.n"], std::optional(true));
        QCOMPARE(asExpected["a/submissions/accepted/bad.n"], std::optional(false));
        QCOMPARE(asExpected["a/submissions/wrong_answer/wrong.n"], std::optional(true));
        QVERIFY(snapshot.packages);
        QCOMPARE(snapshot.packages->size(), 1U);
        QCOMPARE(snapshot.packages->front().timeLimit.limit,
                 std::chrono::nanoseconds(std::chrono::seconds(1)));
    }

    void nothingToVerifyIsAnError()
    {
        ContestFolder folder;
        Desk desk(folder);
        desk.engine().verify({{folder.tree.path("no such package")}, 1});
        desk.engine().waitForIdle();
        desk.take();
        QVERIFY(desk.state.refused());
        QCOMPARE(desk.state.refused()->kind, ErrorKind::InvalidInput);
        QCOMPARE(desk.events.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
