// SPDX-License-Identifier: GPL-3.0-or-later
// The loop with canned outcomes: no sandbox, no thread, no program.
#include "exec/loop/judge.h"
#include "support/fake_clock.h"
#include "support/recording_sink.h"

#include <QTest>
#include <functional>
#include <random>
#include <set>

using namespace assize;
using namespace assize::exec;
using namespace std::chrono_literals;
using model::Verdict;

namespace {

class Results final : public ResultCache
{
public:
    /// Of every submission, under the key of today.
    KeptJudgement kept;
    /// By submission: tests of which an earlier judgement has a run that was accepted.
    std::map<int, std::set<std::size_t>> knownRuns;

    KeptJudgement find(int, const std::string&) const override { return kept; }
    EarlierRuns runs(int submission, const std::vector<std::string>& keys) const override
    {
        EarlierRuns found;
        const auto known = knownRuns.find(submission);
        for (const std::size_t test : known == knownRuns.end() ? std::set<std::size_t>() : known->second) {
            EarlierRun& one = found.runs.emplace_back();
            one.key = keys.at(test);
            one.run.state = model::TaskState::Done;
            one.run.verdict = Verdict::AC;
            found.compiled = model::CompileOutcome{true, "of then", {}, {}};
        }
        return found;
    }
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string&, const std::string&) const override
    {
        return std::nullopt;
    }
};

/// What is asked of slots, as a word: "case 1/0" is the first test of submission 1.
std::string named(const Work& work)
{
    struct Names
    {
        std::string operator()(const Probe& one) { return "probe " + one.language; }
        std::string operator()(const BuildProgram& one) { return "build " + std::to_string(one.program); }
        std::string operator()(const Compile& one)
        {
            return (one.ahead ? "ahead " : "compile ") + std::to_string(one.submission) +
                   (one.beside == Beside::Nothing ? " alone" : "");
        }
        std::string operator()(const RunCase& one)
        {
            return "case " + std::to_string(one.submission) + "/" + std::to_string(one.test) +
                   (one.first ? " alone" : "");
        }
        std::string operator()(const MakeTest& one) { return "make " + std::to_string(one.test); }
        std::string operator()(const CheckPackage&) { return "check"; }
        std::string operator()(const Fold& one) { return "fold " + std::to_string(one.submission); }
    };
    return std::visit(Names(), work);
}

/// A contest of one problem in one language, and answers to all that is asked of slots.
class Desk
{
public:
    explicit Desk(int tests)
    {
        model::Problem& problem = plan.problems.emplace_back();
        problem.id = "sum";
        problem.judgingHash = "validators";
        problem.limits.cpuTime = 1s;
        model::TestGroup& group = problem.groups.emplace_back();
        group.id = "secret";
        for (int i = 0; i < tests; ++i) {
            model::TestCase& test = problem.testCases.emplace_back();
            test.id = "secret/" + std::to_string(i + 1);
            test.group = "secret";
            test.input = "/nowhere/in";
            test.answer = "/nowhere/ans";
            test.contentHash = test.id;
        }
        model::Language& language = plan.languages.emplace_back();
        language.id = "cpp";
        for (int id = 1; id <= 2; ++id)
            plan.submissions.push_back(submission(id, "somebody"));
    }
    static model::Submission submission(int id, const std::string& contestant)
    {
        model::Submission made;
        made.id = id;
        made.contestant = contestant;
        made.problem = "sum";
        made.language = "cpp";
        made.file = contestant + "/" + std::to_string(id);
        made.contentHash = made.file;
        return made;
    }
    /// One after the other in the order of the queue; `shuffled`: up to three under way, ending in any order.
    Summary run(std::optional<unsigned> shuffled = std::nullopt)
    {
        const int slots = shuffled ? 3 : 1;
        std::mt19937 random(shuffled.value_or(0));
        Workshop workshop(sandbox::SandboxInfo(), options, clock, plan.languages);
        Dispatcher dispatcher(slots, 1ULL << 40);
        Judge judge({options, results, events, workshop, dispatcher}, plan);
        judge.begin();
        std::vector<std::optional<Dispatcher::Lease>> underWay(static_cast<std::size_t>(slots));
        while (!judge.isOver()) {
            bool anyUnderWay = false;
            for (int slot = 0; slot < slots; ++slot) {
                std::optional<Dispatcher::Lease>& lease = underWay[static_cast<std::size_t>(slot)];
                if (!lease && (lease = dispatcher.takeNow(slot))) {
                    judge.slotSide().began(lease->task.work, slot);
                    asked.push_back(named(lease->task.work));
                    if (const auto also = meanwhile.find(asked.back()); also != meanwhile.end())
                        also->second(judge);
                }
                anyUnderWay = anyUnderWay || lease;
            }
            if (!anyUnderWay)
                qFatal("nothing can be done, and it is not over");
            std::size_t slot = random() % underWay.size();
            while (!underWay[slot])
                slot = (slot + 1) % underWay.size();
            Work work = std::move(underWay[slot]->task.work);
            Outcome outcome = underWay[slot]->stop.stop_requested() ? Outcome(Cancelled()) : answer(work);
            judge.slotSide().ended(std::move(work), std::move(outcome));
            underWay[slot].reset();
            dispatcher.done(static_cast<int>(slot));
            while (!judge.isOver() && judge.hasNews())
                judge.turn();
        }
        judge.end();
        return judge.summary();
    }
    static model::Toolchain toolchain()
    {
        model::Toolchain found;
        found.language.id = "cpp";
        found.available = true;
        found.fingerprint = "g++";
        return found;
    }
    /// All is well, but for what `faults` says of the work of that name.
    Outcome answer(const Work& work)
    {
        if (const auto fault = faults.find(named(work)); fault != faults.end())
            return fault->second(work);
        if (std::holds_alternative<Probe>(work))
            return Probed{toolchain()};
        if (std::holds_alternative<Compile>(work)) {
            SubmissionCompiled compiled;
            compiled.outcome.ok = true;
            return compiled;
        }
        if (const auto* run = std::get_if<RunCase>(&work))
            return ended(*run, Verdict::AC, 10ms);
        return SandboxFailed{SandboxFailed::Step::Memory, "not answered here"};
    }
    static CaseEnded ended(const RunCase& run, Verdict verdict, std::chrono::nanoseconds time,
                           CaseReport::Repeat repeat = CaseReport::Repeat::No)
    {
        CaseEnded end;
        end.report.run.testCase = "secret/" + std::to_string(run.test + 1);
        end.report.run.state = model::TaskState::Done;
        end.report.run.verdict = verdict;
        end.report.run.cpuTime = time;
        end.report.repeat = repeat;
        return end;
    }
    void gets(const std::string& name, Verdict verdict)
    {
        faults[name] = [verdict](const Work& work) -> Outcome {
            return ended(std::get<RunCase>(work), verdict, 10ms);
        };
    }
    QString askedText() const
    {
        QStringList words;
        for (const std::string& word : asked)
            words << QString::fromStdString(word);
        return words.join(QStringLiteral(", "));
    }
    /// The submissions in the order in which they were compiled.
    QString begunText() const
    {
        QStringList ids;
        for (const std::string& word : asked) {
            if (word.starts_with("compile "))
                ids << QString::fromStdString(word.substr(8));
        }
        return ids.join(QLatin1Char(' '));
    }
    Verdict verdictOf(int submission) const { return events.judgements().at(submission).verdict.value(); }

    Options options;
    Plan plan;
    Results results;
    test::RecordingSink events;
    std::vector<std::string> asked;
    std::map<std::string, std::function<Outcome(const Work&)>> faults; ///< by named(work)
    std::map<std::string, std::function<void(Judge&)>> meanwhile;      ///< when that work is asked for

private:
    test::FakeClock clock;
};

} // namespace

class TestJudgeLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void submissionsAreFinishedBeforeOthersBegin()
    {
        Desk desk(2);
        const Summary summary = desk.run();
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, case 1/0, case 1/1, compile 2, case 2/0, case 2/1");
        QCOMPARE(desk.verdictOf(1), Verdict::AC);
        QCOMPARE(desk.verdictOf(2), Verdict::AC);
        QCOMPARE(summary.judged, 2);
        QVERIFY(!summary.cancelled);
    }

    /// Of each contestant the first, then of each the second, whatever the order of their names.
    void fairBetweenContestants()
    {
        Desk desk(1);
        desk.plan.submissions.clear();
        for (int id = 1; id <= 4; ++id)
            desk.plan.submissions.push_back(Desk::submission(id, "ann"));
        for (int id = 5; id <= 6; ++id)
            desk.plan.submissions.push_back(Desk::submission(id, "bob"));
        desk.run();
        QCOMPARE(desk.begunText(), "1 5 2 6 3 4");
    }

    /// Who comes later does not wait for all that others had waiting, nor goes before all of it.
    void fairToWhoComesLater()
    {
        Desk desk(1);
        desk.plan.submissions.clear();
        for (int id = 1; id <= 5; ++id)
            desk.plan.submissions.push_back(Desk::submission(id, "ann"));
        desk.meanwhile["compile 2"] = [](Judge& judge) {
            judge.add({Desk::submission(6, "bob"), Desk::submission(7, "bob")}, false);
        };
        desk.run();
        QCOMPARE(desk.begunText(), "1 2 3 6 4 7 5");
        QCOMPARE(desk.events.judgements().size(), 7U);
    }

    /// Those of which everything is known were nobody's turn.
    void fairWhereResultsAreKnown()
    {
        Desk desk(1);
        desk.plan.submissions.clear();
        for (int id = 1; id <= 5; ++id)
            desk.plan.submissions.push_back(Desk::submission(id, "ann"));
        desk.results.knownRuns[5] = {0};
        desk.meanwhile["compile 2"] = [](Judge& judge) {
            judge.add({Desk::submission(6, "bob"), Desk::submission(7, "bob")}, false);
        };
        desk.run();
        QCOMPARE(desk.begunText(), "1 2 3 6 4 7");
        QCOMPARE(desk.events.judgements().size(), 7U);
    }

    void whatIsKnownIsNotAskedFor()
    {
        Desk desk(3);
        desk.results.knownRuns[1] = {0, 2};
        desk.results.knownRuns[2] = {0, 1, 2};
        const Summary summary = desk.run();
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, case 1/1");
        QCOMPARE(summary.judged, 2);
        QCOMPARE(summary.runs, 1);
        QCOMPARE(summary.runsReused, 5);
        for (const auto& [id, judgement] : desk.events.judgements()) {
            QCOMPARE(judgement.verdict, std::optional(Verdict::AC));
            QCOMPARE(judgement.runs.size(), 3U);
            QCOMPARE(judgement.compile->log, std::string("of then"));
        }
        QCOMPARE(desk.events.all<model::CompileEnded>().size(), 2U);
    }

    /// It is known at once to all, and its own runs are told once.
    void interruptedIsGoneOnWith()
    {
        Desk desk(2);
        model::Judgement interrupted;
        interrupted.compile = model::CompileOutcome{true, "of then", {}, {}};
        interrupted.runs.resize(1);
        interrupted.runs[0].testCase = "secret/2";
        interrupted.runs[0].state = model::TaskState::Done;
        interrupted.runs[0].verdict = Verdict::WA;
        desk.results.kept = InterruptedJudgement{interrupted};
        desk.run();
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, case 1/0, compile 2, case 2/0");
        QStringList told;
        for (const Event& event : desk.events.events()) {
            if (const auto* begun = std::get_if<model::JudgementBegun>(&event)) {
                QCOMPARE(begun->known, interrupted.runs);
                QVERIFY(!begun->anew && !begun->key.empty());
                told << QStringLiteral("begun %1").arg(begun->submission);
            } else if (const auto* run = std::get_if<model::RunEnded>(&event)) {
                told << QStringLiteral("run %1/%2").arg(run->submission).arg(run->testIndex);
            } else if (const auto* ended = std::get_if<model::JudgementEnded>(&event)) {
                QCOMPARE(ended->judgement.verdict, std::optional(Verdict::WA));
                told << QStringLiteral("ended %1").arg(ended->judgement.submission);
            }
        }
        QCOMPARE(told.join(QStringLiteral(", ")), "begun 1, begun 2, run 1/0, ended 1, run 2/0, ended 2");
    }

    void whatIsStoredSaysWhetherItBeginsAnew_data()
    {
        QTest::addColumn<bool>("isOtherwiseIsolated");
        QTest::addColumn<bool>("rejudge");
        QTest::addColumn<bool>("anew");
        QTest::newRow("nothing") << false << false << false;
        QTest::newRow("under another isolation") << true << false << true;
        QTest::newRow("whatever it is") << false << true << true;
    }
    void whatIsStoredSaysWhetherItBeginsAnew()
    {
        QFETCH(const bool, isOtherwiseIsolated);
        QFETCH(const bool, rejudge);
        Desk desk(1);
        desk.options.rejudge = rejudge;
        if (isOtherwiseIsolated)
            desk.results.kept = OtherwiseIsolated{};
        desk.run();
        const std::vector<model::JudgementBegun> begun = desk.events.all<model::JudgementBegun>();
        QCOMPARE(begun.size(), 2U);
        for (const model::JudgementBegun& one : begun) {
            QTEST(one.anew, "anew");
            QVERIFY(one.known.empty());
        }
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, case 1/0, compile 2, case 2/0");
    }

    /// The result that is shown stays until the work on the next one begins.
    void knownRunsAreToldWhenTheWorkBegins()
    {
        Desk desk(2);
        for (const int id : {1, 2})
            desk.results.knownRuns[id] = {0};
        desk.run();
        QStringList told;
        for (const Event& event : desk.events.events()) {
            if (const auto* started = std::get_if<model::JudgementBegun>(&event))
                told << QStringLiteral("begun %1").arg(started->submission);
            else if (const auto* run = std::get_if<model::RunEnded>(&event))
                told << QStringLiteral("run %1/%2").arg(run->submission).arg(run->testIndex);
            else if (const auto* ended = std::get_if<model::JudgementEnded>(&event))
                told << QStringLiteral("ended %1").arg(ended->judgement.submission);
        }
        QCOMPARE(told.join(QStringLiteral(", ")),
                 "begun 1, run 1/0, run 1/1, ended 1, begun 2, run 2/0, run 2/1, ended 2");
    }

    void putFirstPausedCancelled()
    {
        Desk desk(1);
        desk.plan.submissions.clear();
        for (int id = 1; id <= 6; ++id)
            desk.plan.submissions.push_back(Desk::submission(id, "ann"));
        desk.meanwhile["compile 1"] = [](Judge& judge) {
            judge.change(QueueChange::PutFirst, {5, 4});
            judge.change(QueueChange::Pause, {2});
            judge.change(QueueChange::Cancel, {6});
        };
        desk.meanwhile["compile 3"] = [](Judge& judge) { judge.change(QueueChange::Resume, {2}); };
        desk.run();
        QCOMPARE(desk.begunText(), "1 5 4 3 2");
        QCOMPARE(desk.events.judgements().size(), 5U);
        QCOMPARE(desk.events.all<model::JudgementCancelled>().size(), 1U);
    }

    /// What is paused stays so when it is asked for again; what this call has judged is not judged twice.
    void addedOnceMore()
    {
        Desk desk(1);
        desk.meanwhile["compile 1"] = [](Judge& judge) {
            judge.change(QueueChange::Pause, {2});
            judge.add({Desk::submission(2, "somebody")}, true);
        };
        desk.meanwhile["case 1/0"] = [](Judge& judge) { judge.add({Desk::submission(3, "else")}, false); };
        desk.meanwhile["case 3/0"] = [](Judge& judge) {
            judge.add({Desk::submission(1, "somebody")}, false);
            judge.change(QueueChange::Resume, {2});
        };
        const Summary summary = desk.run();
        QVERIFY2(desk.begunText().startsWith(u"1 3 "), qPrintable(desk.begunText()));
        QCOMPARE(desk.asked.size(), 7U); // a probe, and two for each
        QCOMPARE(summary.judged, 3);
        QCOMPARE(summary.reused, 0);
        QCOMPARE(desk.events.all<model::JudgementCancelled>().size(), 1U);
        QCOMPARE(desk.events.all<model::SubmissionsAdded>().size(), 3U);
        QVERIFY(desk.events.all<model::SubmissionsAdded>().back().submissions.empty());
    }

    void whatNoLongerMattersIsNotAsked()
    {
        Desk desk(3);
        desk.options.stopAtFirstFailure = true;
        desk.gets("case 1/0", Verdict::WA);
        desk.run();
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, case 1/0, compile 2, case 2/0, case 2/1, case 2/2");
        QCOMPARE(desk.verdictOf(1), Verdict::WA);
        QVERIFY(desk.events.judgements().at(1).runs[1].state == model::TaskState::Skipped);
    }

    void whatDoesNotCompileIsNotRun()
    {
        Desk desk(2);
        desk.faults["compile 1"] = [](const Work&) -> Outcome {
            SubmissionCompiled compiled;
            compiled.outcome.log = "no";
            return compiled;
        };
        desk.run();
        QCOMPARE(desk.askedText(), "probe cpp, compile 1, compile 2, case 2/0, case 2/1");
        QCOMPARE(desk.verdictOf(1), Verdict::CE);
        QCOMPARE(desk.events.judgements().at(1).compile->log, std::string("no"));
    }

    void theJudgesOwnFaultIsJE()
    {
        Desk desk(2);
        desk.faults["compile 1"] = [](const Work&) -> Outcome {
            return SandboxFailed{SandboxFailed::Step::Compile, "the box failed"};
        };
        desk.faults["case 2/0"] = [](const Work&) -> Outcome {
            return SandboxFailed{SandboxFailed::Step::Memory, kOutOfMemory};
        };
        desk.run();
        QCOMPARE(desk.verdictOf(1), Verdict::JE);
        QCOMPARE(desk.events.judgements().at(1).message, std::string("the box failed"));
        QCOMPARE(desk.verdictOf(2), Verdict::JE);
        QVERIFY(desk.events.judgements().at(2).runs[1].verdict == Verdict::AC);
        QVERIFY(desk.askedText().contains("case 2/1"));
    }

    void whatTheClockStoppedIsAskedAlone()
    {
        Desk desk(1);
        desk.faults["compile 1"] = [](const Work&) -> Outcome { return OutOfWallTime{}; };
        desk.faults["case 1/0"] = [](const Work& work) -> Outcome {
            return Desk::ended(std::get<RunCase>(work), Verdict::TLE, 1001ms, CaseReport::Repeat::NearLimit);
        };
        desk.run();
        QCOMPARE(desk.askedText(),
                 "probe cpp, compile 1, compile 1 alone, case 1/0, case 1/0 alone, compile 2, "
                 "case 2/0");
        QCOMPARE(desk.verdictOf(1), Verdict::AC); // what the repetition gave
    }

    void aLimitIsMeasuredFirst()
    {
        Desk desk(1);
        desk.plan.problems[0].limits.cpuTime = 0s;
        desk.plan.problems[0].timeLimitRule = {2, 2, 1s};
        model::JurySubmission& jury = desk.plan.problems[0].jurySubmissions.emplace_back();
        jury.file = "submissions/accepted/a.cpp";
        jury.forTimeLimit = true;
        model::Submission& measured = desk.plan.jurySubmissions.emplace_back(desk.plan.submissions[0]);
        measured.id = -1;
        measured.file = "sum/submissions/accepted/a.cpp";
        desk.faults["case -1/0"] = [](const Work& work) -> Outcome {
            return Desk::ended(std::get<RunCase>(work), Verdict::AC, 1200ms);
        };
        desk.faults["case -1/0 alone"] = desk.faults["case -1/0"];
        const Summary summary = desk.run();
        QVERIFY2(desk.askedText().startsWith("probe cpp, compile -1, case -1/0, "),
                 qPrintable(desk.askedText()));
        QVERIFY(desk.events.all<model::TimeLimitComputed>().at(0).limit == 3s); // 2 x 1.2 s, rounded up
        QVERIFY(summary.problems[0].limits.cpuTime == 3s);
        QVERIFY(!desk.events.judgements().contains(-1));
        QCOMPARE(desk.events.judgements().size(), 2U);
    }

    void anyOrderGivesTheSame_data()
    {
        QTest::addColumn<bool>("stopAtFirstFailure");
        QTest::newRow("all tests") << false;
        QTest::newRow("to the first failure") << true;
    }
    void anyOrderGivesTheSame()
    {
        QFETCH(bool, stopAtFirstFailure);
        const auto judged = [&](std::optional<unsigned> shuffled) {
            Desk desk(6);
            desk.options.stopAtFirstFailure = stopAtFirstFailure;
            desk.gets("case 1/2", Verdict::WA);
            desk.gets("case 1/4", Verdict::RTE);
            desk.gets("case 2/1", Verdict::TLE);
            desk.faults["case 2/3"] = [](const Work& work) -> Outcome {
                return Desk::ended(std::get<RunCase>(work), Verdict::TLE, 1010ms,
                                   CaseReport::Repeat::NearLimit);
            };
            desk.run(shuffled);
            return desk.events.judgements();
        };
        const std::map<int, model::Judgement> expected = judged(std::nullopt);
        QCOMPARE(expected.at(1).verdict.value(), Verdict::WA);
        for (unsigned seed = 0; seed < 200; ++seed) {
            const std::map<int, model::Judgement> other = judged(seed);
            QCOMPARE(other.size(), expected.size());
            for (const auto& [id, judgement] : expected) {
                const model::Judgement& same = other.at(id);
                QVERIFY2(same.verdict == judgement.verdict && same.key == judgement.key,
                         qPrintable(QString::number(seed)));
                for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
                    QVERIFY(same.runs[i].state == judgement.runs[i].state);
                    QVERIFY(same.runs[i].verdict == judgement.runs[i].verdict);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestJudgeLoop)
#include "test_judge_loop.moc"
