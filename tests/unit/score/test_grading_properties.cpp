// SPDX-License-Identifier: GPL-3.0-or-later
// Random problems: the fold against a slow and obvious one, and against itself whatever is known first and
// whatever is not run at all.
#include "grading_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace assize;
using namespace assize::score::test;
using model::Grading;
using model::Verdict;

namespace {

using Random = std::mt19937;

int below(Random& random, int end)
{
    return std::uniform_int_distribution<int>(0, end - 1)(random);
}

bool chance(Random& random, int percent)
{
    return below(random, 100) < percent;
}

Grading randomGrading(Random& random)
{
    Grading grading;
    grading.verdict = static_cast<Grading::VerdictRule>(below(random, 3));
    grading.score = static_cast<Grading::ScoreRule>(below(random, 6));
    grading.acceptIfAnyAccepted = chance(random, 30);
    grading.breakOnReject = chance(random, 40);
    grading.ignoreSample = chance(random, 10);
    if (chance(random, 10))
        grading.range = {-3, below(random, 40)};
    return grading;
}

/// Group i's parent is one of the groups on the last way down, so that groups are in the order of a walk.
model::Problem randomProblem(Random& random)
{
    model::Problem problem;
    problem.type = {"scoring"};
    problem.maxScore = below(random, 20);
    problem.unbounded = chance(random, 20);
    problem.validation.scores = chance(random, 30)   ? model::OutputValidation::Scores::Allowed
                                : chance(random, 50) ? model::OutputValidation::Scores::Never
                                                     : model::OutputValidation::Scores::Required;
    const int groups = 1 + below(random, 8);
    std::vector<std::size_t> way;
    int tests = 0;
    const auto addTests = [&](std::size_t group) {
        for (int count = below(random, 4); count > 0; --count) {
            model::TestCase test;
            test.id = "t" + std::to_string(tests++);
            test.group = problem.groups[group].id;
            test.sample = chance(random, 10);
            test.acceptScore = {below(random, 12), 1 + below(random, 4)};
            test.rejectScore = chance(random, 20) ? below(random, 5) - 3 : 0;
            problem.testCases.push_back(std::move(test));
        }
    };
    for (int i = 0; i < groups; ++i) {
        model::TestGroup group;
        group.id = i == 0 ? "" : "g" + std::to_string(i);
        if (i > 0) {
            way.resize(1 + static_cast<std::size_t>(below(random, static_cast<int>(way.size()))));
            group.parent = problem.groups[way.back()].id;
        }
        group.maxScore = below(random, 30);
        group.unbounded = chance(random, 10);
        group.grading = randomGrading(random);
        while (i > 1 && chance(random, 25)) {
            const std::string required = "g" + std::to_string(1 + below(random, i - 1));
            // Not what this group is part of: that cannot be graded before it.
            if (std::none_of(way.begin(), way.end(),
                             [&](std::size_t above) { return problem.groups[above].id == required; }))
                group.grading.requiredGroups.push_back(required);
        }
        way.push_back(static_cast<std::size_t>(i));
        problem.groups.push_back(std::move(group));
        // Tests may also follow the groups below an earlier group.
        addTests(way[static_cast<std::size_t>(below(random, static_cast<int>(way.size())))]);
        addTests(static_cast<std::size_t>(i));
    }
    return problem;
}

model::Run randomRun(Random& random, const model::TestCase& test, int accepted)
{
    static const std::vector<Verdict> failures = {Verdict::WA,  Verdict::TLE, Verdict::RTE, Verdict::MLE,
                                                  Verdict::OLE, Verdict::PE,  Verdict::PA,  Verdict::SV};
    model::Run run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = chance(random, accepted) ? Verdict::AC
                  : chance(random, 5)      ? Verdict::JE
                                           : failures[static_cast<std::size_t>(below(random, 8))];
    if ((run.verdict == Verdict::AC || run.verdict == Verdict::PA) && chance(random, 20))
        run.given = chance(random, 50)
                        ? model::GivenScore{Decimal::fromMicros(below(random, 1000001)), true}
                        : model::GivenScore{Decimal::fromMicros(below(random, 9000000)), false};
    return run;
}

score::GraderResult someGrader(const model::TestGroup& group, const std::vector<score::GraderInput>& lines)
{
    Decimal score = 0;
    std::size_t accepted = 0;
    for (const score::GraderInput& line : lines) {
        score += line.score;
        accepted += line.verdict == Verdict::AC ? 1 : 0;
    }
    if (lines.size() == 7)
        return {Verdict::JE, 0, "seven of " + group.id};
    return {2 * accepted >= lines.size() ? Verdict::AC : Verdict::TLE, score};
}

/// The rules as one would tell them: everything was run, doubles are good enough, groups are graded by
/// recursion.
class Slow
{
public:
    struct Result
    {
        Verdict verdict = Verdict::AC;
        double score = 0;
        bool empty = false;
    };

    Slow(const model::Problem& problem, const std::vector<model::Run>& runs)
        : m_problem(problem), m_runs(runs)
    {
    }

    Result grade(const std::string& id)
    {
        const model::TestGroup& group = find(id);
        Result result;
        for (const std::string& required : group.grading.requiredGroups) {
            if (!isEmpty(required) && m_results.at(required).verdict != Verdict::AC) {
                skip(id, m_results.at(required).verdict);
                return m_results[id];
            }
        }
        std::vector<Result> results;
        bool broken = false;
        for (const std::string& part : partsOf(id)) {
            const bool isGroup = part.empty() || part[0] == 'g';
            if (broken) {
                isGroup ? skip(part, results.back().verdict) : void(skipped.insert(part));
                continue;
            }
            const Result one = isGroup ? grade(part) : test(part);
            if (one.empty)
                continue;
            results.push_back(one);
            broken = group.grading.breakOnReject && one.verdict != Verdict::AC;
        }
        return m_results[id] = graded(group, results);
    }

    std::set<std::string> skipped; ///< tests

private:
    const model::TestGroup& find(const std::string& id) const
    {
        return *std::find_if(m_problem.groups.begin(), m_problem.groups.end(),
                             [&](const model::TestGroup& group) { return group.id == id; });
    }

    bool isBelow(std::string id, const std::string& above) const
    {
        while (id != above) {
            if (!find(id).parent)
                return false;
            id = *find(id).parent;
        }
        return true;
    }

    /// Ids of tests and groups by where their tests begin.
    std::vector<std::string> partsOf(const std::string& id) const
    {
        std::vector<std::string> parts;
        for (const model::TestCase& testCase : m_problem.testCases) {
            std::string part = testCase.id;
            std::string group = testCase.group;
            if (!isBelow(group, id))
                continue;
            while (group != id) {
                part = group;
                group = *find(group).parent;
            }
            if (std::find(parts.begin(), parts.end(), part) == parts.end())
                parts.push_back(part);
        }
        for (const model::TestGroup& group : m_problem.groups) {
            if (group.parent == id && std::find(parts.begin(), parts.end(), group.id) == parts.end())
                parts.push_back(group.id);
        }
        return parts;
    }

    void skip(const std::string& id, Verdict cause)
    {
        for (const model::TestGroup& group : m_problem.groups) {
            if (isBelow(group.id, id) && !isEmpty(group.id))
                m_results[group.id] = {cause, 0, false};
            else if (isBelow(group.id, id))
                m_results[group.id] = {Verdict::AC, 0, true};
        }
        for (const model::TestCase& testCase : m_problem.testCases) {
            if (isBelow(testCase.group, id))
                skipped.insert(testCase.id);
        }
    }

    bool isEmpty(const std::string& id) const
    {
        return std::none_of(m_problem.testCases.begin(), m_problem.testCases.end(),
                            [&](const model::TestCase& testCase) { return isBelow(testCase.group, id); });
    }

    Result test(const std::string& id) const
    {
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            if (m_problem.testCases[i].id != id)
                continue;
            // What a single run is worth has its own tests.
            model::Run run = m_runs[i];
            score::scoreRun(m_problem, i, run);
            double exact = run.score.toDouble();
            if (run.verdict == Verdict::AC && !run.given)
                exact = m_problem.testCases[i].acceptScore.whole.toDouble() /
                        m_problem.testCases[i].acceptScore.parts;
            return {*run.verdict, exact, false};
        }
        return {};
    }

    Result graded(const model::TestGroup& group, std::vector<Result> results) const
    {
        if (results.empty())
            return {Verdict::AC, 0, true};
        const Result judgeError{Verdict::JE, 0, false};
        for (const Result& one : results) {
            if (one.verdict == Verdict::JE)
                return judgeError;
        }
        const Grading& grading = group.grading;
        if (grading.ignoreSample) {
            if (results.size() > 2)
                return judgeError;
            results = {results.back()};
        }
        Result result;
        if (grading.score == Grading::ScoreRule::Custom) {
            std::vector<score::GraderInput> lines;
            for (const Result& one : results)
                lines.push_back({one.verdict, Decimal::fromMicros(std::llround(one.score * 1e6))});
            const score::GraderResult answer = someGrader(group, lines);
            result = {answer.verdict, answer.score.toDouble(), false};
        } else {
            result.verdict = verdictOf(grading, results);
            result.score = scoreOf(group, result.verdict, results);
        }
        if (result.verdict == Verdict::JE ||
            (grading.range && (result.score < grading.range->low.toDouble() - 1e-7 ||
                               result.score > grading.range->high.toDouble() + 1e-7)))
            return judgeError;
        return result;
    }

    static Verdict verdictOf(const Grading& grading, const std::vector<Result>& results)
    {
        static const std::vector<Verdict> worst = {Verdict::SV,  Verdict::RTE, Verdict::MLE, Verdict::TLE,
                                                   Verdict::OLE, Verdict::WA,  Verdict::PE,  Verdict::PA};
        bool anyAccepted = false;
        for (const Result& one : results)
            anyAccepted = anyAccepted || one.verdict == Verdict::AC;
        if (grading.verdict == Grading::VerdictRule::AlwaysAccept ||
            (grading.acceptIfAnyAccepted && anyAccepted))
            return Verdict::AC;
        if (grading.verdict == Grading::VerdictRule::FirstFailure) {
            for (const Result& one : results) {
                if (one.verdict != Verdict::AC)
                    return one.verdict;
            }
            return Verdict::AC;
        }
        for (Verdict verdict : worst) {
            for (const Result& one : results) {
                if (one.verdict == verdict)
                    return verdict;
            }
        }
        return Verdict::AC;
    }

    static double scoreOf(const model::TestGroup& group, Verdict verdict, const std::vector<Result>& results)
    {
        double sum = 0;
        double least = results[0].score;
        double most = results[0].score;
        for (const Result& one : results) {
            sum += one.score;
            least = std::min(least, one.score);
            most = std::max(most, one.score);
        }
        switch (group.grading.score) {
        case Grading::ScoreRule::PassFail:
            return verdict == Verdict::AC ? group.maxScore.toDouble() : 0;
        case Grading::ScoreRule::Sum:
            return sum;
        case Grading::ScoreRule::Average:
            return sum / static_cast<double>(results.size());
        case Grading::ScoreRule::Minimum:
            return least;
        case Grading::ScoreRule::Maximum:
            return most;
        case Grading::ScoreRule::Custom:
            break;
        }
        return 0;
    }

    const model::Problem& m_problem;
    const std::vector<model::Run>& m_runs;
    std::map<std::string, Result> m_results;
};

struct Case
{
    model::Problem problem;
    std::vector<model::Run> runs;
};

Case randomCase(Random& random)
{
    Case result{randomProblem(random), {}};
    static const std::vector<int> kAccepted = {40, 80, 95, 100};
    const int accepted = kAccepted[static_cast<std::size_t>(below(random, 4))];
    for (const model::TestCase& test : result.problem.testCases)
        result.runs.push_back(randomRun(random, test, accepted));
    return result;
}

model::Judgement judgementOf(std::vector<model::Run> runs)
{
    model::Judgement judgement;
    judgement.compile = model::CompileOutcome{true, {}, {}, {}};
    judgement.runs = std::move(runs);
    return judgement;
}

} // namespace

class TestGradingProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsTheSlowOne()
    {
        Random random(4711);
        std::map<QByteArray, int> seen;
        for (int i = 0; i < 30000; ++i) {
            const Case one = randomCase(random);
            model::Judgement judgement = judgementOf(one.runs);
            score::fold(one.problem, false, judgement, someGrader);
            Slow slow(one.problem, one.runs);
            const Slow::Result expected = slow.grade("");
            const bool partial =
                !one.problem.unbounded && expected.score < one.problem.maxScore.toDouble() - 1e-7;
            const Verdict verdict =
                expected.verdict == Verdict::AC && partial ? Verdict::PA : expected.verdict;
            const QByteArray where = "case " + QByteArray::number(i) + ": " + resultOf(judgement) + ", not " +
                                     code(verdict) + ' ' + QByteArray::number(expected.score, 'f', 6);
            QVERIFY2(judgement.state == model::SubmissionState::Done, where);
            QVERIFY2(judgement.verdict == verdict, where);
            QVERIFY2(std::abs(judgement.score.toDouble() - expected.score) < 1.1e-5, where);
            for (const model::Run& run : judgement.runs)
                QVERIFY2((run.state == model::TaskState::Skipped) == slow.skipped.contains(run.testCase),
                         where);
            ++seen[code(verdict)];
            ++seen[slow.skipped.empty() ? "none skipped" : "some skipped"];
        }
        // The cases are not all of one kind.
        for (const char* kind : {"AC", "PA", "WA", "JE", "RTE", "none skipped", "some skipped"})
            QVERIFY2(seen[kind] > 300, kind);
    }

    void earlyStoppingChangesNothing()
    {
        Random random(815);
        int notRun = 0;
        int run = 0;
        for (int i = 0; i < 10000; ++i) {
            const Case one = randomCase(random);
            const bool stop = chance(random, 50);
            model::Judgement expected = judgementOf(one.runs);
            score::fold(one.problem, stop, expected, someGrader);

            std::vector<std::size_t> order(one.runs.size());
            for (std::size_t test = 0; test < order.size(); ++test)
                order[test] = test;
            if (chance(random, 70))
                std::shuffle(order.begin(), order.end(), random);
            model::Judgement judgement = judgementOf({});
            for (const model::TestCase& test : one.problem.testCases) {
                judgement.runs.emplace_back();
                judgement.runs.back().testCase = test.id;
            }
            const bool folds = chance(random, 30);
            for (std::size_t test : order) {
                const std::vector<bool> irrelevant = score::irrelevantRuns(one.problem, judgement.runs, stop);
                // What is under way when it becomes irrelevant may end all the same.
                if (irrelevant[test] && chance(random, 80)) {
                    ++notRun;
                    QVERIFY(expected.runs[test].state == model::TaskState::Skipped);
                    continue;
                }
                ++run;
                judgement.runs[test] = one.runs[test];
                score::scoreRun(one.problem, test, judgement.runs[test]);
                if (folds) {
                    model::Judgement early = judgement;
                    score::fold(one.problem, stop, early, someGrader);
                    QVERIFY(!early.verdict || early == expected);
                    for (std::size_t group = 0; group < early.groups.size(); ++group)
                        QVERIFY(!early.groups[group].verdict ||
                                early.groups[group] == expected.groups[group]);
                }
            }
            score::fold(one.problem, stop, judgement, someGrader);
            QVERIFY2(judgement == expected, "case " + QByteArray::number(i) + ": " + resultOf(judgement) +
                                                " [" + runsOf(judgement) + "], not " + resultOf(expected) +
                                                " [" + runsOf(expected) + ']');
            score::fold(one.problem, stop, judgement, someGrader);
            QVERIFY(judgement == expected);
        }
        QVERIFY(notRun > 3000);
        QVERIFY(run > 3000);
    }

    void irrelevantRunsNeverBecomeRelevantAgain()
    {
        Random random(99);
        for (int i = 0; i < 5000; ++i) {
            const Case one = randomCase(random);
            std::vector<std::size_t> order(one.runs.size());
            for (std::size_t test = 0; test < order.size(); ++test)
                order[test] = test;
            std::shuffle(order.begin(), order.end(), random);
            std::vector<model::Run> runs(one.runs.size());
            std::vector<bool> before(one.runs.size());
            for (std::size_t test : order) {
                runs[test] = one.runs[test];
                const std::vector<bool> now = score::irrelevantRuns(one.problem, runs, true);
                for (std::size_t other = 0; other < now.size(); ++other)
                    QVERIFY(now[other] || !before[other]);
                before = now;
            }
        }
    }

    void stoppingAtTheFirstFailureKeepsTheScore()
    {
        Random random(31);
        int stopped = 0;
        for (int i = 0; i < 20000; ++i) {
            Case one = randomCase(random);
            const auto failed = [&one](std::size_t test) {
                model::Run run = one.runs[test];
                score::scoreRun(one.problem, test, run);
                return run.verdict == Verdict::JE;
            };
            bool judgeError = false;
            for (std::size_t test = 0; test < one.runs.size(); ++test)
                judgeError = judgeError || failed(test);
            // What was not run cannot be a judge error.
            if (judgeError)
                continue;
            model::Judgement all = judgementOf(one.runs);
            score::fold(one.problem, false, all, someGrader);
            model::Judgement some = judgementOf(one.runs);
            score::fold(one.problem, true, some, someGrader);
            const QByteArray where = "case " + QByteArray::number(i);
            QVERIFY2(all.verdict == some.verdict && all.score == some.score, where);
            QVERIFY2(all.groups == some.groups, where);
            stopped += all.runs != some.runs ? 1 : 0;
        }
        QVERIFY(stopped > 100);
    }
};

QTEST_GUILESS_MAIN(TestGradingProperties)
#include "test_grading_properties.moc"
