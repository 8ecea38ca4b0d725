// SPDX-License-Identifier: GPL-3.0-or-later
// Grading of scoring problems: one row for each rule of the formats.
#include "grading_fixture.h"

#include <QTest>

using namespace assize;
using namespace assize::score::test;
using model::Verdict;

class TestGrading : public QObject
{
    Q_OBJECT

    static void columns()
    {
        QTest::addColumn<QByteArray>("groups");
        QTest::addColumn<QByteArray>("tests");
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("groupResults");
        QTest::addColumn<QByteArray>("runs");
    }

    static void row(const char* name, const char* groups, const char* tests, const char* result,
                    const char* groupResults, const char* runs)
    {
        QTest::newRow(name) << QByteArray(groups) << QByteArray(tests) << QByteArray(result)
                            << QByteArray(groupResults) << QByteArray(runs);
    }

private Q_SLOTS:
    void grading_data()
    {
        columns();
        // Verdict rules.
        row("first failure", ". first sum max=3", "a=AC b=RTE c=WA", "RTE 1", "RTE:1", "AC:1 RTE:0 WA:0");
        row("worst error", ". worst sum max=3", "a=WA b=TLE c=RTE", "RTE 0", "RTE:0", "WA:0 TLE:0 RTE:0");
        row("worst of all kinds", ". worst sum max=3", "a=PA b=PE c=WA d=OLE e=TLE f=MLE", "MLE 0", "MLE:0",
            "PA:0 PE:0 WA:0 OLE:0 TLE:0 MLE:0");
        row("violation is worse than a crash", ". worst sum max=3", "a=RTE b=SV", "SV 0", "SV:0",
            "RTE:0 SV:0");
        row("always accept", ". always sum max=3", "a=AC b=RTE c=AC", "PA 2", "AC:2", "AC:1 RTE:0 AC:1");
        row("accept if any is", ". worst any sum max=3", "a=WA b=AC c=RTE", "PA 1", "AC:1",
            "WA:0 AC:1 RTE:0");
        row("accept if any is: none is", ". worst any sum max=3", "a=WA b=RTE", "RTE 0", "RTE:0",
            "WA:0 RTE:0");
        row("judge error beats all", ". always any sum max=3", "a=AC b=JE c=AC", "JE 0", "JE:0",
            "AC:1 JE:0 AC:1");
        // Score rules.
        row("pass-fail passed", ". passfail max=7", "a=AC b=AC", "AC 7", "AC:7", "AC:1 AC:1");
        row("pass-fail failed", ". passfail max=7", "a=AC b=WA", "WA 0", "WA:0", "AC:1 WA:0");
        row("sum", ". sum accept=5 max=10", "a=AC b=AC", "AC 10", "AC:10", "AC:5 AC:5");
        row("average", ". avg any accept=10 max=10", "a=AC b=AC c=WA", "PA 6.666667", "AC:6.666667",
            "AC:10 AC:10 WA:0");
        row("minimum", ". min max=9", "a=AC:7 b=AC:3.5 c=AC:9", "PA 3.5", "AC:3.5", "AC:7 AC:3.5 AC:9");
        row("maximum", ". max any max=9", "a=AC:7 b=AC:3.5 c=WA", "PA 7", "AC:7", "AC:7 AC:3.5 WA:0");
        row("below zero", ". sum unbounded reject=-3", "a=AC b=WA c=WA", "WA -5", "WA:-5",
            "AC:1 WA:-3 WA:-3");
        // Exactness.
        row("three tests share 100", ". sum any accept=100/3 max=100", "a=AC b=AC c=AC", "AC 100", "AC:100",
            "AC:33.333333 AC:33.333333 AC:33.333333");
        row("two of them", ". sum any accept=100/3 max=100", "a=AC b=WA c=AC", "PA 66.666667", "AC:66.666667",
            "AC:33.333333 WA:0 AC:33.333333");
        row("shares of groups", ". sum max=2; a sum accept=1/3; b sum accept=1/7",
            "a/1=AC a/2=AC a/3=AC b/1=AC b/2=AC b/3=AC b/4=AC b/5=AC b/6=AC b/7=AC", "AC 2", "AC:2 AC:1 AC:1",
            "AC:0.333333 AC:0.333333 AC:0.333333 AC:0.142857 AC:0.142857 AC:0.142857 AC:0.142857 AC:0.142857 "
            "AC:0.142857 AC:0.142857");
        row("decimals", ". sum max=0.3", "a=AC:0.1 b=AC:0.1 c=AC:0.1", "AC 0.3", "AC:0.3",
            "AC:0.1 AC:0.1 AC:0.1");
        row("multiplier of a share", ". sum accept=100/3 max=100", "a=AC:*0.5 b=AC:*1 c=AC:*0.5",
            "PA 66.666667", "AC:66.666667", "AC:16.666667 AC:33.333333 AC:16.666667");
        row("partial by a testlib checker", ". sum any accept=10 max=20", "a=AC b=PA:*0.3", "PA 13", "AC:13",
            "AC:10 PA:3");
        row("partial without a score", ". sum accept=10 reject=1 max=20", "a=AC b=PA", "PA 11", "PA:11",
            "AC:10 PA:1");
        row("a score with a rejected output", ". sum accept=10 max=20", "a=AC b=WA:7", "WA 10", "WA:10",
            "AC:10 WA:0");
        row("beyond 128 bits",
            ". sum always max=600; a sum accept=100/99991; b sum accept=100/99989;"
            " c sum accept=100/99971; d sum accept=100/99961; e sum accept=100/99929;"
            " f sum accept=100/99923; g sum accept=100/99907; h sum accept=100/99901",
            "a/1=AC b/1=AC c/1=AC d/1=AC e/1=AC f/1=AC g/1=AC h/1=AC", "JE 0",
            "JE:0 AC:0.001 AC:0.001 AC:0.001 AC:0.001 AC:0.001001 AC:0.001001 AC:0.001001 AC:0.001001",
            "AC:0.001 AC:0.001 AC:0.001 AC:0.001 AC:0.001001 AC:0.001001 AC:0.001001 AC:0.001001");
        // The submission.
        row("full score", ". sum max=2", "a=AC b=AC", "AC 2", "AC:2", "AC:1 AC:1");
        row("unbounded is accepted with any score", ". sum unbounded max=5", "a=AC b=AC", "AC 2", "AC:2",
            "AC:1 AC:1");
        row("nothing", ". sum max=5", "", "PA 0", "AC:0", "");
    }
    void grading() { check(); }

    void groups_data()
    {
        columns();
        const char* olympiad =
            ". worst sum max=100 ignore range=0..100; sample worst sum max=0 accept=0; "
            "secret first any sum max=100; secret/a first min break accept=40 max=40 range=0..40; "
            "secret/b first min break accept=60 max=60 range=0..60";
        row("olympiad: all", olympiad, "sample/1=AC secret/a/1=AC secret/a/2=AC secret/b/1=AC", "AC 100",
            "AC:100 AC:0 AC:100 AC:40 AC:60", "AC:0 AC:40 AC:40 AC:60");
        row("olympiad: one group", olympiad, "sample/1=AC secret/a/1=AC secret/a/2=AC secret/b/1=TLE",
            "PA 40", "AC:40 AC:0 AC:40 AC:40 TLE:0", "AC:0 AC:40 AC:40 TLE:0");
        row("olympiad: the sample does not count", olympiad,
            "sample/1=WA secret/a/1=AC secret/a/2=AC secret/b/1=AC", "AC 100",
            "AC:100 WA:0 AC:100 AC:40 AC:60", "WA:0 AC:40 AC:40 AC:60");
        row("olympiad: nothing", olympiad, "sample/1=AC secret/a/1=WA secret/a/2=AC secret/b/1=RTE", "WA 0",
            "WA:0 AC:0 WA:0 WA:0 RTE:0", "AC:0 WA:0 - RTE:0");
        row("a judge error in the sample", olympiad, "sample/1=JE secret/a/1=AC secret/a/2=AC secret/b/1=AC",
            "JE 0", "JE:0 JE:0 AC:100 AC:40 AC:60", "JE:0 AC:40 AC:40 AC:60");
        row("what was skipped cannot be a judge error", olympiad,
            "sample/1=AC secret/a/1=WA secret/a/2=JE secret/b/1=AC", "PA 60", "AC:60 AC:0 AC:60 WA:0 AC:60",
            "AC:0 WA:0 - AC:60");
        row("ignore_sample with one result", ". first sum max=1 ignore; sample sum; secret sum",
            "secret/1=AC", "AC 1", "AC:1 AC:0 AC:1", "AC:1");
        row("ignore_sample with three results", ". first sum max=1 ignore; sample sum; secret sum; x sum",
            "sample/1=AC secret/1=AC x/1=AC", "JE 0", "JE:0 AC:1 AC:1 AC:1", "AC:1 AC:1 AC:1");
        row("break at the root", ". first sum max=2 break; sample sum; secret sum",
            "sample/1=WA sample/2=AC secret/1=AC secret/2=JE", "WA 1", "WA:1 WA:1 .:0", "WA:0 AC:1 - -");
        row("break at the root with ignore_sample", ". first sum max=2 break ignore; sample sum; secret sum",
            "sample/1=WA sample/2=AC secret/1=AC", "WA 1", "WA:1 WA:1 .:0", "WA:0 AC:1 -");
        row("break counts what came before", ". avg break accept=6 max=6", "a=AC b=WA c=AC d=AC", "WA 3",
            "WA:3", "AC:6 WA:0 - -");
        row("break goes by the grade of the group", ". sum break max=3; a always sum; b sum",
            "a/1=WA a/2=AC b/1=AC b/2=WA b/3=AC", "WA 3", "WA:3 AC:1 WA:2", "WA:0 AC:1 AC:1 WA:0 AC:1");
        row("break skips groups below", ". sum break max=3; a sum; b sum; b/c sum; b/d sum",
            "a/1=WA b/1=AC b/c/1=AC b/d/1=AC", "WA 0", "WA:0 WA:0 .:0 .:0 .:0", "WA:0 - - -");
        row("groups and tests in test order", ". first sum max=3 break; b sum", "a=AC b/1=WA c=AC", "WA 1",
            "WA:1 WA:0", "AC:1 WA:0 -");
        row("an empty group is no part", ". min max=5; a min; b min accept=5", "b/1=AC", "AC 5",
            "AC:5 AC:0 AC:5", "AC:5");
        row("range: outside", ". sum max=9; a sum range=0..2", "a/1=AC a/2=AC a/3=AC", "JE 0", "JE:0 JE:0",
            "AC:1 AC:1 AC:1");
        row("range: its ends are inside", ". sum max=3; a sum range=0..3", "a/1=AC a/2=AC a/3=AC", "AC 3",
            "AC:3 AC:3", "AC:1 AC:1 AC:1");
        row("range: of a skipped group", ". sum max=3 break; a sum; b sum range=5..6", "a/1=WA b/1=AC",
            "WA 0", "WA:0 WA:0 .:0", "WA:0 -");
        row("deep", ". sum max=8; a sum; a/b sum; a/b/c min accept=8", "a/b/c/1=AC a/b/c/2=AC", "AC 8",
            "AC:8 AC:8 AC:8 AC:8", "AC:8 AC:8");
    }
    void groups() { check(); }

    void requirements_data()
    {
        columns();
        const char* require =
            ". sum ignore max=100; sample first sum accept=0; secret first any sum max=100;"
            " secret/1 first passfail max=30; secret/2 first passfail max=30 require=secret/1;"
            " secret/3 first passfail max=40 require=sample require=secret/2";
        row("all", require, "sample/1=AC secret/1/a=AC secret/2/a=AC secret/3/a=AC", "AC 100",
            "AC:100 AC:0 AC:100 AC:30 AC:30 AC:40", "AC:0 AC:1 AC:1 AC:1");
        row("one after another", require, "sample/1=AC secret/1/a=WA secret/2/a=AC secret/3/a=AC", "WA 0",
            "WA:0 AC:0 WA:0 WA:0 .:0 .:0", "AC:0 WA:0 - -");
        row("the last", require, "sample/1=WA secret/1/a=AC secret/2/a=AC secret/3/a=AC", "PA 60",
            "AC:60 WA:0 AC:60 AC:30 AC:30 .:0", "WA:0 AC:1 AC:1 -");
        row("not known yet", require, "sample/1=. secret/1/a=AC secret/2/a=AC secret/3/a=AC", ".",
            ".:0 .:0 .:0 AC:30 AC:30 .:0", ". AC:1 AC:1 AC:1");
        row("skipped before it is known why", require, "sample/1=. secret/1/a=. secret/2/a=WA secret/3/a=AC",
            ".", ".:0 .:0 .:0 .:0 .:0 .:0", ". . WA:0 -");
        row("the whole of secret",
            ". sum ignore max=5; sample first sum accept=0; secret passfail max=5 "
            "require=sample",
            "sample/1=RTE secret/1=AC", "RTE 0", "RTE:0 RTE:0 .:0", "RTE:0 -");
        row("given up with a break elsewhere",
            ". sum any max=9; a sum; a/x sum; b sum break; b/x sum; b/y sum; c sum require=b/y",
            "a/x/1=AC b/x/1=TLE b/y/1=AC c/1=AC", "PA 1", "AC:1 AC:1 AC:1 TLE:0 TLE:0 .:0 .:0",
            "AC:1 TLE:0 - -");
        row("tests in another order", ". sum max=2; a passfail; b passfail require=a", "b/1=AC a/1=WA",
            "WA 0", "WA:0 WA:0 .:0", "- WA:0");
        row("a judge error in a required group", ". sum always max=2; a passfail; b passfail require=a",
            "a/1=JE b/1=AC", "JE 0", "JE:0 JE:0 .:0", "JE:0 -");
        row("a group that does not exist", ". sum max=2; a passfail require=z", "a/1=AC", "JE 0", "JE:0 .:0",
            "-");
        row("a group that comes later", ". sum max=2; a passfail require=b; b passfail", "a/1=AC b/1=AC",
            "JE 0", "JE:0 .:0 AC:1", "- AC:1");
        row("itself", ". sum max=2; a passfail require=a", "a/1=AC", "JE 0", "JE:0 .:0", "-");
    }
    void requirements() { check(); }

    void incomplete_data()
    {
        columns();
        row("waiting", ". sum max=3", "a=AC b=. c=WA", ".", ".:0", "AC:1 . WA:0");
        row("one group is known", ". sum max=3; a sum; b sum", "a/1=AC b/1=. b/2=AC", ".", ".:0 AC:1 .:0",
            "AC:1 . AC:1");
        row("a group that an earlier one may have skipped", ". sum break max=3; a sum; b sum", "a/1=. b/1=AC",
            ".", ".:0 .:0 .:0", ". AC:1");
        row("skipped whatever comes", ". sum break max=3; a sum; b sum", "a/1=. a/2=WA b/1=AC", ".",
            ".:0 .:0 .:0", ". WA:0 -");
        row("skipped, as stored", ". sum break max=3", "a=AC b=WA c=-", "WA 1", "WA:1", "AC:1 WA:0 -");
        row("skipped without a reason is not known", ". sum max=3", "a=AC b=WA c=-", ".", ".:0",
            "AC:1 WA:0 -");
    }
    void incomplete() { check(); }

    /// The judge errors of 2025-09, "Scoring test cases".
    void givenScores_data()
    {
        columns();
        const auto bad = [](const char* name, const char* words, const char* run) {
            QTest::newRow(name) << QByteArray(". max=10; secret " + QByteArray(words))
                                << QByteArray("secret/1=") + run << QByteArray("JE 0")
                                << QByteArray("JE:0 JE:0") << QByteArray("JE:0");
        };
        bad("a score in a pass-fail group", "passfail max=10", "AC:1");
        bad("a multiplier in a pass-fail group", "passfail max=10", "AC:*1");
        bad("no score without a maximum", "sum unbounded", "AC");
        bad("a multiplier without a maximum", "sum unbounded", "AC:*0.5");
        bad("more than the test is worth", "sum accept=10", "AC:10.000001");
        bad("more than its share", "sum accept=10/3", "AC:3.333334");
        bad("a score below 0", "sum unbounded", "AC:-1");
        bad("a multiplier below 0", "sum accept=10", "AC:*-0.1");
        bad("a multiplier above 1", "sum accept=10", "AC:*1.01");
        bad("a score for a wrong answer", "sum accept=10", "WA:0");
        row("a score", ". sum max=10; secret sum accept=10", "secret/1=AC:9.5", "PA 9.5", "AC:9.5 AC:9.5",
            "AC:9.5");
        row("just its share", ". sum max=10; secret sum accept=10/3", "secret/1=AC:3.333333", "PA 3.333333",
            "AC:3.333333 AC:3.333333", "AC:3.333333");
        row("a multiplier", ". sum max=10; secret sum accept=10", "secret/1=AC:*0.95", "PA 9.5",
            "AC:9.5 AC:9.5", "AC:9.5");
        row("neither", ". sum max=10; secret sum accept=10", "secret/1=AC", "AC 10", "AC:10 AC:10", "AC:10");
        row("without a maximum", ". sum unbounded; secret sum unbounded", "secret/1=AC:1234567", "AC 1234567",
            "AC:1234567 AC:1234567", "AC:1234567");
        row("ignored in samples", ". sum ignore max=10; sample passfail max=0 accept=0; secret sum accept=10",
            "sample/1=AC:55 secret/1=AC", "AC 10", "AC:10 AC:0 AC:10", "AC:0 AC:10");
    }
    void givenScores()
    {
        check([](model::Problem& problem) {
            problem.validation.scores = model::OutputValidation::Scores::Allowed;
        });
    }

    /// DOMjudge: the validator may give points with an output that it rejects.
    void scoresOfAnyVerdict_data()
    {
        columns();
        row("of one that is rejected", ". sum max=10; secret sum accept=0", "secret/1=WA:3 secret/2=AC:4",
            "WA 7", "WA:7 WA:7", "WA:3 AC:4");
        row("not of one that crashed", ". sum max=10; secret sum accept=0", "secret/1=RTE:3 secret/2=AC:4",
            "RTE 4", "RTE:4 RTE:4", "RTE:0 AC:4");
        row("none", ". sum max=10; secret sum accept=0", "secret/1=WA secret/2=AC", "WA 0", "WA:0 WA:0",
            "WA:0 AC:0");
        row("beside the group's own", ". sum max=10; secret passfail max=10 accept=0", "secret/1=AC:3",
            "JE 0", "JE:0 JE:0", "JE:0");
    }
    void scoresOfAnyVerdict()
    {
        check([](model::Problem& problem) {
            problem.validation.scores = model::OutputValidation::Scores::AnyVerdict;
        });
    }

    /// testlib's points are the test's own; a checker does not know which of them are all.
    void pointsOfCheckers_data()
    {
        columns();
        row("all of them", ". sum max=10; secret sum accept=10", "secret/1=PA:10", "AC 10", "AC:10 AC:10",
            "AC:10");
        row("the whole of a part", ". sum max=10; secret sum accept=10", "secret/1=PA:*1", "AC 10",
            "AC:10 AC:10", "AC:10");
        row("some", ". sum max=10; secret sum accept=10", "secret/1=PA:4", "PA 4", "PA:4 PA:4", "PA:4");
        row("all of them, as decimals are printed", ". sum max=2; secret sum accept=2/3",
            "secret/1=PA:0.666667 secret/2=PA:0.666667 secret/3=PA:0.666667", "AC 2", "AC:2 AC:2",
            "AC:0.666667 AC:0.666667 AC:0.666667");
        row("more than all", ". sum max=10; secret sum accept=10", "secret/1=PA:85", "JE 0", "JE:0 JE:0",
            "JE:0");
        row("in a test without points", ". sum max=10; sample sum max=0 accept=0; secret sum accept=10",
            "sample/1=PA:3 secret/1=AC", "AC 10", "AC:10 AC:0 AC:10", "AC:0 AC:10");
        row("a part of a test without points",
            ". sum any max=10; sample sum max=0 accept=0; secret sum accept=10",
            "sample/1=PA:*0.5 secret/1=AC", "AC 10", "AC:10 PA:0 AC:10", "PA:0 AC:10");
        row("of one of two tests", ". sum max=10; secret sum accept=5", "secret/1=PA:5 secret/2=PA:2", "PA 7",
            "PA:7 PA:7", "AC:5 PA:2");
    }
    void pointsOfCheckers()
    {
        check([](model::Problem& problem) {
            problem.validation.scores = model::OutputValidation::Scores::Allowed;
            problem.validation.protocol = model::ValidatorProtocol::Testlib;
        });
    }

    void staticValidation_data()
    {
        QTest::addColumn<QByteArray>("groups");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("tests");
        QTest::addColumn<QByteArray>("result");
        const auto add = [](const char* name, const char* groups, const char* said, const char* tests,
                            const char* result) {
            QTest::newRow(name) << QByteArray(groups) << QByteArray(said) << QByteArray(tests)
                                << QByteArray(result);
        };
        const char* sum = ". sum any max=10; secret sum any accept=8/2 static=2 max=10";
        add("all", sum, "AC", "secret/1=AC secret/2=AC", "AC 10");
        add("rejected", sum, "WA", "secret/1=AC secret/2=AC", "PA 8");
        add("multiplier", sum, "AC:*0.5", "secret/1=AC secret/2=AC", "PA 9");
        add("score", sum, "AC:1.5", "secret/1=AC secret/2=AC", "PA 9.5");
        add("too large a score", sum, "AC:3", "secret/1=AC secret/2=AC", "JE 0");
        add("a score with a rejection", sum, "WA:1", "secret/1=AC secret/2=AC", "JE 0");
        add("judge error", sum, "JE", "secret/1=AC secret/2=AC", "JE 0");
        add("not known yet", sum, ".", "secret/1=AC secret/2=AC", ".");
        add("alone in its group", sum, "AC", "", "PA 2");
        const char* passFail = ". sum max=10; secret passfail static=0 max=10";
        add("pass-fail passed", passFail, "AC", "secret/1=AC", "AC 10");
        add("pass-fail failed", passFail, "WA", "secret/1=AC", "WA 0");
        add("pass-fail with a score", passFail, "AC:1", "secret/1=AC", "JE 0");
        add("comes first", ". sum max=1; secret first sum break static=1", "WA", "secret/1=RTE", "WA 0");
        add("minimum", ". sum max=5; secret min static=3 accept=5 max=5", "AC", "secret/1=AC", "PA 3");
    }

    void staticValidation()
    {
        QFETCH(QByteArray, groups);
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, tests);
        QFETCH(QByteArray, result);
        Described described = describe(groups, tests);
        std::vector<score::StaticResult> results;
        if (said != ".") {
            const model::Run run = runOf("", said);
            results.push_back({"secret", *run.verdict, run.given, "broken"});
        }
        score::fold(described.problem, false, described.judgement, {}, results);
        QCOMPARE(resultOf(described.judgement), result);
        if (said == "JE")
            QCOMPARE(described.judgement.message,
                     std::string("static validator for the group \"secret\": broken"));
    }

    void staticValidationOfPassFailProblems()
    {
        const auto judged = [](const char* said, const char* tests, bool stop) {
            Described described = describe(". ; secret static=0; other", tests);
            described.problem.type = {"pass-fail"};
            std::vector<score::StaticResult> results;
            if (said[0] != '.')
                results.push_back({"secret", *model::verdictFromCode(said), {}, "broken"});
            score::fold(described.problem, stop, described.judgement, {}, results);
            const std::vector<bool> irrelevant =
                score::irrelevantRuns(described.problem, described.judgement.runs, stop, results);
            return resultOf(described.judgement) + " | " + groupsOf(described.judgement) + " | " +
                   runsOf(described.judgement) + " | " +
                   QByteArray::number(std::count(irrelevant.begin(), irrelevant.end(), true));
        };
        QCOMPARE(judged("AC", "secret/1=AC other/1=AC", true),
                 QByteArray("AC 1 | AC:1 AC:1 AC:1 | AC:1 AC:1 | 0"));
        QCOMPARE(judged("WA", "secret/1=RTE other/1=AC", false),
                 QByteArray("WA 0 | WA:0 WA:0 AC:1 | RTE:0 AC:1 | 0"));
        QCOMPARE(judged("WA", "secret/1=RTE other/1=AC", true), QByteArray("WA 0 | WA:0 WA:0 .:0 | - - | 2"));
        QCOMPARE(judged("JE", "secret/1=AC other/1=AC", false),
                 QByteArray("JE 0 | JE:0 JE:0 AC:1 | AC:1 AC:1 | 0"));
        QCOMPARE(judged(".", "secret/1=AC other/1=AC", false),
                 QByteArray(". | .:0 .:0 AC:1 | AC:1 AC:1 | 0"));
    }

    /// Legacy packages may grade pass-fail problems as well.
    void passFailByRules_data()
    {
        columns();
        row("worst error", ". worst", "a=WA b=RTE", "RTE 0", "RTE:0", "WA:0 RTE:0");
        row("always accept", ". always", "a=WA b=RTE", "AC 1", "AC:1", "WA:0 RTE:0");
        row("any accepted", ". worst any; a worst; b worst", "a/1=WA b/1=AC", "AC 1", "AC:1 WA:0 AC:1",
            "WA:0 AC:1");
        row("the sample does not count", ". first ignore; sample; secret", "sample/1=WA secret/1=AC", "AC 1",
            "AC:1 WA:0 AC:1", "WA:0 AC:1");
        row("judge error", ". always", "a=AC b=JE", "JE 0", "JE:0", "AC:1 JE:0");
        row("waiting", ". worst", "a=AC b=.", ".", ".:0", "AC:1 .");
        row("an empty group", ". worst; a", "b=AC", "AC 1", "AC:1 AC:0", "AC:1");
    }
    void passFailByRules()
    {
        check([](model::Problem& problem) {
            problem.type = {"pass-fail"};
            problem.validation.scores = model::OutputValidation::Scores::Never;
        });
    }

    void passFailStopsAtTheFirstFailure()
    {
        const auto judged = [](const char* groups) {
            Described described = describe(groups, "a=WA b=RTE");
            described.problem.type = {"pass-fail"};
            score::fold(described.problem, true, described.judgement);
            return resultOf(described.judgement) + " | " + runsOf(described.judgement);
        };
        QCOMPARE(judged(". worst"), QByteArray("WA 0 | WA:0 -"));
        QCOMPARE(judged(". always"), QByteArray("AC 1 | WA:0 RTE:0"));
    }

    void passFailByACustomGrader()
    {
        Described described = describe(". custom", "a=WA b=AC");
        described.problem.type = {"pass-fail"};
        QVERIFY(score::needsGrader(described.problem));
        score::fold(described.problem, false, described.judgement,
                    [](const model::TestGroup&, const std::vector<score::GraderInput>& lines) {
                        return score::GraderResult{lines[1].verdict, 55};
                    });
        QCOMPARE(resultOf(described.judgement), QByteArray("AC 1"));
        QCOMPARE(groupsOf(described.judgement), QByteArray("AC:1"));
    }

    void stopAtFirstFailure_data()
    {
        columns();
        row("a pass-fail group", ". sum any max=9; a first passfail; b sum", "a/1=WA a/2=AC b/1=WA b/2=AC",
            "WA 1", "WA:1 WA:0 WA:1", "WA:0 - WA:0 AC:1");
        row("a minimum", ". sum any max=9; a first min", "a/1=AC a/2=WA a/3=AC", "WA 0", "WA:0 WA:0",
            "AC:1 WA:0 -");
        row("a minimum that can go below", ". sum any max=9; a first min reject=-1", "a/1=AC a/2=WA a/3=AC",
            "WA -1", "WA:-1 WA:-1", "AC:1 WA:-1 AC:1");
        row("worst error needs all", ". sum max=9; a worst passfail", "a/1=WA a/2=RTE", "RTE 0",
            "RTE:0 RTE:0", "WA:0 RTE:0");
        row("any accepted needs all", ". sum max=9; a first any passfail", "a/1=WA a/2=AC", "PA 1",
            "AC:1 AC:1", "WA:0 AC:1");
        row("a sum needs all", ". sum max=9", "a=WA b=AC", "WA 1", "WA:1", "WA:0 AC:1");
        row("groups below", ". passfail max=9; a passfail; b passfail", "a/1=WA b/1=RTE", "WA 0",
            "WA:0 WA:0 RTE:0", "WA:0 RTE:0");
    }
    void stopAtFirstFailure()
    {
        check(
            [](model::Problem& problem) {
                problem.validation.scores = model::OutputValidation::Scores::Never;
            },
            true);
    }

    void customGrader()
    {
        Described described = describe(
            ". custom max=10 range=0..10 ignore; sample sum accept=0; secret custom; secret/a min accept=4",
            "sample/1=WA secret/1=TLE secret/a/1=AC secret/a/2=AC");
        described.problem.groups[0].grading.graderFlags = {"at=root"};
        QVERIFY(score::needsGrader(described.problem));
        QByteArrayList calls;
        const score::CustomGrader grader = [&calls](const model::TestGroup& group,
                                                    const std::vector<score::GraderInput>& lines) {
            QByteArray call = QByteArray::fromStdString(group.id) + '[';
            for (const std::string& flag : group.grading.graderFlags)
                call += QByteArray::fromStdString(flag);
            call += ']';
            for (const score::GraderInput& line : lines)
                call += ' ' + code(line.verdict) + ':' + text(line.score);
            calls << call;
            return score::GraderResult{Verdict::AC, *Decimal::parse("7.5")};
        };
        score::fold(described.problem, false, described.judgement, grader);
        QCOMPARE(calls, (QByteArrayList{"secret[] TLE:0 AC:4", "[at=root] AC:7.5"}));
        QCOMPARE(resultOf(described.judgement), QByteArray("PA 7.5"));
        QCOMPARE(groupsOf(described.judgement), QByteArray("AC:7.5 WA:0 AC:7.5 AC:4"));
    }

    void customGraderFailures()
    {
        const auto judged = [](const score::CustomGrader& grader, const char* tests) {
            Described described = describe(". sum max=10; secret custom range=0..10", tests);
            score::fold(described.problem, false, described.judgement, grader);
            return resultOf(described.judgement) + " " +
                   QByteArray::fromStdString(described.judgement.message);
        };
        const auto says = [](Verdict verdict, int score) {
            return [=](const model::TestGroup&, const std::vector<score::GraderInput>&) {
                return score::GraderResult{verdict, score, "it crashed"};
            };
        };
        int calls = 0;
        const auto counts = [&calls](const model::TestGroup&, const std::vector<score::GraderInput>&) {
            ++calls;
            return score::GraderResult{Verdict::AC, 1};
        };
        const auto stopped = [](const model::TestGroup&, const std::vector<score::GraderInput>&) {
            return std::nullopt;
        };
        QCOMPARE(judged(says(Verdict::JE, 0), "secret/1=AC"),
                 QByteArray("JE 0 grader for the group \"secret\": it crashed"));
        QCOMPARE(judged(says(Verdict::AC, 11), "secret/1=AC"),
                 QByteArray(
                     "JE 0 the score of the group \"secret\" is 11, which is not in its range from 0 to 10"));
        QCOMPARE(judged(says(Verdict::WA, 4), "secret/1=AC"), QByteArray("WA 4 "));
        QCOMPARE(judged({}, "secret/1=AC"),
                 QByteArray("JE 0 the group \"secret\" needs a custom grader, and there is none"));
        QCOMPARE(judged(stopped, "secret/1=AC"), QByteArray(". "));
        QCOMPARE(judged(counts, "secret/1=JE"), QByteArray("JE 0 secret/1: message"));
        QCOMPARE(judged(counts, "secret/1=."), QByteArray(". "));
        QCOMPARE(judged(counts, ""), QByteArray("PA 0 "));
        QCOMPARE(calls, 0);
    }

    void messages()
    {
        const auto message = [](const char* groups, const char* tests,
                                model::OutputValidation::Scores scores) {
            Described described = describe(groups, tests);
            described.problem.validation.scores = scores;
            score::fold(described.problem, false, described.judgement);
            return QByteArray::fromStdString(described.judgement.message);
        };
        const auto required = model::OutputValidation::Scores::Required;
        const auto allowed = model::OutputValidation::Scores::Allowed;
        QCOMPARE(message(". sum; a sum range=0..2", "a/1=AC:2.5", required),
                 QByteArray("the score of the group \"a\" is 2.5, which is not in its range from 0 to 2"));
        QCOMPARE(
            message(". sum range=1..2", "a=AC:0.5", required),
            QByteArray("the score of the group of all tests is 0.5, which is not in its range from 1 to 2"));
        QCOMPARE(message(". sum; a sum accept=5", "a/1=AC:6", allowed),
                 QByteArray("a/1: the validator gave the score 6, more than the 5 that the test is worth"));
        QCOMPARE(message(". sum; a sum", "a/1=AC a/2=JE a/3=JE", required), QByteArray("a/2: message"));
        QCOMPARE(message(". sum; a sum require=b", "a/1=AC", required),
                 QByteArray("the group \"a\" requires the group \"b\", which does not exist"));
        QCOMPARE(
            message(". sum; a sum", "a/1=AC b/1=AC", required),
            QByteArray("the problem cannot be graded: the test b/1 is in a group that does not exist: b"));
        QCOMPARE(
            message("a sum; . sum", "a/1=AC", required),
            QByteArray("the problem cannot be graded: the group \"a\" does not come after its parent of all "
                       "tests"));
    }

    void deepNesting()
    {
        // As deep as a hostile archive may have it: no stack of ours grows with it.
        constexpr int kDepth = 50'000;
        Described described = describe(". sum max=1", "");
        model::Problem& problem = described.problem;
        for (int i = 1; i <= kDepth; ++i) {
            model::TestGroup group = problem.groups.front();
            group.id = std::to_string(i);
            group.parent = problem.groups.back().id;
            problem.groups.push_back(std::move(group));
        }
        model::TestCase test;
        test.id = "test";
        test.group = std::to_string(kDepth);
        problem.testCases.push_back(test);
        described.judgement.runs.push_back(runOf("test", "AC"));
        score::fold(problem, false, described.judgement);
        QCOMPARE(resultOf(described.judgement), QByteArray("AC 1"));
    }

    void compileError()
    {
        Described described = describe(". sum max=3; a sum", "a/1=. a/2=.");
        described.judgement.compile->ok = false;
        score::fold(described.problem, false, described.judgement);
        QCOMPARE(resultOf(described.judgement), QByteArray("CE 0"));
        QCOMPARE(runsOf(described.judgement), QByteArray("- -"));
        QVERIFY(described.judgement.maxScore == Decimal(3));
    }

private:
    static void check(const std::function<void(model::Problem&)>& change = {}, bool stop = false)
    {
        QFETCH(QByteArray, groups);
        QFETCH(QByteArray, tests);
        QFETCH(QByteArray, result);
        QFETCH(QByteArray, groupResults);
        QFETCH(QByteArray, runs);
        Described described = describe(groups, tests);
        if (change)
            change(described.problem);
        const std::vector<bool> irrelevant =
            score::irrelevantRuns(described.problem, described.judgement.runs, stop);
        score::fold(described.problem, stop, described.judgement);
        if (resultOf(described.judgement) != result)
            qWarning("%s", described.judgement.message.c_str());
        QCOMPARE(resultOf(described.judgement), result);
        QCOMPARE(groupsOf(described.judgement), groupResults);
        QCOMPARE(runsOf(described.judgement), runs);
        QCOMPARE(described.judgement.message.empty(), !result.startsWith("JE"));
        for (std::size_t i = 0; i < irrelevant.size(); ++i)
            QVERIFY(!irrelevant[i] || described.judgement.runs[i].state == model::TaskState::Skipped);
        const model::Judgement once = described.judgement;
        score::fold(described.problem, stop, described.judgement);
        QVERIFY(once == described.judgement);
    }
};

QTEST_GUILESS_MAIN(TestGrading)
#include "test_grading.moc"
