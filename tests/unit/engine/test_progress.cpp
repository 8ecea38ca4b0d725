// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/progress.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const Progress::TimePoint kStart{};

ContestLoaded contest(int submissions, int tests)
{
    ContestLoaded loaded;
    model::Problem problem;
    problem.id = "sum";
    problem.limits.cpuTime = seconds(2);
    problem.testCases.resize(static_cast<std::size_t>(tests));
    loaded.problems.push_back(problem);
    for (int id = 1; id <= submissions; ++id) {
        model::Submission submission;
        submission.id = id;
        submission.problem = "sum";
        loaded.submissions.push_back(submission);
    }
    return loaded;
}

model::RunEnded runEnded(int submission, int test, milliseconds wall)
{
    model::RunEnded ended{submission, "", test, {}};
    ended.run.wallTime = wall;
    return ended;
}

model::CompileEnded compileEnded(int submission, milliseconds wall)
{
    model::CompileEnded ended{submission, "", {}};
    ended.outcome.wallTime = wall;
    return ended;
}

model::JudgementEnded judgementEnded(int submission)
{
    model::JudgementEnded ended;
    ended.judgement.submission = submission;
    return ended;
}

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstResult()
    {
        Progress progress;
        progress.apply(contest(2, 10), kStart);
        progress.apply(JudgingStarted{1, {1, 2}}, kStart);
        const Progress::Estimate estimate = progress.estimate(kStart + seconds(1));
        QCOMPARE(estimate.runsPlanned, 20);
        QCOMPARE(estimate.submissionsPlanned, 2);
        QVERIFY(!estimate.remaining);
    }

    void remainingWorkIsDividedBySlots()
    {
        for (int slots : {1, 2}) {
            Progress progress;
            progress.apply(contest(2, 10), kStart);
            progress.apply(JudgingStarted{slots, {1, 2}}, kStart);
            progress.apply(compileEnded(1, milliseconds(4000)), kStart);
            progress.apply(runEnded(1, 0, milliseconds(1000)), kStart);
            // 19 runs of 1 s and one compilation of 4 s are left.
            QCOMPARE(progress.estimate(kStart + seconds(1)).remaining->count(), slots == 1 ? 23 : 12);
        }
    }

    void onlyPlannedSubmissionsCount()
    {
        Progress progress;
        progress.apply(contest(3, 10), kStart);
        progress.apply(JudgingStarted{1, {2}}, kStart);
        QCOMPARE(progress.estimate(kStart).runsPlanned, 10);
        progress.apply(judgementEnded(1), kStart);
        QCOMPARE(progress.estimate(kStart).submissionsDone, 0);
        progress.apply(judgementEnded(2), kStart);
        progress.apply(judgementEnded(2), kStart);
        const Progress::Estimate estimate = progress.estimate(kStart);
        QCOMPARE(estimate.submissionsDone, 1);
        QCOMPARE(estimate.runsDone, 10);
        QVERIFY(!estimate.remaining);
    }

    /// What the store had is no work of this round; what arrives meanwhile is.
    void onlyThisRoundCounts()
    {
        Progress progress;
        progress.apply(contest(4, 10), kStart);
        progress.apply(JudgingStarted{1, {1, 2, 3, 4}}, kStart);
        for (const int id : {1, 2}) {
            model::JudgementEnded stored = judgementEnded(id);
            stored.fromCache = true;
            progress.apply(stored, kStart);
        }
        progress.apply(judgementEnded(3), kStart);
        Progress::Estimate estimate = progress.estimate(kStart);
        QCOMPARE(estimate.submissionsReused, 2);
        QCOMPARE(estimate.runsReused, 20);
        QCOMPARE(estimate.submissionsDone, 3);
        progress.apply(FolderRead{contest(5, 10), {}, {}, {}}, kStart);
        progress.apply(model::SubmissionsAdded{{5, 1}}, kStart);
        estimate = progress.estimate(kStart);
        QCOMPARE(estimate.submissionsPlanned, 5);
        QCOMPARE(estimate.submissionsReused, 1);
        QCOMPARE(estimate.submissionsDone, 2);
        // The next one counts its own.
        progress.apply(JudgingStarted{1, {5}}, kStart);
        estimate = progress.estimate(kStart);
        QCOMPARE(estimate.submissionsPlanned, 1);
        QCOMPARE(estimate.submissionsReused, 0);
        QCOMPARE(estimate.runsPlanned, 10);
    }

    void throughputForgetsWhatIsOlderThanTenSeconds()
    {
        Progress progress;
        progress.apply(contest(1, 100), kStart);
        progress.apply(JudgingStarted{1, {1}}, kStart);
        for (int test = 0; test < 20; ++test)
            progress.apply(runEnded(1, test, milliseconds(10)), kStart + seconds(1));
        QCOMPARE(progress.estimate(kStart + seconds(2)).runsPerSecond, 10.0);
        QCOMPARE(progress.estimate(kStart + seconds(60)).runsPerSecond, 0.0);
    }

    void remainingTimeHardlyCountsBackwards()
    {
        Progress progress;
        progress.apply(contest(1, 101), kStart);
        progress.apply(JudgingStarted{1, {1}}, kStart);
        progress.apply(compileEnded(1, milliseconds(0)), kStart);
        progress.apply(runEnded(1, 0, milliseconds(1000)), kStart);
        QCOMPARE(progress.estimate(kStart).remaining->count(), 100);
        progress.apply(runEnded(1, 1, milliseconds(20000)), kStart);
        QVERIFY(progress.estimate(kStart).remaining->count() <= 106);
    }
};

QTEST_GUILESS_MAIN(TestProgress)
#include "test_progress.moc"
