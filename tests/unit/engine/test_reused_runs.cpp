// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is done again that is known: after a change, only the tests that it touches are run.
#include "engine/progress.h"
#include "engine_desk.h"

#include <QtTest>

#include <functional>
#include <map>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

constexpr int kTests = 25;
constexpr int kSubmissions = 6;

/// A problem of 25 tests and six submissions that compile.
void fill(ContestFolder& folder)
{
    folder.addProblem("c", kTests);
    folder.submit("ann", "c", "* ok\n");
    folder.submit("bob", "c", "02 wrong\n");
    folder.submit("cid", "c", "03 signal=11\n");
    folder.submit("dan", "c", "* ok\n# dan's\n");
    folder.submit("eve", "c", "24 exit=1\n");
    folder.submit("fay", "c", "25 used=700\n");
}

void setAnswer(ContestFolder& folder, int test, const std::string& answer)
{
    folder.tree.file("contest/problems/c/data/secret/" + assize::test::testName(test) + ".ans", answer);
}

/// What a call of the program costs.
struct Costs
{
    int runs = 0;
    int compilations = 0;
    JudgingEnded ended;
    nlohmann::json results;
};

Costs judge(const ContestFolder& folder, const JudgeRequest& request = {},
            const std::function<void(Desk&)>& prepare = {}, const std::string& processor = {})
{
    Desk desk(folder, {}, processor);
    if (prepare)
        prepare(desk);
    Costs costs;
    costs.ended = desk.judge(folder.options(), request);
    costs.runs = desk.machine.tests;
    costs.compilations = desk.machine.compilations;
    costs.results = nlohmann::json::parse(report::resultsJson(makeSnapshot(desk.state, noRemedyWords)));
    return costs;
}

/// Of all runs, how many say that they are reused; -1 where one has no date of this day.
int reusedRuns(const nlohmann::json& results)
{
    const std::string today =
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd")).toStdString();
    int count = 0;
    for (const nlohmann::json& submission : results["submissions"]) {
        for (const nlohmann::json& run : submission["runs"]) {
            if (!run.contains("reused_from"))
                continue;
            ++count;
            // Midnight may have passed.
            if (run["reused_from"].get<std::string>().size() != 20 ||
                run["reused_from"].get<std::string>().substr(0, 8) != today.substr(0, 8))
                return -1;
        }
    }
    return count;
}

std::string verdicts(const nlohmann::json& results)
{
    std::string text;
    for (const nlohmann::json& submission : results["submissions"])
        text += (text.empty() ? "" : " ") + submission["verdict"].get<std::string>();
    return text;
}

} // namespace

class TestReusedRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAnswerOf25()
    {
        ContestFolder folder;
        fill(folder);
        const Costs first = judge(folder);
        NO_ERROR(first.ended);
        QCOMPARE(first.runs, kSubmissions * kTests);
        QCOMPARE(first.ended.runs, kSubmissions * kTests);
        QCOMPARE(first.ended.runsReused, 0);
        QCOMPARE(reusedRuns(first.results), 0);
        QCOMPARE(verdicts(first.results), std::string("AC WA RTE AC RTE AC"));

        setAnswer(folder, 12, "another\n");
        const Costs second = judge(folder);
        NO_ERROR(second.ended);
        QCOMPARE(second.runs, kSubmissions);
        QCOMPARE(second.compilations, 0);
        QCOMPARE(second.ended.judged, kSubmissions);
        QCOMPARE(second.ended.runs, kSubmissions);
        QCOMPARE(second.ended.runsReused, kSubmissions * (kTests - 1));
        QCOMPARE(reusedRuns(second.results), kSubmissions * (kTests - 1));
        QCOMPARE(verdicts(second.results), std::string("WA WA RTE WA WA WA"));

        // As it was: the judgement of then.
        setAnswer(folder, 12, "answer 12\n");
        const Costs third = judge(folder);
        QCOMPARE(third.runs, 0);
        QCOMPARE(third.ended.reused, kSubmissions);
        QCOMPARE(verdicts(third.results), std::string("AC WA RTE AC RTE AC"));

        // And again: from runs that were reused themselves.
        setAnswer(folder, 13, "another\n");
        const Costs fourth = judge(folder);
        QCOMPARE(fourth.runs, kSubmissions);
        QCOMPARE(fourth.compilations, 0);
        QCOMPARE(reusedRuns(fourth.results), kSubmissions * (kTests - 1));
    }

    void changes_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("compilations");
        QTest::newRow("limits") << kSubmissions * kTests << 0;
        QTest::newRow("flags of the validator") << kSubmissions * kTests << 0;
        QTest::newRow("language") << kSubmissions * kTests << kSubmissions;
        QTest::newRow("one source") << kTests << 1;
        QTest::newRow("one test less") << 0 << 0;
        QTest::newRow("one test more") << kSubmissions << 0;
        QTest::newRow("name") << 0 << 0;
        QTest::newRow("caches") << kSubmissions << kSubmissions;
    }
    void changes()
    {
        QFETCH(int, runs);
        QFETCH(int, compilations);
        const std::string change = QTest::currentDataTag();
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        if (change == "limits")
            folder.tree.file("contest/problems/c/.timelimit", "2\n");
        if (change == "flags of the validator")
            folder.tree.file("contest/problems/c/problem.yaml",
                             "name: Problem c\nvalidator_flags: case_sensitive\n");
        if (change == "language")
            folder.tree.file("resources/languages/native.yaml",
                             "name: Native\nextensions: [n]\ncompile: [cc, \"{binary}\", \"{files}\", -O3]\n"
                             "run: [\"./{binary}\"]\nnative_executable: true\nversion: [version]\n");
        if (change == "one source")
            folder.submit("ann", "c", "* ok\n# better\n");
        if (change == "one test less") {
            for (const char* ending : {".in", ".ans"})
                std::filesystem::remove(folder.tree.path("contest/problems/c/data/secret/07") += ending);
        }
        if (change == "one test more") {
            folder.tree.file("contest/problems/c/data/secret/26.in", "26");
            setAnswer(folder, 26, "answer 26\n");
        }
        if (change == "name")
            folder.tree.file("contest/problems/c/problem.yaml", "name: Another\n");
        if (change == "caches") {
            setAnswer(folder, 12, "another\n");
            std::filesystem::remove_all(folder.tree.path("cache"));
        }
        const Costs costs = judge(folder);
        NO_ERROR(costs.ended);
        QCOMPARE(costs.runs, runs);
        QCOMPARE(costs.compilations, compilations);
    }

    void aValidatorOfTheJury()
    {
        ContestFolder folder;
        fill(folder);
        folder.tree.file("resources/languages/c.yaml",
                         "name: C\nextensions: [c]\ncompile: [cc, \"{binary}\", \"{files}\"]\n"
                         "run: [\"./{binary}\"]\nnative_executable: true\nversion: [version]\n");
        folder.tree.file("contest/problems/c/problem.yaml", "name: Problem c\nvalidation: custom\n");
        folder.tree.file("contest/problems/c/output_validators/check.c", "validator\n");
        const auto accepting = [](Desk& desk) {
            desk.machine.validator = [](const sandbox::RunRequest&) { return sandbox::fakeExit(42); };
        };
        const Costs first = judge(folder, {}, accepting);
        NO_ERROR(first.ended);
        QCOMPARE(first.runs, kSubmissions * kTests);

        setAnswer(folder, 12, "another\n");
        const Costs second = judge(folder, {}, accepting);
        QCOMPARE(second.runs, kSubmissions);
        QCOMPARE(second.compilations, 0);

        folder.tree.file("contest/problems/c/output_validators/check.c", "another validator\n");
        const Costs third = judge(folder, {}, accepting);
        QCOMPARE(third.runs, kSubmissions * kTests);
        QCOMPARE(third.compilations, 1);
        QCOMPARE(third.ended.runsReused, 0);
    }

    void rejudgeReusesNothing()
    {
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        setAnswer(folder, 12, "another\n");
        JudgeRequest request;
        request.rejudge = true;
        const Costs costs = judge(folder, request);
        QCOMPARE(costs.runs, kSubmissions * kTests);
        QCOMPARE(costs.ended.runsReused, 0);
        QCOMPARE(reusedRuns(costs.results), 0);
    }

    void anotherProcessor()
    {
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        setAnswer(folder, 12, "another\n");
        const Costs moved = judge(folder, {}, {}, "another processor");
        // And the test of which one submission needs 0.7 of 1 s.
        QCOMPARE(moved.runs, kSubmissions + 1);
        QCOMPARE(moved.ended.runsReused, kSubmissions * (kTests - 1) - 1);
        // There the other runs are still those of the first machine.
        setAnswer(folder, 13, "another\n");
        const Costs again = judge(folder, {}, {}, "another processor");
        QCOMPARE(again.runs, kSubmissions);
    }

    void judgeErrorsAreMadeAgain()
    {
        ContestFolder folder;
        folder.addProblem("c", kTests);
        folder.submit("ann", "c", "07 fail\n");
        const Costs first = judge(folder);
        QCOMPARE(verdicts(first.results), std::string("JE"));
        setAnswer(folder, 12, "answer 12 \n");
        const auto mended = [](Desk& desk) {
            desk.machine.beforeRun = [](const std::string&, const std::string& test, const std::stop_token&) {
                return std::optional(sandbox::fakeExit(0, "answer " + test + "\n"));
            };
        };
        const Costs second = judge(folder, {}, mended);
        QCOMPARE(second.runs, 2);
        QCOMPARE(verdicts(second.results), std::string("AC"));
    }

    /// What ran without isolation is not made a part of a judgement that was isolated, nor the other way.
    void isolationIsNotMixed()
    {
        ContestFolder folder;
        fill(folder);
        {
            Desk desk(folder, "none");
            NO_ERROR(desk.judge(folder.options()));
        }
        setAnswer(folder, 12, "another\n");
        const Costs isolated = judge(folder);
        QCOMPARE(isolated.runs, kSubmissions * kTests);
        setAnswer(folder, 13, "another\n");
        QCOMPARE(judge(folder).runs, kSubmissions);
        setAnswer(folder, 14, "another\n");
        Desk desk(folder, "none");
        NO_ERROR(desk.judge(folder.options()));
        // Of the first call, which had other answers to 12 and 13.
        QCOMPARE(desk.machine.tests.load(), kSubmissions * 3);
    }

    /// What front ends count: nothing of what was reused is work that was done.
    void progressAndCounts()
    {
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        setAnswer(folder, 12, "another\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        QCOMPARE(desk.state.counts().runsMadeNow, kSubmissions);
        QCOMPARE(desk.state.counts().runsDone, desk.state.counts().runs);
        Progress progress;
        const auto now = std::chrono::steady_clock::now();
        for (const Event& event : desk.events)
            progress.apply(event, now);
        const Progress::Estimate estimate = progress.estimate(now + std::chrono::seconds(1));
        QCOMPARE(estimate.runsDone, kSubmissions * kTests);
        QCOMPARE(estimate.runsPlanned, kSubmissions * kTests);
        QCOMPARE(estimate.runsPerSecond, static_cast<double>(kSubmissions));
    }

    /// Who only reads sees the dates, too.
    void readersSeeTheDates()
    {
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        setAnswer(folder, 12, "another\n");
        NO_ERROR(judge(folder).ended);
        ContestPlace place = folder.options();
        place.readOnly = true;
        Engine engine(nullptr, folder.tree.path("resources"));
        Subscription subscription = engine.subscribe({});
        engine.open(place);
        engine.waitForIdle();
        ContestState state;
        const std::vector<Event> events = subscription.take();
        for (const Event& event : events)
            state.apply(event);
        QCOMPARE(reusedRuns(nlohmann::json::parse(report::resultsJson(makeSnapshot(state, noRemedyWords)))),
                 kSubmissions * (kTests - 1));
    }

    /// A judgement that was stopped goes on with its own runs, and with those of the one before.
    void interrupted()
    {
        ContestFolder folder;
        fill(folder);
        NO_ERROR(judge(folder).ended);
        setAnswer(folder, 12, "another\n");
        setAnswer(folder, 13, "another\n");
        int before = 0;
        {
            Desk desk(folder);
            std::atomic<int> runs{0};
            desk.machine.beforeRun = [&](const std::string&, const std::string&,
                                         const std::stop_token&) -> std::optional<sandbox::RunResult> {
                if (++runs == 5)
                    desk.engine().stop();
                return std::nullopt;
            };
            desk.judge(folder.options());
            before = desk.state.counts().runsMadeNow;
        }
        const Costs rest = judge(folder);
        NO_ERROR(rest.ended);
        QCOMPARE(rest.runs, 2 * kSubmissions - before);
        QCOMPARE(verdicts(rest.results), std::string("WA WA RTE WA WA WA"));
        QCOMPARE(reusedRuns(rest.results), kSubmissions * (kTests - 2));
    }
};

QTEST_GUILESS_MAIN(TestReusedRuns)
#include "test_reused_runs.moc"
