// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/preparation/problem_preparation.h"

#include <QTest>

using namespace assize;
using exec::BuildProgram;
using exec::MakeTest;
using exec::ProblemPreparation;
using Stage = exec::ProblemPreparation::Stage;

namespace {

/// Two tests made by a generator, with answers of the main solution, judged by a validator of the jury.
model::Problem problemToMake()
{
    model::Problem problem;
    problem.id = "sum";
    problem.file = "problems/sum";
    problem.validation.custom = true;
    problem.validation.validators.emplace_back().name = "compare";
    problem.mainSolution = "main";
    problem.jurySubmissions.emplace_back().file = "main";
    for (const char* id : {"1", "2"}) {
        model::TestCase& test = problem.testCases.emplace_back();
        test.id = id;
        test.command = {"gen", id};
    }
    problem.generators.emplace_back().name = "gen";
    return problem;
}

/// What the step asks for, one word each.
QString asked(const ProblemPreparation::Step& step)
{
    QStringList words;
    for (const exec::Work& work : step.work) {
        if (const auto* build = std::get_if<BuildProgram>(&work))
            words << QStringLiteral("build%1").arg(build->program);
        else if (const auto* make = std::get_if<MakeTest>(&work))
            words << QStringLiteral("%1%2")
                         .arg(make->answer ? QStringLiteral("answer") : QStringLiteral("input"))
                         .arg(make->test.index);
    }
    return words.join(QLatin1Char(' '));
}

QString told(const ProblemPreparation::Step& step)
{
    QStringList lines;
    for (const Diagnostic& diagnostic : step.diagnostics)
        lines << QString::fromStdString(diagnostic.where + ": " + diagnostic.message);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// The state machine from a problem as read to one that can be judged; nothing is run.
class TestProblemPreparation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneStageAfterTheOther()
    {
        ProblemPreparation preparation(problemToMake());
        QVERIFY(preparation.begin(false).isNew);
        QVERIFY(preparation.stage() == Stage::Unasked);
        QVERIFY(preparation.languagesKnown().work.empty()); // nobody needs it
        preparation.ask(false);
        QVERIFY(preparation.stage() == Stage::Asked);
        const std::size_t programs = preparation.known()->programs.size();
        QCOMPARE(programs, 3U); // the validator, the generator, the main solution
        QCOMPARE(asked(preparation.languagesKnown()), "build0 build1 build2");
        QCOMPARE(asked(preparation.built({{"sum"}, 1}, "")), "");
        QCOMPARE(asked(preparation.built({{"sum"}, 0}, "")), "");
        QVERIFY(preparation.stage() == Stage::Building);
        QCOMPARE(asked(preparation.built({{"sum"}, 2}, "")), "input0 input1");
        QVERIFY(preparation.stage() == Stage::MakingInputs);

        const exec::SharedProblem before = preparation.known();
        QVERIFY(!preparation.made({{"sum"}, {1}, false}, {"/made/in2", 20}).isNew);
        const ProblemPreparation::Step inputs = preparation.made({{"sum"}, {0}, false}, {"/made/in1", 10});
        QVERIFY(inputs.isNew);
        QCOMPARE(asked(inputs), "answer0 answer1");
        QVERIFY(before->problem.testCases[0].input.empty()); // what was shared does not change
        QCOMPARE(preparation.problem().testCases[0].input.string(), std::string("/made/in1"));
        QCOMPARE(preparation.problem().testCases[1].inputSize, 20U);

        preparation.made({{"sum"}, {0}, true}, {"/made/ans1", 1});
        QVERIFY(!preparation.isReady());
        QVERIFY(preparation.made({{"sum"}, {1}, true}, {"/made/ans2", 2}).isNew);
        QVERIFY(preparation.isReady());
        QCOMPARE(preparation.problem().testCases[1].answer.string(), std::string("/made/ans2"));
        QVERIFY(preparation.known()->judging.problem == &preparation.problem());
    }

    void nothingToDo()
    {
        model::Problem problem;
        problem.id = "sum";
        problem.testCases.emplace_back().input = "/1.in";
        problem.testCases.back().answer = "/1.ans";
        ProblemPreparation preparation(problem);
        preparation.begin(false);
        preparation.ask(false);
        QVERIFY(preparation.languagesKnown().work.empty());
        QVERIFY(preparation.isReady());
        preparation.setTimeLimit(std::chrono::seconds(2));
        QVERIFY(preparation.problem().limits.cpuTime == std::chrono::seconds(2));
        QVERIFY(preparation.isReady());
    }

    /// All reasons, in an order that does not depend on which was the first.
    void programsThatCannotBeBuilt()
    {
        ProblemPreparation preparation(problemToMake());
        preparation.begin(false);
        preparation.ask(false);
        preparation.languagesKnown();
        preparation.built({{"sum"}, 2}, "no z");
        preparation.built({{"sum"}, 0}, "");
        const ProblemPreparation::Step end = preparation.built({{"sum"}, 1}, "no a");
        QVERIFY(preparation.isUnjudgeable());
        QCOMPARE(told(end), "problems/sum: this problem cannot be judged: no a\n"
                            "problems/sum: this problem cannot be judged: no z");
        QCOMPARE(QString::fromStdString(preparation.unjudgeable()),
                 "the problem problems/sum cannot be judged: no a; no z");
        QVERIFY(preparation.giveUp({"another"}).diagnostics.empty()); // said once
    }

    void testsThatCannotBeMade()
    {
        ProblemPreparation preparation(problemToMake());
        preparation.begin(false);
        preparation.ask(false);
        preparation.languagesKnown();
        for (std::size_t i = 0; i < 3; ++i)
            preparation.built({{"sum"}, i}, "");
        QCOMPARE(told(preparation.notMade("1: gen crashed")),
                 "problems/sum: this problem cannot be judged: 1: gen crashed");
        // What was under way meanwhile changes nothing.
        QVERIFY(preparation.made({{"sum"}, {1}, false}, {"/made/in2", 20}).work.empty());
        QVERIFY(preparation.isUnjudgeable());
    }

    void cannotBeJudgedAtAll_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no tests") << 0 << "it has no tests";
        QTest::newRow("no validator") << 1 << "it asks for an output validator of its own, but has none";
    }
    void cannotBeJudgedAtAll()
    {
        QFETCH(int, fault);
        QFETCH(QString, reason);
        model::Problem problem = problemToMake();
        if (fault == 0)
            problem.testCases.clear();
        else
            problem.validation.validators.clear();
        ProblemPreparation preparation(problem);
        QCOMPARE(told(preparation.begin(false)), "problems/sum: this problem cannot be judged: " + reason);
        QVERIFY(preparation.isUnjudgeable());
        preparation.ask(false);
        QVERIFY(preparation.languagesKnown().work.empty());
    }

    void anInputOfOnesOwn()
    {
        ProblemPreparation preparation(problemToMake());
        preparation.begin(false);
        preparation.refuseInput("not run: the validator refuses it");
        QVERIFY(preparation.isUnjudgeable());
        QVERIFY(preparation.isInputRefused());
        QCOMPARE(preparation.unjudgeable(), std::string("not run: the validator refuses it"));
    }
};

QTEST_GUILESS_MAIN(TestProblemPreparation)
#include "test_problem_preparation.moc"
