// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions are added, put first, paused and cancelled while others are judged, on a fake sandbox with
// threads.
#include "support/scheduler_run.h"

#include <QTest>
#include <condition_variable>
#include <random>
#include <set>
#include <thread>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

/// A scheduler under way: the submission whose source says "gate" ends only after open().
class LiveRun
{
public:
    /// What is judged at first is `gate` alone; the plan's other submissions wait to be added.
    LiveRun(SmallContest& contest, int slots) : m_sandbox(m_machine.handler()), m_pool(slots)
    {
        m_machine.beforeRun = [this](const std::string& source, const std::string&,
                                     const std::stop_token& stop) -> std::optional<sandbox::RunResult> {
            if (source.find("gate") == std::string::npos)
                return std::nullopt;
            std::unique_lock lock(m_mutex);
            m_gateReached = true;
            m_changed.notify_all();
            m_changed.wait(lock, stop, [this] { return m_open; });
            return std::nullopt;
        };
        m_scheduler.emplace(m_sandbox, m_pool, m_cache, sink, m_clock, slotOptions(slots));
        Plan plan = contest.plan;
        plan.submissions.resize(1);
        m_thread =
            std::jthread([this, plan = std::move(plan)] { m_ended = bool(m_scheduler->run(plan, {})); });
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_gateReached; });
    }
    ~LiveRun() { open(); }
    /// Lets the run come to its end, and waits for that.
    void end()
    {
        open();
        m_thread.join();
        QVERIFY(m_ended);
        QVERIFY(!m_scheduler->add({}, false));
        QCOMPARE(m_machine.testMemory.load(), std::uint64_t(0)); // nothing runs
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    Scheduler& scheduler() { return *m_scheduler; }
    SmallMachine& machine() { return m_machine; }

    RecordingSink sink;

private:
    SmallMachine m_machine;
    sandbox::FakeSandbox m_sandbox;
    StdTaskPool m_pool;
    MemoryResultCache m_cache;
    FakeClock m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_gateReached = false;
    bool m_open = false;
    bool m_ended = false;
    std::optional<Scheduler> m_scheduler;
    std::jthread m_thread;
};

/// Of each submission its events in a line: S(tarted), a digit for each run, F(inished), C(ancelled).
std::map<int, std::string> stories(const RecordingSink& sink)
{
    std::map<int, std::string> lines;
    for (const Event& event : sink.events()) {
        if (const auto* started = std::get_if<model::JudgementBegun>(&event))
            lines[started->submission] += 'S';
        else if (const auto* run = std::get_if<model::RunEnded>(&event))
            lines[run->submission] += static_cast<char>('0' + run->testIndex);
        else if (const auto* finished = std::get_if<model::JudgementEnded>(&event))
            lines[finished->judgement.submission] += 'F';
        else if (const auto* cancelled = std::get_if<model::JudgementCancelled>(&event))
            lines[cancelled->submission] += 'C';
    }
    return lines;
}

} // namespace

class TestLiveQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAddedIsJudged()
    {
        SmallContest contest;
        contest.addProblem("sum", 3);
        contest.addProblem("other", 2);
        contest.addProblem("gate", 1); // one slot is enough for it
        contest.addSubmission("gate", "* ok # gate");
        contest.addSubmission("other", "02 wrong", "script"); // another problem, another language
        contest.addSubmission("sum", "* ok");
        LiveRun live(contest, 2);
        QVERIFY(live.scheduler().add({contest.plan.submissions[1], contest.plan.submissions[2]}, false));
        QTRY_COMPARE_WITH_TIMEOUT(live.sink.judgements().size(), 2U, 20000);
        live.end();
        QCOMPARE(verdictText(live.sink.judgements().at(1)), std::string("AC"));
        QCOMPARE(verdictText(live.sink.judgements().at(2)), std::string("WA"));
        QCOMPARE(verdictText(live.sink.judgements().at(3)), std::string("AC"));
    }

    /// A rejudge runs beside the first judging of others, and what is under way is not begun twice.
    void onceMore()
    {
        SmallContest contest;
        contest.addProblem("sum", 2);
        contest.addProblem("gate", 1); // one slot is enough for it
        contest.addSubmission("gate", "* ok # gate");
        contest.addSubmission("sum", "* ok");
        LiveRun live(contest, 2);
        const model::Submission other = contest.plan.submissions[1];
        live.scheduler().add({other, contest.plan.submissions[0]}, false);
        QTRY_COMPARE_WITH_TIMEOUT(live.sink.all<model::JudgementEnded>().size(), 1U, 20000);
        live.scheduler().add({other}, true);
        QTRY_COMPARE_WITH_TIMEOUT(live.sink.all<model::JudgementEnded>().size(), 2U, 20000);
        live.end();
        QCOMPARE(stories(live.sink).at(2), std::string("S01FS01F"));
        QCOMPARE(QString::fromStdString(stories(live.sink).at(1)).count(QLatin1Char('S')), 1);
        QVERIFY(live.sink.all<model::JudgementBegun>().back().anew);
    }

    void cancelledAndPaused()
    {
        SmallContest contest;
        contest.addProblem("sum", 2);
        contest.addProblem("gate", 1); // one slot is enough for it
        contest.addSubmission("gate", "* ok # gate");
        contest.addSubmission("sum", "* ok # cancelled");
        contest.addSubmission("sum", "* ok");
        LiveRun live(contest, 1);
        // The only slot is taken.
        live.scheduler().add({contest.plan.submissions[1], contest.plan.submissions[2]}, false);
        live.scheduler().change(QueueChange::Pause, {3});
        live.scheduler().change(QueueChange::Cancel, {1, 2, 77});
        QTRY_COMPARE_WITH_TIMEOUT(live.sink.all<model::JudgementCancelled>().size(), 2U, 20000);
        QTest::qWait(50);
        QVERIFY(live.sink.judgements().empty()); // paused
        live.scheduler().change(QueueChange::Resume, {3});
        live.end();
        const std::map<int, std::string> expected = {{1, "SC"}, {2, "C"}, {3, "S01F"}};
        QCOMPARE(stories(live.sink).at(3), expected.at(3));
        QCOMPARE(stories(live.sink).at(2), expected.at(2));
        QVERIFY(stories(live.sink).at(1).ends_with('C'));
    }

    /// Whatever people do and when: nothing is left running, nothing is lost, nothing is judged twice.
    void anythingAtAnyTime()
    {
        constexpr int kSubmissions = 40;
        constexpr int kOperations = 5000;
        SmallContest contest;
        contest.addProblem("sum", 3);
        contest.addProblem("other", 2);
        contest.addProblem("gate", 1); // one slot is enough for it
        contest.addSubmission("gate", "* ok # gate");
        std::mt19937 random(12);
        const std::vector<std::string> sources = {"* ok", "01 wrong", "02 exit=1", "syntax error"};
        const std::vector<std::string> verdicts = {"AC", "WA", "RTE", "CE"};
        for (int i = 0; i < kSubmissions; ++i) {
            contest.addSubmission(i % 3 == 0 ? "other" : "sum",
                                  sources[static_cast<std::size_t>(i) % 4] + " # " + std::to_string(i));
            contest.plan.submissions.back().contestant = "contestant " + std::to_string(i % 5);
        }
        LiveRun live(contest, 3);
        const auto some = [&] {
            std::vector<int> ids;
            for (unsigned n = random() % 4 + 1; n > 0; --n)
                ids.push_back(static_cast<int>(random() % kSubmissions) + 2);
            return ids;
        };
        for (int i = 0; i < kOperations; ++i) {
            std::vector<model::Submission> added;
            switch (random() % 6) {
            case 0:
            case 1:
                for (const int id : some())
                    added.push_back(contest.plan.submissions[static_cast<std::size_t>(id) - 1]);
                QVERIFY(live.scheduler().add(std::move(added), random() % 3 == 0));
                break;
            case 2:
                QVERIFY(live.scheduler().change(QueueChange::Cancel, some()));
                break;
            case 3:
                QVERIFY(live.scheduler().change(QueueChange::PutFirst, some()));
                break;
            case 4:
                QVERIFY(live.scheduler().change(QueueChange::Pause, some()));
                break;
            default:
                QVERIFY(live.scheduler().change(QueueChange::Resume, some()));
                break;
            }
            if (i % 50 == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        // In the end everybody is to be judged, once.
        std::vector<int> all;
        for (int id = 2; id <= kSubmissions + 1; ++id)
            all.push_back(id);
        live.scheduler().change(QueueChange::Resume, all);
        live.scheduler().change(QueueChange::Cancel, all);
        live.scheduler().add({contest.plan.submissions.begin() + 1, contest.plan.submissions.end()}, false);
        live.end();

        for (const auto& [id, story] : stories(live.sink)) {
            QVERIFY2(story.ends_with('F'), story.c_str()); // nobody is lost
            std::set<char> sinceStart;
            for (const char event : story) {
                if (event == 'S' || event == 'F' || event == 'C')
                    sinceStart.clear();
                else
                    QVERIFY2(sinceStart.insert(event).second, story.c_str()); // no test is run twice
            }
            QVERIFY2(story.find("SS") == std::string::npos, story.c_str());
        }
        QCOMPARE(live.sink.overlaps(), 0);
        for (int id = 2; id <= kSubmissions + 1; ++id)
            QCOMPARE(verdictText(live.sink.judgements().at(id)),
                     verdicts[static_cast<std::size_t>(id - 2) % verdicts.size()]);
    }
};

QTEST_GUILESS_MAIN(TestLiveQueue)
#include "test_live_queue.moc"
