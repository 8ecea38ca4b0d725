// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/domjudge_grading.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/icpc/score_bounds.h"
#include "package/icpc/source_annotations.h"

#include <algorithm>

namespace assize::package {
namespace {

using model::Grading;
using ScoreRule = Grading::ScoreRule;
using Scores = model::OutputValidation::Scores;

class DomjudgeGrades
{
public:
    DomjudgeGrades(Reading& reading, const DataTree& tree, model::Problem& problem)
        : m_reading(reading), m_tree(tree), m_problem(problem)
    {
    }

    void grade();

private:
    bool isGroup(const DataFolder& folder) const { return !folder.settings.where.empty() || !folder.parent; }
    Bound addGroup(std::size_t index, std::optional<std::string> parent);
    Bound gradeTests(const DataFolder& folder, Grading& grading) const;
    Bound gradeFolders(const DataFolder& folder, Grading& grading);
    void takeSettings(const DataFolder& folder, Grading& grading);
    void refuseTestsBesideGroups(const DataFolder& folder, const Grading& grading);

    Reading& m_reading;
    const DataTree& m_tree;
    model::Problem& m_problem;
};

void DomjudgeGrades::takeSettings(const DataFolder& folder, Grading& grading)
{
    const DataSettings& settings = folder.settings;
    grading.score = ScoreRule::Sum;
    grading.breakOnReject = settings.onReject.value_or("break") == "break";
    for (const std::string& flag : settings.graderFlags.value_or(std::vector<std::string>{})) {
        if (const auto rule = scoreRuleNamed(flag))
            grading.score = *rule;
        else if (flag == "ignore_sample")
            grading.ignoreSample = !folder.parent;
        else
            m_reading.warning(settings.where, "DOMjudge has no grader flag " +
                                                  files::quoted(headOf(flag, 60)) + "; it is ignored");
    }
    std::string problem;
    grading.range = scoreRangeFrom(settings.range.value_or("-inf +inf"), problem);
    if (!problem.empty())
        m_reading.error(settings.where, problem);
}

/// The highest score that a folder without subfolders can earn.
Bound DomjudgeGrades::gradeTests(const DataFolder& folder, Grading& grading) const
{
    if (folder.settings.acceptScore) {
        grading.score = ScoreRule::PassFail;
        return folder.settings.acceptScore;
    }
    const bool validatorScores = m_problem.validation.scores != Scores::Never && isGroup(folder);
    const std::vector<Bound> below(folder.tests.size(), validatorScores ? Bound() : Bound(0));
    return boundByRule(below, grading);
}

/// To DOMjudge they do not count; here they would.
void DomjudgeGrades::refuseTestsBesideGroups(const DataFolder& folder, const Grading& grading)
{
    if (grading.score == ScoreRule::Sum)
        return;
    const bool counted =
        !folder.tests.empty() ||
        std::any_of(folder.folders.begin(), folder.folders.end(), [&](std::size_t index) {
            const DataFolder& below = m_tree.folders[index];
            return !isGroup(below) && !below.order.empty() && !(below.sample && !folder.parent);
        });
    if (counted)
        m_reading.error(folder.settings.where,
                        "tests beside groups, or in folders without testdata.yaml, count for "
                        "nothing to DOMjudge, but would to the average, least or largest "
                        "here; put them into a group of their own");
}

Bound DomjudgeGrades::gradeFolders(const DataFolder& folder, Grading& grading)
{
    std::vector<Bound> parts;
    for (const std::size_t below : folder.folders) {
        const DataFolder& child = m_tree.folders[below];
        const Bound part = addGroup(below, folder.id);
        // Folders that are no groups do not count; of data/ itself that can only be the samples.
        if (child.sample && !isGroup(child) && folder.folders.size() > 1)
            grading.ignoreSample = true;
        if (isGroup(child) && !child.order.empty() && !(child.sample && grading.ignoreSample))
            parts.push_back(part);
    }
    refuseTestsBesideGroups(folder, grading);
    return boundByRule(parts, grading);
}

Bound DomjudgeGrades::addGroup(std::size_t index, std::optional<std::string> parent)
{
    const DataFolder& folder = m_tree.folders[index];
    for (const std::size_t test : folder.tests) {
        m_problem.testCases[test].group = folder.id;
        m_problem.testCases[test].acceptScore = {0, 1};
    }
    // Parents stand before children.
    const std::size_t place = m_problem.groups.size();
    m_problem.groups.push_back({folder.id, std::move(parent)});
    Grading grading;
    grading.verdict = Grading::VerdictRule::FirstFailure;
    takeSettings(folder, grading);
    const Bound bound = folder.folders.empty() ? gradeTests(folder, grading) : gradeFolders(folder, grading);
    model::TestGroup& group = m_problem.groups[place];
    group.grading = std::move(grading);
    setBound(bound, group.maxScore, group.unbounded);
    return bound;
}

void DomjudgeGrades::grade()
{
    if (m_problem.validation.custom)
        m_problem.validation.scores = Scores::AnyVerdict;
    addGroup(0, std::nullopt);
    const model::TestGroup& top = m_problem.groups.front();
    m_problem.maxScore = top.maxScore;
    m_problem.unbounded = top.unbounded;
}

} // namespace

bool isForDomjudge(const Reading& reading)
{
    std::error_code none;
    return std::filesystem::exists(reading.folder / "domjudge-problem.ini", none) ||
           haveExpectedScores(reading);
}

void gradeByDomjudgeRules(Reading& reading, const DataTree& tree, model::Problem& problem)
{
    reading.info("data", "graded as DOMjudge does it: accept_score is worth a whole group");
    DomjudgeGrades(reading, tree, problem).grade();
}

} // namespace assize::package
