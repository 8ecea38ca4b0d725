// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/measuring/measured_limit.h"

#include <QTest>
#include <deque>

using namespace assize;
using namespace std::chrono_literals;
using exec::MeasuredLimit;

namespace {

/// The jury's submissions of a problem, and what they got.
class Jury
{
public:
    Jury()
    {
        m_problem.id = "sum";
        m_problem.timeLimitRule.multiplier = 2;
        m_problem.timeLimitRule.resolution = 1s;
    }
    model::Run& add(const std::string& file, std::chrono::nanoseconds time, double factor = 1)
    {
        model::Submission& submission = m_submissions.emplace_back();
        submission.file = "sum/submissions/accepted/" + file;
        model::JurySubmission& jury = m_problem.jurySubmissions.emplace_back();
        jury.file = submission.file;
        jury.forTimeLimit = true;
        model::Judgement& judgement = m_judgements.emplace_back();
        judgement.state = model::SubmissionState::Done;
        judgement.verdict = model::Verdict::AC;
        m_factors.push_back(factor);
        model::Run& run = judgement.runs.emplace_back();
        run.cpuTime = time;
        return run;
    }
    model::Judgement& last() { return m_judgements.back(); }
    MeasuredLimit limit(bool fromThoseAccepted = false) const
    {
        std::vector<exec::Measurement> measurements;
        for (std::size_t i = 0; i < m_submissions.size(); ++i)
            measurements.push_back({&m_submissions[i], &m_judgements[i], m_factors[i]});
        return exec::limitFrom(m_problem, measurements, fromThoseAccepted);
    }

private:
    model::Problem m_problem;
    std::deque<model::Submission> m_submissions;
    std::deque<model::Judgement> m_judgements;
    std::vector<double> m_factors;
};

} // namespace

/// From what the jury's submissions took to the limit that no file gives.
class TestMeasuredLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSlowestDecides()
    {
        Jury jury;
        jury.add("a.cpp", 400ms);
        jury.add("b.py", 1400ms, 2); // 0.7 s of a language that gets twice the time
        jury.add("c.cpp", 600ms);
        const MeasuredLimit found = jury.limit();
        QVERIFY(found.refusal.empty());
        QVERIFY(found.warnings.empty());
        QVERIFY(found.computed.has_value());
        QVERIFY(found.computed->slowestAccepted == 700ms);
        QCOMPARE(found.computed->slowestSubmission, std::string("sum/submissions/accepted/b.py"));
        QVERIFY(found.computed->limit == 2s); // 1.4 s, rounded up
        QVERIFY(found.computed->complete);
    }

    void withoutAToolchain()
    {
        Jury jury;
        jury.add("a.cpp", 400ms);
        jury.add("b.kt", 0ms);
        jury.last().state = model::SubmissionState::NoToolchain;
        jury.last().verdict.reset();
        jury.last().message = "Kotlin is not available";
        const MeasuredLimit found = jury.limit();
        QVERIFY(found.computed.has_value());
        QCOMPARE(found.warnings.size(), 1U);
        QCOMPARE(found.warnings[0], std::string("the time limit is computed without "
                                                "sum/submissions/accepted/b.kt: Kotlin is not available"));
        QVERIFY(jury.limit(true).warnings.empty());
    }

    void noneCanBeRun()
    {
        Jury jury;
        jury.add("b.kt", 0ms);
        jury.last().state = model::SubmissionState::NoToolchain;
        const MeasuredLimit found = jury.limit();
        QVERIFY(!found.computed);
        QVERIFY(found.refusal.find("none of the accepted jury submissions can be run") != std::string::npos);
    }

    void theOneThatFails()
    {
        Jury jury;
        jury.add("a.cpp", 400ms);
        jury.add("b.cpp", 100ms);
        jury.last().verdict = model::Verdict::JE;
        jury.last().message = "its box failed";
        const MeasuredLimit found = jury.limit();
        QVERIFY(!found.computed);
        QCOMPARE(found.refusal,
                 std::string("no time limit is given, and it cannot be computed because the jury submission "
                             "sum/submissions/accepted/b.cpp, which bounds it, gets JE (its box failed)"));
        const MeasuredLimit others = jury.limit(true);
        QVERIFY(others.computed.has_value());
        QVERIFY(!others.computed->complete); // it may do better the next time
        QVERIFY(others.refusal.empty());
    }

    void whatStandsUnderTheLimit()
    {
        model::Problem problem;
        problem.limits.cpuTime = 1s;
        problem.limits.wallTime = 3s;
        problem.testCases.resize(2);
        std::vector<model::Run> runs(2);
        for (model::Run& run : runs) {
            run.state = model::TaskState::Done;
            run.verdict = model::Verdict::AC;
        }
        runs[0].cpuTime = 100ms;
        runs[0].testCase = "short";
        runs[1].cpuTime = 950ms; // too near to the limit to be taken over
        const std::vector<model::Run> stand = exec::runsThatStand(problem, model::Language(), runs);
        QCOMPARE(stand.size(), 1U);
        QCOMPARE(stand[0].testCase, std::string("short"));
    }
};

QTEST_GUILESS_MAIN(TestMeasuredLimit)
#include "test_measured_limit.moc"
