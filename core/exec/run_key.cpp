// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/run_key.h"

#include "exec/content_key.h"
#include "exec/limits.h"
#include "exec/output_checker.h"

namespace assize::exec {
namespace {

void addLimits(KeyHash& hash, const model::Limits& limits)
{
    hash.add(limits.cpuTime).add(limits.effectiveWallTime()).add(limits.memory).add(limits.output);
}

/// Between half and twice the limit.
bool isInDoubt(std::chrono::nanoseconds time, std::chrono::nanoseconds limit)
{
    return time >= limit / 2 && time <= 2 * limit;
}

} // namespace

std::string runKeyPart(const model::Submission& submission, const model::Toolchain* toolchain,
                       const model::Problem& problem, const std::vector<std::string>& juryTools)
{
    if (submission.contentHash.empty() || problem.judgingHash.empty())
        return {};
    KeyHash hash("run of a submission/1");
    hash.add(submission.contentHash).add(submission.language).add(submission.entryPoint);
    hash.add(toolchain != nullptr ? toolchain->fingerprint : std::string());
    hash.add(problem.judgingHash).add(problem.format).add(problem.takesAnswers()).add(problem.isScoring());
    hash.add(juryTools);
    // The limits of a compilation, of an answer that is handed in, and of the validators.
    const model::Limits& limits = problem.limits;
    hash.add(limits.source).add(limits.compileTime).add(limits.compileMemory).add(limits.output);
    hash.add(limits.validationTime).add(limits.validationMemory).add(limits.validationOutput);
    return hash.finish();
}

std::string runKey(const std::string& part, const model::Toolchain* toolchain, const model::Problem& problem,
                   std::size_t test)
{
    const model::TestCase& testCase = problem.testCases.at(test);
    if (part.empty() || testCase.contentHash.empty())
        return {};
    KeyHash hash("run/1");
    hash.add(part).add(testCase.contentHash).add(validatorFlagsOf(problem, testCase));
    if (toolchain != nullptr)
        addLimits(hash, limitsFor(problem, testCase, toolchain->language));
    // Which file is the answer to the test goes by its name.
    if (problem.takesAnswers())
        hash.add(testCase.id).add(std::uint64_t{problem.testCases.size()});
    // A checker that gives all of the points that there are has accepted.
    if (problem.isScoring() && problem.validation.protocol == model::ValidatorProtocol::Testlib) {
        hash.add(static_cast<std::uint64_t>(testCase.acceptScore.whole.micros()));
        hash.add(static_cast<std::uint64_t>(testCase.acceptScore.parts));
    }
    return hash.finish();
}

bool mayBeReused(const EarlierRun& earlier, const model::Limits& limits, std::string_view processor)
{
    const model::Run& run = earlier.run;
    if (run.state != model::TaskState::Done || !run.verdict || *run.verdict == model::Verdict::JE ||
        !run.attempts.empty())
        return false;
    if (!processor.empty() && earlier.processor == processor)
        return true;
    return !isInDoubt(run.cpuTime, limits.cpuTime) && !isInDoubt(run.wallTime, limits.effectiveWallTime());
}

} // namespace assize::exec
