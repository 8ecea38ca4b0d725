// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/test_runner.h"

#include "base/utf8.h"
#include "check/excerpt.h"
#include "exec/limits.h"
#include "score/score.h"

#include <csignal>
#include <fstream>

namespace assize::exec {
namespace {

using model::RunStatus;
using model::Verdict;

// A run that ended by itself within this part of its limit is not near it; as DESIGN.md, section 3.
constexpr double kNearFrom = 0.9;
constexpr double kNearTo = 1.1;
constexpr int kMostRepeats = 3;

bool endedByItself(RunStatus status)
{
    return status == RunStatus::Exited || status == RunStatus::Signalled;
}

bool isNear(std::chrono::nanoseconds time, std::chrono::nanoseconds limit)
{
    return time >= scaled(limit, kNearFrom) && time <= scaled(limit, kNearTo);
}

model::Attempt attemptOf(const model::Run& run)
{
    return {run.cpuTime, run.wallTime, run.memory};
}

/// Whether both ended in the same way, so that their times can be compared.
bool sameEnd(const model::Run& a, const model::Run& b)
{
    return a.exitCode == b.exitCode && a.signal == b.signal && a.limit != model::LimitKind::Memory &&
           b.limit != model::LimitKind::Memory;
}

std::string_view bytesOf(const Result<files::MappedFile>& file)
{
    return file ? file->bytes() : std::string_view();
}

void becomeJudgeError(const model::TestCase& test, std::string reason, model::Run& run)
{
    model::Run failed = judgeErrorRun(test, std::move(reason));
    failed.attempts = std::move(run.attempts);
    run = std::move(failed);
}

} // namespace

model::Run judgeErrorRun(const model::TestCase& test, std::string reason)
{
    model::Run run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = Verdict::JE;
    run.message = headOf(reason, check::kMessageCap);
    return run;
}

std::vector<std::string> validatorFlagsOf(const model::Problem& problem, const model::TestCase& test)
{
    std::vector<std::string> flags = problem.validation.flags;
    flags.insert(flags.end(), test.validatorFlags.begin(), test.validatorFlags.end());
    return flags;
}

Result<void> takeValidatorFlags(Judging& judging)
{
    const model::Problem& problem = *judging.problem;
    if (problem.validation.custom)
        return {};
    Result<check::DefaultValidatorOptions> options = check::parseDefaultValidatorFlags(problem.validation.flags);
    if (!options)
        return options.error();
    judging.options = *options;
    for (const model::TestCase& test : problem.testCases) {
        if (test.validatorFlags.empty() || judging.optionsByFlags.contains(test.validatorFlags))
            continue;
        options = check::parseDefaultValidatorFlags(validatorFlagsOf(problem, test));
        if (!options)
            return options.error().context(test.id);
        judging.optionsByFlags.emplace(test.validatorFlags, *options);
    }
    return {};
}

TestRunner::TestRunner(bool runToSafetyMargin, OutOfMemoryKills kills)
    : m_runToSafetyMargin(runToSafetyMargin), m_outOfMemoryKills(std::move(kills))
{
}

std::uint64_t TestRunner::hostOutOfMemoryKills()
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

TestReport TestRunner::run(Slot& slot, const Judging& judging, const model::TestCase& test,
                           const Program& program, std::stop_token stop)
{
    TestReport report;
    const Result<unique_fd> input = openTestFile(test.input, test.inputSize);
    if (!input) {
        report.run = judgeErrorRun(test, input.error().message);
        return report;
    }
    const model::Problem& problem = *judging.problem;
    const model::Limits limits = limitsFor(problem, test, program.language);
    sandbox::RunRequest request;
    program.prepare(request, limits.memory - program.language.extraMemory);
    request.standardInput = input->get();
    request.limits.cpuTime = stopTime(limits, problem.timeLimitRule, m_runToSafetyMargin);
    request.limits.wallTime = limits.wallTime || !m_runToSafetyMargin
                                  ? limits.effectiveWallTime()
                                  : 2 * request.limits.cpuTime + std::chrono::seconds(1);
    request.limits.memory = limits.memory;
    request.limits.output = limits.output;

    const sandbox::RunResult result = slot.contestant.run(request, stop);
    judge(slot, judging, test, limits, input->get(), result, report, stop);
    return report;
}

void TestRunner::judge(Slot& slot, const Judging& judging, const model::TestCase& test,
                       const model::Limits& limits, int input, const sandbox::RunResult& result,
                       TestReport& report, std::stop_token stop)
{
    if (result.status == RunStatus::Cancelled) {
        report.cancelled = true;
        return;
    }
    if (result.status == RunStatus::SandboxFailed) {
        report.run = judgeErrorRun(test, "the sandbox failed twice: " + result.failure);
        return;
    }
    const score::ProcessVerdict process = score::judgeProcess(
        {result.status, result.exitCode, result.signal, result.cpuTime, result.wallTime, result.memory},
        limits);
    model::Run& run = report.run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = process.verdict;
    run.limit = process.limit;
    run.cpuTime = result.cpuTime;
    run.wallTime = result.wallTime;
    run.memory = result.memory;
    if (result.status == RunStatus::Exited)
        run.exitCode = result.exitCode;
    else if (result.signal != 0)
        run.signal = result.signal;
    run.standardError = headOf(result.standardError, check::kMessageCap);
    run.outputSize = result.outputSize;
    check(slot, judging, test, input, result, report, stop);
    if (report.cancelled || run.verdict == Verdict::JE)
        return;
    run.score = run.verdict == Verdict::AC ? 1 : 0;
    if (endedByItself(result.status) && isNear(result.cpuTime, limits.cpuTime))
        report.repeat = TestReport::Repeat::NearLimit;
    else if (result.status == RunStatus::Signalled && result.signal == SIGKILL)
        report.repeat = TestReport::Repeat::Killed;
}

void TestRunner::check(Slot& slot, const Judging& judging, const model::TestCase& test, int input,
                       const sandbox::RunResult& result, TestReport& report, std::stop_token stop)
{
    model::Run& run = report.run;
    const bool byValidators = judging.problem->validation.custom;
    // Everything but an accepted run by the jury's own validators shows what was written and what was
    // expected.
    const Result<std::shared_ptr<const files::MappedFile>> answer =
        m_answers.get(test.answer, test.answerSize);
    if (!run.verdict && !answer)
        return becomeJudgeError(test, answer.error().message, run);
    const Result<files::MappedFile> output =
        files::MappedFile::fromDescriptor(result.standardOutput.get(), "the program's output");
    if (!run.verdict && !output)
        return becomeJudgeError(test, output.error().message, run);

    const std::string_view expected = answer ? (*answer)->bytes() : std::string_view();
    check::CheckResult decision;
    if (!run.verdict && !byValidators) {
        decision = check::compareByDefaultValidator(
            expected, output->bytes(),
            test.validatorFlags.empty() ? judging.options : judging.optionsByFlags.at(test.validatorFlags));
    } else if (!run.verdict) {
        const Result<unique_fd> answerFile = openTestFile(test.answer, test.answerSize);
        if (!answerFile)
            return becomeJudgeError(test, answerFile.error().message, run);
        for (const std::shared_ptr<const BuiltValidator>& built : judging.validators) {
            decision = check::runOutputValidator(slot.jury, built->validator,
                                                 validatorFlagsOf(*judging.problem, test), input, answerFile->get(),
                                                 result.standardOutput.get(), judging.problem->limits, stop);
            if (decision.cancelled) {
                report.cancelled = true;
                return;
            }
            if (decision.verdict != Verdict::AC)
                break;
        }
    }
    if (!run.verdict) {
        if (decision.verdict == Verdict::JE)
            return becomeJudgeError(test, decision.message, run);
        run.verdict = decision.verdict;
        run.message = headOf(decision.message, check::kMessageCap);
    }
    if (run.verdict != Verdict::AC)
        check::excerptAroundDifference(expected, bytesOf(output), decision, run);
}

void TestRunner::repeatAlone(Slot& slot, const Judging& judging, const model::TestCase& test,
                             const Program& program, TestReport& report, std::stop_token stop)
{
    if (report.repeat == TestReport::Repeat::NearLimit)
        repeatNearLimit(slot, judging, test, program, report, stop);
    else if (report.repeat == TestReport::Repeat::Killed)
        repeatKilled(slot, judging, test, program, report, stop);
    report.repeat = TestReport::Repeat::No;
}

void TestRunner::repeatNearLimit(Slot& slot, const Judging& judging, const model::TestCase& test,
                                 const Program& program, TestReport& report, std::stop_token stop)
{
    const std::chrono::nanoseconds limit = limitsFor(*judging.problem, test, program.language).cpuTime;
    std::vector<model::Attempt> attempts{attemptOf(report.run)};
    for (int i = 0; i < kMostRepeats; ++i) {
        TestReport repeated = run(slot, judging, test, program, stop);
        if (repeated.cancelled) {
            report.cancelled = true;
            return;
        }
        // A judge's fault says nothing about the program: what was measured before stands.
        if (repeated.run.verdict == Verdict::JE)
            break;
        attempts.push_back(attemptOf(repeated.run));
        if (sameEnd(repeated.run, report.run) && repeated.run.cpuTime < report.run.cpuTime)
            report.run = std::move(repeated.run);
        if (report.run.cpuTime <= limit)
            break;
    }
    report.run.attempts = std::move(attempts);
}

void TestRunner::repeatKilled(Slot& slot, const Judging& judging, const model::TestCase& test,
                              const Program& program, TestReport& report, std::stop_token stop)
{
    const model::Attempt first = attemptOf(report.run);
    const std::uint64_t killsBefore = m_outOfMemoryKills();
    TestReport repeated = run(slot, judging, test, program, stop);
    if (repeated.cancelled) {
        report.cancelled = true;
        return;
    }
    const bool killedAgain = repeated.repeat == TestReport::Repeat::Killed;
    report.run = std::move(repeated.run);
    report.run.attempts = {first, attemptOf(report.run)};
    // A program may send itself a SIGKILL; only the host's own count tells whether it was short of memory.
    if (killedAgain && m_outOfMemoryKills() != killsBefore)
        becomeJudgeError(test, "the host ran out of memory and killed the program, also when it ran alone",
                         report.run);
}

} // namespace assize::exec
