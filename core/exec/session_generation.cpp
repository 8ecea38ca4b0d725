// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that a package does not have are made before anything of their problem is judged: first all inputs,
// then the answers.
#include "exec/session.h"

namespace assize::exec {

void Session::beginGeneration(ProblemWork& work)
{
    Generation& generation = work.generation;
    const MissingTests& missing = work.prepared->missing;
    if (missing.emptyAnswers && !m_options.ownInput)
        diagnose(Diagnostic::Level::Warning, work,
                 "there are no answers, and nothing that could make them; checkers get empty files");
    generation.stage = Generation::Stage::Inputs;
    queueGeneration(work, missing.inputs);
}

void Session::queueGeneration(ProblemWork& work, const std::vector<std::size_t>& tests)
{
    work.generation.left = tests.size();
    if (tests.empty())
        return nextGenerationStage(work);
    std::vector<Task> tasks;
    tasks.reserve(tests.size());
    for (const std::size_t test : tests)
        tasks.push_back(generationTask(work, test));
    m_dispatcher.push(std::move(tasks));
}

/// What was made is the problem's from now on.
void Session::nextGenerationStage(ProblemWork& work)
{
    Generation& generation = work.generation;
    const bool answers = generation.stage == Generation::Stage::Answers;
    PreparedProblem known(*work.prepared);
    for (const std::size_t index : answers ? known.missing.answers : known.missing.inputs) {
        const GeneratedFile made = m_workshop.madeTest(known.problem.id, index, answers);
        model::TestCase& test = known.problem.testCases[index];
        (answers ? test.answer : test.input) = made.path;
        (answers ? test.answerSize : test.inputSize) = made.size;
    }
    publish(work, std::move(known));
    if (answers) {
        generation.stage = Generation::Stage::Finished;
        m_moreKnown = true;
        return;
    }
    generation.stage = Generation::Stage::Answers;
    queueGeneration(work, work.prepared->missing.answers);
}

void Session::conclude(const MakeTest& work, Outcome&& outcome)
{
    ProblemWork& problem = *m_problemById.at(work.problem);
    const auto* made = std::get_if<TestMade>(&outcome);
    const std::string failure = made != nullptr ? made->failure : std::get<SandboxFailed>(outcome).reason;
    if (!failure.empty()) {
        giveUp(problem, failure);
        m_moreKnown = true;
    } else if (--problem.generation.left == 0) {
        nextGenerationStage(problem);
    }
}

} // namespace assize::exec
