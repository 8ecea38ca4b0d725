// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/work/workshop.h"

#include <algorithm>
#include <new>
#include <utility>

namespace assize::exec {
namespace {

/// Bytes of all inputs and answers that are kept after they were made.
constexpr std::uint64_t kMadeTestsLimit = 8ULL << 30;

} // namespace

Workshop::Workshop(const sandbox::SandboxInfo& sandbox, const Options& options, const Clock& clock,
                   const std::vector<model::Language>& languages)
    : m_sandboxFingerprint(sandbox.fingerprint), m_languages(languages),
      m_compileCache(options.cacheFolder, options.cacheLimit, clock),
      m_toolchainCache(options.cacheFolder, sandbox.fingerprint), m_pressure(options.cpuPressure),
      m_compiler(m_compileCache, sandbox.fingerprint, m_pressure),
      m_testMaker(options.cacheFolder, kMadeTestsLimit, clock), m_runner(m_pressure)
{
    m_runner.keepOutputs(options.keepOutputs);
}

Outcome Workshop::perform(const Work& work, Slot& slot, const std::stop_token& stop)
{
    try {
        return std::visit(
            [&](const auto& one) -> Outcome {
                if (std::optional<SandboxFailed> refused = refusal(one))
                    return std::move(*refused);
                return performNow(one, slot, stop);
            },
            work);
    } catch (const std::bad_alloc&) {
        return SandboxFailed{SandboxFailed::Step::Memory, kOutOfMemory};
    }
}

SandboxFailed Workshop::otherContent(std::string_view subject)
{
    return {SandboxFailed::Step::Content,
            std::string(subject) + " is not the one that was to be judged: it has other content here"};
}

std::optional<SandboxFailed> Workshop::refusal(const Probe&) const
{
    return std::nullopt;
}

template<typename OnProblem>
std::optional<SandboxFailed> Workshop::refusal(const OnProblem& work) const
{
    const SharedProblem known = prepared(work.problem.id);
    if (!isSameContent(work.problem.content, known->problem.contentHash))
        return otherContent("the problem");
    if constexpr (requires { work.submission; }) {
        if (!isSameContent(work.submission.content, submission(work.submission.number).contentHash))
            return otherContent("the submission");
    }
    if constexpr (requires { work.test; }) {
        if (!isSameContent(work.test.content, known->problem.testCases[work.test.index].contentHash))
            return otherContent("the test");
    }
    return std::nullopt;
}

void Workshop::setProblem(SharedProblem problem)
{
    const std::lock_guard lock(m_mutex);
    const std::string id = problem->problem.id;
    m_problems[id] = furnish(std::move(problem));
}

Workshop::SharedFurnished Workshop::furnish(SharedProblem prepared) const
{
    using Role = RequiredProgram::Role;
    auto furnished = std::make_shared<Furnished>();
    const model::Problem& problem = prepared->problem;
    Judging& judging = furnished->judging;
    judging = prepared->judging;
    if (judging.byValidators())
        judging.validators.resize(problem.validation.validators.size());
    furnished->inputValidators.resize(problem.inputValidators.size());
    furnished->makers.resize(prepared->missing.programs.size());
    if (const auto built = m_built.find(problem.id); built != m_built.end()) {
        for (const auto& [number, one] : built->second) {
            const RequiredProgram& required = prepared->programs[number];
            switch (required.role) {
            case Role::OutputValidator:
                judging.validators[required.index] = one.program;
                break;
            case Role::Interactor:
                judging.interactor = one.program;
                break;
            case Role::StaticValidator:
                judging.staticValidator = one.program;
                break;
            case Role::Grader:
                judging.grader = one.program;
                break;
            case Role::TestMaker:
                furnished->makers[required.index] = {one.program, one.identity};
                break;
            case Role::InputValidator:
                furnished->inputValidators[required.index] = one.program;
                break;
            }
        }
    }
    furnished->prepared = std::move(prepared);
    return furnished;
}

void Workshop::addSubmission(int number, const model::Submission& submission)
{
    const std::lock_guard lock(m_mutex);
    m_submissions[number] = &submission;
}

void Workshop::forgetProgram(int submission)
{
    std::shared_ptr<const Program> forgotten; // closes after the lock is given back
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_programs.find(submission); found != m_programs.end()) {
        forgotten = std::move(found->second);
        m_programs.erase(found);
    }
}

SharedProblem Workshop::prepared(const std::string& id) const
{
    return problem(id)->prepared;
}

void Workshop::dropSubmission(int submission)
{
    {
        const std::lock_guard lock(m_mutex);
        m_dropped.insert(submission);
    }
    forgetProgram(submission);
}

GeneratedFile Workshop::madeTest(const std::string& problem, std::size_t test, bool answer) const
{
    const std::lock_guard lock(m_mutex);
    return m_madeTests.at({problem, test, answer});
}

Workshop::SharedFurnished Workshop::problem(const std::string& id) const
{
    const std::lock_guard lock(m_mutex);
    return m_problems.at(id);
}

const model::Submission& Workshop::submission(int id) const
{
    const std::lock_guard lock(m_mutex);
    return *m_submissions.at(id);
}

const model::Language& Workshop::language(const std::string& id) const
{
    return *std::find_if(m_languages.begin(), m_languages.end(),
                         [&](const model::Language& one) { return one.id == id; });
}

std::optional<model::Toolchain> Workshop::toolchain(const std::string& language) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_toolchains.find(language);
    return found == m_toolchains.end() ? std::nullopt : std::optional(found->second);
}

} // namespace assize::exec
