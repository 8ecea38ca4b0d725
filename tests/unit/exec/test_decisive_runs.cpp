// SPDX-License-Identifier: GPL-3.0-or-later
// Times that decide a time limit are repeated alone: which, and that the smallest counts.
#include "exec/decisive_runs.h"
#include "support/scheduler_run.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using namespace std::chrono_literals;

namespace {

/// "1200" ended by itself after so many ms (too slow, if that is so); "r" behind it: was repeated; "c":
/// stopped by its CPU limit; "w": by its wall limit.
std::vector<model::Run> runsOf(const QString& text)
{
    std::vector<model::Run> runs;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts)) {
        model::Run& run = runs.emplace_back();
        run.state = model::TaskState::Done;
        const QChar kind = word.back();
        run.cpuTime = std::chrono::milliseconds((kind.isDigit() ? word : word.chopped(1)).toInt());
        if (kind.isDigit() || kind == 'r')
            run.exitCode = 0;
        if (kind == 'r')
            run.attempts.resize(3);
        if (kind == 'c')
            run.limit = model::LimitKind::Cpu;
        if (kind == 'w')
            run.limit = model::LimitKind::Wall;
    }
    return runs;
}

/// With a limit of 2 s, and a safety margin of 3 s.
model::Problem& addProblem(SmallContest& contest)
{
    model::Problem& problem = contest.addProblem("sum", 2);
    problem.limits.cpuTime = 2s;
    problem.timeLimitRule = {2, 1.5, 500ms};
    return problem;
}

int addJury(SmallContest& contest, model::Problem& problem, const std::string& source, bool good)
{
    const int id = contest.addSubmission("sum", source);
    model::JurySubmission jury;
    jury.file = contest.plan.submissions.back().file;
    jury.forTimeLimit = good;
    jury.mustExceedTimeLimit = !good;
    problem.jurySubmissions.push_back(jury);
    return id;
}

/// Answers with the times of `source` on test 01, one after the other; the last one stays.
void takeTimes(SmallMachine& machine, const std::string& source, std::vector<int> times)
{
    const auto previous = machine.beforeRun;
    auto next = std::make_shared<std::atomic<std::size_t>>(0);
    machine.beforeRun = [=](const std::string& of, const std::string& test,
                            std::stop_token stop) -> std::optional<sandbox::RunResult> {
        if (of != source || test != "01")
            return previous ? previous(of, test, std::move(stop)) : std::nullopt;
        sandbox::RunResult result = sandbox::fakeExit(0, "answer 01\n");
        result.cpuTime = std::chrono::milliseconds(times[std::min(next->fetch_add(1), times.size() - 1)]);
        return result;
    };
}

exec::Options verifying()
{
    exec::Options options = slotOptions(2);
    options.runToSafetyMargin = true;
    return options;
}

QString timesOf(const model::Run& run)
{
    QStringList times{QString::number(run.cpuTime / 1ms)};
    for (const model::Attempt& attempt : run.attempts)
        times << QString::number(attempt.cpuTime / 1ms);
    return times.join(' ');
}

} // namespace

class TestDecisiveRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whichIsNext_data()
    {
        QTest::addColumn<int>("limit"); // ms; 0: to be computed by 2 x, in steps of 500
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("slow");
        QTest::addColumn<QString>("slower");
        QTest::addColumn<QString>("next"); // submission and test
        const auto row = [](const char* name, int limit, const char* good, const char* better,
                            const char* slow, const char* slower, const char* next) {
            QTest::newRow(name) << limit << good << better << slow << slower << next;
        };
        row("nothing", 2000, "", "", "", "", "");
        row("far from the limit", 2000, "10 900", "20", "", "", "");
        row("close to half the limit", 2000, "10 950", "20", "", "", "0 1");
        row("over the limit", 2000, "10 950", "2100", "", "", "1 0");
        row("repeated", 2000, "10 1950r", "20", "", "", "");
        row("then the next one", 2000, "10 1950r", "20 1960", "", "", "1 1");
        row("stopped", 2000, "10 3000c", "20", "", "", "");
        row("too slow, ended by itself", 2000, "10", "", "2900 5", "2950", "2 0");
        row("too slow, stopped at the margin", 2000, "10", "", "3000c 5", "3000c", "");
        row("the fastest counts", 2000, "10", "", "3000c", "2950", "3 0");
        row("waits", 2000, "10", "", "5w", "3000c", "");
        row("both margins", 2000, "800", "", "2900r", "3000c", "0 0");
        row("to be computed", 0, "260 5", "20", "", "", "0 0");
        row("to be computed, one step in any case", 0, "240 5", "20", "", "", "");
        row("to be computed, what must fail says nothing yet", 0, "240 5", "20", "300", "", "");
    }
    void whichIsNext()
    {
        QFETCH(int, limit);
        QFETCH(QString, good);
        QFETCH(QString, better);
        QFETCH(QString, slow);
        QFETCH(QString, slower);
        model::Problem problem;
        problem.limits.cpuTime = std::chrono::milliseconds(limit);
        problem.timeLimitRule = {2, 1.5, 500ms};
        std::vector<std::vector<model::Run>> runs;
        for (const QString& text : {good, better, slow, slower})
            runs.push_back(runsOf(text));
        const auto next = nextDecisiveRun(problem, {{&runs[0], true, false},
                                                    {&runs[1], true, false},
                                                    {&runs[2], false, true},
                                                    {&runs[3], false, true}});
        const QString text =
            next ? QString::number(next->submission) + " " + QString::number(next->test) : QString();
        QTEST(text, "next");
    }

    void aFactorIsOfItsLanguageOnly()
    {
        model::Problem problem;
        problem.limits.cpuTime = 2s;
        problem.timeLimitRule = {2, 1.5, 500ms};
        const std::vector<model::Run> quick = runsOf("1000");
        const std::vector<model::Run> slow = runsOf("3000");
        QVERIFY(nextDecisiveRun(problem, {{&quick, true, false}, {&slow, true, false, 4}}) ==
                DecisiveRun({0, 0}));
        QVERIFY(nextDecisiveRun(problem, {{&quick, true, false}, {&slow, true, false, 2}}) ==
                DecisiveRun({1, 0}));
    }

    void theSmallestTimeAloneCounts_data()
    {
        QTest::addColumn<QVector<int>>("times");
        QTest::addColumn<QString>("shown"); // what counts, and all attempts
        QTest::newRow("agree") << QVector<int>{1300, 1000, 1005} << "1000 1300 1000 1005";
        QTest::newRow("differ") << QVector<int>{1300, 1100, 1000, 1020} << "1000 1300 1100 1000 1020";
        QTest::newRow("was not slower before") << QVector<int>{1000, 1300, 1305} << "1000 1000 1300 1305";
        QTest::newRow("far away") << QVector<int>{400} << "400";
    }
    void theSmallestTimeAloneCounts()
    {
        QFETCH(QVector<int>, times);
        SmallContest contest;
        model::Problem& problem = addProblem(contest);
        const int good = addJury(contest, problem, "# good\n* ok", true);
        SmallMachine machine;
        takeTimes(machine, "# good\n* ok", {times.begin(), times.end()});
        SchedulerRun outcome;
        outcome.run(contest, machine, verifying());
        QCOMPARE(verdictText(outcome.of(good)), std::string("AC"));
        QTEST(timesOf(outcome.of(good).runs.at(0)), "shown");
        QVERIFY(outcome.of(good).runs.at(1).attempts.empty());
    }

    void whatIsNotHeldAgainstTheLimitIsNotRepeated()
    {
        SmallContest contest;
        addProblem(contest);
        const int other = contest.addSubmission("sum", "01 used=1700");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine, verifying());
        QVERIFY(outcome.of(other).runs.at(0).attempts.empty());
    }

    void oneThatIsSlowOnlyBesideOthersIsAccepted()
    {
        SmallContest contest;
        model::Problem& problem = addProblem(contest);
        const int good = addJury(contest, problem, "# good\n* ok", true);
        const int fine = addJury(contest, problem, "* ok", true);
        SmallMachine machine;
        takeTimes(machine, "# good\n* ok", {2700, 1500, 1500});
        SchedulerRun outcome;
        outcome.run(contest, machine, verifying());
        QCOMPARE(verdictText(outcome.of(good)), std::string("AC"));
        QCOMPARE(timesOf(outcome.of(good).runs.at(0)), QString("1500 2700 1500 1500"));
        QCOMPARE(verdictText(outcome.of(fine)), std::string("AC"));
        QCOMPARE(outcome.summary->judged, 2);
    }

    void theFastestThatMustFailIsRepeated()
    {
        SmallContest contest;
        model::Problem& problem = addProblem(contest);
        const int slow = addJury(contest, problem, "# slow\n* ok", false);
        const int slower = addJury(contest, problem, "* used=2950", false);
        SmallMachine machine;
        takeTimes(machine, "# slow\n* ok", {2800, 2400, 2410});
        SchedulerRun outcome;
        outcome.run(contest, machine, verifying());
        QCOMPARE(verdictText(outcome.of(slow)), std::string("TLE"));
        QCOMPARE(timesOf(outcome.of(slow).runs.at(0)), QString("2400 2800 2400 2410"));
        QVERIFY(outcome.of(slower).runs.at(0).attempts.empty());
    }

    void theLimitIsComputedFromTimesAlone()
    {
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        contest.addJurySubmission(problem, "# good\n* ok");
        contest.addJurySubmission(problem, "# other\n* ok");
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        takeTimes(machine, "# good\n* ok", {900, 300, 302});
        takeTimes(machine, "# other\n* ok", {500, 390, 391});
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(verdictText(outcome.of(id)), std::string("AC"));
        const auto computed = outcome.sink.all<model::TimeLimitComputed>();
        QCOMPARE(computed.size(), std::size_t{1});
        // 5 x 0.39 s in whole seconds; beside each other they would have made 5 s.
        QVERIFY(computed[0].limit == 2s);
        QVERIFY(computed[0].slowestAccepted == 390ms);
    }
};

QTEST_GUILESS_MAIN(TestDecisiveRuns)
#include "test_decisive_runs.moc"
