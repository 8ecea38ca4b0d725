// SPDX-License-Identifier: GPL-3.0-or-later
// What one engine judges, another one that only looks shows, live; as two processes do.
#include "engine_desk.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

/// Reads until `condition` holds.
#define READ_UNTIL(desk, condition) QTRY_VERIFY_WITH_TIMEOUT(((desk).take(), (condition)), 20000)

/// Stops bob's submission to a at its third test until it is told to go on, or the engine ends.
struct Brake
{
    std::atomic<bool> isOpen{false};
    std::atomic<bool> isHeld{false};
    explicit Brake(Desk& desk)
    {
        desk.machine.beforeRun = [this](const std::string& source, const std::string& test,
                                        std::stop_token stop) -> std::optional<sandbox::RunResult> {
            if (source.find("signal=11") == std::string::npos || test != "03")
                return std::nullopt;
            isHeld = true;
            while (!isOpen && !stop.stop_requested())
                std::this_thread::yield();
            return isOpen ? std::nullopt : std::optional(sandbox::fakeStatus(model::RunStatus::Cancelled));
        };
    }
};

const SubmissionView* viewOf(const Desk& desk, const std::string& file)
{
    for (const SubmissionView& view : desk.state.submissions()) {
        if (view.submission.file == file)
            return &view;
    }
    return nullptr;
}

} // namespace

class TestFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAnotherJudgesIsShownLive()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace place = folder.options();
        place.slots = 1;
        Desk judging(folder);
        Brake brake(judging);
        Desk looking(folder);
        // Before there is a database.
        looking.engine().open(place);
        looking.engine().waitForIdle();
        looking.take();
        QVERIFY(!looking.state.followed());

        judging.engine().open(place);
        judging.engine().judge();
        QTRY_VERIFY_WITH_TIMEOUT(brake.isHeld, 10000);
        const auto before = std::chrono::system_clock::now();
        READ_UNTIL(looking, looking.state.followed() && looking.state.followed()->asOf > before);
        QCOMPARE(looking.state.followed()->by->process, getpid());
        QVERIFY(!looking.state.followed()->by->host.empty());
        READ_UNTIL(looking, viewOf(looking, "bob/a.n")->judgement.runs.size() == 4);
        QCOMPARE(viewOf(looking, "bob/a.n")->state, model::TaskState::Running);
        QCOMPARE(viewOf(looking, "bob/a.n")->tests[1].verdict, std::optional(model::Verdict::AC));
        QVERIFY(!looking.state.judging());
        // The time goes on while nothing happens.
        const auto then = looking.state.followed()->asOf;
        READ_UNTIL(looking, looking.state.followed()->asOf > then);

        brake.isOpen = true;
        judging.engine().waitForIdle();
        judging.take();
        NO_ERROR(*judging.state.ended());
        READ_UNTIL(looking, !looking.state.followed());
        QCOMPARE(looking.results(), judging.results());

        // And it judges what is missing by itself, with nothing opened anew.
        const int tests = looking.machine.tests;
        const JudgingEnded& ended = looking.judgeAgain();
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 0);
        QCOMPARE(looking.machine.tests.load(), tests);
        // Of which the other one learns in turn.
        NO_ERROR(looking.judgeAgain({"ann/a", {}, true}));
        judging.events.clear();
        READ_UNTIL(judging, std::any_of(judging.events.begin(), judging.events.end(), [](const Event& event) {
                       return std::holds_alternative<model::JudgementEnded>(event);
                   }));
        QCOMPARE(judging.results(), looking.results());
    }

    /// What was begun is not shown as under way when nobody judges any more.
    void whoJudgesMayVanish()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace place = folder.options();
        place.slots = 1;
        Desk looking(folder);
        looking.engine().open(place);
        {
            Desk judging(folder);
            const Brake brake(judging);
            judging.engine().open(place);
            judging.engine().judge();
            QTRY_VERIFY_WITH_TIMEOUT(brake.isHeld, 10000);
            READ_UNTIL(looking, looking.state.followed() && viewOf(looking, "bob/a.n") != nullptr &&
                                    viewOf(looking, "bob/a.n")->state == model::TaskState::Running);
            judging.close();
        }
        READ_UNTIL(looking, !looking.state.followed());
        QCOMPARE(viewOf(looking, "bob/a.n")->state, model::TaskState::Waiting);
        QCOMPARE(looking.verdictOf("ann/a.n"), std::string("AC"));
        // Somebody goes on with it: its first runs are kept, and the rest comes.
        Desk again(folder);
        const JudgingEnded& ended = again.judge(place);
        NO_ERROR(ended);
        READ_UNTIL(looking, looking.state.counts().submissionsDone == 6);
        QCOMPARE(looking.results(), again.results());
    }

    /// Who comes in the middle of a judgement sees its first runs at once, and from the next one on that it
    /// is under way.
    void comingInTheMiddle()
    {
        ContestFolder folder;
        folder.submit("bob", "a", "03 signal=11\n");
        ContestPlace place = folder.options();
        place.slots = 1;
        std::atomic<bool> mayGoOn{false};
        std::atomic<bool> mayEnd{false};
        std::atomic<bool> isHeld{false};
        Desk judging(folder);
        judging.machine.beforeRun = [&](const std::string&, const std::string& test,
                                        std::stop_token stop) -> std::optional<sandbox::RunResult> {
            isHeld = test == "03";
            while (((test == "03" && !mayGoOn) || (test == "04" && !mayEnd)) && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
        judging.engine().open(place);
        judging.engine().judge();
        QTRY_VERIFY_WITH_TIMEOUT(isHeld, 10000);
        QTest::qWait(300); // results are stored within 50 ms
        Desk looking(folder);
        looking.engine().open(place);
        looking.engine().waitForIdle();
        looking.take();
        QVERIFY(looking.state.followed());
        const SubmissionView& view = looking.state.submissions().at(0);
        QCOMPARE(view.tests.at(1).verdict, std::optional(model::Verdict::AC));
        mayGoOn = true;
        READ_UNTIL(looking, view.tests.at(2).verdict == model::Verdict::RTE);
        QCOMPARE(view.state, model::TaskState::Running);
        mayEnd = true;
        READ_UNTIL(looking, !looking.state.followed());
        QCOMPARE(view.state, model::TaskState::Done);
    }

    /// Nobody writes: nothing is told, and nothing is written.
    void whereNothingHappensNothingIsTold()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        Desk looking(folder);
        looking.engine().open(folder.options());
        looking.engine().waitForIdle();
        looking.take();
        looking.events.clear();
        QTest::qWait(2500);
        looking.take();
        QCOMPARE(looking.events.size(), 0U);
        // What it judges itself it does not tell twice.
        NO_ERROR(looking.judgeAgain({"", {}, true}));
        looking.events.clear();
        QTest::qWait(2500);
        looking.take();
        QCOMPARE(looking.events.size(), 0U);
    }

    /// Somebody moves the database away, and another one is made.
    void anotherDatabaseTakesItsPlace()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        Desk looking(folder);
        looking.engine().open(folder.options());
        looking.engine().waitForIdle();
        looking.take();
        std::filesystem::rename(folder.tree.path("contest/assize.db"), folder.tree.path("contest/away.db"));
        folder.submit("ann", "a", "01 wrong\n");
        Desk judging(folder);
        NO_ERROR(judging.judge(folder.options(), {"*/a"}));
        READ_UNTIL(looking, looking.verdictOf("ann/a.n") == "WA");
        NO_ERROR(judging.judgeAgain());
        READ_UNTIL(looking, looking.verdictOf("ann/b.n") == "WA");
    }
};

QTEST_GUILESS_MAIN(TestFollower)
#include "test_follower.moc"
