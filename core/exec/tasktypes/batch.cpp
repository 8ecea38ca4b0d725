// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/batch.h"

#include "exec/case_files.h"
#include "exec/crash_message.h"
#include "exec/measured_run.h"
#include "exec/prepared_run.h"
#include "exec/tasktypes/judged_output.h"
#include "files/mapped_file.h"

#include <string>
#include <utility>

namespace assize::exec {
namespace {

using model::RunStatus;
using model::Verdict;

std::string_view bytesOf(const Result<files::MappedFile>& file)
{
    return file ? file->bytes() : std::string_view();
}

/// From the sandbox's measurements of a run that it made, before anybody looked at the output.
CaseReport measure(const RunOrder& order, const model::Limits& limits, const sandbox::RunResult& result)
{
    CaseReport report;
    const score::ProcessVerdict process = processVerdictOf(result, limits);
    report.run = measuredRun(order.test, result);
    noteTimes(result, limits, report);
    report.run.verdict = process.verdict;
    report.run.limit = process.limit;
    // Only the head of standard error is stored; the reason stands at the end.
    if (process.verdict) {
        report.run.message =
            crashMessage(report.run, result.standardError, order.program().language, Talk::No);
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

/// Adds hints from the files of the work folder about a failure.
void addHints(const model::Problem& problem, const sandbox::RunResult& result, model::Run& run,
              check::CheckResult& decision)
{
    if (!run.verdict && decision.verdict == Verdict::WA) {
        if (const std::string unread = unreadOutput(problem, result); !unread.empty())
            decision.message = unread + (decision.message.empty() ? "" : ". ") + decision.message;
    }
    std::string& said = run.verdict ? run.message : decision.message;
    if (const std::string unread = unreadInput(problem, run.verdict ? run.verdict : decision.verdict, result);
        !unread.empty())
        said += (said.empty() ? "" : "; ") + unread;
}

std::optional<CaseReport> decide(const CaseContext& context, const model::Limits& limits, int input,
                                 const sandbox::RunResult& result, OutputChecker::Feedback* feedback)
{
    const RunOrder& order = context.order;
    if (result.status == RunStatus::Cancelled)
        return std::nullopt;
    if (result.status == RunStatus::SandboxFailed)
        return failedReport(order.test, "the sandbox failed: " + whyItFailed(result));
    CaseReport report = measure(order, limits, result);
    const Judging& judging = order.judging;
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
        std::optional<check::CheckResult> checked = context.tools.checker.check(
            context.slot, judging, order.test,
            {.input = input, .output = written.fd, .bytes = output->bytes()}, feedback, context.stop);
        if (!checked)
            return std::nullopt;
        decision = std::move(*checked);
    } else if (!run.verdict) {
        decision.message = output.error().message;
    }
    addHints(*judging.problem, result, run, decision);
    takeDecision(context, decision, bytesOf(output), run);
    if (run.verdict != Verdict::JE)
        report.repeat = repeatOf(result, limits);
    return report;
}

std::optional<CaseReport> run(const CaseContext& context)
{
    const model::TestCase& test = context.order.test;
    const Result<unique_fd> input = openCaseFile(test.input, test.inputSize);
    if (!input)
        return failedReport(test, input.error().message);
    return runBatch(context, input->get());
}

} // namespace

std::optional<CaseReport> runBatch(const CaseContext& context, int input, OutputChecker::Feedback* feedback)
{
    const RunOrder& order = context.order;
    const model::Problem& problem = *order.judging.problem;
    const model::Limits limits = limitsFor(problem, order.test, order.program().language);
    Result<PreparedRun> prepared = prepareRun(problem, order.test, order.program(), limits, input);
    if (!prepared)
        return failedReport(order.test, prepared.error().message);
    sandbox::RunRequest& request = prepared->request;
    setTimes(request.limits, limits, problem.timeLimitRule, order.until);
    const CpuWait wait(context.tools.pressure);
    const sandbox::RunResult result = context.slot.contestant.run(request, context.stop);
    const bool starved = isStarved(result, wait);
    std::optional<CaseReport> report = decide(context, limits, input, result, feedback);
    if (starved && report && report->run.verdict != Verdict::JE)
        report->repeat = CaseReport::Repeat::Starved;
    return report;
}

const TaskRules& batchRules()
{
    static constexpr TaskRules rules{&outputValidatorsOf, &run};
    return rules;
}

} // namespace assize::exec
