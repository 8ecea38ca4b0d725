// SPDX-License-Identifier: GPL-3.0-or-later
// Which tests catch which wrong submissions, how slots were used, and what the time limit's ruler warns of.
#include "verify/usefulness.h"

#include <QTest>

#include <deque>
#include <map>

using namespace assize;
using namespace std::chrono_literals;
using model::Verdict;
using verify::RulerWarning;

namespace {

/// Five tests, the first a sample; submissions are added as a string of letters: A, W, T, - for skipped.
struct Jury
{
    Jury()
    {
        for (int i = 0; i < 5; ++i) {
            model::TestCase& test = problem.testCases.emplace_back();
            test.id = std::to_string(i);
            test.sample = i == 0;
        }
    }

    void add(const std::string& file, std::vector<Verdict> permitted, std::vector<Verdict> required,
             Verdict verdict, const std::string& letters)
    {
        model::JurySubmission& submission = submissions.emplace_back();
        submission.file = file;
        submission.permitted = std::move(permitted);
        submission.required = std::move(required);
        model::Judgement& judgement = judgements.emplace_back();
        judgement.state = model::SubmissionState::Done;
        judgement.verdict = verdict;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            model::Run& run = judgement.runs.emplace_back();
            run.testCase = std::to_string(i);
            run.state = letters[i] == '-' ? model::TaskState::Skipped : model::TaskState::Done;
            if (letters[i] != '-')
                run.verdict = letters[i] == 'A'   ? Verdict::AC
                              : letters[i] == 'W' ? Verdict::WA
                                                  : Verdict::TLE;
        }
        judged.push_back({&submission, &judgement});
    }

    model::Problem problem;
    std::deque<model::JurySubmission> submissions;
    std::deque<model::Judgement> judgements;
    std::vector<verify::JudgedJurySubmission> judged;
};

model::Run runOf(Verdict verdict, std::chrono::milliseconds time,
                 model::LimitKind limit = model::LimitKind::None)
{
    model::Run run;
    run.state = model::TaskState::Done;
    run.verdict = verdict;
    run.cpuTime = time;
    run.limit = limit;
    return run;
}

} // namespace

class TestTestUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void use()
    {
        Jury jury;
        jury.add("right", {Verdict::AC}, {}, Verdict::AC, "AAAAA");
        jury.add("right but is not", {Verdict::AC}, {}, Verdict::WA, "WWWWW");
        jury.add("wrong", {Verdict::AC, Verdict::WA}, {Verdict::WA}, Verdict::WA, "WAWWA");
        jury.add("slow", {Verdict::AC, Verdict::TLE}, {Verdict::TLE}, Verdict::TLE, "AAAAT");
        jury.add("mixed", {}, {}, Verdict::WA, "AAWWA");
        jury.add("broken", {}, {}, Verdict::CE, "");
        const verify::Usefulness use = verify::usefulnessOf(jury.problem, jury.judged);
        QCOMPARE(use.wrongSubmissions, 3);
        QVERIFY(use.unfailed == std::vector<std::string>{"1"});
        QVERIFY(use.precious == (std::vector<verify::Usefulness::Precious>{{"4", "slow"}}));
        QVERIFY(use.decisive == use.precious);
        QVERIFY(use.equal == (std::vector<std::vector<std::string>>{{"2", "3"}}));
    }

    void skippedTestsAreNotJudged()
    {
        Jury jury;
        jury.add("a", {}, {Verdict::WA}, Verdict::WA, "AWA--");
        jury.add("b", {}, {Verdict::WA}, Verdict::WA, "AWWA-");
        const verify::Usefulness use = verify::usefulnessOf(jury.problem, jury.judged);
        QVERIFY(use.unfailed == std::vector<std::string>{"3"});
        QVERIFY(use.precious == (std::vector<verify::Usefulness::Precious>{{"2", "b"}}));
        QVERIFY(use.decisive.empty());
        QVERIFY(use.equal.empty());
    }

    void nothingIsWrong()
    {
        Jury jury;
        jury.add("right", {Verdict::AC}, {}, Verdict::AC, "AAAAA");
        const verify::Usefulness use = verify::usefulnessOf(jury.problem, jury.judged);
        QCOMPARE(use.wrongSubmissions, 0);
        QVERIFY(use.unfailed.empty());
    }

    void slotsAndWallTime()
    {
        model::Judgement judgement;
        judgement.runs.resize(2);
        judgement.runs[0].wallTime = 300ms;
        judgement.runs[1].wallTime = 100ms;
        judgement.runs[1].attempts = {{100ms, 200ms, 0}, {100ms, 100ms, 0}};
        QVERIFY(verify::wallTimeOf(judgement) == 600ms);
        QCOMPARE(verify::slotUse(500ms, 500ms, 2), std::optional(0.5));
        QVERIFY(!verify::slotUse(600ms, 0ms, 2));
    }

    void rulerWarnings_data()
    {
        QTest::addColumn<int>("accepted");
        QTest::addColumn<int>("slow");
        QTest::addColumn<bool>("stopped");
        QTest::addColumn<QByteArray>("warnings");
        QTest::newRow("in order") << 900 << 5000 << false << QByteArray("");
        QTest::newRow("over the limit")
            << 2100 << 5000 << false
            << QByteArray("the slowest accepted submission good (2.1 s) needs more than the limit of 2 s\n"
                          "no time limit keeps the margins to both: the slowest accepted submission "
                          "good (2.1 s) needs at least 4.2 s, what must fail allows at most 3.333 s");
        QTest::newRow("close")
            << 1200 << 5000 << false
            << QByteArray("the slowest accepted submission good (1.2 s) is close to the limit of 2 s");
        QTest::newRow("does not exceed")
            << 100 << 1930 << false
            << QByteArray(
                   "the fastest submission that must fail, bad (1.93 s), ends within the limit of 2 s");
        QTest::newRow("within the margin") << 100 << 2900 << false
                                           << QByteArray("the fastest submission that must fail, bad (2.9 "
                                                         "s), ends within the safety margin of 3 s");
        QTest::newRow("stopped: it needs more") << 900 << 3000 << true << QByteArray("");
    }

    void rulerWarnings()
    {
        QFETCH(int, accepted);
        QFETCH(int, slow);
        QFETCH(bool, stopped);
        QFETCH(QByteArray, warnings);
        model::Problem problem;
        problem.limits.cpuTime = 2s;
        problem.timeLimitRule = {2, 1.5, 500ms};
        model::JurySubmission good;
        good.file = "good";
        good.forTimeLimit = true;
        model::JurySubmission bad;
        bad.file = "bad";
        bad.mustExceedTimeLimit = true;
        model::Judgement fast;
        fast.runs = {runOf(Verdict::AC, std::chrono::milliseconds(accepted)), runOf(Verdict::AC, 10ms)};
        model::Judgement late;
        late.runs = {runOf(Verdict::TLE, std::chrono::milliseconds(slow),
                           stopped ? model::LimitKind::Cpu : model::LimitKind::None)};
        const verify::TimeLimitRuler ruler = verify::timeLimitRuler(problem, {{&good, &fast}, {&bad, &late}});
        QByteArray text;
        for (const RulerWarning& warning : ruler.warnings)
            text += (text.isEmpty() ? "" : "\n") + QByteArray::fromStdString(verify::explain(warning, ruler));
        QCOMPARE(text, warnings);
        QCOMPARE(ruler.highest.has_value(), !stopped);
        QCOMPARE(ruler.slowestBy, std::string("good"));
        QCOMPARE(ruler.fastestBy, std::string("bad"));
    }

    void doubt_data()
    {
        QTest::addColumn<QVector<int>>("accepted"); // the first attempt, then those alone; ms
        QTest::addColumn<QVector<int>>("slow");
        QTest::addColumn<QByteArray>("warnings"); // kinds, "?" behind those that are uncertain
        QTest::newRow("not repeated") << QVector<int>{1010} << QVector<int>{5000} << QByteArray("near");
        QTest::newRow("certain, near")
            << QVector<int>{1300, 1100, 1105} << QVector<int>{5000} << QByteArray("near");
        QTest::newRow("certain, far") << QVector<int>{1300, 900, 905} << QVector<int>{5000} << QByteArray("");
        QTest::newRow("in doubt on this side")
            << QVector<int>{1300, 960, 990, 1020} << QVector<int>{5000} << QByteArray("near?");
        QTest::newRow("in doubt on that side")
            << QVector<int>{1300, 1010, 1060, 1070} << QVector<int>{5000} << QByteArray("near?");
        QTest::newRow("agree, but never better than three hundredths")
            << QVector<int>{1300, 1020, 1020} << QVector<int>{5000} << QByteArray("near?");
        QTest::newRow("at the limit")
            << QVector<int>{2100, 1980, 1990} << QVector<int>{9000} << QByteArray("over?");
        QTest::newRow("over the limit")
            << QVector<int>{2300, 2250, 2260} << QVector<int>{9000} << QByteArray("over");
        QTest::newRow("below the limit by less than a tenth")
            << QVector<int>{1900, 1850, 1855} << QVector<int>{9000} << QByteArray("over?");
        QTest::newRow("must fail, at the limit")
            << QVector<int>{100} << QVector<int>{2200, 2020, 2025} << QByteArray("exceed?");
        QTest::newRow("must fail, over the limit by less than a tenth")
            << QVector<int>{100} << QVector<int>{2300, 2150, 2155} << QByteArray("exceed?");
        QTest::newRow("must fail, within the margin")
            << QVector<int>{100} << QVector<int>{2900, 2500, 2510} << QByteArray("margin");
        QTest::newRow("must fail, at the margin")
            << QVector<int>{100} << QVector<int>{2990, 2950, 2960} << QByteArray("margin?");
        QTest::newRow("no limit, in doubt")
            << QVector<int>{990, 950, 955} << QVector<int>{2990, 2870, 2890} << QByteArray("margin fit?");
    }
    void doubt()
    {
        QFETCH(QVector<int>, accepted);
        QFETCH(QVector<int>, slow);
        model::Problem problem;
        problem.limits.cpuTime = 2s;
        problem.timeLimitRule = {2, 1.5, 500ms};
        model::JurySubmission good;
        good.forTimeLimit = true;
        model::JurySubmission bad;
        bad.mustExceedTimeLimit = true;
        const auto judgementOf = [](Verdict verdict, const QVector<int>& times) {
            model::Judgement judgement;
            model::Run run =
                runOf(verdict, std::chrono::milliseconds(*std::min_element(times.begin(), times.end())));
            for (const int time : times) {
                if (times.size() > 1)
                    run.attempts.push_back({std::chrono::milliseconds(time), {}, 0});
            }
            judgement.runs = {run};
            return judgement;
        };
        const model::Judgement fast = judgementOf(Verdict::AC, accepted);
        const model::Judgement late = judgementOf(Verdict::TLE, slow);
        const verify::TimeLimitRuler ruler = verify::timeLimitRuler(problem, {{&good, &fast}, {&bad, &late}});
        static const std::map<RulerWarning::Kind, const char*> names = {
            {RulerWarning::Kind::AcceptedOverLimit, "over"},
            {RulerWarning::Kind::AcceptedNearLimit, "near"},
            {RulerWarning::Kind::FailsToExceed, "exceed"},
            {RulerWarning::Kind::FailsWithinMargin, "margin"},
            {RulerWarning::Kind::NoLimitFits, "fit"}};
        QByteArray text;
        for (const RulerWarning& warning : ruler.warnings) {
            text += (text.isEmpty() ? "" : " ") + QByteArray(names.at(warning.kind)) +
                    (warning.uncertain ? "?" : "");
            QCOMPARE(verify::explain(warning, ruler).find("uncertain") == 0, warning.uncertain);
        }
        QTEST(text, "warnings");
        QCOMPARE(ruler.slowestSpread.has_value(), accepted.size() > 1);
    }

    void suggestionsByBothRules()
    {
        model::Problem problem;
        problem.limits.cpuTime = 2s;
        model::JurySubmission good;
        good.forTimeLimit = true;
        model::Judgement fast;
        fast.runs = {runOf(Verdict::AC, 700ms)};
        const verify::TimeLimitRuler ruler = verify::timeLimitRuler(problem, {{&good, &fast}});
        QVERIFY(ruler.suggested == 4s);
        QVERIFY(ruler.suggestedLegacy == 4s);
        QVERIFY(ruler.suggestedNew == 2s);
        QVERIFY(ruler.lowest == 3500ms);
    }

    void margin_data()
    {
        QTest::addColumn<QString>("runs");   // verdict, ms, and ! for one that was stopped
        QTest::addColumn<QString>("within"); // x: it is
        QTest::addColumn<bool>("points");
        const auto row = [](const char* name, const char* runs, const char* within, bool points = false) {
            QTest::newRow(name) << runs << within << points;
        };
        // The limit is 1 s, the margin twice that.
        row("fast", "AC 500", ".");
        row("near", "AC 501", "x");
        row("late", "TLE 1999", "x");
        row("ended at the margin", "TLE 2000", ".");
        row("stopped at the margin", "TLE 2000!", ".");
        row("a wrong answer says nothing", "WA 900", ".");
        row("beside one that was stopped", "TLE 1500,TLE 2000!,TLE 1100!,AC 900", "...x");
        row("in another group without points", "TLE 1500,AC 900,AC 100,AC 100,TLE 2000!", ".x...");
        row("in another group with points", "TLE 1500,AC 900,AC 100,AC 100,TLE 2000!", "xx...", true);
    }

    void margin()
    {
        QFETCH(QString, runs);
        QFETCH(QString, within);
        QFETCH(bool, points);
        model::Problem problem;
        problem.limits.cpuTime = 1s;
        problem.timeLimitRule = {5, 2, 1s};
        if (points)
            problem.type = {"scoring"};
        model::Judgement judgement;
        for (const QString& text : runs.split(',')) {
            const QStringList words = text.split(' ');
            const bool stopped = words[1].endsWith('!');
            const int time = words[1].chopped(stopped ? 1 : 0).toInt();
            const Verdict verdict = words[0] == "AC"   ? Verdict::AC
                                    : words[0] == "WA" ? Verdict::WA
                                                       : Verdict::TLE;
            model::Run run = runOf(verdict, std::chrono::milliseconds(time));
            if (!stopped)
                run.exitCode = 0;
            model::TestCase& test = problem.testCases.emplace_back();
            test.id = run.testCase = std::to_string(problem.testCases.size());
            test.group = judgement.runs.size() < 4 ? "a" : "b";
            judgement.runs.push_back(run);
        }
        QString marks;
        for (const bool one : verify::runsWithinMargin(problem, judgement))
            marks += one ? 'x' : '.';
        QCOMPARE(marks, within);
    }
};

QTEST_GUILESS_MAIN(TestTestUse)
#include "test_usefulness.moc"
