// SPDX-License-Identifier: GPL-3.0-or-later
// What packages say of whole submissions, groups and tests, and how a difference is explained.
#include "verify/expectations.h"

#include <QTest>

using namespace assize;
using namespace std::chrono_literals;
using model::Verdict;
using verify::Comparison;

namespace {

/// "sample/1", "secret/a/1", "secret/a/2", "secret/b/1" in their groups.
model::Problem problemOf(const std::string& format, bool scoring)
{
    model::Problem problem;
    problem.format = format;
    problem.type = {scoring ? "scoring" : "pass-fail"};
    problem.limits.cpuTime = 2s;
    const auto group = [&](const std::string& id, std::optional<std::string> parent) {
        model::TestGroup& made = problem.groups.emplace_back();
        made.id = id;
        made.parent = std::move(parent);
    };
    group("", std::nullopt);
    group("sample", "");
    group("secret", "");
    group("secret/a", "secret");
    group("secret/b", "secret");
    for (const auto& [id, of] :
         std::vector<std::pair<std::string, std::string>>{{"sample/1", "sample"},
                                                          {"secret/a/1", "secret/a"},
                                                          {"secret/a/2", "secret/a"},
                                                          {"secret/b/1", "secret/b"}}) {
        model::TestCase& test = problem.testCases.emplace_back();
        test.id = id;
        test.group = of;
    }
    return problem;
}

std::vector<Verdict> verdictsOf(const QByteArray& codes)
{
    std::vector<Verdict> verdicts;
    for (const QByteArray& code : codes.split(' ')) {
        if (const std::optional<Verdict> verdict = model::verdictFromCode(code.toStdString()))
            verdicts.push_back(*verdict);
    }
    return verdicts;
}

/// The submission's verdict, then those of the four tests ("-" for one that was skipped).
model::Judgement judgementOf(const model::Problem& problem, const QByteArray& codes)
{
    model::Judgement judgement;
    judgement.state = model::SubmissionState::Done;
    const QList<QByteArray> parts = codes.split(' ');
    judgement.verdict = model::verdictFromCode(parts.at(0).toStdString());
    for (qsizetype i = 1; i < parts.size(); ++i) {
        model::Run& run = judgement.runs.emplace_back();
        run.testCase = problem.testCases[static_cast<std::size_t>(i - 1)].id;
        run.verdict = model::verdictFromCode(parts.at(i).toStdString());
        run.state = run.verdict ? model::TaskState::Done : model::TaskState::Skipped;
        run.cpuTime = i * 100ms;
    }
    for (const model::TestGroup& group : problem.groups) {
        model::GroupResult& result = judgement.groups.emplace_back();
        result.group = group.id;
    }
    return judgement;
}

/// "yes", "no" or "" for each place.
QByteArray marksOf(const std::vector<std::optional<bool>>& places)
{
    QByteArray text;
    for (const std::optional<bool>& place : places)
        text += !place ? "." : *place ? "+" : "!";
    return text;
}

QByteArray explained(const Comparison& comparison)
{
    QByteArray text;
    for (const verify::Difference& difference : comparison.differences)
        text += (text.isEmpty() ? "" : "\n") + QByteArray::fromStdString(verify::explain(difference));
    return text;
}

} // namespace

class TestExpectations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole_data()
    {
        QTest::addColumn<QByteArray>("permitted");
        QTest::addColumn<QByteArray>("required");
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("marks");
        QTest::addColumn<QByteArray>("explanation");
        const auto row = [](const char* name, const char* permitted, const char* required, const char* actual,
                            const char* marks, const char* explanation) {
            QTest::newRow(name) << QByteArray(permitted) << QByteArray(required) << QByteArray(actual)
                                << QByteArray(marks) << QByteArray(explanation);
        };
        row("accepted", "AC", "", "AC AC AC AC AC", "++++", "");
        row("one test fails", "AC", "", "WA AC AC WA AC", "++!+", "expected AC, got WA on secret/a/2");
        row("several fail", "AC", "", "WA AC WA WA AC", "+!!+",
            "expected AC, got WA on 2 of 4 tests, first secret/a/1");
        row("two ways", "AC", "", "WA AC WA TLE AC", "+!!+",
            "expected AC, got WA on secret/a/1; TLE on secret/a/2; slowest 0.4 s of 2 s");
        row("too slow is not", "AC TLE", "TLE", "AC AC AC AC AC", "++++",
            "expected TLE, got AC on every test; slowest 0.4 s of 2 s");
        row("another failure", "AC WA", "WA", "RTE AC RTE AC AC", "+!++",
            "expected WA, got RTE on secret/a/1");
        row("skipped tests say nothing", "AC WA", "WA", "WA AC WA - -", "++..", "");
        row("does not compile", "AC", "", "CE", "", "expected AC, got CE");
        row("should not compile", "CE", "CE", "AC AC AC AC AC", "!!!!", "expected CE, got AC on every test");
        row("nothing is said", "", "", "WA WA WA WA WA", "....", "");
    }

    void whole()
    {
        QFETCH(QByteArray, permitted);
        QFETCH(QByteArray, required);
        QFETCH(QByteArray, actual);
        QFETCH(QByteArray, marks);
        QFETCH(QByteArray, explanation);
        const model::Problem problem = problemOf("icpc-legacy", false);
        model::JurySubmission jury;
        jury.permitted = verdictsOf(permitted);
        jury.required = verdictsOf(required);
        const Comparison comparison = verify::compareSubmission(problem, jury, judgementOf(problem, actual));
        QCOMPARE(marksOf(comparison.runs), marks);
        QCOMPARE(explained(comparison), explanation);
        const bool says = !permitted.isEmpty() || !required.isEmpty();
        QCOMPARE(comparison.asExpected.has_value(), says);
        QCOMPARE(comparison.asExpected.value_or(true), explanation.isEmpty());
    }

    /// In scoring problems a failed run may be all right for its group.
    void scoring_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("permitted");
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<bool>("asExpected");
        QTest::newRow("partial as expected")
            << QByteArray("icpc-legacy") << QByteArray("PA") << QByteArray("PA AC WA TLE AC") << true;
        QTest::newRow("full, but not expected")
            << QByteArray("icpc-legacy") << QByteArray("PA") << QByteArray("AC AC AC AC AC") << false;
        QTest::newRow("partial instead of full")
            << QByteArray("icpc-legacy") << QByteArray("AC") << QByteArray("PA AC AC WA AC") << false;
        QTest::newRow("full with a failed run")
            << QByteArray("icpc-legacy") << QByteArray("AC") << QByteArray("AC AC AC WA AC") << true;
        QTest::newRow("2025-09 looks at tests alone")
            << QByteArray("icpc-2025-09") << QByteArray("AC WA") << QByteArray("PA AC AC WA AC") << true;
        QTest::newRow("2025-09 permits AC only where it says so")
            << QByteArray("icpc-2025-09") << QByteArray("WA") << QByteArray("PA AC AC WA AC") << false;
        QTest::newRow("2025-09 looks at every run")
            << QByteArray("icpc-2025-09") << QByteArray("AC") << QByteArray("AC AC AC WA AC") << false;
    }

    void scoring()
    {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, permitted);
        QFETCH(QByteArray, actual);
        QFETCH(bool, asExpected);
        const model::Problem problem = problemOf(format.toStdString(), true);
        model::JurySubmission jury;
        jury.permitted = verdictsOf(permitted);
        const Comparison comparison = verify::compareSubmission(problem, jury, judgementOf(problem, actual));
        QCOMPARE(comparison.asExpected, std::optional(asExpected));
    }

    void whatIsSaidOfTheWholeOnly()
    {
        const model::Problem problem = problemOf("icpc-legacy", false);
        model::JurySubmission jury;
        jury.permitted = verdictsOf("AC RTE");
        jury.required = verdictsOf("RTE");
        const model::Judgement judgement = judgementOf(problem, "RTE AC RTE WA AC");
        QCOMPARE(verify::compareSubmission(problem, jury, judgement).asExpected, std::optional(false));
        jury.ofWholeOnly = true;
        const Comparison comparison = verify::compareSubmission(problem, jury, judgement);
        QCOMPARE(comparison.asExpected, std::optional(true));
        QCOMPARE(marksOf(comparison.runs), QByteArray("...."));
        const model::Judgement other = judgementOf(problem, "WA AC WA RTE AC");
        QCOMPARE(verify::compareSubmission(problem, jury, other).asExpected, std::optional(false));
    }

    void below()
    {
        const model::Problem problem = problemOf("icpc-2025-09", true);
        model::Judgement judgement = judgementOf(problem, "WA AC AC TLE WA");
        judgement.groups[3].score = 40;
        judgement.runs[3].message = "line 3: expected 4, got 5";
        model::JurySubmission jury;
        jury.permitted = verdictsOf("AC TLE WA");
        jury.score = model::ScoreRange{50, 60};
        judgement.score = 40;
        jury.below.push_back({"sample", {verdictsOf("AC"), {}, {}, {}}});
        jury.below.push_back(
            {"secret/a", {verdictsOf("AC TLE"), verdictsOf("TLE"), model::ScoreRange{40, 40}, {}}});
        jury.below.push_back({"secret/{b,c}", {verdictsOf("AC"), {}, {}, "expected 4"}});
        jury.below.push_back({"secret/*/1", {{}, verdictsOf("RTE"), {}, "line 9"}});
        const Comparison comparison = verify::compareSubmission(problem, jury, judgement);
        QCOMPARE(
            explained(comparison),
            QByteArray(
                "expected a score of 50 to 60, got 40\n"
                "in secret/{b,c}: expected AC, got WA on secret/b/1: line 3: expected 4, got 5\n"
                "in secret/*/1: expected RTE, got AC on secret/a/1; WA on secret/b/1\n"
                "in secret/*/1: expected a message with \"line 9\", got others, first \"line 3: expected 4, "
                "got 5\""));
        QCOMPARE(marksOf(comparison.groups), QByteArray(".+.+!"));
        QCOMPARE(marksOf(comparison.runs), QByteArray("+++!"));
        QCOMPARE(comparison.asExpected, std::optional(false));
    }

    /// The CPU time of a program that waits explains nothing.
    void waitingIsSaid()
    {
        const model::Problem problem = problemOf("icpc", false);
        model::JurySubmission jury;
        jury.permitted = {Verdict::AC};
        model::Judgement judgement = judgementOf(problem, "TLE AC AC TLE AC");
        judgement.runs[2].limit = model::LimitKind::Wall;
        judgement.runs[2].wallTime = 5s;
        QCOMPARE(explained(verify::compareSubmission(problem, jury, judgement)),
                 QByteArray("expected AC, got TLE on secret/a/2; slowest 0.4 s of 2 s of CPU time, stopped "
                            "after waiting for 5 s"));
        judgement.runs[2].message = "wall limit: 5 s passed";
        QCOMPARE(explained(verify::compareSubmission(problem, jury, judgement)),
                 QByteArray("expected AC, got TLE on secret/a/2: wall limit: 5 s passed"));
    }

    void mustExceedTheLimit()
    {
        const model::Problem problem = problemOf("icpc-2025-09", false);
        model::JurySubmission jury;
        jury.mustExceedTimeLimit = true;
        QCOMPARE(explained(verify::compareSubmission(problem, jury, judgementOf(problem, "AC AC AC AC AC"))),
                 QByteArray("must exceed the time limit and does not; slowest 0.4 s of 2 s"));
        QVERIFY(
            verify::compareSubmission(problem, jury, judgementOf(problem, "TLE AC AC TLE AC")).asExpected ==
            true);
        jury.required = {Verdict::TLE};
        QCOMPARE(verify::compareSubmission(problem, jury, judgementOf(problem, "AC AC AC AC AC"))
                     .differences.size(),
                 std::size_t(1));
    }

    void judgeErrorIsNeverExpected()
    {
        const model::Problem problem = problemOf("icpc-legacy", false);
        model::JurySubmission jury;
        jury.permitted = verdictsOf("AC JE");
        model::Judgement judgement = judgementOf(problem, "JE AC JE AC AC");
        judgement.runs[1].message = "the validator crashed\nand more";
        const Comparison comparison = verify::compareSubmission(problem, jury, judgement);
        QCOMPARE(explained(comparison),
                 QByteArray("could not be judged, JE on secret/a/1: the validator crashed"));
        QCOMPARE(comparison.asExpected, std::optional(false));
    }
};

QTEST_GUILESS_MAIN(TestExpectations)
#include "test_expectations.moc"
