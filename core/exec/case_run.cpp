// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/case_run.h"

#include "base/utf8.h"
#include "check/excerpt.h"
#include "exec/case_files.h"
#include "exec/crash_message.h"
#include "exec/limits.h"
#include "exec/measured_run.h"
#include "exec/prepared_run.h"
#include "files/read.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>

namespace assize::exec {
namespace {

using model::RunStatus;
using model::Verdict;

std::string_view bytesOf(const Result<files::MappedFile>& file)
{
    return file ? file->bytes() : std::string_view();
}

/// The file of the submission that answers `test`.
const model::SourceFile* answerFor(const model::TestCase& test, const model::Problem& problem,
                                   const model::Submission& submission)
{
    const auto stemOf = [](const std::string& name) { return std::filesystem::path(name).stem().native(); };
    const std::string wanted = std::filesystem::path(test.id).filename().native();
    for (const model::SourceFile& file : submission.files) {
        if (stemOf(file.name) == wanted)
            return &file;
    }
    return submission.files.size() == 1 && problem.testCases.size() == 1 ? &submission.files.front()
                                                                         : nullptr;
}

/// A description of its own: read from the beginning, and not for writing.
unique_fd reopenForReading(int fd)
{
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return unique_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

} // namespace

model::Run judgeErrorRun(const model::TestCase& test, std::string_view reason)
{
    model::Run run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = Verdict::JE;
    run.message = headOf(reason, check::kMessageCap);
    return run;
}

CaseReport failedReport(const model::TestCase& test, std::string_view reason)
{
    CaseReport report;
    report.run = judgeErrorRun(test, reason);
    return report;
}

CaseRunner::CaseRunner(const CpuPressure& pressure, OutOfMemoryKills kills)
    : m_pressure(pressure), m_outOfMemoryKills(std::move(kills))
{
}

std::uint64_t CaseRunner::hostOutOfMemoryKills()
{
    std::ifstream file("/proc/vmstat");
    std::string name;
    std::uint64_t value = 0;
    while (file >> name >> value) {
        if (name == "oom_kill")
            return value;
    }
    return 0;
}

std::optional<CaseReport> CaseRunner::run(Slot& slot, const RunOrder& order, const std::stop_token& stop)
{
    std::optional<CaseReport> report = runOnce(slot, order, stop);
    if (!report || order.until == RunUntil::TimeLimit || !report->late ||
        report->run.verdict == Verdict::TLE || report->run.verdict == Verdict::JE)
        return report;
    // After the time limit something else happened, of which a contest would not have heard.
    report = runOnce(slot, {order.judging, order.test, order.program, RunUntil::TimeLimit}, stop);
    if (report)
        report->stopped = false;
    return report;
}

std::optional<CaseReport> CaseRunner::runOnce(Slot& slot, const RunOrder& order, const std::stop_token& stop)
{
    const Result<unique_fd> input = openCaseFile(order.test.input, order.test.inputSize);
    if (!input)
        return failedReport(order.test, input.error().message);
    const model::OutputValidation& validation = order.judging.problem->validation;
    if (validation.passes > 1)
        return runPasses(slot, order, input->get(), stop);
    if (validation.interactive)
        return runTalk(slot, order, input->get(), nullptr, stop);
    return runPass(slot, order, input->get(), nullptr, stop);
}

std::optional<CaseReport> CaseRunner::runPasses(Slot& slot, const RunOrder& order, int input,
                                                const std::stop_token& stop)
{
    const model::OutputValidation& validation = order.judging.problem->validation;
    OutputChecker::Feedback feedback(order.judging.validators.size());
    for (check::FeedbackState& state : feedback)
        state.passesAllowed = validation.passes;
    CaseReport all;
    unique_fd nextInput;
    for (;;) {
        std::optional<CaseReport> pass = validation.interactive
                                             ? runTalk(slot, order, input, &feedback, stop)
                                             : runPass(slot, order, input, &feedback, stop);
        if (!pass)
            return std::nullopt;
        CaseReport& report = *pass;
        report.run.cpuTime = std::max(report.run.cpuTime, all.run.cpuTime);
        report.run.wallTime = std::max(report.run.wallTime, all.run.wallTime);
        report.run.memory = std::max(report.run.memory, all.run.memory);
        if (validation.interactive && !all.run.output.empty())
            report.run.output = headOf(all.run.output + "---\n" + report.run.output, check::kMessageCap);
        // Another pass that was stopped decides, however near its limit this one is.
        if (report.repeat == CaseReport::Repeat::No && !report.stopped)
            report.repeat = all.repeat;
        report.late = report.late || all.late;
        all = std::move(report);
        const auto next =
            std::find_if(feedback.begin(), feedback.end(),
                         [](const check::FeedbackState& state) { return bool(state.nextInput); });
        if (all.run.verdict != Verdict::AC || next == feedback.end())
            return all;
        nextInput = reopenForReading(next->nextInput.get());
        if (!nextInput)
            return failedReport(order.test, systemError("cannot open the next pass's input", errno).message);
        input = nextInput.get();
    }
}

std::optional<CaseReport> CaseRunner::runPass(Slot& slot, const RunOrder& order, int input,
                                              OutputChecker::Feedback* feedback, const std::stop_token& stop)
{
    const model::Problem& problem = *order.judging.problem;
    const model::Limits limits = limitsFor(problem, order.test, order.program.language);
    Result<PreparedRun> prepared = prepareRun(problem, order.test, order.program, limits, input);
    if (!prepared)
        return failedReport(order.test, prepared.error().message);
    sandbox::RunRequest& request = prepared->request;
    setTimes(request.limits, limits, problem.timeLimitRule, order.until);
    const CpuWait wait(m_pressure);
    const sandbox::RunResult result = slot.contestant.run(request, stop);
    const bool starved = isStarved(result, wait);
    std::optional<CaseReport> report = judge(slot, order, limits, input, result, feedback, stop);
    if (starved && report && report->run.verdict != Verdict::JE)
        report->repeat = CaseReport::Repeat::Starved;
    return report;
}

std::optional<CaseReport> CaseRunner::checkAnswer(Slot& slot, const Judging& judging,
                                                  const model::TestCase& test,
                                                  const model::Submission& submission,
                                                  const std::stop_token& stop)
{
    CaseReport report;
    model::Run& run = report.run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    const model::SourceFile* file = answerFor(test, *judging.problem, submission);
    if (file == nullptr || file->size > judging.problem->limits.output) {
        if (file != nullptr) {
            run.verdict = Verdict::OLE;
            run.limit = model::LimitKind::Output;
        }
        check::CheckResult decision;
        decision.verdict = Verdict::WA;
        decision.message = "no answer to this test was handed in";
        decide(test, decision, {}, run);
        return report;
    }
    const Result<unique_fd> input = openCaseFile(test.input, test.inputSize);
    if (!input)
        return failedReport(test, input.error().message);
    // A copy: a contestant's file may change while it is looked at.
    Result<std::string> content = files::readFile(file->path, judging.problem->limits.output);
    if (!content)
        return failedReport(test, content.error().message);
    const Result<unique_fd> copy = sandbox::makeMemoryFile(*content, "answer");
    if (!copy)
        return failedReport(test, copy.error().message);
    run.outputSize = content->size();
    const std::optional<check::CheckResult> decision =
        m_checker.check(slot, judging, test,
                        {.input = input->get(), .output = copy->get(), .bytes = *content}, nullptr, stop);
    if (!decision)
        return std::nullopt;
    decide(test, *decision, *content, run);
    return report;
}

CaseReport CaseRunner::measure(const RunOrder& order, const model::Limits& limits,
                               const sandbox::RunResult& result) const
{
    CaseReport report;
    const score::ProcessVerdict process = processVerdictOf(result, limits);
    report.run = measuredRun(order.test, result);
    noteTimes(result, limits, report);
    report.run.verdict = process.verdict;
    report.run.limit = process.limit;
    // Of what is stored only the head is kept; the reason stands at the end.
    if (process.verdict) {
        report.run.message = crashMessage(report.run, result.standardError, order.program.language, Talk::No);
    } else if (exceedsOutputWithErrors(*order.judging.problem, limits, result)) {
        report.run.verdict = Verdict::OLE;
        report.run.limit = model::LimitKind::Output;
        report.run.message = "it wrote " + std::to_string(result.outputSize) + " bytes, and " +
                             std::to_string(result.standardErrorSize) +
                             " to standard error: together more than the output limit of " +
                             std::to_string(limits.output) + " bytes";
    }
    return report;
}

std::optional<CaseReport> CaseRunner::judge(Slot& slot, const RunOrder& order, const model::Limits& limits,
                                            int input, const sandbox::RunResult& result,
                                            OutputChecker::Feedback* feedback, const std::stop_token& stop)
{
    if (result.status == RunStatus::Cancelled)
        return std::nullopt;
    if (result.status == RunStatus::SandboxFailed)
        return failedReport(order.test, "the sandbox failed: " + whyItFailed(result));
    CaseReport report = measure(order, limits, result);
    const Judging& judging = order.judging;
    const model::TestCase& test = order.test;
    model::Run& run = report.run;
    const ProgramOutput written = outputOf(*judging.problem, result);
    const Result<files::MappedFile> output =
        files::MappedFile::fromDescriptor(written.fd, "the program's output");
    check::CheckResult decision;
    if (!run.verdict && !written.found) {
        decision.verdict = Verdict::WA;
        decision.message = "the program did not write the file " + judging.problem->outputFile;
    } else if (!run.verdict && output) {
        run.outputSize = output->bytes().size();
        std::optional<check::CheckResult> checked =
            m_checker.check(slot, judging, test,
                            {.input = input, .output = written.fd, .bytes = output->bytes()}, feedback, stop);
        if (!checked)
            return std::nullopt;
        decision = std::move(*checked);
    } else if (!run.verdict) {
        decision.message = output.error().message;
    }
    if (!run.verdict && decision.verdict == Verdict::WA) {
        if (const std::string unread = unreadOutput(*judging.problem, result); !unread.empty())
            decision.message = unread + (decision.message.empty() ? "" : ". ") + decision.message;
    }
    std::string& said = run.verdict ? run.message : decision.message;
    if (const std::string unread =
            unreadInput(*judging.problem, run.verdict ? run.verdict : decision.verdict, result);
        !unread.empty())
        said += (said.empty() ? "" : "; ") + unread;
    decide(test, decision, bytesOf(output), run);
    if (run.verdict != Verdict::JE)
        report.repeat = repeatOf(result, limits);
    return report;
}

void CaseRunner::decide(const model::TestCase& test, const check::CheckResult& decision,
                        std::string_view output, model::Run& run)
{
    if (!run.verdict) {
        if (decision.verdict == Verdict::JE) {
            run = judgeErrorRun(test, decision.message);
            return;
        }
        run.verdict = decision.verdict;
        run.message = headOf(decision.message, check::kMessageCap);
        if (decision.score)
            run.given = model::GivenScore{*decision.score, decision.scoreIsMultiplier};
    }
    if (run.verdict != Verdict::AC || m_keepOutputs) {
        // Everything but an accepted run shows what was written and what was expected.
        const Result<std::shared_ptr<const files::MappedFile>> answer = m_checker.answer(test);
        check::excerptAroundDifference(
            {.answer = answer ? (*answer)->bytes() : std::string_view(), .output = output}, decision, run);
    }
}

} // namespace assize::exec
