// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler on a fake sandbox: verdicts, failures of the judge's own, reuse, cancelling, order.
#include "exec/scheduler.h"

#include "support/fake_clock.h"
#include "support/recording_sink.h"
#include "support/small_contest.h"
#include "support/std_task_pool.h"

#include <QTest>

#include <chrono>
#include <condition_variable>
#include <random>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::SubmissionState;
using model::TaskState;
using model::Verdict;

namespace {

Options twoSlots()
{
    Options options;
    options.slots = 2;
    return options;
}

/// One call of the scheduler and what it gave.
struct Outcome
{
    RecordingSink sink;
    MemoryResultCache cache;
    FakeClock clock;
    std::optional<Summary> summary;
    std::string error;

    void run(SmallContest& contest, sandbox::Sandbox& sandbox, Options options, std::stop_token stop = {})
    {
        StdTaskPool pool(options.slots);
        Scheduler scheduler(sandbox, pool, cache, sink, clock, options);
        Result<Summary> result = scheduler.run(contest.plan, std::move(stop));
        if (result)
            summary = std::move(*result);
        else
            error = result.error().message;
    }
    void run(SmallContest& contest, SmallMachine& machine, Options options = twoSlots())
    {
        sandbox::FakeSandbox sandbox(machine.handler());
        run(contest, sandbox, std::move(options));
    }
    model::Judgement of(int submission) const
    {
        const auto judgements = sink.judgements();
        const auto found = judgements.find(submission);
        return found == judgements.end() ? model::Judgement{} : found->second;
    }
};

std::string verdictText(const model::Judgement& judgement)
{
    return judgement.verdict ? std::string(model::codeOf(*judgement.verdict)) : "none";
}

/// "AC WA -" for the runs of a judgement; '-' is skipped.
std::string runsText(const model::Judgement& judgement)
{
    std::string text;
    for (const model::Run& run : judgement.runs) {
        text += text.empty() ? "" : " ";
        text += run.verdict                       ? std::string(model::codeOf(*run.verdict))
                : run.state == TaskState::Skipped ? "-"
                                                  : "?";
    }
    return text;
}

/// Sources of many kinds for one problem of `tests` tests.
std::string mixedSource(std::mt19937& random, int tests)
{
    static const std::vector<std::string> kBehaviours = {
        "ok", "ok", "ok", "ok", "ok", "wrong", "cpu", "wall", "exit=3", "memory", "signal=11", "fail"};
    std::string source;
    for (int number = 1; number <= tests; ++number)
        source += testName(number) + " " + kBehaviours[random() % kBehaviours.size()] + "\n";
    return source + (random() % 9 == 0 ? "# syntax error" : "# fine");
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("runs");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("all accepted") << "* ok"
                                      << "AC AC AC"
                                      << "AC";
        QTest::newRow("one wrong") << "02 wrong"
                                   << "AC WA AC"
                                   << "WA";
        QTest::newRow("first in test order decides") << "02 cpu 03 wrong"
                                                     << "AC TLE WA"
                                                     << "TLE";
        QTest::newRow("wall") << "01 wall"
                              << "TLE AC AC"
                              << "TLE";
        QTest::newRow("memory") << "* memory"
                                << "MLE MLE MLE"
                                << "MLE";
        QTest::newRow("output") << "03 output"
                                << "AC AC OLE"
                                << "OLE";
        QTest::newRow("exit code") << "03 exit=1"
                                   << "AC AC RTE"
                                   << "RTE";
        QTest::newRow("signal") << "01 signal=6"
                                << "RTE AC AC"
                                << "RTE";
        QTest::newRow("violation") << "02 violation"
                                   << "AC SV AC"
                                   << "SV";
        QTest::newRow("over the limit though it ended") << "02 used=1099"
                                                        << "AC TLE AC"
                                                        << "TLE";
        QTest::newRow("compile error") << "syntax error"
                                       << "- - -"
                                       << "CE";
        QTest::newRow("sandbox fails while compiling") << "sandbox fails"
                                                       << "- - -"
                                                       << "JE";
        QTest::newRow("sandbox fails twice in a run") << "01 wrong 02 fail"
                                                      << "WA JE AC"
                                                      << "JE";
    }
    void verdicts()
    {
        QFETCH(QString, source);
        QFETCH(QString, verdict);
        QFETCH(QString, runs);
        SmallContest contest;
        contest.addProblem("sum", 3);
        const int id = contest.addSubmission("sum", source.toStdString());
        SmallMachine machine;
        Outcome outcome;
        outcome.run(contest, machine);
        const model::Judgement judgement = outcome.of(id);
        QCOMPARE(QString::fromStdString(verdictText(judgement)), verdict);
        QCOMPARE(QString::fromStdString(runsText(judgement)), runs);
        QVERIFY(judgement.state == SubmissionState::Done);
        QVERIFY(judgement.compile.has_value() || judgement.verdict == Verdict::JE);
        QCOMPARE(outcome.summary->judged, 1);
        QVERIFY(!outcome.summary->cancelled);
        QCOMPARE(outcome.sink.overlaps(), 0);
    }

    void sameResultsWithAnyNumberOfSlots_data()
    {
        QTest::addColumn<bool>("stopAtFirstFailure");
        QTest::newRow("all tests") << false;
        QTest::newRow("stop at first failure") << true;
    }
    void sameResultsWithAnyNumberOfSlots()
    {
        QFETCH(bool, stopAtFirstFailure);
        std::map<int, model::Judgement> expected;
        for (const int slots : {1, 2, 8, 3}) {
            std::mt19937 random(7);
            SmallContest contest;
            contest.addProblem("a", 12);
            contest.addProblem("b", 5);
            for (int i = 0; i < 30; ++i)
                contest.addSubmission(i % 3 ? "a" : "b", mixedSource(random, 12),
                                      i % 4 ? "native" : "script");
            SmallMachine machine;
            std::mutex mutex;
            std::mt19937 delays(static_cast<unsigned>(slots));
            // Completion in another order each time.
            machine.beforeRun = [&](const std::string&, const std::string&, const std::stop_token&) {
                unsigned micros = 0;
                {
                    const std::lock_guard lock(mutex);
                    micros = static_cast<unsigned>(delays() % 300);
                }
                const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(micros);
                while (std::chrono::steady_clock::now() < end)
                    std::this_thread::yield();
                return std::optional<sandbox::RunResult>();
            };
            Options options;
            options.slots = slots;
            options.stopAtFirstFailure = stopAtFirstFailure;
            Outcome outcome;
            outcome.run(contest, machine, options);
            const std::map<int, model::Judgement> judgements = outcome.sink.judgements();
            QCOMPARE(judgements.size(), std::size_t{30});
            if (expected.empty())
                expected = judgements;
            for (const auto& [id, judgement] : judgements) {
                if (!(judgement == expected.at(id)))
                    QFAIL(qPrintable(QString::fromStdString("submission " + std::to_string(id) + ": " +
                                                            runsText(judgement) + " / " +
                                                            runsText(expected.at(id)))));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
