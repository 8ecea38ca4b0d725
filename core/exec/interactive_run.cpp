// SPDX-License-Identifier: GPL-3.0-or-later
// CaseRunner's part for interactive problems: a validator or an interactor talks to the program.
#include "exec/case_run.h"
#include "exec/crash_message.h"
#include "exec/limits.h"
#include "exec/measured_run.h"
#include "exec/prepared_run.h"
#include "files/mapped_file.h"

#include "base/utf8.h"

#include <algorithm>

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

} // namespace

std::optional<CaseReport> CaseRunner::runTalk(Slot& slot, const RunOrder& order, int input,
                                              OutputChecker::Feedback* feedback, const std::stop_token& stop)
{
    const Judging& judging = order.judging;
    const model::TestCase& test = order.test;
    const model::Problem& problem = *judging.problem;
    const model::Limits limits = limitsFor(problem, test, order.program.language);
    Result<PreparedRun> prepared = prepareRun(problem, test, order.program, limits, -1);
    const Result<unique_fd> answer = OutputChecker::openAnswer(test);
    if (!prepared || !answer) {
        return failedReport(test, prepared ? answer.error().message : prepared.error().message);
    }
    sandbox::RunRequest& request = prepared->request;
    setTimes(request.limits, limits, problem.timeLimitRule, order.until);
    const BuiltJuryProgram& jury = judging.interactor ? *judging.interactor : *judging.validators.front();
    const CpuWait wait(m_pressure);
    const std::optional<check::Interaction> talk = check::converse(
        slot.boxesFor(check::kTalkers), std::move(request), check::protocolOf(problem.validation.protocol),
        {jury.prepared, problem.limits, validatorFlagsOf(problem, test), problem.validation.scores,
         feedback != nullptr ? &feedback->front() : nullptr},
        {.input = input, .answer = answer->get()}, stop);
    if (!talk)
        return std::nullopt;
    const bool starved = isStarved(talk->program, wait);
    std::optional<CaseReport> report = decideTalk(slot, order, limits, input, *talk, stop);
    if (starved && report && report->run.verdict == Verdict::TLE)
        report->repeat = CaseReport::Repeat::Starved;
    return report;
}

std::optional<check::CheckResult> CaseRunner::checkInteractorsOutput(Slot& slot, const Judging& judging,
                                                                     const model::TestCase& test,
                                                                     check::CheckFiles files,
                                                                     const std::stop_token& stop)
{
    // One that writes nothing leaves no file.
    const Result<unique_fd> nothing = sandbox::makeMemoryFile("", "output");
    if (files.output < 0 && nothing)
        files.output = nothing->get();
    const Result<files::MappedFile> written =
        files::MappedFile::fromDescriptor(files.output, "the interactor's output");
    return written
               ? m_checker.check(slot, judging, test,
                                 {.input = files.input, .output = files.output, .bytes = written->bytes()},
                                 nullptr, stop)
               : check::judgeError(written.error().message);
}

std::optional<CaseReport> CaseRunner::decideTalk(Slot& slot, const RunOrder& order,
                                                 const model::Limits& limits, int input,
                                                 const check::Interaction& talk, const std::stop_token& stop)
{
    const Judging& judging = order.judging;
    const model::TestCase& test = order.test;
    const sandbox::RunResult& program = talk.program;
    if (program.status == RunStatus::SandboxFailed)
        return failedReport(test, "the sandbox failed: " + whyItFailed(program));
    // One that was stopped has no verdict of its own: nothing that it could still do would have changed
    // anything.
    const score::ProcessVerdict process =
        program.status == RunStatus::Cancelled ? score::ProcessVerdict() : processVerdictOf(program, limits);
    const check::InteractionDecision decision = check::decideInteraction(
        {process.verdict, process.limit, talk.validator.verdict, talk.validatorEndedFirst});
    check::CheckResult judged = talk.validator;
    // Polygon: what the interactor has written is judged by the checker.
    if (judging.interactor && decision.byValidator && judged.verdict == Verdict::AC) {
        std::optional<check::CheckResult> checked =
            checkInteractorsOutput(slot, judging, test, {.input = input, .output = talk.output.get()}, stop);
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
    // One that was too slow after its fate was sealed is not shown as if that had been its fault.
    if (decision.byValidator && talk.validatorEndedFirst)
        run.cpuTime = std::min(run.cpuTime, limits.cpuTime);
    run.output = shownPart(talk.transcript);
    run.outputSize = talk.outputSize;
    // What a validator says that was left alone by the program is no news of the program.
    if (decision.byValidator || judged.verdict != Verdict::JE)
        run.message = judged.message;
    if (!decision.byValidator && run.verdict) {
        const std::string crash = crashMessage(run, program.standardError, order.program.language, Talk::Yes);
        run.message = crash + (crash.empty() || run.message.empty() ? "" : "; ") + run.message;
    }
    run.message = headOf(run.message, check::kMessageCap);
    if (decision.byValidator && judged.score)
        run.given = model::GivenScore{*judged.score, judged.scoreIsMultiplier};
    report.repeat = repeatOf(program, limits);
    return report;
}

} // namespace assize::exec
