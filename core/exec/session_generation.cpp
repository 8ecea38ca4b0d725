// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that a package does not have are made before anything of their problem is judged: first all inputs,
// then the answers.
#include "exec/session.h"

#include "base/utf8.h"

#include <algorithm>
#include <new>

namespace assize::exec {
namespace {

std::size_t makerNamed(const MissingTests& missing, const std::string& name)
{
    const auto found =
        std::find_if(missing.programs.begin(), missing.programs.end(),
                     [&name](const model::JuryProgram& program) { return program.name == name; });
    return static_cast<std::size_t>(found - missing.programs.begin());
}

} // namespace

void Session::addTestMakers(ProblemWork& work)
{
    Generation& generation = work.generation;
    generation.missing = missingTests(work.problem);
    generation.built.resize(generation.missing.programs.size());
    for (std::size_t i = 0; i < generation.built.size(); ++i)
        work.programs.push_back({&generation.missing.programs[i], &generation.built[i]});
    if (generation.missing.none())
        generation.stage = Generation::Stage::Finished;
}

void Session::beginGeneration(ProblemWork& work)
{
    Generation& generation = work.generation;
    for (std::size_t i = 0; i < generation.built.size(); ++i) {
        const std::optional<std::string> id =
            languageOfJuryProgram(generation.missing.programs[i], m_plan.languages);
        const std::optional<std::size_t> language = id ? languageIndex(*id) : std::nullopt;
        const std::string fingerprint =
            language && m_toolchains[*language] ? m_toolchains[*language]->fingerprint : "";
        generation.makers.push_back(
            makeMakerProgram(generation.built[i], fingerprint, m_with.sandbox.info().fingerprint));
    }
    if (generation.missing.emptyAnswers && !m_options.ownInput)
        diagnose(Diagnostic::Level::Warning, work,
                 "there are no answers, and nothing that could make them; checkers get empty files");
    generation.stage = Generation::Stage::Inputs;
    queueGeneration(work, generation.missing.inputs);
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

void Session::nextGenerationStage(ProblemWork& work)
{
    Generation& generation = work.generation;
    if (generation.stage == Generation::Stage::Inputs) {
        generation.stage = Generation::Stage::Answers;
        return queueGeneration(work, generation.missing.answers);
    }
    generation.stage = Generation::Stage::Finished;
    m_moreKnown = true;
}

Task Session::generationTask(ProblemWork& work, std::size_t test)
{
    const bool answer = work.generation.stage == Generation::Stage::Answers;
    Task task;
    task.priority = Task::Priority::Prepare;
    task.number = test;
    task.memory = work.problem.limits.validationMemory;
    task.work = [this, &work, test, answer](Slot& slot, const std::stop_token& stop) {
        const Generation& generation = work.generation;
        const model::TestCase& testCase = work.problem.testCases[test];
        MadeTest made;
        try {
            const std::filesystem::path& present = answer ? testCase.answer : testCase.input;
            if (!present.empty()) {
                made = m_generator.withoutWindowsLines(present,
                                                       answer ? testCase.answerSize : testCase.inputSize);
            } else if (answer && generation.missing.emptyAnswers) {
                made = m_generator.emptyAnswer();
            } else {
                const std::string name = answer ? work.problem.mainSolution : testCase.command.front();
                const std::size_t maker = makerNamed(generation.missing, name);
                if (maker == generation.makers.size())
                    made.failure = testCase.id + ": there is no program " + toPrintableLine(name);
                else if (answer)
                    made = m_generator.generateAnswer(slot.jury, work.problem, testCase,
                                                      generation.makers[maker], stop);
                else
                    made = m_generator.generateInput(slot.jury, work.problem, testCase,
                                                     generation.makers[maker], stop);
            }
        } catch (const std::bad_alloc&) {
            made.failure = kOutOfMemory;
        }
        if (!made.cancelled)
            m_inbox.post(TestMade{&work, test, answer, std::move(made)});
    };
    return task;
}

void Session::handle(TestMade&& message)
{
    ProblemWork& work = *message.problem;
    if (!message.made.failure.empty()) {
        giveUp(work, message.made.failure);
        m_moreKnown = true;
        return;
    }
    model::TestCase& test = work.problem.testCases[message.test];
    (message.answer ? test.answer : test.input) = message.made.file.path;
    (message.answer ? test.answerSize : test.inputSize) = message.made.file.size;
    if (--work.generation.left == 0)
        nextGenerationStage(work);
}

} // namespace assize::exec
