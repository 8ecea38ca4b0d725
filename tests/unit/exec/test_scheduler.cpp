// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler on a fake sandbox: verdicts, failures of the judge's own, order.
#include "support/scheduler_run.h"

#include <QTest>

#include <chrono>
#include <random>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::SubmissionState;
using model::TaskState;
using model::Verdict;

namespace {

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
        SchedulerRun outcome;
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
            SchedulerRun outcome;
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

    void missingToolchainIsNoCompileError()
    {
        SmallContest contest;
        contest.addProblem("sum", 2);
        const int missing = contest.addSubmission("sum", "* ok", "missing");
        const int unknown = contest.addSubmission("sum", "* ok", "cobol");
        const int fine = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        for (const int id : {missing, unknown}) {
            const model::Judgement judgement = outcome.of(id);
            QVERIFY(judgement.state == SubmissionState::NoToolchain);
            QVERIFY(!judgement.verdict);
            QVERIFY(!judgement.compile);
            QCOMPARE(runsText(judgement), std::string("- -"));
            QVERIFY(!judgement.message.empty());
        }
        QVERIFY(outcome.of(missing).message.find("its compiler is not installed") != std::string::npos);
        QCOMPARE(verdictText(outcome.of(fine)), std::string("AC"));
        QCOMPARE(outcome.summary->toolchains.size(), std::size_t{2});
    }

    void unknownProblemIsJudgeError()
    {
        SmallContest contest;
        contest.addProblem("sum", 1);
        const int id = contest.addSubmission("sum", "* ok");
        contest.plan.submissions.back().problem = "nowhere";
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(verdictText(outcome.of(id)), std::string("JE"));
    }

    void emptyPlanNeedsNoBox()
    {
        SmallContest contest;
        contest.addProblem("sum", 1);
        sandbox::FakeSandbox sandbox({});
        sandbox.failNextOpens(10, {ErrorKind::NoIsolation, "no"});
        SchedulerRun outcome;
        outcome.run(contest.plan, sandbox, slotOptions(2));
        QVERIFY(outcome.summary.has_value());
        QVERIFY(outcome.sink.events().empty());
    }

    void noBoxAtAllIsAnError()
    {
        SmallContest contest;
        contest.addProblem("sum", 1);
        contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        sandbox::FakeSandbox sandbox(machine.handler());
        sandbox.failNextOpens(100, {ErrorKind::NoIsolation, "namespaces are forbidden"});
        SchedulerRun outcome;
        outcome.run(contest.plan, sandbox, slotOptions(2));
        QVERIFY(!outcome.summary);
        QVERIFY(outcome.error.find("namespaces are forbidden") != std::string::npos);
        QVERIFY(outcome.sink.judgements().empty());
    }

    void oneFailureOfTheSandboxIsRepeatedOnAFreshBox()
    {
        SmallContest contest;
        contest.addProblem("sum", 4);
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        std::atomic<int> failures{0};
        machine.beforeRun = [&](const std::string&, const std::string& test, const std::stop_token&) {
            if (test == "03" && failures++ == 0)
                return std::optional(sandbox::fakeStatus(model::RunStatus::SandboxFailed));
            return std::optional<sandbox::RunResult>();
        };
        sandbox::FakeSandbox sandbox(machine.handler());
        SchedulerRun outcome;
        outcome.run(contest.plan, sandbox, slotOptions(1));
        QCOMPARE(verdictText(outcome.of(id)), std::string("AC"));
        QCOMPARE(failures.load(), 2);
        QCOMPARE(sandbox.counters().boxesOpened.load(), 3); // jury, contestant, contestant anew
        QCOMPARE(sandbox.counters().boxesOpen.load(), 0);
        QCOMPARE(sandbox.counters().overlaps.load(), 0);
    }

    void missingFilesAreJudgeErrors_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("shorter");
        QTest::newRow("input gone") << "problems/sum/data/secret/02.in" << false;
        QTest::newRow("answer gone") << "problems/sum/data/secret/02.ans" << false;
        QTest::newRow("input changed") << "problems/sum/data/secret/02.in" << true;
        QTest::newRow("answer changed") << "problems/sum/data/secret/02.ans" << true;
    }
    void missingFilesAreJudgeErrors()
    {
        QFETCH(QString, file);
        QFETCH(bool, shorter);
        SmallContest contest;
        contest.addProblem("sum", 3);
        const int id = contest.addSubmission("sum", "* ok");
        const std::string name = file.toStdString();
        if (shorter)
            contest.tree.file(name, "x");
        else
            std::filesystem::remove(contest.tree.path(name));
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        const model::Judgement judgement = outcome.of(id);
        QCOMPARE(runsText(judgement), std::string("AC JE AC"));
        QCOMPARE(verdictText(judgement), std::string("JE"));
        QVERIFY(judgement.message.find(name) != std::string::npos);
        QVERIFY(shorter || judgement.message.find("ENOENT") != std::string::npos);
    }

    void sources_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("over the limit") << "large"
                                        << "CE";
        QTest::newRow("gone") << "gone"
                              << "JE";
        QTest::newRow("changed") << "changed"
                                 << "JE";
        QTest::newRow("fifo") << "fifo"
                              << "JE";
        QTest::newRow("no file of the language") << "extension"
                                                 << "CE";
    }
    void sources()
    {
        QFETCH(QString, change);
        QFETCH(QString, verdict);
        SmallContest contest;
        contest.addProblem("sum", 1).limits.source = 100;
        const int id = contest.addSubmission("sum", change == u"large" ? std::string(101, 'x') : "* ok");
        model::SourceFile& file = contest.plan.submissions.back().files.front();
        if (change == u"gone" || change == u"fifo")
            std::filesystem::remove(file.path);
        if (change == u"fifo")
            contest.tree.fifo(file.path.lexically_relative(contest.tree.root()).string());
        if (change == u"changed")
            contest.tree.file(file.path.lexically_relative(contest.tree.root()).string(),
                              "* wrong, and longer");
        if (change == u"extension")
            file.name = "sum.txt";
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        const model::Judgement judgement = outcome.of(id);
        QCOMPARE(QString::fromStdString(verdictText(judgement)), verdict);
        const std::string reason = judgement.compile ? judgement.compile->log : judgement.message;
        QVERIFY(!reason.empty());
        QCOMPARE(machine.compilations.load(), 0);
    }

    void detailsOfARun()
    {
        SmallContest contest;
        contest.addProblem("sum", 3);
        const int id = contest.addSubmission("sum", "02 wrong 03 exit=7");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        const std::vector<model::Run> runs = outcome.of(id).runs;
        QVERIFY(runs[0].output.empty() && runs[0].message.empty());
        QCOMPARE(runs[0].score, Decimal(1));
        QCOMPARE(runs[1].output, std::string("answer 0\n"));
        QCOMPARE(runs[1].expected, std::string("answer 02\n"));
        QVERIFY(!runs[1].message.empty());
        QCOMPARE(runs[2].exitCode, std::optional(7));
        QCOMPARE(runs[2].standardError, std::string("traceback"));
        QCOMPARE(runs[2].message, std::string("exit code 7: traceback"));
        QCOMPARE(outcome.of(id).compile->log, std::string("a warning"));
    }

    void stopAtFirstFailureSkipsTheRest()
    {
        SmallContest contest;
        contest.addProblem("sum", 40);
        const int id = contest.addSubmission("sum", "03 wrong");
        SmallMachine machine;
        SchedulerRun outcome;
        Options options = slotOptions(2);
        options.stopAtFirstFailure = true;
        outcome.run(contest, machine, options);
        const model::Judgement judgement = outcome.of(id);
        QCOMPARE(runsText(judgement).substr(0, 14), std::string("AC AC WA - - -"));
        QVERIFY(machine.tests < 40);
        // Nothing is told about a submission after its end.
        bool ended = false;
        for (const Event& event : outcome.sink.events()) {
            QVERIFY(!ended);
            ended = std::holds_alternative<model::JudgementEnded>(event);
        }
    }

    void memoryIsAdmitted()
    {
        SmallContest contest;
        contest.addProblem("small", 20);
        contest.addProblem("large", 6).limits.memory = 150 * SmallContest::kMiB;
        for (int i = 0; i < 4; ++i) {
            contest.addSubmission("small", "* ok");
            contest.addSubmission("large", "* ok", "script");
        }
        SmallMachine machine;
        machine.beforeRun = [](const std::string&, const std::string&, const std::stop_token&) {
            std::this_thread::yield();
            return std::optional<sandbox::RunResult>();
        };
        SchedulerRun outcome;
        Options options = slotOptions(8);
        options.memoryBudget = 200 * SmallContest::kMiB;
        // The probes of languages need more than the budget: each is admitted alone.
        outcome.run(contest, machine, options);
        QCOMPARE(outcome.sink.judgements().size(), std::size_t{8});
        QVERIFY(machine.mostTestMemory <= 200 * SmallContest::kMiB);
        QVERIFY(machine.mostTestMemory >= 150 * SmallContest::kMiB);
    }

    void oneRunIsAlwaysAdmitted()
    {
        SmallContest contest;
        contest.addProblem("large", 6).limits.memory = 1000 * SmallContest::kMiB;
        const int id = contest.addSubmission("large", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        Options options = slotOptions(4);
        options.memoryBudget = 1;
        outcome.run(contest, machine, options);
        QCOMPARE(verdictText(outcome.of(id)), std::string("AC"));
        QCOMPARE(machine.mostTestMemory.load(), 1000 * SmallContest::kMiB);
    }

    void badValidatorFlags()
    {
        SmallContest contest;
        contest.addProblem("sum", 1).validation.flags = {"no_such_flag"};
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(verdictText(outcome.of(id)), std::string("JE"));
        QVERIFY(outcome.of(id).message.find("no_such_flag") != std::string::npos);
    }

    void validatorFlagsOfOneTest()
    {
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        problem.testCases[1].validatorFlags = {"case_sensitive"};
        contest.tree.file("problems/sum/data/secret/01.ans", "ANSWER 01\n")
            .file("problems/sum/data/secret/02.ans", "ANSWER 02\n");
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(runsText(outcome.of(id)), std::string("AC WA"));
    }

    void badValidatorFlagsOfOneTest()
    {
        SmallContest contest;
        contest.addProblem("sum", 2).testCases[1].validatorFlags = {"no_such_flag"};
        const int id = contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(verdictText(outcome.of(id)), std::string("JE"));
        QVERIFY(outcome.of(id).message.find("secret/02: ") != std::string::npos);
    }

    void customValidators_data()
    {
        QTest::addColumn<QString>("validator");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("runs");
        QTest::newRow("accepts") << "fine" << 42 << "AC AC";
        QTest::newRow("rejects") << "fine" << 43 << "WA WA";
        QTest::newRow("crashes") << "fine" << 1 << "JE JE";
        QTest::newRow("does not compile") << "syntax error" << 42 << "- -";
        QTest::newRow("its toolchain is missing") << "missing" << 42 << "- -";
        QTest::newRow("in no known language") << "unknown" << 42 << "- -";
        QTest::newRow("by scripts") << "scripts" << 42 << "AC AC";
    }
    void customValidators()
    {
        QFETCH(QString, validator);
        QFETCH(int, exitCode);
        QFETCH(QString, runs);
        SmallContest contest;
        model::Problem& problem = contest.addProblem("sum", 2);
        problem.validation.custom = true;
        problem.validation.flags = {"flag"};
        const std::string folder = "problems/sum/output_validators/v";
        model::JuryProgram program{"output_validators/v", {}, contest.tree.path(folder)};
        std::vector<std::string> names = {"check.n"};
        if (validator == u"scripts")
            names = {"build", "source.txt"};
        else if (validator == u"unknown")
            names = {"check.cobol"};
        else if (validator == u"missing")
            names = {"check.missing"};
        for (const std::string& name : names) {
            contest.tree.file(folder + "/" + name, validator.toStdString());
            program.files.push_back(contest.tree.path(folder + "/" + name));
        }
        problem.validation.validators = {program};
        const int id = contest.addSubmission("sum", "* ok");
        const int wrong = contest.addSubmission("sum", "* exit=1");
        SmallMachine machine;
        std::atomic<int> built{0};
        machine.validator = [&](const sandbox::RunRequest& request) {
            if (request.arguments.at(0) == "./build") {
                ++built;
                sandbox::RunResult result = sandbox::fakeExit(0);
                result.collected.push_back({"run", *sandbox::makeMemoryFile("x"), 1, true});
                return result;
            }
            const bool flagged = request.arguments.back() == "flag";
            const bool outputGiven = sandbox::readWhole(request.standardInput).starts_with("answer");
            return sandbox::fakeExit(flagged && outputGiven ? exitCode : 99);
        };
        SchedulerRun outcome;
        outcome.run(contest, machine);
        QCOMPARE(QString::fromStdString(runsText(outcome.of(id))), runs);
        if (runs == u"- -")
            QCOMPARE(verdictText(outcome.of(id)), std::string("JE"));
        else
            QCOMPARE(runsText(outcome.of(wrong)), std::string("RTE RTE"));
        QCOMPARE(built.load(), validator == u"scripts" ? 1 : 0);
        if (outcome.of(id).verdict == Verdict::JE)
            QVERIFY(outcome.of(id).message.find("output_validators/v") != std::string::npos ||
                    outcome.of(id).message.find("output validator") != std::string::npos);
    }

    void submissionsBegunAreFinishedFirst()
    {
        SmallContest contest;
        contest.addProblem("sum", 5);
        for (int i = 0; i < 4; ++i)
            contest.addSubmission("sum", "* ok");
        SmallMachine machine;
        SchedulerRun outcome;
        outcome.run(contest, machine, slotOptions(1));
        std::vector<int> order;
        for (const model::RunEnded& run : outcome.sink.all<model::RunEnded>())
            order.push_back(run.submission * 10 + run.testIndex);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QCOMPARE(order.size(), std::size_t{20});
        int open = 0;
        for (const Event& event : outcome.sink.events()) {
            open += std::holds_alternative<model::JudgementBegun>(event) ? 1 : 0;
            open -= std::holds_alternative<model::JudgementEnded>(event) ? 1 : 0;
            QVERIFY(open <= 1);
        }
    }

    void thousandSubmissions()
    {
        SmallContest contest;
        contest.addProblem("sum", 20);
        for (int i = 0; i < 1000; ++i)
            contest.addSubmission("sum", "* ok # " + std::to_string(i), i % 2 ? "native" : "script");
        SmallMachine machine;
        SchedulerRun outcome;
        const auto start = std::chrono::steady_clock::now();
        outcome.run(contest, machine, slotOptions(2));
        const auto took = std::chrono::steady_clock::now() - start;
        QCOMPARE(outcome.summary->judged, 1000);
        QCOMPARE(machine.tests.load(), 20000);
        const double micros =
            std::chrono::duration_cast<std::chrono::duration<double, std::micro>>(took).count() / 20000;
        qInfo("%.1f us for each test, fake sandbox included", micros);
        QVERIFY(micros < 2000);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
