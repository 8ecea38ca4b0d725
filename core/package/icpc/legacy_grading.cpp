// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/legacy_grading.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/icpc/score_bounds.h"

#include <set>

namespace assize::package {
namespace {

using model::Grading;
using VerdictRule = Grading::VerdictRule;
using ScoreRule = Grading::ScoreRule;

/// Legacy grading.
class LegacyGrades
{
public:
    LegacyGrades(Reading& reading, const ProblemYaml& yaml, const DataTree& tree, model::Problem& problem)
        : m_reading(reading), m_yaml(yaml), m_tree(tree), m_problem(problem), m_scoring(problem.isScoring())
    {
    }

    void grade()
    {
        addGroup(0, std::nullopt, {});
        if (!m_scoring)
            return;
        if (m_yaml.grading.minimise) {
            m_reading.warning("problem.yaml (grading.objective)",
                              "the least score is the best here; Assize ranks the highest first");
            setBound(std::nullopt, m_problem.groups.front().maxScore, m_problem.groups.front().unbounded);
        }
        m_problem.maxScore = m_problem.groups.front().maxScore;
        m_problem.unbounded = m_problem.groups.front().unbounded;
    }

private:
    Bound addGroup(std::size_t folder, std::optional<std::string> parent, DataSettings inherited);
    void inherit(const DataFolder& folder, DataSettings& settings) const;
    Grading gradingOf(const DataFolder& folder, const DataSettings& settings);
    void takeFlags(const DataFolder& folder, const DataSettings& settings, Grading& grading);

    Reading& m_reading;
    const ProblemYaml& m_yaml;
    const DataTree& m_tree;
    model::Problem& m_problem;
    bool m_scoring;
};

void LegacyGrades::inherit(const DataFolder& folder, DataSettings& settings) const
{
    const DataSettings& own = folder.settings;
    const auto take = [](auto& target, const auto& source) {
        if (source)
            target = source;
    };
    take(settings.onReject, own.onReject);
    take(settings.grading, own.grading);
    take(settings.graderFlags, own.graderFlags);
    take(settings.acceptScore, own.acceptScore);
    take(settings.rejectScore, own.rejectScore);
    take(settings.range, own.range);
    take(settings.onReject, m_yaml.grading.onReject);
    take(settings.acceptScore, m_yaml.grading.acceptScore);
    take(settings.rejectScore, m_yaml.grading.rejectScore);
    take(settings.range, m_yaml.grading.range);
}

void LegacyGrades::takeFlags(const DataFolder& folder, const DataSettings& settings, Grading& grading)
{
    static const std::set<std::string_view> worst = {"worst_error", "no_errors"};
    const bool root = !folder.parent;
    const bool own = folder.settings.graderFlags.has_value();
    for (const std::string& flag : settings.graderFlags.value_or(std::vector<std::string>{})) {
        if (worst.count(flag) > 0)
            grading.verdict = VerdictRule::WorstError;
        else if (flag == "first_error")
            grading.verdict = VerdictRule::FirstFailure;
        else if (flag == "always_accept")
            grading.verdict = VerdictRule::AlwaysAccept;
        else if (flag == "accept_if_any_accepted")
            grading.acceptIfAnyAccepted = true;
        else if (flag == "ignore_sample" && root)
            grading.ignoreSample = true;
        else if (flag == "ignore_sample" && own)
            m_reading.warning(folder.settings.where,
                              "ignore_sample is only for data/testdata.yaml; it is ignored");
        else if (const auto rule = scoreRuleNamed(flag))
            grading.score = *rule;
        else if (own && flag != "ignore_sample")
            m_reading.warning(folder.settings.where, "the default grader has no flag " +
                                                         files::quoted(headOf(flag, 60)) + "; it is ignored");
    }
}

Grading LegacyGrades::gradingOf(const DataFolder& folder, const DataSettings& settings)
{
    Grading grading;
    const bool breaks = settings.onReject.value_or("break") == "break";
    grading.verdict = VerdictRule::WorstError;
    grading.score = ScoreRule::Sum;
    if (settings.grading.value_or("default") == "custom") {
        grading.score = ScoreRule::Custom;
        grading.graderFlags = settings.graderFlags.value_or(std::vector<std::string>{});
        if (m_problem.graders.empty() && !m_reading.refused())
            m_reading.error(folder.settings.where.empty() ? "data" : folder.settings.where,
                            "\"grading: custom\" needs a grader; put its source into graders/");
    } else {
        takeFlags(folder, settings, grading);
    }
    if (!m_scoring) {
        if (grading.score != ScoreRule::Custom)
            grading.score = ScoreRule::PassFail;
        if (breaks && grading.verdict == VerdictRule::WorstError)
            grading.verdict = VerdictRule::FirstFailure;
        return grading;
    }
    grading.breakOnReject = breaks;
    std::string problem;
    grading.range = scoreRangeFrom(settings.range.value_or("-inf +inf"), problem);
    if (!problem.empty())
        m_reading.error("problem.yaml (grading.range)", problem);
    return grading;
}

Bound LegacyGrades::addGroup(std::size_t folder, std::optional<std::string> parent, DataSettings inherited)
{
    const DataFolder& source = m_tree.folders[folder];
    if (source.settings.saysNewGrading()) {
        const std::string message = "groups of the legacy format have no points of their own here; if "
                                    "the package is of a newer format, give problem_format_version in "
                                    "problem.yaml";
        if (m_scoring)
            m_reading.error(source.settings.where, message);
        else
            m_reading.warning(source.settings.where, message);
    }
    inherit(source, inherited);
    const std::size_t index = m_problem.groups.size();
    m_problem.groups.push_back({source.id, std::move(parent), 1, false, gradingOf(source, inherited)});
    const Decimal acceptScore = inherited.acceptScore.value_or(1);
    const Decimal rejectScore = inherited.rejectScore.value_or(0);
    const bool givenScores = m_problem.validation.scores != model::OutputValidation::Scores::Never;

    std::vector<Bound> below;
    auto test = source.tests.begin();
    auto deeper = source.folders.begin();
    for (const bool isFolder : source.order) {
        if (isFolder) {
            const Bound bound = addGroup(*deeper, source.id, inherited);
            const DataFolder& child = m_tree.folders[*deeper++];
            // A group without anything has no result.
            if (!child.order.empty() &&
                !(child.sample && m_problem.groups[index].grading.ignoreSample && source.folders.size() > 1))
                below.push_back(bound);
            continue;
        }
        model::TestCase& target = m_problem.testCases[*test++];
        target.group = source.id;
        if (m_scoring) {
            target.acceptScore = {acceptScore, 1};
            target.rejectScore = rejectScore;
        }
        below.push_back(givenScores ? Bound() : Bound(acceptScore));
    }
    if (!m_scoring)
        return Decimal(1);
    model::TestGroup& group = m_problem.groups[index];
    const Bound bound = boundByRule(below, group.grading);
    setBound(bound, group.maxScore, group.unbounded);
    return bound;
}

} // namespace

void gradeByLegacyRules(Reading& reading, const ProblemYaml& yaml, const DataTree& tree,
                        model::Problem& problem)
{
    LegacyGrades(reading, yaml, tree, problem).grade();
}

} // namespace assize::package
