// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contest_state.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace assize;
using namespace assize::engine;
using model::TaskState;
using model::Verdict;

namespace {

/// Two contestants, problems "a" (3 tests) and "b" (2 tests); submissions 1 ann/a, 2 ann/b, 3 bob/a, 4 ann/a
/// again.
ContestLoaded contest()
{
    ContestLoaded loaded;
    loaded.contestants = {{"ann", "Ann"}, {"bob", "Bob"}};
    for (const auto& [id, tests] : {std::pair("a", 3), std::pair("b", 2)}) {
        model::Problem& problem = loaded.problems.emplace_back();
        problem.id = id;
        for (int i = 0; i < tests; ++i)
            problem.testCases.emplace_back().id = "secret/" + std::to_string(i);
    }
    int id = 0;
    for (const auto& [contestant, problem] :
         {std::pair("ann", "a"), std::pair("ann", "b"), std::pair("bob", "a"), std::pair("ann", "a")}) {
        model::Submission& submission = loaded.submissions.emplace_back();
        submission.id = ++id;
        submission.contestant = contestant;
        submission.problem = problem;
    }
    return loaded;
}

model::Run run(int test, Verdict verdict)
{
    model::Run run;
    run.testCase = "secret/" + std::to_string(test);
    run.state = TaskState::Done;
    run.verdict = verdict;
    return run;
}

model::Run skipped(int test)
{
    model::Run run;
    run.testCase = "secret/" + std::to_string(test);
    run.state = TaskState::Skipped;
    return run;
}

model::Judgement judgement(int submission, Verdict verdict, std::vector<model::Run> runs)
{
    model::Judgement judgement;
    judgement.submission = submission;
    judgement.key = "key";
    judgement.state = model::SubmissionState::Done;
    judgement.verdict = verdict;
    judgement.score = verdict == Verdict::AC ? 1 : 0;
    judgement.runs = std::move(runs);
    return judgement;
}

ContestState loadedState(std::vector<model::Judgement> judgements = {})
{
    ContestLoaded loaded = contest();
    loaded.judgements = std::move(judgements);
    ContestState state;
    state.apply(Event(std::move(loaded)));
    state.takeReset();
    return state;
}

/// "D:AC W R S" and so on: the cells of one submission.
std::string cells(const ContestState& state, int id)
{
    std::string text;
    for (const TestCell& test : state.submissionById(id)->tests) {
        text += text.empty() ? "" : " ";
        text += "WQRDSC"[static_cast<int>(test.state)];
        if (test.verdict)
            text += ":" + std::string(model::codeOf(*test.verdict));
    }
    return text;
}

int verdicts(const ContestState& state, Verdict verdict)
{
    return state.counts().submissionVerdicts[static_cast<std::size_t>(verdict)];
}

} // namespace

class TestContestState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingAtFirst()
    {
        ContestState state;
        QVERIFY(!state.takeReset());
        QVERIFY(!state.judging());
        QVERIFY(state.cell(0, 0).empty());
        QCOMPARE(state.submissionById(1), nullptr);
    }

    void contestLoadedReplacesEverything()
    {
        ContestState state;
        state.apply(contest());
        QVERIFY(state.takeReset());
        QVERIFY(!state.takeReset());
        QCOMPARE(state.counts().submissions, 4);
        QCOMPARE(state.counts().runs, 3 + 2 + 3 + 3);
        QCOMPARE(state.counts().runsDone, 0);
        QVERIFY(state.cell(0, 0) == (std::vector<int>{0, 3}));
        QVERIFY(state.cell(0, 1) == (std::vector<int>{1}));
        QVERIFY(state.cell(1, 1).empty());
        QVERIFY(state.cell(2, 0).empty());
        QVERIFY(state.cell(0, -1).empty());
        QCOMPARE(cells(state, 2), std::string("W W"));
        state.apply(model::JudgementEnded{judgement(1, Verdict::AC, {})});
        state.apply(ContestLoaded{});
        QVERIFY(state.takeReset());
        QCOMPARE(state.counts().submissions, 0);
        QCOMPARE(state.counts().submissionsDone, 0);
        QVERIFY(state.takeChanged().empty());
    }

    void storedJudgementsAreShownAtOnce()
    {
        model::Judgement interrupted = judgement(3, Verdict::AC, {run(2, Verdict::TLE)});
        interrupted.state = model::SubmissionState::Incomplete;
        interrupted.verdict.reset();
        const ContestState state = loadedState(
            {judgement(1, Verdict::WA, {run(0, Verdict::AC), run(1, Verdict::WA), skipped(2)}), interrupted});
        QCOMPARE(cells(state, 1), std::string("D:AC D:WA S"));
        QCOMPARE(state.submissionById(1)->state, TaskState::Done);
        QCOMPARE(cells(state, 3), std::string("W W D:TLE"));
        QCOMPARE(state.submissionById(3)->state, TaskState::Waiting);
        QCOMPARE(state.counts().submissionsDone, 1);
        QCOMPARE(state.counts().runsDone, 4);
        QCOMPARE(state.counts().runsMadeNow, 0);
        QCOMPARE(verdicts(state, Verdict::WA), 1);
        QVERIFY(state.contest().judgements.empty());
    }

    void storedRunsGoWhereTheirTestsAreToday()
    {
        // Test 1 was removed, "old" never existed here.
        model::Run old = run(1, Verdict::RTE);
        old.testCase = "secret/old";
        const ContestState state =
            loadedState({judgement(1, Verdict::RTE, {run(2, Verdict::AC), old, run(0, Verdict::WA)})});
        QCOMPARE(cells(state, 1), std::string("D:WA W D:AC"));
        QCOMPARE(state.submissionById(1)->judgement.runs.size(), 3U);
        QCOMPARE(state.submissionById(1)->judgement.runs[1].testCase, std::string("secret/1"));
    }

    void judgingStartedQueuesWhatIsNotDone()
    {
        ContestState state = loadedState({judgement(1, Verdict::AC, {})});
        state.apply(JudgingStarted{2, {1, 2}});
        QVERIFY(state.judging());
        QCOMPARE(state.submissionById(1)->state, TaskState::Done);
        QCOMPARE(state.submissionById(2)->state, TaskState::Queued);
        QCOMPARE(state.submissionById(3)->state, TaskState::Waiting);
        QVERIFY(state.takeChanged() == (std::vector<int>{1}));
    }

    void judgementBegunForgetsAnOutdatedOne()
    {
        ContestState state = loadedState(
            {judgement(1, Verdict::AC, {run(0, Verdict::AC), run(1, Verdict::AC), run(2, Verdict::AC)})});
        QCOMPARE(state.counts().runsDone, 3);
        state.apply(model::JudgementBegun{1});
        QCOMPARE(state.counts().runsDone, 0);
        QCOMPARE(state.counts().submissionsDone, 0);
        QCOMPARE(verdicts(state, Verdict::AC), 0);
        QCOMPARE(cells(state, 1), std::string("Q Q Q"));
        QVERIFY(state.submissionById(1)->judgement.runs.empty());
        QCOMPARE(state.submissionById(1)->state, TaskState::Running);
    }

    void judgementBegunKeepsWhatAnInterruptedCallMade()
    {
        ContestState state = loadedState();
        state.apply(model::JudgementBegun{1, "", false, {run(1, Verdict::AC)}});
        QCOMPARE(cells(state, 1), std::string("Q D:AC Q"));
        QCOMPARE(state.counts().runsDone, 1);
        QCOMPARE(state.counts().runsMadeNow, 0);
    }

    void compileBegunAndEnded()
    {
        ContestState state = loadedState();
        state.apply(model::CompileBegun{3, 0});
        QVERIFY(state.submissionById(3)->compiling);
        state.apply(model::CompileEnded{3, "", {true, "log", {}, {}}});
        QVERIFY(!state.submissionById(3)->compiling);
        QCOMPARE(state.submissionById(3)->judgement.compile->log, std::string("log"));
        QVERIFY(state.takeChanged() == (std::vector<int>{2}));
        QVERIFY(state.takeChanged().empty());
    }

    void runBegunAndEnded()
    {
        ContestState state = loadedState();
        state.apply(model::RunBegun{1, 1, 0});
        QCOMPARE(cells(state, 1), std::string("W R W"));
        state.apply(model::RunEnded{1, "", 1, run(1, Verdict::MLE)});
        QCOMPARE(cells(state, 1), std::string("W D:MLE W"));
        QCOMPARE(state.submissionById(1)->judgement.runs.size(), 3U);
        QCOMPARE(state.submissionById(1)->judgement.runs[0].testCase, std::string("secret/0"));
        QCOMPARE(state.counts().runsDone, 1);
        QCOMPARE(state.counts().runsMadeNow, 1);
        // Told twice, it counts once as done.
        state.apply(model::RunEnded{1, "", 1, run(1, Verdict::MLE)});
        QCOMPARE(state.counts().runsDone, 1);
    }

    void judgementEndedSettlesTheSubmission()
    {
        ContestState state = loadedState();
        state.apply(model::RunEnded{1, "", 2, run(2, Verdict::AC)});
        state.apply(
            model::JudgementEnded{judgement(1, Verdict::WA, {run(0, Verdict::WA), skipped(1), skipped(2)})});
        QCOMPARE(cells(state, 1), std::string("D:WA S S"));
        QCOMPARE(state.counts().runsDone, 3);
        QCOMPARE(verdicts(state, Verdict::WA), 1);
        // A run that ends after the decision changes nothing.
        state.apply(model::RunBegun{1, 2, 0});
        state.apply(model::RunEnded{1, "", 2, run(2, Verdict::TLE)});
        QCOMPARE(cells(state, 1), std::string("D:WA S S"));
    }

    void aCompileErrorSkipsAllTests()
    {
        ContestState state = loadedState();
        state.apply(model::JudgementEnded{judgement(2, Verdict::CE, {})});
        QCOMPARE(cells(state, 2), std::string("S S"));
        QCOMPARE(state.counts().runsDone, 2);
        QCOMPARE(verdicts(state, Verdict::CE), 1);
    }

    void withoutAToolchainThereIsNoVerdict()
    {
        ContestState state = loadedState();
        model::Judgement none;
        none.submission = 2;
        none.state = model::SubmissionState::NoToolchain;
        state.apply(model::JudgementEnded{none});
        QCOMPARE(state.counts().submissionsDone, 1);
        QCOMPARE(state.submissionById(2)->state, TaskState::Done);
        QVERIFY(!state.submissionById(2)->judgement.verdict);
        QCOMPARE(state.counts().submissionsUnjudged, 1);
        none.state = model::SubmissionState::Done;
        none.verdict = Verdict::AC;
        state.apply(model::JudgementEnded{none});
        QCOMPARE(state.counts().submissionsDone, 1);
        QCOMPARE(state.counts().submissionsUnjudged, 0);
    }

    void judgingEndedLeavesInterruptedWorkWaiting()
    {
        ContestState state = loadedState();
        state.apply(JudgingStarted{1, {1, 2, 3, 4}});
        state.apply(model::JudgementBegun{1});
        state.apply(model::RunEnded{1, "", 0, run(0, Verdict::AC)});
        state.apply(model::RunBegun{1, 1, 0});
        state.takeChanged();
        JudgingEnded ended;
        ended.cancelled = true;
        state.apply(ended);
        QVERIFY(!state.judging());
        QVERIFY(state.ended() && state.ended()->cancelled);
        QCOMPARE(cells(state, 1), std::string("D:AC W W"));
        QCOMPARE(state.submissionById(1)->state, TaskState::Waiting);
        QCOMPARE(state.takeChanged().size(), 4U);
        state.apply(JudgingStarted{1, {1}});
        QVERIFY(!state.ended());
    }

    void timeLimitSet()
    {
        ContestState state = loadedState();
        state.apply(model::TimeLimitComputed{"b", "key", std::chrono::seconds(3)});
        QCOMPARE(state.problems()[1].limits.cpuTime, std::chrono::nanoseconds(std::chrono::seconds(3)));
        QCOMPARE(state.problems()[1].timeLimitFrom, std::string("computed"));
        QCOMPARE(state.problems()[0].limits.cpuTime.count(), 0);
    }

    void diagnosticAdded()
    {
        ContestState state = loadedState();
        state.apply(model::DiagnosticFound{{Diagnostic::Level::Error, "here", "what"}});
        QCOMPARE(state.contest().diagnostics.size(), 1U);
    }

    void detailsLoadedFillsInTexts()
    {
        ContestState state =
            loadedState({judgement(1, Verdict::WA, {run(0, Verdict::WA), skipped(1), skipped(2)})});
        model::Judgement full = judgement(1, Verdict::WA, {run(0, Verdict::WA), skipped(1), skipped(2)});
        full.runs[0].output = "text";
        state.apply(DetailsLoaded{full});
        QCOMPARE(state.submissionById(1)->judgement.runs[0].output, std::string("text"));
        QCOMPARE(state.counts().submissionsDone, 1);
        QCOMPARE(state.counts().runsDone, 3);
        full.key = "another";
        full.runs[0].output = "wrong";
        state.apply(DetailsLoaded{full});
        QCOMPARE(state.submissionById(1)->judgement.runs[0].output, std::string("text"));
    }

    void eventsOfUnknownThingsAreIgnored()
    {
        ContestState state = loadedState();
        state.apply(model::RunEnded{99, "", 0, run(0, Verdict::AC)});
        state.apply(model::RunEnded{1, "", 3, run(3, Verdict::AC)});
        state.apply(model::RunEnded{1, "", -1, run(0, Verdict::AC)});
        state.apply(model::RunBegun{1, 7, 0});
        state.apply(model::JudgementEnded{judgement(99, Verdict::AC, {})});
        state.apply(model::CompileBegun{0, 0});
        state.apply(model::CompileEnded{-5, "", {}});
        state.apply(model::JudgementBegun{99});
        state.apply(JudgingStarted{1, {99}});
        QVERIFY(state.takeChanged().empty());
        QCOMPARE(state.counts().runsDone, 0);
    }

    void aSubmissionOutsideTheGridIsKept()
    {
        ContestLoaded loaded = contest();
        loaded.submissions[0].contestant = "nobody";
        loaded.submissions[1].problem = "none";
        ContestState state;
        state.apply(loaded);
        QCOMPARE(state.submissionById(1)->contestantIndex, -1);
        QCOMPARE(state.submissionById(2)->tests.size(), 0U);
        state.apply(model::JudgementEnded{judgement(2, Verdict::JE, {})});
        QCOMPARE(verdicts(state, Verdict::JE), 1);
    }

    void theOrderOfCompletionDoesNotShow()
    {
        std::vector<Event> events;
        for (const int id : {1, 3, 4}) {
            for (int test = 0; test < 3; ++test)
                events.push_back(
                    model::RunEnded{id, "", test, run(test, (id + test) % 2 ? Verdict::AC : Verdict::WA)});
        }
        ContestState expected = loadedState();
        for (const Event& event : events)
            expected.apply(event);
        std::mt19937 random(1);
        for (int round = 0; round < 20; ++round) {
            std::shuffle(events.begin(), events.end(), random);
            ContestState state = loadedState();
            for (const Event& event : events)
                state.apply(event);
            for (const int id : {1, 2, 3, 4}) {
                QCOMPARE(cells(state, id), cells(expected, id));
                QVERIFY(state.submissionById(id)->judgement == expected.submissionById(id)->judgement);
            }
            QCOMPARE(state.counts().runsDone, expected.counts().runsDone);
        }
    }

    void standingsFollowTheMode()
    {
        ContestLoaded loaded = contest();
        loaded.judgements = {judgement(1, Verdict::WA, {}), judgement(2, Verdict::AC, {}),
                             judgement(3, Verdict::JE, {})};
        ContestState state;
        state.apply(loaded);
        auto rows = state.standings();
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].contestant, std::string("ann"));
        QCOMPARE(rows[0].solved, 1);
        QCOMPARE(rows[0].cells[0].pending, 1);
        QCOMPARE(rows[1].solved, 0);
        loaded.mode = model::RankingMode::Sum;
        state.apply(loaded);
        rows = state.standings();
        QCOMPARE(rows[0].score, Decimal(1));
    }

    void aMillionTestsFitIntoLittleMemory()
    {
        QVERIFY(sizeof(TestCell) <= 4);
        ContestLoaded loaded;
        for (int i = 0; i < 1000; ++i)
            loaded.contestants.push_back({"c" + std::to_string(i), ""});
        for (int i = 0; i < 10; ++i) {
            model::Problem& problem = loaded.problems.emplace_back();
            problem.id = "p" + std::to_string(i);
            problem.testCases.resize(100);
        }
        for (int i = 0; i < 10'000; ++i) {
            model::Submission& submission = loaded.submissions.emplace_back();
            submission.id = i + 1;
            submission.contestant = "c" + std::to_string(i / 10);
            submission.problem = "p" + std::to_string(i % 10);
        }
        ContestState state;
        state.apply(Event(std::move(loaded)));
        QCOMPARE(state.counts().runs, 1'000'000);
        for (const SubmissionView& view : state.submissions())
            QVERIFY(view.judgement.runs.capacity() == 0);
    }
};

QTEST_GUILESS_MAIN(TestContestState)
#include "test_contest_state.moc"
