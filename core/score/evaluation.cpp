// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/evaluation.h"

#include "score/group_rules.h"
#include "score/names.h"
#include "score/run_score.h"

#include <algorithm>
#include <utility>

namespace assize::score {

using model::Grading;
using model::Verdict;

Evaluation::Evaluation(const model::Problem& problem, const GroupTree& tree,
                       const std::vector<model::Run>& runs, bool stopAtFirstFailure,
                       const CustomGrader* grader, const std::vector<StaticResult>& staticResults)
    : m_problem(problem), m_tree(tree), m_runs(runs), m_grader(grader), m_staticResults(staticResults),
      m_breaks(problem.groups.size()), m_seen(problem.groups.size()), m_groups(problem.groups.size()),
      m_skipped(problem.testCases.size())
{
    for (std::size_t group = 0; group < problem.groups.size(); ++group) {
        m_breaks[group] =
            problem.groups[group].grading.breakOnReject || (stopAtFirstFailure && mayStopWithin(group));
        if (tree.partsOf(group).empty()) {
            m_groups[group].decided = true;
            m_seen[group] = true;
        }
    }
    run();
}

/// Whether the parts after the group's first failure can change neither its verdict nor its score.
bool Evaluation::mayStopWithin(std::size_t group) const
{
    const model::TestGroup& entry = m_problem.groups[group];
    const Grading& grading = entry.grading;
    if (grading.verdict != Grading::VerdictRule::FirstFailure || grading.acceptIfAnyAccepted ||
        grading.ignoreSample)
        return false;
    const std::vector<Part>& parts = m_tree.partsOf(group);
    if (grading.score == Grading::ScoreRule::PassFail)
        return std::none_of(parts.begin(), parts.end(),
                            [](const Part& part) { return part.kind == Part::Kind::Group; });
    if (grading.score != Grading::ScoreRule::Minimum)
        return false;
    const bool neverBelowZero = m_problem.validation.scores == model::OutputValidation::Scores::Never ||
                                (m_problem.validation.scores == model::OutputValidation::Scores::Allowed &&
                                 m_problem.validation.protocol == model::ValidatorProtocol::Kattis);
    return neverBelowZero && std::all_of(parts.begin(), parts.end(), [this](const Part& part) {
               if (part.kind != Part::Kind::Test)
                   return false;
               const model::TestCase& test = m_problem.testCases[part.index];
               return test.rejectScore == Decimal(0) && test.acceptScore.whole >= Decimal(0);
           });
}

void Evaluation::run()
{
    if (m_seen[m_tree.root()])
        return;
    enter(m_tree.root(), false);
    while (!m_stack.empty()) {
        Frame& frame = m_stack.back();
        const std::vector<Part>& parts = m_tree.partsOf(frame.group);
        if (frame.next == parts.size()) {
            leave();
            continue;
        }
        const Part part = parts[frame.next++];
        if (frame.broken) {
            skip(part, frame.open ? Outcome{false, false, true, Verdict::AC, {}} : frame.parts.back());
            continue;
        }
        switch (part.kind) {
        case Part::Kind::StaticValidation:
            take(outcomeOfStaticValidation(part.index));
            break;
        case Part::Kind::Test:
            take(outcomeOfTest(part.index));
            break;
        case Part::Kind::Group:
            enter(part.index, frame.tentative || (frame.open && m_breaks[frame.group]));
            break;
        }
    }
}

void Evaluation::enter(std::size_t group, bool tentative)
{
    std::optional<Outcome> outcome = outcomeByRequirements(group, tentative);
    if (!outcome) {
        m_stack.push_back({group, 0, tentative});
        return;
    }
    skip({Part::Kind::Group, group}, *outcome);
    outcome = m_groups[group];
    if (!m_stack.empty())
        take(std::move(*outcome));
}

void Evaluation::leave()
{
    Frame frame = std::move(m_stack.back());
    m_stack.pop_back();
    m_groups[frame.group] = conclude(frame);
    m_seen[frame.group] = true;
    if (!m_stack.empty())
        take(m_groups[frame.group]);
}

void Evaluation::take(Outcome outcome)
{
    Frame& frame = m_stack.back();
    frame.open = frame.open || !outcome.decided;
    frame.broken = m_breaks[frame.group] && !outcome.mayAccept;
    frame.parts.push_back(std::move(outcome));
}

/// The outcome of a group that is sure to be skipped for its required groups. Where that is not known yet,
/// the group is tentative.
std::optional<Outcome> Evaluation::outcomeByRequirements(std::size_t group, bool& tentative) const
{
    const model::TestGroup& entry = m_problem.groups[group];
    bool decided = true;
    const Outcome* failed = nullptr;
    for (const std::string& id : entry.grading.requiredGroups) {
        const std::optional<std::size_t> index = m_tree.find(id);
        if (!index || !m_seen[*index]) {
            Outcome fault{true, false, true, Verdict::JE, {}};
            fault.fault = "the group " + shownGroup(entry.id) + " requires the group " + shownGroup(id) +
                          (index ? ", which is not graded before it" : ", which does not exist");
            return fault;
        }
        const Outcome& required = m_groups[*index];
        decided = decided && required.decided;
        if (!required.mayAccept && failed == nullptr)
            failed = &required;
    }
    tentative = tentative || !decided;
    if (failed == nullptr)
        return std::nullopt;
    Outcome outcome = *failed;
    outcome.decided = decided;
    return outcome;
}

Outcome Evaluation::outcomeOfTest(std::size_t test) const
{
    if (test >= m_runs.size() || m_runs[test].state != model::TaskState::Done)
        return {};
    const model::Run& run = m_runs[test];
    const ExactScore score =
        scoreOfRun(m_problem, m_problem.groups[*m_tree.groupOfTest(test)], m_problem.testCases[test], run);
    Outcome outcome{true, false, false, run.verdict.value_or(Verdict::JE), score.value};
    if (!score.fault.empty())
        outcome.verdict = Verdict::JE;
    outcome.mayAccept = outcome.verdict == Verdict::AC;
    if (outcome.verdict == Verdict::JE)
        outcome.fault =
            shown(m_problem.testCases[test].id) + ": " + (score.fault.empty() ? run.message : score.fault);
    return outcome;
}

Outcome Evaluation::outcomeOfStaticValidation(std::size_t group) const
{
    const model::TestGroup& entry = m_problem.groups[group];
    const auto result = std::find_if(m_staticResults.begin(), m_staticResults.end(),
                                     [&entry](const StaticResult& one) { return one.group == entry.id; });
    if (result == m_staticResults.end())
        return {};
    const ExactScore score = scoreOfStaticValidation(entry, result->verdict, result->given);
    Outcome outcome{true, false, false, result->verdict, score.value};
    if (!score.fault.empty())
        outcome.verdict = Verdict::JE;
    outcome.mayAccept = outcome.verdict == Verdict::AC;
    if (outcome.verdict == Verdict::JE)
        outcome.fault = "static validator for the group " + shownGroup(entry.id) + ": " +
                        (score.fault.empty() ? result->message : score.fault);
    return outcome;
}

Outcome Evaluation::conclude(Frame& frame) const
{
    Outcome outcome;
    if (frame.open || frame.tentative) {
        outcome.mayAccept = mayAccept(frame);
        return outcome;
    }
    const auto failed = std::find_if(frame.parts.begin(), frame.parts.end(),
                                     [](const Outcome& part) { return part.verdict == Verdict::JE; });
    const bool partFailed = failed != frame.parts.end();
    if (partFailed)
        outcome.fault = failed->fault;
    else
        outcome = grade(frame.group, frame.parts);
    if (partFailed || !outcome.fault.empty()) {
        outcome.decided = true;
        outcome.verdict = Verdict::JE;
        outcome.score = {};
    }
    if (outcome.decided)
        outcome.mayAccept = outcome.verdict == Verdict::AC;
    return outcome;
}

/// Of parts that are all decided, none of them JE. With a fault, the verdict is JE.
Outcome Evaluation::grade(std::size_t group, std::vector<Outcome>& parts) const
{
    const model::TestGroup& entry = m_problem.groups[group];
    if (entry.grading.ignoreSample) {
        if (parts.size() > 2) {
            Outcome fault;
            fault.fault = "the group " + shownGroup(entry.id) +
                          " is graded with ignore_sample, which is for " +
                          "the two results of sample and secret, but has " + std::to_string(parts.size());
            return fault;
        }
        if (parts.size() == 2)
            parts.erase(parts.begin());
    }
    Outcome outcome;
    if (entry.grading.score == Grading::ScoreRule::Custom) {
        outcome = gradeByGrader(group, parts);
    } else {
        outcome.decided = true;
        outcome.verdict = verdictByRule(entry.grading, parts);
        const std::optional<Fraction> score = scoreByRule(entry, outcome.verdict, parts);
        if (score)
            outcome.score = *score;
        else
            outcome.fault = "the score of the group " + shownGroup(entry.id) +
                            " cannot be computed: its fractions are too large";
    }
    if (outcome.decided && outcome.fault.empty())
        outcome.fault = faultOfScore(entry, outcome.score);
    return outcome;
}

Outcome Evaluation::gradeByGrader(std::size_t group, const std::vector<Outcome>& parts) const
{
    Outcome outcome;
    if (m_grader == nullptr)
        return outcome;
    const model::TestGroup& entry = m_problem.groups[group];
    if (!*m_grader) {
        outcome.fault = "the group " + shownGroup(entry.id) + " needs a custom grader, and there is none";
        return outcome;
    }
    std::vector<GraderInput> lines;
    lines.reserve(parts.size());
    for (const Outcome& part : parts)
        lines.push_back({part.verdict, part.score.rounded().value_or(0)});
    std::optional<GraderResult> result = (*m_grader)(entry, lines);
    if (!result)
        return outcome;
    outcome.decided = true;
    outcome.verdict = result->verdict;
    outcome.score = Fraction(result->score);
    if (result->verdict == Verdict::JE)
        outcome.fault = "grader for the group " + shownGroup(entry.id) + ": " + std::move(result->failure);
    return outcome;
}

/// Whether a group with parts that are not decided, or that may be skipped, can still be AC. Says yes in
/// doubt.
bool Evaluation::mayAccept(const Frame& frame) const
{
    const Grading& grading = m_problem.groups[frame.group].grading;
    const bool breaks = m_breaks[frame.group];
    // A judge error counts for certain when nothing before it may have it skipped.
    for (const Outcome& part : frame.parts) {
        if (breaks && !part.decided)
            break;
        if (part.decided && part.verdict == Verdict::JE)
            return false;
    }
    if (grading.verdict == Grading::VerdictRule::AlwaysAccept || grading.score == Grading::ScoreRule::Custom)
        return true;
    const std::vector<Part>& parts = m_tree.partsOf(frame.group);
    if (grading.ignoreSample && parts.size() > 2)
        return true;
    // The first of two results is dropped, unless it is the only result that counts.
    const bool dropsFirst = grading.ignoreSample && parts.size() == 2 && frame.parts.size() == 2;
    const auto first = frame.parts.begin() + (dropsFirst ? 1 : 0);
    const auto accepts = [](const Outcome& part) { return part.mayAccept; };
    return grading.acceptIfAnyAccepted ? std::any_of(first, frame.parts.end(), accepts)
                                       : std::all_of(first, frame.parts.end(), accepts);
}

/// A part that counts for nothing, with all that is below it. `cause` is the outcome for which it is skipped.
void Evaluation::skip(Part part, const Outcome& cause)
{
    std::vector<Part> open = {part};
    while (!open.empty()) {
        const Part next = open.back();
        open.pop_back();
        if (next.kind == Part::Kind::Test)
            m_skipped[next.index] = true;
        if (next.kind != Part::Kind::Group)
            continue;
        Outcome& outcome = m_groups[next.index];
        outcome = cause;
        outcome.skipped = true;
        outcome.mayAccept = false;
        outcome.score = {};
        m_seen[next.index] = true;
        const std::vector<Part>& below = m_tree.partsOf(next.index);
        open.insert(open.end(), below.begin(), below.end());
    }
}

} // namespace assize::score
