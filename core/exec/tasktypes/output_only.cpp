// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/output_only.h"

#include "exec/case_files.h"
#include "exec/tasktypes/judged_output.h"
#include "files/read.h"

#include <filesystem>
#include <string>

namespace assize::exec {
namespace {

using model::Verdict;

/// The file of the submission that answers `test`; null: there is none.
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

std::optional<CaseReport> run(const CaseContext& context)
{
    const RunOrder& order = context.order;
    const Judging& judging = order.judging;
    const model::TestCase& test = order.test;
    CaseReport report;
    model::Run& run = report.run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    const model::SourceFile* file = answerFor(test, *judging.problem, order.answers());
    if (file == nullptr || file->size > judging.problem->limits.output) {
        if (file != nullptr) {
            run.verdict = Verdict::OLE;
            run.limit = model::LimitKind::Output;
        }
        check::CheckResult decision;
        decision.verdict = Verdict::WA;
        decision.message = "no answer to this test was handed in";
        takeDecision(context, decision, {}, run);
        return report;
    }
    const Result<unique_fd> input = openCaseFile(test.input, test.inputSize);
    if (!input)
        return failedReport(test, input.error().message);
    // A copy: a contestant's file may change while it is looked at.
    const Result<std::string> content = files::readFile(file->path, judging.problem->limits.output);
    if (!content)
        return failedReport(test, content.error().message);
    const Result<unique_fd> copy = sandbox::makeMemoryFile(*content, "answer");
    if (!copy)
        return failedReport(test, copy.error().message);
    run.outputSize = content->size();
    const std::optional<check::CheckResult> decision = context.tools.checker.check(
        context.slot, judging, test, {.input = input->get(), .output = copy->get(), .bytes = *content},
        nullptr, context.stop);
    if (!decision)
        return std::nullopt;
    takeDecision(context, *decision, *content, run);
    return report;
}

} // namespace

const TaskRules& outputOnlyRules()
{
    static constexpr TaskRules rules{&outputValidatorsOf, &run};
    return rules;
}

} // namespace assize::exec
