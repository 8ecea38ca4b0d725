// SPDX-License-Identifier: GPL-3.0-or-later
// TestRunner's part for interactive problems: a validator or an interactor talks to the program.
#include "exec/limits.h"
#include "exec/prepared_run.h"
#include "exec/test_runner.h"
#include "files/mapped_file.h"

#include "base/utf8.h"
#include "score/score.h"

#include <algorithm>
#include <csignal>

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

score::ProcessVerdict verdictOf(const sandbox::RunResult& program, const model::Limits& limits)
{
    // It was stopped when nothing that it could still do would have changed the verdict.
    if (program.status == RunStatus::Cancelled)
        return {};
    return score::judgeProcess({program.status, program.exitCode, program.signal, program.cpuTime,
                                program.wallTime, program.memory},
                               limits);
}

} // namespace

TestReport TestRunner::runTalk(Slot& slot, const Judging& judging, const model::TestCase& test,
                               const Program& program, int input, OutputChecker::Feedback* feedback,
                               std::stop_token stop)
{
    const model::Problem& problem = *judging.problem;
    const model::Limits limits = limitsFor(problem, test, program.language);
    TestReport report;
    Result<PreparedRun> prepared = prepareRun(problem, test, program, limits, -1);
    const Result<unique_fd> answer = OutputChecker::openAnswer(test);
    if (!prepared || !answer) {
        report.run = judgeErrorRun(test, prepared ? answer.error().message : prepared.error().message);
        return report;
    }
    sandbox::RunRequest& request = prepared->request;
    request.limits = timed(problem, limits, request.limits);
    const check::Interaction talk =
        judging.interactor
            ? check::runInteractor(slot.contestant, slot.jury, std::move(request), judging.interactor->validator,
                                   input, answer->get(), problem.limits, stop)
            : check::runInteractiveValidator(slot.contestant, slot.jury, std::move(request),
                                             judging.validators.front()->validator,
                                             validatorFlagsOf(problem, test), input, answer->get(),
                                             problem.limits, stop, problem.validation.scores,
                                             feedback != nullptr ? &feedback->front() : nullptr);
    if (talk.cancelled)
        report.cancelled = true;
    else
        decideTalk(slot, judging, test, limits, input, talk, report, std::move(stop));
    return report;
}

check::CheckResult TestRunner::checkInteractorsOutput(Slot& slot, const Judging& judging,
                                                      const model::TestCase& test, int input, int output,
                                                      std::stop_token stop)
{
    // One that writes nothing leaves no file.
    const Result<unique_fd> nothing = sandbox::makeMemoryFile("", "output");
    const int fd = output >= 0 || !nothing ? output : nothing->get();
    const Result<files::MappedFile> written = files::MappedFile::fromDescriptor(fd, "the interactor's output");
    return written ? m_checker.check(slot, judging, test, {input, fd, written->bytes()}, nullptr, std::move(stop))
                   : check::judgeError(written.error().message);
}

void TestRunner::decideTalk(Slot& slot, const Judging& judging, const model::TestCase& test,
                            const model::Limits& limits, int input, const check::Interaction& talk,
                            TestReport& report, std::stop_token stop)
{
    const sandbox::RunResult& program = talk.program;
    if (program.status == RunStatus::SandboxFailed) {
        report.run = judgeErrorRun(test, "the sandbox failed twice: " + program.failure);
        return;
    }
    const score::ProcessVerdict process = verdictOf(program, limits);
    const check::InteractionDecision decision = check::decideInteraction(
        {process.verdict, process.limit, talk.validator.verdict, talk.validatorEndedFirst});
    check::CheckResult judged = talk.validator;
    // Polygon: what the interactor has written is judged by the checker.
    if (judging.interactor && decision.byValidator && judged.verdict == Verdict::AC) {
        judged = checkInteractorsOutput(slot, judging, test, input, talk.output.get(), std::move(stop));
        if (judged.cancelled) {
            report.cancelled = true;
            return;
        }
    }
    if (decision.byValidator && judged.verdict == Verdict::JE) {
        report.run = judgeErrorRun(test, judged.message);
        return;
    }
    model::Run& run = report.run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = decision.byValidator ? judged.verdict : decision.verdict;
    run.limit = decision.limit;
    // One that was too slow after its fate was sealed is not shown as if that had been its fault.
    run.cpuTime = decision.byValidator && talk.validatorEndedFirst ? std::min(program.cpuTime, limits.cpuTime)
                                                                   : program.cpuTime;
    run.wallTime = program.wallTime;
    run.memory = program.memory;
    if (program.status == RunStatus::Exited)
        run.exitCode = program.exitCode;
    else if (program.signal != 0)
        run.signal = program.signal;
    run.standardError = headOf(program.standardError, check::kMessageCap);
    run.output = shownPart(talk.transcript);
    run.outputSize = talk.outputSize;
    // What a validator says that was left alone by the program is no news of the program.
    if (decision.byValidator || judged.verdict != Verdict::JE)
        run.message = headOf(judged.message, check::kMessageCap);
    if (decision.byValidator && judged.score)
        run.given = model::GivenScore{*judged.score, judged.scoreIsMultiplier};
    const bool ended = program.status == RunStatus::Exited || program.status == RunStatus::Signalled;
    if (ended && isNearLimit(program.cpuTime, limits.cpuTime))
        report.repeat = TestReport::Repeat::NearLimit;
    else if (program.status == RunStatus::Signalled && program.signal == SIGKILL)
        report.repeat = TestReport::Repeat::Killed;
}

} // namespace assize::exec
