// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/expectations.h"

#include "base/glob.h"
#include "verify/verify.h"

#include <algorithm>
#include <unordered_map>

namespace assize::verify {
namespace {

using model::Verdict;
using std::chrono::nanoseconds;

bool isDone(const model::Run& run)
{
    return run.state == model::TaskState::Done && run.verdict;
}

bool isPermitted(Verdict verdict, const std::vector<Verdict>& permitted)
{
    return permitted.empty() || std::any_of(permitted.begin(), permitted.end(),
                                            [verdict](Verdict p) { return satisfies(verdict, p); });
}

void count(std::vector<CountedVerdict>& counted, Verdict verdict, const std::string& testCase)
{
    auto found = std::find_if(counted.begin(), counted.end(),
                              [verdict](const CountedVerdict& one) { return one.verdict == verdict; });
    if (found == counted.end())
        found = counted.insert(counted.end(), {verdict, 0, testCase});
    ++found->runs;
}

/// The results that an expectation is held against: some runs, and the verdict of the whole where there is
/// one.
struct Subject
{
    /// The verdicts that `permitted` speaks of.
    enum class Permitted {
        Tests,            ///< every test's verdict (2025-09); the whole's only where no test ran
        WholeAndFailures, ///< the whole's, and those of the tests that failed
        Whole,            ///< the whole's alone
    };
    std::string scope;
    std::vector<std::size_t> runs; ///< indices into the judgement's runs
    std::optional<Verdict> verdict;
    Permitted permitted = Permitted::Tests;
};

class Comparer
{
public:
    Comparer(const model::Problem& problem, const model::Judgement& judgement)
        : m_problem(problem), m_judgement(judgement)
    {
        m_result.groups.resize(judgement.groups.size());
        m_result.runs.resize(judgement.runs.size());
        for (const model::TestGroup& group : problem.groups)
            m_groups.emplace(group.id, &group);
        for (const model::TestCase& test : problem.testCases)
            m_tests.emplace(test.id, &test);
    }

    Comparison compare(const model::JurySubmission& jury);

private:
    void whole(const model::JurySubmission& jury);
    void below(const std::string& pattern, const model::Expectation& expectation);
    void verdicts(const Subject& subject, const std::vector<Verdict>& permitted,
                  const std::vector<Verdict>& required);
    void message(const Subject& subject, const std::string& expected);
    bool score(const std::string& scope, const model::ScoreRange& range, Decimal actual);
    void tooSlow();
    Difference& add(Difference::Kind kind, const std::string& scope);
    void addTimes(Difference& difference, const std::vector<std::size_t>& runs) const;
    std::vector<std::size_t> allRuns() const;
    bool isMatched(const Glob& glob, const std::string& testCase) const;

    const model::Problem& m_problem;
    const model::Judgement& m_judgement;
    std::unordered_map<std::string_view, const model::TestGroup*> m_groups;
    std::unordered_map<std::string_view, const model::TestCase*> m_tests;
    Comparison m_result;
};

void mark(std::optional<bool>& place, bool asExpected)
{
    place = place.value_or(true) && asExpected;
}

Difference& Comparer::add(Difference::Kind kind, const std::string& scope)
{
    Difference& difference = m_result.differences.emplace_back();
    difference.kind = kind;
    difference.scope = scope;
    m_result.asExpected = false;
    return difference;
}

std::vector<std::size_t> Comparer::allRuns() const
{
    std::vector<std::size_t> runs(m_judgement.runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i] = i;
    return runs;
}

void Comparer::addTimes(Difference& difference, const std::vector<std::size_t>& runs) const
{
    difference.limit = m_problem.limits.cpuTime;
    for (const std::size_t i : runs) {
        const model::Run& run = m_judgement.runs[i];
        if (isDone(run))
            difference.slowest = std::max(difference.slowest.value_or(nanoseconds(0)), run.cpuTime);
        if (isDone(run) && run.limit == model::LimitKind::Wall)
            difference.waited = std::max(difference.waited.value_or(nanoseconds(0)), run.wallTime);
    }
}

/// A test is matched by its own name, by that of a folder above it, or of a group.
bool Comparer::isMatched(const Glob& glob, const std::string& testCase) const
{
    if (glob.covers(testCase))
        return true;
    const auto test = m_tests.find(testCase);
    if (test == m_tests.end())
        return false;
    auto group = m_groups.find(test->second->group);
    // Packages are read so that parents come first; a ring would still end here.
    for (std::size_t step = 0; group != m_groups.end() && step <= m_groups.size(); ++step) {
        if (!group->first.empty() && glob.matches(group->first))
            return true;
        if (!group->second->parent)
            return false;
        group = m_groups.find(*group->second->parent);
    }
    return false;
}

void Comparer::verdicts(const Subject& subject, const std::vector<Verdict>& permitted,
                        const std::vector<Verdict>& required)
{
    const bool runsCount = subject.permitted != Subject::Permitted::Whole;
    std::vector<CountedVerdict> occurred;
    std::vector<CountedVerdict> wrong;
    const model::Run* first = nullptr; ///< that is wrong
    int done = 0;
    bool requiredOccurred = required.empty();
    const auto isRequired = [&](Verdict verdict) {
        return std::any_of(required.begin(), required.end(),
                           [verdict](Verdict r) { return satisfies(verdict, r); });
    };
    for (const std::size_t i : subject.runs) {
        const model::Run& run = m_judgement.runs[i];
        if (!isDone(run) || run.verdict == Verdict::JE)
            continue;
        ++done;
        count(occurred, *run.verdict, run.testCase);
        requiredOccurred = requiredOccurred || isRequired(*run.verdict);
        const bool ofNoMatter = run.verdict == Verdict::AC && subject.verdict != Verdict::AC &&
                                subject.permitted == Subject::Permitted::WholeAndFailures;
        const bool fine = !runsCount || ofNoMatter || isPermitted(*run.verdict, permitted);
        if (runsCount && !permitted.empty())
            mark(m_result.runs[i], fine);
        if (fine)
            continue;
        if (wrong.empty())
            first = &run;
        count(wrong, *run.verdict, run.testCase);
    }
    if (subject.verdict && subject.verdict != Verdict::JE) {
        const auto occurs = [&](const std::vector<CountedVerdict>& counted) {
            return std::any_of(counted.begin(), counted.end(),
                               [&](const CountedVerdict& one) { return one.verdict == *subject.verdict; });
        };
        requiredOccurred = requiredOccurred || isRequired(*subject.verdict);
        const bool counts = subject.permitted != Subject::Permitted::Tests || done == 0;
        if (counts && !isPermitted(*subject.verdict, permitted) && !occurs(wrong))
            wrong.push_back({*subject.verdict, 0, {}});
        if (!occurs(occurred))
            occurred.push_back({*subject.verdict, 0, {}});
    }
    if (wrong.empty() && requiredOccurred)
        return;
    Difference& difference = add(Difference::Kind::Verdict, subject.scope);
    difference.expected = requiredOccurred ? permitted : required;
    difference.actual = wrong.empty() ? std::move(occurred) : std::move(wrong);
    difference.runs = done;
    if (first != nullptr) {
        difference.message = first->message;
        difference.limitMet = first->limit;
    }
    const auto isAboutTime = [](Verdict verdict) { return verdict == Verdict::TLE; };
    if (std::any_of(difference.expected.begin(), difference.expected.end(), isAboutTime) ||
        std::any_of(difference.actual.begin(), difference.actual.end(),
                    [](const CountedVerdict& one) { return one.verdict == Verdict::TLE; }))
        addTimes(difference, subject.runs);
}

void Comparer::message(const Subject& subject, const std::string& expected)
{
    const bool found = std::any_of(subject.runs.begin(), subject.runs.end(), [&](std::size_t i) {
        return isDone(m_judgement.runs[i]) && m_judgement.runs[i].message.find(expected) != std::string::npos;
    });
    if (found)
        return;
    Difference& difference = add(Difference::Kind::Message, subject.scope);
    difference.expectedMessage = expected;
    for (const std::size_t i : subject.runs) {
        const model::Run& run = m_judgement.runs[i];
        if (isDone(run) && !run.message.empty()) {
            difference.message = run.message;
            break;
        }
    }
}

bool Comparer::score(const std::string& scope, const model::ScoreRange& range, Decimal actual)
{
    if (range.low <= actual && actual <= range.high)
        return true;
    Difference& difference = add(Difference::Kind::Score, scope);
    difference.expectedScore = range;
    difference.actualScore = actual;
    return false;
}

void Comparer::tooSlow()
{
    const bool hasTle =
        std::any_of(m_judgement.runs.begin(), m_judgement.runs.end(),
                    [](const model::Run& run) { return isDone(run) && run.verdict == Verdict::TLE; });
    const bool isSaid =
        std::any_of(m_result.differences.begin(), m_result.differences.end(), [](const Difference& known) {
            return known.kind == Difference::Kind::Verdict && known.scope.empty() && known.slowest;
        });
    if (hasTle || isSaid)
        return;
    addTimes(add(Difference::Kind::NotTooSlow, {}), allRuns());
}

void Comparer::whole(const model::JurySubmission& jury)
{
    using Permitted = Subject::Permitted;
    const bool earned = m_judgement.verdict == Verdict::AC || m_judgement.verdict == Verdict::PA;
    Subject subject{{}, allRuns(), m_judgement.verdict, Permitted::WholeAndFailures};
    if (m_problem.format.starts_with("icpc-20"))
        subject.permitted = Permitted::Tests;
    else if (jury.ofWholeOnly || (m_problem.isScoring() && earned))
        subject.permitted = Permitted::Whole;
    verdicts(subject, jury.permitted, jury.required);
    if (jury.score)
        score({}, *jury.score, m_judgement.score);
    if (!jury.message.empty())
        message(subject, jury.message);
    if (jury.mustExceedTimeLimit)
        tooSlow();
}

void Comparer::below(const std::string& pattern, const model::Expectation& expectation)
{
    const Glob glob(pattern);
    Subject subject{pattern, {}, std::nullopt, Subject::Permitted::Tests};
    for (std::size_t i = 0; i < m_judgement.runs.size(); ++i) {
        const model::Run& run = m_judgement.runs[i];
        if (!isMatched(glob, run.testCase))
            continue;
        subject.runs.push_back(i);
        if (expectation.score && isDone(run) && glob.matches(run.testCase))
            mark(m_result.runs[i], score(run.testCase, *expectation.score, run.score));
    }
    const std::size_t before = m_result.differences.size();
    // A program that does not compile ran nothing: that is said once, of the whole.
    const bool nothingRan = std::none_of(subject.runs.begin(), subject.runs.end(),
                                         [this](std::size_t i) { return isDone(m_judgement.runs[i]); });
    if (!nothingRan) {
        verdicts(subject, expectation.permitted, expectation.required);
        if (!expectation.message.empty())
            message(subject, expectation.message);
    }
    const bool fine = m_result.differences.size() == before;
    for (std::size_t i = 0; i < m_judgement.groups.size(); ++i) {
        const model::GroupResult& group = m_judgement.groups[i];
        if (group.group.empty() || !glob.matches(group.group))
            continue;
        const bool scoreFits = !expectation.score || score(group.group, *expectation.score, group.score);
        mark(m_result.groups[i], fine && scoreFits);
    }
}

Comparison Comparer::compare(const model::JurySubmission& jury)
{
    const bool says = !jury.permitted.empty() || !jury.required.empty() || jury.score ||
                      !jury.message.empty() || !jury.below.empty() || jury.mustExceedTimeLimit;
    if (m_judgement.state != model::SubmissionState::Done || !m_judgement.verdict)
        return std::move(m_result);
    if (m_judgement.verdict == Verdict::JE) {
        if (!says)
            return std::move(m_result);
        Difference& difference = add(Difference::Kind::JudgeError, {});
        difference.message = m_judgement.message;
        for (std::size_t i = 0; i < m_judgement.runs.size(); ++i) {
            const model::Run& run = m_judgement.runs[i];
            if (!isDone(run) || run.verdict != Verdict::JE)
                continue;
            m_result.runs[i] = false;
            if (difference.actual.empty() && difference.message.empty())
                difference.message = run.message;
            count(difference.actual, Verdict::JE, run.testCase);
        }
        difference.runs = static_cast<int>(m_judgement.runs.size());
        return std::move(m_result);
    }
    if (says)
        m_result.asExpected = true;
    whole(jury);
    for (const auto& [glob, expectation] : jury.below)
        below(glob, expectation);
    return std::move(m_result);
}

} // namespace

Comparison compareSubmission(const model::Problem& problem, const model::JurySubmission& jury,
                             const model::Judgement& judgement)
{
    return Comparer(problem, judgement).compare(jury);
}

} // namespace assize::verify
