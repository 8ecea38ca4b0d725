// SPDX-License-Identifier: GPL-3.0-or-later
// Test by test: what an earlier judgement has run is not run again for another judgement of the same
// submission.
#include "support/scheduler_run.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::Verdict;

namespace {

constexpr int kTests = 25;

/// Four submissions of 25 tests: all well, two faults, one that needs most of its time, one that is
/// interpreted.
void fill(SmallContest& contest)
{
    contest.addProblem("sum", kTests);
    contest.addSubmission("sum", "* ok");
    contest.addSubmission("sum", "04 wrong 06 signal=11");
    contest.addSubmission("sum", "07 used=700");
    contest.addSubmission("sum", "* ok", "script");
}

/// As the reader of a package does where the files of a test have changed.
void changeTest(SmallContest& contest, std::size_t test)
{
    model::Problem& problem = contest.plan.problems.front();
    problem.contentHash += ", changed";
    problem.testCases.at(test).contentHash += ", changed";
}

/// A judgement without what may differ when runs are reused.
model::Judgement compared(model::Judgement judgement)
{
    judgement.key.clear();
    for (model::Run& run : judgement.runs)
        run.reusedFrom.reset();
    return judgement;
}

int reusedRuns(const model::Judgement& judgement)
{
    return static_cast<int>(std::count_if(judgement.runs.begin(), judgement.runs.end(),
                                          [](const model::Run& run) { return run.reusedFrom.has_value(); }));
}

/// The same contest twice, with a change between; the second call knows what the first one told.
struct Twice
{
    SmallContest contest;
    SmallMachine machine;
    Options options = slotOptions(2);
    SchedulerRun first;
    SchedulerRun second;
    SchedulerRun anew; ///< what the second call would give if nothing was known

    void run(const std::function<void(Twice&)>& change)
    {
        first.run(contest, machine, options);
        change(*this);
        machine.tests = 0;
        machine.compilations = 0;
        second.cache.learn(first.sink.events());
        second.run(contest, machine, options);
        made = machine.tests;
        compiled = machine.compilations;
        anew.run(contest, machine, options);
    }
    /// Whether reusing runs shows nowhere but in their dates.
    bool isAsAnew() const
    {
        for (const auto& [id, judgement] : anew.sink.judgements()) {
            if (compared(second.of(id)) != compared(judgement))
                return false;
        }
        return true;
    }
    int made = 0;
    int compiled = 0;
};

const std::map<std::string, std::function<void(Twice&)>>& changes()
{
    static const std::map<std::string, std::function<void(Twice&)>> kChanges = {
        {"nothing", [](Twice&) {}},
        {"one test", [](Twice& t) { changeTest(t.contest, 11); }},
        {"the last test", [](Twice& t) { changeTest(t.contest, kTests - 1); }},
        {"one test more",
         [](Twice& t) {
             model::Problem& problem = t.contest.plan.problems.front();
             problem.contentHash += ", changed";
             problem.testCases.push_back(problem.testCases.front());
             problem.testCases.back().id = "secret/26";
             problem.testCases.back().contentHash = "new";
         }},
        {"one test less",
         [](Twice& t) {
             model::Problem& problem = t.contest.plan.problems.front();
             problem.contentHash += ", changed";
             problem.testCases.erase(problem.testCases.begin());
         }},
        {"names of tests",
         [](Twice& t) {
             model::Problem& problem = t.contest.plan.problems.front();
             problem.contentHash += ", changed";
             for (model::TestCase& test : problem.testCases)
                 test.id += "-renamed";
         }},
        {"validators",
         [](Twice& t) {
             t.contest.plan.problems.front().contentHash += ", changed";
             t.contest.plan.problems.front().judgingHash += ", changed";
         }},
        {"time limit",
         [](Twice& t) { t.contest.plan.problems.front().limits.cpuTime = std::chrono::seconds(2); }},
        {"one source", [](Twice& t) { t.contest.plan.submissions.front().contentHash += ", changed"; }},
        {"rejudge",
         [](Twice& t) {
             changeTest(t.contest, 11);
             t.options.rejudge = true;
         }},
    };
    return kChanges;
}

} // namespace

class TestEarlierRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeAgain_data()
    {
        QTest::addColumn<int>("made");
        QTest::addColumn<int>("reused");
        QTest::newRow("nothing") << 0 << 0; // the judgements themselves
        QTest::newRow("one test") << 4 << 4 * 24;
        QTest::newRow("the last test") << 4 << 4 * 24;
        QTest::newRow("one test more") << 4 << 4 * 25;
        QTest::newRow("one test less") << 0 << 4 * 24;
        QTest::newRow("names of tests") << 0 << 4 * 25;
        QTest::newRow("validators") << 4 * 25 << 0;
        QTest::newRow("time limit") << 4 * 25 << 0;
        QTest::newRow("one source") << 25 << 0;
        QTest::newRow("rejudge") << 4 * 25 << 0;
    }
    void whatIsMadeAgain()
    {
        QFETCH(int, made);
        QFETCH(int, reused);
        Twice twice;
        fill(twice.contest);
        twice.options.cacheFolder = twice.contest.tree.path("cache");
        twice.run(changes().at(QTest::currentDataTag()));
        QCOMPARE(twice.made, made);
        QCOMPARE(twice.compiled, 0);
        QCOMPARE(twice.second.summary->runs, made);
        QCOMPARE(twice.second.summary->runsReused, reused);
        int told = 0;
        for (const model::RunEnded& run : twice.second.sink.all<model::RunEnded>())
            told += run.run.reusedFrom ? 1 : 0;
        QCOMPARE(told, reused);
        QVERIFY(twice.isAsAnew());
    }

    /// Where everything is known the program is not even asked of the cache.
    void nothingToRunNeedsNoProgram()
    {
        Twice twice;
        fill(twice.contest);
        twice.run(changes().at("one test less"));
        QCOMPARE(twice.compiled, 0);
        QVERIFY(twice.second.of(1).compile.has_value());
        QVERIFY(twice.second.sink.all<model::CompileBegun>().empty());
        QVERIFY(twice.isAsAnew());
    }

    void compiledAgainWhereTheCacheIsEmpty()
    {
        Twice twice;
        fill(twice.contest);
        twice.run(changes().at("one test"));
        QCOMPARE(twice.compiled, 3);
        QCOMPARE(twice.made, 4);
    }

    void whereACompilerRefusesNothingIsRun()
    {
        Twice twice;
        twice.contest.addProblem("sum", 3);
        twice.contest.addSubmission("sum", "syntax error");
        twice.run([](Twice& t) { changeTest(t.contest, 1); });
        QCOMPARE(verdictText(twice.second.of(1)), std::string("CE"));
        QCOMPARE(twice.made, 0);
        QVERIFY(twice.isAsAnew());
    }

    /// A reused run keeps its first date and processor, however often it is taken over.
    void theFirstDateStays()
    {
        SmallContest contest;
        contest.addProblem("sum", 3);
        contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        std::vector<Event> known;
        for (int call = 0; call < 3; ++call) {
            SchedulerRun run;
            run.cache.learn(known);
            run.run(contest, machine);
            known = run.sink.events();
            changeTest(contest, 2);
            if (call == 0)
                continue;
            const model::Judgement judgement = run.of(1);
            QCOMPARE(reusedRuns(judgement), 2);
            QVERIFY(judgement.runs[0].reusedFrom == MemoryResultCache::kMeasuredAt);
            QVERIFY(!judgement.runs[2].reusedFrom);
            for (const model::RunEnded& one : run.sink.all<model::RunEnded>())
                QCOMPARE(one.processor, std::string(one.run.reusedFrom ? "fake processor" : ""));
        }
    }

    /// The same test under another name has the name of today, and what it is worth today.
    void namesAndPointsAreThoseOfToday()
    {
        Twice twice;
        model::Problem& problem = twice.contest.addProblem("sum", 2);
        problem.type = {"scoring"};
        problem.maxScore = 100;
        problem.groups[0].maxScore = problem.groups[1].maxScore = 100;
        for (model::TestGroup& group : problem.groups)
            group.grading.score = model::Grading::ScoreRule::Sum;
        for (model::TestCase& test : problem.testCases)
            test.acceptScore = {50, 1};
        twice.contest.addSubmission("sum", "02 wrong");
        twice.run([](Twice& t) {
            model::Problem& changed = t.contest.plan.problems.front();
            changed.contentHash += ", changed";
            changed.testCases[0].id = "secret/first";
            changed.testCases[0].acceptScore = {30, 1};
            changed.testCases[1].acceptScore = {70, 1};
        });
        QCOMPARE(twice.made, 0);
        QCOMPARE(reusedRuns(twice.second.of(1)), 2);
        QCOMPARE(twice.second.of(1).runs[0].testCase, std::string("secret/first"));
        QCOMPARE(twice.second.of(1).score, Decimal(30));
        QVERIFY(twice.isAsAnew());
    }

    void judgeErrorsAndRepeatsAreMadeAgain()
    {
        Twice twice;
        twice.contest.addProblem("sum", 4);
        twice.contest.addSubmission("sum", "02 fail");
        twice.contest.addSubmission("sum", "03 used=950");
        twice.run([](Twice& t) {
            changeTest(t.contest, 3);
            t.machine.beforeRun = [](const std::string& source, const std::string& test,
                                     const std::stop_token&) -> std::optional<sandbox::RunResult> {
                return source == "02 fail" ? std::optional(sandbox::fakeExit(0, "answer " + test + "\n"))
                                           : std::nullopt;
            };
        });
        QCOMPARE(verdictText(twice.first.of(1)), std::string("JE"));
        QCOMPARE(verdictText(twice.second.of(1)), std::string("AC"));
        QVERIFY(!twice.second.of(1).runs[1].reusedFrom);
        QVERIFY(!twice.second.of(2).runs[2].reusedFrom);
        QVERIFY(twice.second.of(2).runs[2].attempts.size() > 1);
        QCOMPARE(twice.second.summary->runs, 2 + 2);
        QCOMPARE(twice.second.summary->runsReused, 2 + 2);
    }

    /// A judge's error alone: the judgement's own runs are known, too.
    void aJudgeErrorCostsOneRun()
    {
        Twice twice;
        twice.contest.addProblem("sum", 4);
        twice.contest.addSubmission("sum", "02 fail");
        twice.run([](Twice&) {});
        QCOMPARE(twice.second.summary->runs, 1);
        QCOMPARE(twice.second.summary->runsReused, 3);
    }

    void slowRunsOfAnotherProcessor()
    {
        SmallContest contest;
        contest.addProblem("sum", 4);
        contest.addSubmission("sum", "02 used=700");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        changeTest(contest, 3);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        for (auto& [key, run] : second.cache.earlierRuns)
            run.processor = "another processor";
        second.run(contest, machine);
        QCOMPARE(second.summary->runs, 2);
        QVERIFY(!second.of(1).runs[1].reusedFrom);
        QVERIFY(second.of(1).runs[0].reusedFrom.has_value());
    }

    void stopAtFirstFailure_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("changed"); ///< index of the test
        QTest::addColumn<int>("made");
        QTest::addColumn<QString>("runs");
        QTest::newRow("before the failure") << "04 wrong" << 1 << 1 << "AC AC AC WA - -";
        QTest::newRow("the failure") << "04 wrong" << 3 << 1 << "AC AC AC WA - -";
        QTest::newRow("after it") << "04 wrong" << 5 << 0 << "AC AC AC WA - -";
    }
    void stopAtFirstFailure()
    {
        QFETCH(QString, source);
        QFETCH(int, changed);
        QFETCH(int, made);
        QFETCH(QString, runs);
        Twice twice;
        twice.contest.addProblem("sum", 6);
        twice.contest.addSubmission("sum", source.toStdString());
        twice.options = slotOptions(1);
        twice.options.stopAtFirstFailure = true;
        twice.run([&](Twice& t) { changeTest(t.contest, static_cast<std::size_t>(changed)); });
        QCOMPARE(QString::fromStdString(runsText(twice.second.of(1))), runs);
        QCOMPARE(twice.made, made);
        QVERIFY(twice.isAsAnew());
    }

    /// What was not run for a failure before it is run once the failure is none any more.
    void whatWasStoppedEarlyIsMade()
    {
        Twice twice;
        twice.contest.addProblem("sum", 6);
        twice.contest.addSubmission("sum", "04 wrong");
        twice.options = slotOptions(1);
        twice.options.stopAtFirstFailure = true;
        twice.run([](Twice& t) {
            changeTest(t.contest, 3);
            t.machine.beforeRun = [](const std::string&, const std::string& test, const std::stop_token&) {
                return std::optional(sandbox::fakeExit(0, "answer " + test + "\n"));
            };
        });
        QCOMPARE(runsText(twice.second.of(1)), std::string("AC AC AC AC AC AC"));
        QCOMPARE(twice.made, 3);
        QCOMPARE(reusedRuns(twice.second.of(1)), 3);
    }

    /// An interrupted judgement goes on with its own runs and with those of the one before.
    void interruptedAndGoneOn()
    {
        SmallContest contest;
        contest.addProblem("sum", 4);
        contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun first;
        first.run(contest, machine);
        changeTest(contest, 0);
        changeTest(contest, 1);
        SchedulerRun second;
        second.cache.learn(first.sink.events());
        second.run(contest, machine);
        // Killed when the judgement was begun, and one of its runs stored.
        SchedulerRun third;
        third.cache.learn(first.sink.events());
        const auto told = second.sink.all<model::RunEnded>();
        const auto made = std::find_if(told.begin(), told.end(),
                                       [](const model::RunEnded& run) { return run.testIndex == 1; });
        QVERIFY(made != told.end());
        third.cache.learn({*made});
        machine.tests = 0;
        third.run(contest, machine);
        QCOMPARE(machine.tests.load(), 1);
        QCOMPARE(third.summary->runs, 1);
        QCOMPARE(third.summary->runsReused, 2);
        const auto begun = third.sink.all<model::JudgementBegun>();
        QCOMPARE(begun.size(), 1U);
        QCOMPARE(begun[0].known, std::vector{made->run});
        QVERIFY(compared(third.of(1)) == compared(second.of(1)));
    }
};

QTEST_GUILESS_MAIN(TestEarlierRuns)
#include "test_earlier_runs.moc"
