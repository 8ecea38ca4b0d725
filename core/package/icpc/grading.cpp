// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/grading.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/icpc/domjudge_grading.h"
#include "package/icpc/legacy_grading.h"
#include "package/icpc/score_bounds.h"

#include <algorithm>
#include <cmath>

namespace assize::package {
namespace {

using VerdictRule = model::Grading::VerdictRule;
using ScoreRule = model::Grading::ScoreRule;

/// Sums beyond it would not be exact.
constexpr double kLargestSum = 4e12;

/// Sums of scores stay exact, however large the package's scores are.
void checkSizes(Reading& reading, const model::Problem& problem)
{
    double sum = 0;
    for (const model::TestCase& test : problem.testCases)
        sum += std::max(std::abs(test.acceptScore.whole.toDouble()), std::abs(test.rejectScore.toDouble()));
    for (const model::TestGroup& group : problem.groups)
        sum += std::abs(group.maxScore.toDouble());
    if (sum > kLargestSum)
        reading.error("data", "the tests' scores are too large to be added exactly; the sum may be 4e12");
}

/// Grading of 2025-09.
class NewGrades
{
public:
    NewGrades(Reading& reading, const DataTree& tree, model::Problem& problem)
        : m_reading(reading), m_tree(tree), m_problem(problem), m_scoring(problem.isScoring())
    {
    }
    void grade();

private:
    std::size_t addGroup(const DataFolder& folder, const std::string& parent);
    void readSecret(const DataFolder& folder);
    void readSubgroup(const DataFolder& folder, const model::TestGroup& secret);
    void giveTests(const DataFolder& folder, const std::string& group, std::vector<std::size_t>& tests);
    void scoreTests(const DataSettings& settings, const std::vector<std::size_t>& tests,
                    model::TestGroup& group);
    void setRule(const DataSettings& settings, const std::string& byDefault, model::TestGroup& group);
    void setStaticTest(const DataSettings& settings, model::TestGroup& group);
    void requireGroups(const DataSettings& settings, model::TestGroup& group);
    void setGroupScore(const DataFolder& folder, const std::vector<std::size_t>& tests,
                       const model::TestGroup& secret, model::TestGroup& group);
    bool isGroup(const DataFolder& folder) const { return !folder.settings.where.empty(); }

    Reading& m_reading;
    const DataTree& m_tree;
    model::Problem& m_problem;
    bool m_scoring;
};

void NewGrades::grade()
{
    model::TestGroup root;
    m_problem.groups.push_back(root);
    for (const std::size_t index : m_tree.folders.front().folders) {
        const DataFolder& folder = m_tree.folders[index];
        if (!folder.sample) {
            readSecret(folder);
            continue;
        }
        const std::size_t group = addGroup(folder, "");
        std::vector<std::size_t> tests;
        giveTests(folder, folder.id, tests);
        if (folder.settings.saysNewGrading() && m_scoring && !folder.settings.hasStaticTest)
            m_reading.warning(folder.settings.where,
                              "samples have no points; what is said of them is ignored");
        setStaticTest(folder.settings, m_problem.groups[group]);
        if (m_scoring) {
            m_problem.groups[group].maxScore = 0;
            for (const std::size_t test : tests)
                m_problem.testCases[test].acceptScore = {0, 1};
        }
    }
    if (!m_scoring)
        return;
    model::TestGroup& top = m_problem.groups.front();
    top.grading.score = ScoreRule::Sum;
    top.grading.ignoreSample = true;
    const auto secret = std::find_if(m_problem.groups.begin(), m_problem.groups.end(),
                                     [](const model::TestGroup& group) { return group.id == "secret"; });
    if (secret != m_problem.groups.end()) {
        top.maxScore = secret->maxScore;
        top.unbounded = secret->unbounded;
    }
    m_problem.maxScore = top.maxScore;
    m_problem.unbounded = top.unbounded;
}

std::size_t NewGrades::addGroup(const DataFolder& folder, const std::string& parent)
{
    model::TestGroup group;
    group.id = folder.id;
    group.parent = parent;
    m_problem.groups.push_back(std::move(group));
    return m_problem.groups.size() - 1;
}

/// All tests in a folder and in folders below it that are no groups.
void NewGrades::giveTests(const DataFolder& folder, const std::string& group, std::vector<std::size_t>& tests)
{
    for (const std::size_t test : folder.tests) {
        m_problem.testCases[test].group = group;
        tests.push_back(test);
    }
    for (const std::size_t index : folder.folders) {
        const DataFolder& below = m_tree.folders[index];
        if (folder.id == "secret" && isGroup(below))
            continue;
        if (below.settings.saysNewGrading())
            m_reading.warning(below.settings.where,
                              "only folders right in data/secret are groups with points; ignored");
        giveTests(below, group, tests);
    }
}

void NewGrades::setRule(const DataSettings& settings, const std::string& byDefault, model::TestGroup& group)
{
    const std::string rule = settings.aggregation.value_or(byDefault);
    group.grading.verdict = VerdictRule::FirstFailure;
    group.grading.score = rule == "sum"   ? ScoreRule::Sum
                          : rule == "min" ? ScoreRule::Minimum
                                          : ScoreRule::PassFail;
    // There is no verdict in the specification: a submission with points has done something right.
    group.grading.acceptIfAnyAccepted = rule == "sum";
}

void NewGrades::setStaticTest(const DataSettings& settings, model::TestGroup& group)
{
    if (!settings.hasStaticTest)
        return;
    group.staticValidatorFlags = settings.staticFlags;
    if (m_scoring && !group.id.empty() && group.id != "sample")
        group.staticScore = settings.staticScore;
    if (!m_problem.staticValidator)
        m_reading.error(settings.where,
                        "static_validation_score needs a static validator; put it into static_validator/");
}

void NewGrades::requireGroups(const DataSettings& settings, model::TestGroup& group)
{
    for (const std::string& name : settings.requiredGroups) {
        // "sample", "secret/group1", and as some write it "group1".
        const auto known = std::find_if(
            m_problem.groups.begin(), m_problem.groups.end(), [&](const model::TestGroup& other) {
                return other.id != group.id && (other.id == name || other.id == "secret/" + name);
            });
        if (known == m_problem.groups.end() || known->id == "secret" || known->id.empty())
            m_reading.error(settings.where, "require_pass names " + files::quoted(headOf(name, 60)) +
                                                ", which is no group that comes before this one");
        else
            group.grading.requiredGroups.push_back(known->id);
    }
}

void NewGrades::readSecret(const DataFolder& folder)
{
    const std::size_t index = addGroup(folder, "");
    std::vector<std::size_t> tests;
    giveTests(folder, folder.id, tests);
    std::vector<const DataFolder*> subgroups;
    for (const std::size_t below : folder.folders) {
        if (isGroup(m_tree.folders[below]))
            subgroups.push_back(&m_tree.folders[below]);
    }
    model::TestGroup secret = m_problem.groups[index];
    setStaticTest(folder.settings, secret);
    if (m_scoring) {
        if (!tests.empty() && !subgroups.empty())
            m_reading.error(folder.settings.where.empty() ? "data/secret" : folder.settings.where,
                            "data/secret holds tests beside groups with points; put them into a group");
        setRule(folder.settings, "sum", secret);
        requireGroups(folder.settings, secret);
        secret.unbounded = folder.settings.unbounded;
        secret.maxScore = secret.unbounded ? Decimal(0) : folder.settings.maxScore.value_or(100);
        if (subgroups.empty())
            scoreTests(folder.settings, tests, secret);
        else if (!secret.unbounded && secret.grading.score != ScoreRule::PassFail)
            secret.grading.range = model::ScoreRange{0, secret.maxScore};
    } else if (folder.settings.saysNewGrading() && !folder.settings.hasStaticTest) {
        m_reading.warning(folder.settings.where, "a pass-fail problem has no points; ignored");
    }
    m_problem.groups[index] = secret;
    for (const DataFolder* subgroup : subgroups)
        readSubgroup(*subgroup, secret);
    if (!m_scoring || folder.settings.maxScore || secret.unbounded || subgroups.empty() ||
        secret.grading.score == ScoreRule::PassFail)
        return;
    // Drafts had no 100 that the groups have to make.
    std::vector<Bound> below;
    for (const model::TestGroup& group : m_problem.groups) {
        if (group.parent == "secret")
            below.push_back(group.unbounded ? Bound() : Bound(group.maxScore));
    }
    const Bound bound = secret.grading.score == ScoreRule::Sum ? sumOf(below) : minimumOf(below);
    if (bound && *bound != secret.maxScore) {
        m_reading.warning("data/secret", "the groups make " + bound->toString() +
                                             " points, not the 100 that are the rule; give max_score in "
                                             "data/secret/test_group.yaml");
        m_problem.groups[index].maxScore = *bound;
        m_problem.groups[index].grading.range.reset();
    }
}

void NewGrades::readSubgroup(const DataFolder& folder, const model::TestGroup& secret)
{
    const std::size_t index = addGroup(folder, "secret");
    std::vector<std::size_t> tests;
    giveTests(folder, folder.id, tests);
    model::TestGroup group = m_problem.groups[index];
    setStaticTest(folder.settings, group);
    if (m_scoring) {
        setRule(folder.settings, folder.settings.testScore ? "min" : "pass-fail", group);
        requireGroups(folder.settings, group);
        setGroupScore(folder, tests, secret, group);
        scoreTests(folder.settings, tests, group);
    } else if (folder.settings.saysNewGrading() && !folder.settings.hasStaticTest) {
        m_reading.warning(folder.settings.where, "groups of a pass-fail problem have no points; ignored");
    }
    m_problem.groups[index] = group;
}

void NewGrades::setGroupScore(const DataFolder& folder, const std::vector<std::size_t>& tests,
                              const model::TestGroup& secret, model::TestGroup& group)
{
    const DataSettings& settings = folder.settings;
    if (settings.maxScore) {
        group.maxScore = *settings.maxScore;
    } else if (settings.testScore) {
        group.maxScore = 0;
        const std::size_t counted = group.grading.score == ScoreRule::Sum ? tests.size() : 1;
        for (std::size_t i = 0; i < counted && group.maxScore < Decimal(1'000'000'000); ++i)
            group.maxScore += *settings.testScore;
    } else if (secret.grading.score == ScoreRule::PassFail) {
        // Such groups only pass or fail, and secret has the points.
        group.maxScore = 0;
    } else {
        group.unbounded = true;
        group.maxScore = 0;
        if (group.grading.score == ScoreRule::PassFail)
            m_reading.error(settings.where,
                            "a group that passes or fails has to say its points: max_score is missing");
        else if (!secret.unbounded)
            m_reading.error(settings.where, "the group's points have no end, but those of data/secret have; "
                                            "max_score is missing");
    }
}

/// The points of each test of a group.
void NewGrades::scoreTests(const DataSettings& settings, const std::vector<std::size_t>& tests,
                           model::TestGroup& group)
{
    if (group.unbounded && group.grading.score == ScoreRule::PassFail && group.id == "secret")
        m_reading.error(settings.where, "data/secret passes or fails, so its max_score cannot be unbounded");
    if (!group.unbounded && group.grading.score != ScoreRule::PassFail)
        group.grading.range = model::ScoreRange{0, group.maxScore};
    if (group.staticScore > group.maxScore && !group.unbounded) {
        m_reading.error(settings.where, "static_validation_score is more than max_score");
        return;
    }
    model::ScoreShare share{0, 1};
    if (!group.unbounded && group.grading.score == ScoreRule::Sum)
        share = {group.maxScore - group.staticScore,
                 static_cast<int>(std::max<std::size_t>(tests.size(), 1))};
    else if (!group.unbounded && group.grading.score == ScoreRule::Minimum)
        share = {group.maxScore, 1};
    for (const std::size_t test : tests)
        m_problem.testCases[test].acceptScore = share;
}

bool isGradedAsLegacy(const ProblemYaml& yaml, const DataTree& tree)
{
    if (yaml.legacy)
        return true;
    return std::any_of(tree.folders.begin(), tree.folders.end(),
                       [](const DataFolder& f) { return f.settings.saysLegacyGrading(); }) &&
           std::none_of(tree.folders.begin(), tree.folders.end(),
                        [](const DataFolder& f) { return f.settings.saysNewGrading(); });
}

} // namespace

void gradeIcpcTestData(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                       model::Problem& problem)
{
    if (isGradedAsLegacy(yaml, tree)) {
        if (!yaml.legacy && problem.isScoring())
            reading.info("data", "graded by the legacy keys of testdata.yaml");
        if (problem.isScoring() && yaml.legacy && isForDomjudge(reading))
            gradeByDomjudgeRules(reading, tree, problem);
        else
            gradeByLegacyRules(reading, yaml, tree, problem);
    } else {
        NewGrades(reading, tree, problem).grade();
    }
    checkSizes(reading, problem);
}

} // namespace assize::package
