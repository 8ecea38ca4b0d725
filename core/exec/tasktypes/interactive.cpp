// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/interactive.h"

#include "base/utf8.h"
#include "check/interaction.h"
#include "exec/case_files.h"
#include "exec/crash_message.h"
#include "exec/measured_run.h"
#include "exec/prepared_run.h"
#include "exec/tasktypes/judged_output.h"
#include "files/mapped_file.h"

#include <algorithm>
#include <string>
#include <utility>

namespace assize::exec {
namespace {

using model::RunStatus;
using model::Verdict;

/// Of a transcript that is shown, as of an output.
constexpr std::size_t kShownTranscript = 4096;

/// The head and the tail of a long talk: how it began, and how it ended.
std::string shownPart(const std::string& transcript)
{
    if (transcript.size() <= kShownTranscript)
        return transcript;
    constexpr std::string_view gap = "\n...\n";
    constexpr std::size_t half = (kShownTranscript - gap.size()) / 2;
    return transcript.substr(0, half).append(gap).append(transcript, transcript.size() - half);
}

std::optional<check::CheckResult> checkInteractorsOutput(const CaseContext& context, check::CheckFiles files)
{
    // An interactor that writes nothing leaves no file.
    const Result<unique_fd> nothing = sandbox::makeMemoryFile("", "output");
    if (files.output < 0 && nothing)
        files.output = nothing->get();
    const Result<files::MappedFile> written =
        files::MappedFile::fromDescriptor(files.output, "the interactor's output");
    return written ? context.tools.checker.check(
                         context.slot, context.order.judging, context.order.test,
                         {.input = files.input, .output = files.output, .bytes = written->bytes()}, nullptr,
                         context.stop)
                   : check::judgeError(written.error().message);
}

/// The verdict of a talk that is over, and the part of it that is shown.
std::optional<CaseReport> decide(const CaseContext& context, const model::Limits& limits, int input,
                                 const check::Interaction& talk)
{
    const Judging& judging = context.order.judging;
    const model::TestCase& test = context.order.test;
    const sandbox::RunResult& program = talk.program;
    if (program.status == RunStatus::SandboxFailed)
        return failedReport(test, "the sandbox failed: " + whyItFailed(program));
    // A program that was stopped has no verdict of its own: nothing that it could still do would have changed
    // anything.
    const score::ProcessVerdict process =
        program.status == RunStatus::Cancelled ? score::ProcessVerdict() : processVerdictOf(program, limits);
    const check::InteractionDecision decision = check::decideInteraction(
        {process.verdict, process.limit, talk.validator.verdict, talk.validatorEndedFirst});
    check::CheckResult judged = talk.validator;
    // Polygon: the interactor's output is judged by the checker.
    if (judging.interactor && decision.byValidator && judged.verdict == Verdict::AC) {
        std::optional<check::CheckResult> checked =
            checkInteractorsOutput(context, {.input = input, .output = talk.output.get()});
        if (!checked)
            return std::nullopt;
        judged = std::move(*checked);
    }
    if (decision.byValidator && judged.verdict == Verdict::JE)
        return failedReport(test, judged.message);
    CaseReport report;
    report.run = measuredRun(test, program);
    noteTimes(program, limits, report);
    model::Run& run = report.run;
    run.verdict = decision.byValidator ? judged.verdict : decision.verdict;
    run.limit = decision.limit;
    // A program that was too slow after its fate was sealed is not shown as if that had been its fault.
    if (decision.byValidator && talk.validatorEndedFirst)
        run.cpuTime = std::min(run.cpuTime, limits.cpuTime);
    run.output = shownPart(talk.transcript);
    run.outputSize = talk.outputSize;
    // The message of a validator that was left alone by the program is no news of the program.
    if (decision.byValidator || judged.verdict != Verdict::JE)
        run.message = judged.message;
    if (!decision.byValidator && run.verdict) {
        const std::string crash =
            crashMessage(run, program.standardError, context.order.program().language, Talk::Yes);
        run.message = crash + (crash.empty() || run.message.empty() ? "" : "; ") + run.message;
    }
    run.message = headOf(run.message, check::kMessageCap);
    if (decision.byValidator && judged.score)
        run.given = model::GivenScore{*judged.score, judged.scoreIsMultiplier};
    report.repeat = repeatOf(program, limits);
    return report;
}

std::vector<RequiredProgram> juryPrograms(const Judging& judging)
{
    std::vector<RequiredProgram> programs = outputValidatorsOf(judging);
    if (const model::JuryProgram* interactor = model::interactorOf(judging.problem->taskType))
        programs.push_back({RequiredProgram::Role::Interactor, 0, *interactor});
    return programs;
}

std::optional<CaseReport> run(const CaseContext& context)
{
    const model::TestCase& test = context.order.test;
    const Result<unique_fd> input = openCaseFile(test.input, test.inputSize);
    if (!input)
        return failedReport(test, input.error().message);
    return runTalk(context, input->get());
}

} // namespace

std::optional<CaseReport> runTalk(const CaseContext& context, int input, OutputChecker::Feedback* feedback)
{
    const RunOrder& order = context.order;
    const Judging& judging = order.judging;
    const model::TestCase& test = order.test;
    const model::Problem& problem = *judging.problem;
    const model::Limits limits = limitsFor(problem, test, order.program().language);
    Result<PreparedRun> prepared = prepareRun(problem, test, order.program(), limits, -1);
    const Result<unique_fd> answer = OutputChecker::openAnswer(test);
    if (!prepared || !answer)
        return failedReport(test, prepared ? answer.error().message : prepared.error().message);
    sandbox::RunRequest& request = prepared->request;
    setTimes(request.limits, limits, problem.timeLimitRule, order.until);
    const BuiltJuryProgram& jury = judging.interactor ? *judging.interactor : *judging.validators.front();
    const CpuWait wait(context.tools.pressure);
    const std::optional<check::Interaction> talk =
        check::converse(context.slot.boxesFor(check::kTalkers), std::move(request),
                        check::protocolOf(problem.validation.protocol),
                        {jury.prepared, problem.limits, validatorFlagsOf(problem, test),
                         problem.validation.scores, feedback != nullptr ? &feedback->front() : nullptr},
                        {.input = input, .answer = answer->get()}, context.stop);
    if (!talk)
        return std::nullopt;
    const bool starved = isStarved(talk->program, wait);
    std::optional<CaseReport> report = decide(context, limits, input, *talk);
    if (starved && report && report->run.verdict == Verdict::TLE)
        report->repeat = CaseReport::Repeat::Starved;
    return report;
}

const TaskRules& interactiveRules()
{
    static constexpr TaskRules rules{&juryPrograms, &run};
    return rules;
}

} // namespace assize::exec
