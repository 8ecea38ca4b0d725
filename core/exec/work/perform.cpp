// SPDX-License-Identifier: GPL-3.0-or-later
// The work that submissions need.
#include "exec/custom_grader.h"
#include "exec/static_validation.h"
#include "exec/toolchain_probe.h"
#include "exec/work/workshop.h"
#include "score/score.h"

#include <algorithm>
#include <utility>

namespace assize::exec {
namespace {

/// The submission with the files that the package adds to it.
CompileInput compileInput(const model::Problem& problem, const model::Submission& submission)
{
    CompileInput input{submission.files, problem.limits.source, submission.entryPoint};
    input.constants = problem.constants;
    const auto named = [&problem](std::string_view language) {
        return std::find_if(
            problem.includes.begin(), problem.includes.end(),
            [language](const model::IncludedFiles& files) { return files.language == language; });
    };
    auto included = named(submission.language);
    if (included == problem.includes.end())
        included = named("default");
    if (included != problem.includes.end())
        input.included = included->files;
    return input;
}

/// Why a program that compiled once does not now, where that is known: only the judge can be at fault.
std::string failureOf(CompileResult&& result)
{
    if (auto* failed = std::get_if<SandboxFailed>(&result))
        return std::move(failed->reason);
    if (auto* late = std::get_if<OutOfWallTime>(&result))
        return std::move(late->reason);
    return {};
}

} // namespace

Outcome Workshop::performNow(const Probe& work, Slot& slot, const std::stop_token& stop)
{
    model::Toolchain found = toolchainFrom(m_toolchainCache, slot.jury, language(work.language), stop);
    // A probe that was stopped has found nothing out.
    if (stop.stop_requested())
        return Cancelled{};
    const std::lock_guard lock(m_mutex);
    m_toolchains[work.language] = found;
    return Probed{std::move(found)};
}

CompileResult Workshop::compile(const Furnished& problem, const model::Submission& submission, Beside beside,
                                Slot& slot, const std::stop_token& stop)
{
    const model::Problem& of = problem.prepared->problem;
    return m_compiler.compile(slot.contestant, toolchain(submission.language).value(),
                              compileInput(of, submission), of.limits, stop, beside);
}

Outcome Workshop::performNow(const Compile& work, Slot& slot, const std::stop_token& stop)
{
    const SharedFurnished furnished = problem(work.problem.id);
    slot.beginSubmission(work.submission.number);
    CompileResult result = compile(*furnished, submission(work.submission.number), work.beside, slot, stop);
    if (std::holds_alternative<Cancelled>(result))
        return Cancelled{};
    if (auto* late = std::get_if<OutOfWallTime>(&result))
        return std::move(*late);
    if (auto* failed = std::get_if<SandboxFailed>(&result))
        return std::move(*failed);
    if (auto* rejected = std::get_if<CompileRejected>(&result))
        return SubmissionCompiled{std::move(rejected->outcome)};
    auto& ready = std::get<ProgramReady>(result);
    const std::string content = ready.program->content;
    if (!work.ahead) {
        const std::lock_guard lock(m_mutex);
        if (!m_dropped.contains(work.submission.number))
            m_programs[work.submission.number] = std::move(ready.program);
    }
    return SubmissionCompiled{std::move(ready.outcome), content};
}

Outcome Workshop::performNow(const RunCase& work, Slot& slot, const std::stop_token& stop)
{
    const SharedFurnished furnished = problem(work.problem.id);
    const model::Problem& of = furnished->prepared->problem;
    if (!of.takesAnswers())
        return runCase(work, *furnished, slot, stop);
    std::optional<CaseReport> report = m_runner.run(
        slot, {furnished->judging, of.testCases[work.test.index], &submission(work.submission.number)}, stop);
    if (!report)
        return Cancelled{};
    return CaseEnded{std::move(*report)};
}

Outcome Workshop::runCase(const RunCase& work, const Furnished& furnished, Slot& slot,
                          const std::stop_token& stop)
{
    slot.beginSubmission(work.submission.number);
    std::shared_ptr<const Program> program;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_programs.find(work.submission.number); found != m_programs.end())
            program = found->second;
    }
    if (!program) {
        // It was forgotten, as programs are open files, and is in the cache.
        CompileResult result = compile(furnished, submission(work.submission.number),
                                       work.first ? Beside::Nothing : Beside::Others, slot, stop);
        if (std::holds_alternative<Cancelled>(result))
            return Cancelled{};
        auto* ready = std::get_if<ProgramReady>(&result);
        if (ready == nullptr)
            return SandboxFailed{SandboxFailed::Step::Compile, failureOf(std::move(result))};
        program = std::move(ready->program);
    }
    if (!isSameContent(work.program, program->content))
        return otherContent("the program");
    const RunOrder order{furnished.judging, furnished.prepared->problem.testCases[work.test.index],
                         program.get(), work.until};
    std::optional<CaseReport> report =
        work.first ? m_runner.repeatAlone(slot, order, *work.first, stop) : m_runner.run(slot, order, stop);
    if (!report)
        return Cancelled{};
    return CaseEnded{std::move(*report)};
}

Outcome Workshop::performNow(const Fold& work, Slot& slot, const std::stop_token& stop)
{
    const SharedFurnished furnished = problem(work.problem.id);
    const model::Problem& of = furnished->prepared->problem;
    const model::Submission& from = submission(work.submission.number);
    score::CustomGrader grader;
    if (furnished->judging.grader)
        grader = customGrader(slot.jury, furnished->judging.grader->prepared, of.limits, stop);
    std::optional<std::vector<score::StaticResult>> staticResults(std::in_place);
    if (furnished->judging.staticValidator)
        staticResults = validateStatically(slot.jury, furnished->judging.staticValidator->prepared, of, from,
                                           language(from.language), stop);
    // An incomplete judgement is not folded.
    if (!staticResults)
        return Cancelled{};
    Folded folded{work.judgement};
    score::fold(of, work.stopAtFirstFailure, folded.judgement, grader, *staticResults);
    if (stop.stop_requested())
        return Cancelled{};
    return folded;
}

} // namespace assize::exec
