// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/limits.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeLimitFromTheSlowest_data()
    {
        QTest::addColumn<int>("slowest"); // ms
        QTest::addColumn<double>("multiplier");
        QTest::addColumn<int>("resolution"); // ms
        QTest::addColumn<int>("limit");      // ms
        QTest::newRow("at least one step") << 1 << 5.0 << 1000 << 1000;
        QTest::newRow("nothing measured") << 0 << 5.0 << 1000 << 1000;
        QTest::newRow("exactly a step") << 400 << 5.0 << 1000 << 2000;
        QTest::newRow("just over") << 401 << 5.0 << 1000 << 3000;
        QTest::newRow("fine resolution") << 410 << 2.0 << 100 << 900;
        QTest::newRow("coarse resolution") << 410 << 2.0 << 2500 << 2500;
        QTest::newRow("large") << 60000 << 5.0 << 1000 << 300000;
    }
    void timeLimitFromTheSlowest()
    {
        QFETCH(int, slowest);
        QFETCH(double, multiplier);
        QFETCH(int, resolution);
        QFETCH(int, limit);
        model::TimeLimitRule rule;
        rule.multiplier = multiplier;
        rule.resolution = milliseconds(resolution);
        QVERIFY(timeLimitFrom(milliseconds(slowest), rule) == milliseconds(limit));
    }

    void languageFactors()
    {
        model::Problem problem;
        problem.limits.cpuTime = seconds(2);
        problem.limits.memory = 100;
        model::Language language;
        language.timeFactor = 1.5;
        language.extraMemory = 11;
        const model::Limits limits = limitsFor(problem, {}, language);
        QVERIFY(limits.cpuTime == seconds(3));
        QCOMPARE(limits.memory, std::uint64_t{111});
        QVERIFY(limits.effectiveWallTime() == seconds(7));
        problem.limits.wallTime = seconds(4);
        QVERIFY(limitsFor(problem, {}, language).effectiveWallTime() == seconds(6));
    }

    void testsOwnLimits()
    {
        model::Problem problem;
        problem.limits.cpuTime = seconds(2);
        model::TestCase test;
        test.limits = problem.limits;
        test.limits->memory = 5;
        test.limits->cpuTime = nanoseconds(0);
        QVERIFY(limitsFor(problem, test, {}).cpuTime == seconds(2));
        QCOMPARE(limitsFor(problem, test, {}).memory, std::uint64_t{5});
        test.limits->cpuTime = seconds(9);
        QVERIFY(limitsFor(problem, test, {}).cpuTime == seconds(9));
    }

    void unknownLimitMeasures() { QVERIFY(limitsFor({}, {}, {}).cpuTime == kMeasuringLimit); }

    void whereRunsAreStopped()
    {
        model::Limits limits;
        limits.cpuTime = seconds(2);
        model::TimeLimitRule rule;
        QVERIFY(stopTime(limits, rule, RunUntil::TimeLimit) == milliseconds(2200));
        QVERIFY(stopTime(limits, rule, RunUntil::SafetyMargin) == seconds(5));
        rule.safetyMargin = 1;
        QVERIFY(stopTime(limits, rule, RunUntil::SafetyMargin) == milliseconds(2200));
    }

    void hugeTimesStayInRange()
    {
        QVERIFY(scaled(nanoseconds::max(), 1e300) > seconds(0));
        QVERIFY(scaled(nanoseconds::max(), 1e300) < nanoseconds::max() / 4);
        QVERIFY(scaled(seconds(1), -5) == seconds(0));
        QVERIFY(scaled(seconds(1), std::numeric_limits<double>::quiet_NaN()) == seconds(0));
    }

    void someMemoryIsAvailable() { QVERIFY(availableMemory() > (1 << 20)); }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "test_limits.moc"
