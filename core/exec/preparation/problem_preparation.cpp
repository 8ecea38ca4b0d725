// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/preparation/problem_preparation.h"

#include "base/utf8.h"
#include "score/score.h"

#include <algorithm>
#include <utility>

namespace assize::exec {
namespace {

const std::string& shownFile(const model::Problem& problem)
{
    return problem.file.empty() ? problem.id : problem.file;
}

} // namespace

ProblemPreparation::ProblemPreparation(model::Problem read)
    : m_known(std::make_shared<const PreparedProblem>(std::move(read)))
{
}

Diagnostic ProblemPreparation::diagnostic(Diagnostic::Level level, std::string message) const
{
    return {level, shownFile(problem()), std::move(message)};
}

void ProblemPreparation::publish(SharedProblem known, Step& step)
{
    m_known = std::move(known);
    step.isNew = true;
}

ProblemPreparation::Step ProblemPreparation::begin(bool inputValidators)
{
    Step step;
    auto known = std::make_shared<PreparedProblem>(*m_known);
    const Result<void> usable = prepareJudging(known->judging);
    known->requirePrograms(inputValidators);
    publish(std::move(known), step);
    std::string reason;
    if (!usable)
        reason = usable.error().message;
    else if (m_known->judging.byValidators() && problem().validation.validators.empty())
        reason = "it asks for an output validator of its own, but has none";
    else if (score::needsGrader(problem()) && problem().graders.empty())
        reason = "a group asks for a custom grader, but there is none in graders/";
    else if (problem().testCases.empty())
        reason = "it has no tests";
    if (!reason.empty()) {
        step = giveUp({reason});
        step.isNew = true;
    }
    return step;
}

void ProblemPreparation::ask(bool ownInput)
{
    m_ownInput = ownInput;
    if (m_stage == Stage::Unasked)
        m_stage = Stage::Asked;
}

ProblemPreparation::Step ProblemPreparation::languagesKnown()
{
    Step step;
    if (m_stage != Stage::Asked)
        return step;
    m_stage = Stage::Building;
    m_left = m_known->programs.size();
    for (std::size_t i = 0; i < m_left; ++i)
        step.work.emplace_back(BuildProgram{nameOf(problem()), i, Beside::Others});
    if (m_left == 0)
        makeTests(Stage::MakingInputs, step);
    return step;
}

ProblemPreparation::Step ProblemPreparation::built(const BuildProgram& work, const std::string& failure)
{
    Step step;
    --m_left;
    if (!failure.empty() && m_known->programs[work.program].isNeeded())
        m_failures.push_back(failure);
    else if (!failure.empty())
        step.diagnostics.push_back(diagnostic(Diagnostic::Level::Error, failure));
    if (m_left > 0 || m_stage != Stage::Building)
        return step;
    if (m_failures.empty()) {
        makeTests(Stage::MakingInputs, step);
        return step;
    }
    // All that fail are told of, in an order that does not depend on which slot was the fastest.
    std::sort(m_failures.begin(), m_failures.end());
    Step end = giveUp(m_failures);
    end.diagnostics.insert(end.diagnostics.begin(), step.diagnostics.begin(), step.diagnostics.end());
    return end;
}

void ProblemPreparation::makeTests(Stage stage, Step& step)
{
    const MissingTests& missing = m_known->missing;
    m_stage = stage;
    if (stage == Stage::MakingInputs && missing.emptyAnswers && !m_ownInput)
        step.diagnostics.push_back(
            diagnostic(Diagnostic::Level::Warning,
                       "there are no answers, and nothing that could make them; checkers get empty files"));
    const bool answers = stage == Stage::MakingAnswers;
    const std::vector<std::size_t>& tests = answers ? missing.answers : missing.inputs;
    m_left = tests.size();
    m_made.clear();
    for (const std::size_t test : tests)
        step.work.emplace_back(MakeTest{nameOf(problem()), nameOf(problem(), test), answers});
    if (m_left > 0)
        return;
    if (answers)
        m_stage = Stage::Ready;
    else
        makeTests(Stage::MakingAnswers, step);
}

ProblemPreparation::Step ProblemPreparation::made(const MakeTest& work, const GeneratedFile& file)
{
    Step step;
    if (m_stage != Stage::MakingInputs && m_stage != Stage::MakingAnswers)
        return step;
    m_made.emplace_back(work, file);
    if (--m_left > 0)
        return step;
    // At once, as each time the whole problem is made anew.
    auto known = std::make_shared<PreparedProblem>(*m_known);
    for (const auto& [made, where] : m_made) {
        model::TestCase& test = known->problem.testCases[made.test.index];
        (made.answer ? test.answer : test.input) = where.path;
        (made.answer ? test.answerSize : test.inputSize) = where.size;
    }
    publish(std::move(known), step);
    if (m_stage == Stage::MakingInputs)
        makeTests(Stage::MakingAnswers, step);
    else
        m_stage = Stage::Ready;
    return step;
}

ProblemPreparation::Step ProblemPreparation::setTimeLimit(std::chrono::nanoseconds limit)
{
    Step step;
    auto known = std::make_shared<PreparedProblem>(*m_known);
    known->problem.limits.cpuTime = limit;
    publish(std::move(known), step);
    return step;
}

ProblemPreparation::Step ProblemPreparation::giveUp(const std::vector<std::string>& reasons)
{
    Step step;
    if (isUnjudgeable())
        return step;
    std::string all;
    for (const std::string& reason : reasons) {
        all += (all.empty() ? "" : "; ") + reason;
        step.diagnostics.push_back(
            diagnostic(Diagnostic::Level::Error, "this problem cannot be judged: " + reason));
    }
    m_stage = Stage::Unjudgeable;
    m_unjudgeable = "the problem " + toPrintableLine(shownFile(problem())) + " cannot be judged: " + all;
    return step;
}

ProblemPreparation::Step ProblemPreparation::refuseInput(const std::string& reason)
{
    m_stage = Stage::Unjudgeable;
    m_inputRefused = true;
    m_unjudgeable = reason;
    return {};
}

} // namespace assize::exec
