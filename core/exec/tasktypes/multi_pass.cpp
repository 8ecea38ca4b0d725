// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/multi_pass.h"

#include "base/utf8.h"
#include "check/check.h"
#include "exec/case_files.h"
#include "exec/tasktypes/batch.h"
#include "exec/tasktypes/interactive.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <utility>

namespace assize::exec {
namespace {

using model::Verdict;

/// A description of its own: read from the beginning, and not for writing.
unique_fd reopenForReading(int fd)
{
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return unique_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

/// Makes `report` that of all passes: `earlier` is the report of the pass before it, with all passes before
/// that. The slowest counts.
void addEarlier(const CaseReport& earlier, bool talks, CaseReport& report)
{
    report.run.cpuTime = std::max(report.run.cpuTime, earlier.run.cpuTime);
    report.run.wallTime = std::max(report.run.wallTime, earlier.run.wallTime);
    report.run.memory = std::max(report.run.memory, earlier.run.memory);
    if (talks && !earlier.run.output.empty())
        report.run.output = headOf(earlier.run.output + "---\n" + report.run.output, check::kMessageCap);
    // A later pass that was stopped decides, however near its limit an earlier pass is.
    if (report.repeat == CaseReport::Repeat::No && !report.stopped)
        report.repeat = earlier.repeat;
    report.late = report.late || earlier.late;
}

std::vector<RequiredProgram> juryPrograms(const Judging& judging)
{
    const bool talks = model::isInteractive(judging.problem->taskType);
    return (talks ? interactiveRules() : batchRules()).juryPrograms(judging);
}

std::optional<CaseReport> run(const CaseContext& context)
{
    const model::TestCase& test = context.order.test;
    const Result<unique_fd> firstInput = openCaseFile(test.input, test.inputSize);
    if (!firstInput)
        return failedReport(test, firstInput.error().message);
    const model::TaskType& type = context.order.judging.problem->taskType;
    const bool talks = model::isInteractive(type);
    OutputChecker::Feedback feedback(context.order.judging.validators.size());
    for (check::FeedbackState& state : feedback)
        state.passesAllowed = model::passesOf(type);
    CaseReport all;
    unique_fd nextInput;
    for (int input = firstInput->get();;) {
        std::optional<CaseReport> pass =
            talks ? runTalk(context, input, &feedback) : runBatch(context, input, &feedback);
        if (!pass)
            return std::nullopt;
        addEarlier(all, talks, *pass);
        all = std::move(*pass);
        const auto next =
            std::find_if(feedback.begin(), feedback.end(),
                         [](const check::FeedbackState& state) { return bool(state.nextInput); });
        if (all.run.verdict != Verdict::AC || next == feedback.end())
            return all;
        nextInput = reopenForReading(next->nextInput.get());
        if (!nextInput)
            return failedReport(test, systemError("cannot open the next pass's input", errno).message);
        input = nextInput.get();
    }
}

} // namespace

const TaskRules& multiPassRules()
{
    static constexpr TaskRules rules{&juryPrograms, &run};
    return rules;
}

} // namespace assize::exec
