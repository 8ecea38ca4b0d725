// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/score.h"

#include <QTest>
#include <algorithm>

using namespace assize;
using model::Judgement;
using model::TaskState;
using model::Verdict;

namespace {

/// Tests and groups by their ids, e.g. {"sample/1", "secret/a/1"}.
model::Problem problemOf(const std::vector<std::string>& tests)
{
    model::Problem problem;
    problem.groups = {{"", std::nullopt, 1},
                      {"sample", "", 0},
                      {"secret", "", 1},
                      {"secret/a", "secret", 1},
                      {"secret/b", "secret", 1}};
    for (const std::string& id : tests) {
        model::TestCase test;
        test.id = id;
        test.group = id.substr(0, id.rfind('/'));
        problem.testCases.push_back(test);
    }
    return problem;
}

const std::vector<std::string> kTests = {"sample/1", "secret/a/1", "secret/a/2", "secret/b/1"};

/// "AC", "WA", ...; "-" skipped; "." waiting.
model::Run runOf(const std::string& id, const std::string& code)
{
    model::Run run;
    run.testCase = id;
    if (code == "-") {
        run.state = TaskState::Skipped;
    } else if (code != ".") {
        run.state = TaskState::Done;
        run.verdict = model::verdictFromCode(code);
        run.message = "message of " + id;
    }
    return run;
}

Judgement judgementOf(const std::vector<std::string>& tests, const QByteArray& codes)
{
    Judgement judgement;
    judgement.compile = model::CompileOutcome{true, {}, {}, {}};
    const QList<QByteArray> list = codes.split(' ');
    for (std::size_t i = 0; i < tests.size() && i < static_cast<std::size_t>(list.size()); ++i)
        judgement.runs.push_back(runOf(tests[i], list[static_cast<qsizetype>(i)].toStdString()));
    return judgement;
}

std::string codeOf(const std::optional<Verdict>& verdict, TaskState state = TaskState::Waiting)
{
    if (verdict)
        return std::string(model::codeOf(*verdict));
    return state == TaskState::Skipped ? "-" : ".";
}

template<typename Range, typename Code>
QByteArray joined(const Range& range, Code code)
{
    QByteArray text;
    for (const auto& item : range)
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(code(item));
    return text;
}

QByteArray groupsOf(const Judgement& judgement)
{
    return joined(judgement.groups, [](const model::GroupResult& group) { return codeOf(group.verdict); });
}

QByteArray runsOf(const Judgement& judgement)
{
    return joined(judgement.runs, [](const model::Run& run) { return codeOf(run.verdict, run.state); });
}

} // namespace

class TestFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folding_data()
    {
        QTest::addColumn<bool>("stop");
        QTest::addColumn<QByteArray>("runs");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<QByteArray>("groups");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* name, bool stop, const char* runs, const char* verdict,
                            const char* groups, const char* after) {
            QTest::newRow(name) << stop << QByteArray(runs) << QByteArray(verdict) << QByteArray(groups)
                                << QByteArray(after);
        };
        row("all accepted", false, "AC AC AC AC", "AC", "AC AC AC AC AC", "AC AC AC AC");
        row("first failure in test order", false, "AC RTE WA TLE", "RTE", "RTE AC RTE RTE TLE",
            "AC RTE WA TLE");
        row("sample fails", false, "WA AC AC AC", "WA", "WA WA AC AC AC", "WA AC AC AC");
        row("JE beats all", false, "AC WA AC JE", "JE", "JE AC JE WA JE", "AC WA AC JE");
        row("undecided", false, "AC . WA AC", ".", ". AC . . AC", "AC . WA AC");
        row("undecided but for the last", false, "WA AC AC .", ".", ". WA . AC .", "WA AC AC .");
        row("stop: nothing fails", true, "AC AC AC AC", "AC", "AC AC AC AC AC", "AC AC AC AC");
        row("stop: later ones are skipped though they ran", true, "AC WA AC TLE", "WA", "WA AC WA WA .",
            "AC WA - -");
        row("stop: later ones need not be known", true, "AC WA . .", "WA", "WA AC WA WA .", "AC WA - -");
        row("stop: an earlier one is not known", true, "AC . WA .", ".", ". AC . . .", "AC . WA .");
        row("stop: JE after the failure does not matter", true, "WA AC JE AC", "WA", "WA WA . . .",
            "WA - - -");
        row("stop: JE first", true, "AC JE WA AC", "JE", "JE AC JE JE .", "AC JE - -");
        row("skipped after a failure, as stored", false, "AC WA - -", "WA", "WA AC WA WA .", "AC WA - -");
        row("skipped before any failure is not known", false, "AC - AC AC", ".", ". AC . . AC", "AC - AC AC");
        row("runs that are missing", false, "AC AC", ".", ". AC . . .", "AC AC . .");
    }

    void folding()
    {
        QFETCH(bool, stop);
        QFETCH(QByteArray, runs);
        QFETCH(QByteArray, verdict);
        QFETCH(QByteArray, groups);
        QFETCH(QByteArray, after);
        const model::Problem problem = problemOf(kTests);
        Judgement judgement = judgementOf(kTests, runs);
        score::fold(problem, stop, judgement);
        QCOMPARE(QByteArray::fromStdString(codeOf(judgement.verdict)), verdict);
        QCOMPARE(groupsOf(judgement), groups);
        QCOMPARE(runsOf(judgement), after);
        QCOMPARE(judgement.state == model::SubmissionState::Done, verdict != ".");
        QVERIFY(judgement.score == Decimal(verdict == "AC" ? 1 : 0));
        const Judgement once = judgement;
        score::fold(problem, stop, judgement);
        QVERIFY(once == judgement);
    }

    void orderOfCompletionDoesNotShow()
    {
        // Whatever is known first, the final result is the same.
        const model::Problem problem = problemOf(kTests);
        std::vector<std::size_t> order = {0, 1, 2, 3};
        const Judgement whole = judgementOf(kTests, "AC AC WA RTE");
        for (bool stop : {false, true}) {
            Judgement expected = whole;
            score::fold(problem, stop, expected);
            do {
                Judgement judgement = judgementOf(kTests, ". . . .");
                for (std::size_t index : order) {
                    if (judgement.runs[index].state == TaskState::Waiting)
                        judgement.runs[index] = whole.runs[index];
                    score::fold(problem, stop, judgement);
                }
                QVERIFY(judgement == expected);
            } while (std::next_permutation(order.begin(), order.end()));
        }
    }

    void scores()
    {
        model::Problem problem = problemOf(kTests);
        problem.maxScore = 1;
        Judgement judgement = judgementOf(kTests, "AC AC WA AC");
        score::fold(problem, false, judgement);
        QVERIFY(judgement.maxScore == Decimal(1));
        QVERIFY(judgement.runs[0].score == Decimal(1));
        QVERIFY(judgement.runs[2].score == Decimal(0));
        QVERIFY(judgement.groups[4].score == Decimal(1));
        QVERIFY(judgement.groups[3].score == Decimal(0));
    }

    void compileError()
    {
        Judgement judgement = judgementOf(kTests, ". . . .");
        judgement.compile = model::CompileOutcome{false, "error", {}, {}};
        score::fold(problemOf(kTests), false, judgement);
        QVERIFY(judgement.verdict == Verdict::CE);
        QVERIFY(judgement.state == model::SubmissionState::Done);
        QCOMPARE(runsOf(judgement), QByteArray("- - - -"));
        QCOMPARE(groupsOf(judgement), QByteArray(". . . . ."));
    }

    void noToolchain()
    {
        Judgement judgement;
        judgement.state = model::SubmissionState::NoToolchain;
        judgement.message = "no compiler";
        score::fold(problemOf(kTests), false, judgement);
        QVERIFY(judgement.state == model::SubmissionState::NoToolchain);
        QVERIFY(!judgement.verdict);
        QCOMPARE(judgement.message, std::string("no compiler"));
        QCOMPARE(runsOf(judgement), QByteArray("- - - -"));
    }

    void judgeErrors()
    {
        Judgement judgement = judgementOf(kTests, "AC JE JE AC");
        score::fold(problemOf(kTests), false, judgement);
        QCOMPARE(judgement.message, std::string("secret/a/1: message of secret/a/1"));
        Judgement early;
        score::foldJudgeError(problemOf(kTests), "the source cannot be read", early);
        QVERIFY(early.verdict == Verdict::JE);
        QVERIFY(early.state == model::SubmissionState::Done);
        QCOMPARE(early.message, std::string("the source cannot be read"));
        QCOMPARE(runsOf(early), QByteArray("- - - -"));
    }

    void brokenGroupsDoNoHarm()
    {
        model::Problem problem = problemOf({"elsewhere/1", "secret/1"});
        problem.groups[0].parent = "secret"; // a circle
        Judgement judgement = judgementOf({"elsewhere/1", "secret/1"}, "WA AC");
        score::fold(problem, false, judgement);
        QVERIFY(judgement.verdict == Verdict::WA);
        QVERIFY(judgement.groups[3].verdict == Verdict::AC);
        QVERIFY(judgement.groups[3].score == Decimal(0));
    }

    void irrelevantRuns()
    {
        const auto first = [](const char* codes, bool stop) {
            return static_cast<int>(score::firstIrrelevantRun(judgementOf(kTests, codes).runs, stop));
        };
        QCOMPARE(first("AC . WA .", true), 3);
        QCOMPARE(first(". . . WA", true), 4);
        QCOMPARE(first("WA . . .", true), 1);
        QCOMPARE(first("AC AC AC AC", true), 4);
        QCOMPARE(first("WA . . .", false), 4);
        QCOMPARE(first(". . . .", true), 4);
    }
};

QTEST_GUILESS_MAIN(TestFold)
#include "test_fold.moc"
