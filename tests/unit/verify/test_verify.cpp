// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/expectations.h"
#include "verify/verify.h"

#include <QTest>

using namespace assize;
using namespace std::chrono_literals;
using model::Verdict;

namespace {

std::vector<Verdict> verdictsOf(const QByteArray& codes)
{
    std::vector<Verdict> verdicts;
    for (const QByteArray& code : codes.split(' ')) {
        if (const std::optional<Verdict> verdict = model::verdictFromCode(code.toStdString()))
            verdicts.push_back(*verdict);
    }
    return verdicts;
}

/// The first code is the submission's, the rest are the runs'.
model::Judgement judgementOf(const QByteArray& codes)
{
    model::Judgement judgement;
    judgement.state = model::SubmissionState::Done;
    const std::vector<Verdict> verdicts = verdictsOf(codes);
    judgement.verdict = verdicts.at(0);
    for (std::size_t i = 1; i < verdicts.size(); ++i) {
        model::Run run;
        run.state = model::TaskState::Done;
        run.verdict = verdicts[i];
        judgement.runs.push_back(run);
    }
    return judgement;
}

model::Judgement judgementWithTimes(const std::vector<std::chrono::milliseconds>& times)
{
    model::Judgement judgement = judgementOf("AC");
    for (std::chrono::milliseconds time : times) {
        model::Run run;
        run.state = model::TaskState::Done;
        run.verdict = Verdict::AC;
        run.cpuTime = time;
        judgement.runs.push_back(run);
    }
    return judgement;
}

} // namespace

class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparison_data()
    {
        QTest::addColumn<QByteArray>("permitted");
        QTest::addColumn<QByteArray>("required");
        QTest::addColumn<QByteArray>("actual");
        QTest::addColumn<QByteArray>("result"); // "yes", "no", "" for nothing to compare
        const auto row = [](const char* name, const char* permitted, const char* required, const char* actual,
                            const char* result) {
            QTest::newRow(name) << QByteArray(permitted) << QByteArray(required) << QByteArray(actual)
                                << QByteArray(result);
        };
        row("accepted", "AC", "", "AC AC AC", "yes");
        row("accepted fails", "AC", "", "WA AC WA", "no");
        row("wrong answer", "AC WA", "WA", "WA AC WA", "yes");
        row("wrong answer is accepted", "AC WA", "WA", "AC AC AC", "no");
        row("wrong answer, and too slow", "AC WA", "WA", "WA AC WA TLE", "no");
        row("accepted runs need no word", "WA", "", "WA AC WA", "yes");
        row("an accepted submission does", "WA", "", "AC AC", "no");
        row("one of several required", "AC RTE TLE", "RTE TLE", "TLE AC TLE", "yes");
        row("MLE is a run-time error", "AC RTE", "RTE", "MLE AC MLE", "yes");
        row("SV is a run-time error", "AC RTE", "RTE", "SV SV", "yes");
        row("a run-time error is no MLE", "AC MLE", "MLE", "RTE RTE", "no");
        row("PE is a wrong answer", "AC WA", "WA", "PE PE", "yes");
        row("OLE is itself", "AC RTE", "RTE", "OLE OLE", "no");
        row("CE without runs", "CE", "CE", "CE", "yes");
        row("CE not expected", "AC WA", "WA", "CE", "no");
        row("JE is never expected", "AC JE", "", "JE AC JE", "no");
        row("JE where anything but is", "", "WA", "JE WA JE", "no");
        row("only required", "", "WA", "WA AC TLE WA", "yes");
        row("nothing is said", "", "", "WA WA", "");
    }

    void comparison()
    {
        QFETCH(QByteArray, permitted);
        QFETCH(QByteArray, required);
        QFETCH(QByteArray, actual);
        QFETCH(QByteArray, result);
        model::JurySubmission jury;
        jury.permitted = verdictsOf(permitted);
        jury.required = verdictsOf(required);
        const std::optional<bool> asExpected =
            verify::compareSubmission(model::Problem{}, jury, judgementOf(actual)).asExpected;
        const QByteArray text = !asExpected ? "" : *asExpected ? "yes" : "no";
        QCOMPARE(text, result);
    }

    void notJudgedIsNotCompared()
    {
        model::Judgement judgement = judgementOf("AC");
        judgement.state = model::SubmissionState::NoToolchain;
        model::JurySubmission jury;
        jury.permitted = {Verdict::AC};
        QVERIFY(!verify::compareSubmission(model::Problem{}, jury, judgement).asExpected);
    }

    /// Neither says how long the accepted ones compute.
    void whatWaitsOrWasNotJudgedIsNotTheSlowest()
    {
        model::Problem problem;
        problem.limits.cpuTime = 1s;
        model::JurySubmission good;
        good.forTimeLimit = true;
        const model::Judgement fast = judgementWithTimes({100ms});
        model::Judgement waiting = judgementWithTimes({200ms});
        waiting.runs.front().limit = model::LimitKind::Wall;
        model::Judgement failed = judgementWithTimes({300ms});
        failed.verdict = Verdict::JE;
        QVERIFY(verify::timeLimitRuler(problem, {{&good, &fast}, {&good, &waiting}, {&good, &failed}})
                    .slowestAccepted == 100ms);
        QVERIFY(!verify::timeLimitRuler(problem, {{&good, &waiting}, {&good, &failed}}).slowestAccepted);
    }

    /// A computed limit does not come from it.
    void whatFailsOtherwiseIsNotTheSlowest_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<bool>("counts");
        QTest::newRow("AC") << "computed"
                            << "AC" << true;
        QTest::newRow("too slow") << "computed"
                                  << "TLE" << true;
        QTest::newRow("crashed") << "computed"
                                 << "RTE" << false;
        QTest::newRow("wrong") << "computed"
                               << "WA" << false;
        QTest::newRow("wrong, and a file gives the limit") << ".timelimit"
                                                           << "WA" << true;
    }
    void whatFailsOtherwiseIsNotTheSlowest()
    {
        QFETCH(QString, from);
        QFETCH(QString, verdict);
        QFETCH(bool, counts);
        model::Problem problem;
        problem.timeLimitFrom = from.toStdString();
        problem.limits.cpuTime = 1s;
        model::JurySubmission good;
        good.forTimeLimit = true;
        good.permitted = {Verdict::AC};
        const model::Judgement fast = judgementWithTimes({100ms});
        model::Judgement other = judgementWithTimes({200ms});
        other.verdict = model::verdictFromCode(verdict.toStdString());
        QVERIFY(other.verdict.has_value());
        QVERIFY(verify::timeLimitRuler(problem, {{&good, &fast}, {&good, &other}}).slowestAccepted ==
                (counts ? 200ms : 100ms));
    }

    void suggestion_data()
    {
        QTest::addColumn<int>("slowest");
        QTest::addColumn<int>("suggested");
        QTest::newRow("nothing") << 0 << 1000;
        QTest::newRow("small") << 10 << 1000;
        QTest::newRow("exactly") << 200 << 1000;
        QTest::newRow("just over") << 201 << 2000;
        QTest::newRow("large") << 1700 << 9000;
    }

    void suggestion()
    {
        QFETCH(int, slowest);
        QFETCH(int, suggested);
        QVERIFY(verify::suggestedTimeLimit(std::chrono::milliseconds(slowest), {}) ==
                std::chrono::milliseconds(suggested));
    }

    void ruler()
    {
        model::Problem problem;
        problem.limits.cpuTime = 2s;
        problem.timeLimitRule.safetyMargin = 1.5;
        const auto submissionOf = [](bool forTimeLimit, std::vector<Verdict> required) {
            model::JurySubmission submission;
            submission.forTimeLimit = forTimeLimit;
            submission.mustExceedTimeLimit = required == std::vector{Verdict::TLE};
            submission.required = std::move(required);
            return submission;
        };
        const model::JurySubmission good = submissionOf(true, {});
        const model::JurySubmission slow = submissionOf(false, {Verdict::TLE});
        const model::JurySubmission brute = submissionOf(false, {Verdict::TLE, Verdict::RTE});
        const model::Judgement fast = judgementWithTimes({100ms, 390ms});
        const model::Judgement faster = judgementWithTimes({20ms});
        const model::Judgement five = judgementWithTimes({5s, 1s});
        const model::Judgement four = judgementWithTimes({4s});
        const model::Judgement three = judgementWithTimes({3s});
        const verify::TimeLimitRuler result = verify::timeLimitRuler(
            problem, {{&good, &fast}, {&good, &faster}, {&slow, &five}, {&slow, &four}, {&brute, &three}});
        QVERIFY(result.slowestAccepted == 390ms);
        QVERIFY(result.limit == 2s);
        QVERIFY(result.safety == 3s);
        QVERIFY(result.fastestToFail == 4s);
        QVERIFY(result.suggested == 2s);
    }

    void rulerOfNothing()
    {
        const verify::TimeLimitRuler result = verify::timeLimitRuler(model::Problem{}, {});
        QVERIFY(!result.slowestAccepted && !result.fastestToFail && !result.suggested);
    }
};

QTEST_GUILESS_MAIN(TestVerify)
#include "test_verify.moc"
