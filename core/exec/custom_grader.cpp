// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/custom_grader.h"

#include "base/utf8.h"
#include "check/score_text.h"
#include "exec/compiler.h"
#include "exec/file_bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace assize::exec {
namespace {

using model::Verdict;

constexpr std::string_view kSpaces = " \t\n\r\f\v";
constexpr std::size_t kOutputCap = 4096;
constexpr std::size_t kShownOutput = 100;

score::GraderResult failed(std::string_view reason)
{
    score::GraderResult result;
    result.failure = headOf(reason, check::kMessageCap);
    return result;
}

/// The verdict as graders know it: problemtools has no other verdicts.
std::string_view graderCodeOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::SV:
        return "RTE";
    case Verdict::PE:
    case Verdict::PA:
        return "WA";
    default:
        return model::codeOf(verdict);
    }
}

std::string linesOf(const std::vector<score::GraderInput>& results)
{
    std::string lines;
    for (const score::GraderInput& result : results) {
        lines += graderCodeOf(result.verdict);
        lines += ' ' + result.score.toString() + '\n';
    }
    return lines;
}

sandbox::RunRequest makeRequest(const check::PreparedJuryProgram& grader,
                                const std::vector<std::string>& flags, int standardInput,
                                const model::Limits& limits)
{
    sandbox::RunRequest request = check::juryRequest(grader, limits);
    request.arguments.insert(request.arguments.end(), flags.begin(), flags.end());
    request.standardInput = standardInput;
    return request;
}

} // namespace

std::optional<score::GraderResult> parseGraderOutput(std::string_view output)
{
    static constexpr std::array kVerdicts = {Verdict::AC,  Verdict::WA,  Verdict::TLE, Verdict::RTE,
                                             Verdict::MLE, Verdict::OLE, Verdict::JE};
    const std::size_t end = std::min(output.find_first_of(kSpaces), output.size());
    const auto verdict = std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](Verdict one) {
        return model::codeOf(one) == output.substr(0, end);
    });
    if (verdict == kVerdicts.end())
        return std::nullopt;
    output.remove_prefix(end);
    output.remove_prefix(std::min(output.find_first_not_of(kSpaces), output.size()));
    output = output.substr(0, output.find_last_not_of(kSpaces) + 1);
    if (output.empty() || output.find_first_not_of("-0123456789.") != std::string_view::npos ||
        output.find('-', 1) != std::string_view::npos || output == "-")
        return std::nullopt;
    const std::optional<Decimal> score = check::parseScore(output);
    if (!score)
        return std::nullopt;
    return score::GraderResult{*verdict, *score};
}

std::optional<score::GraderResult> runCustomGrader(sandbox::Box& juryBox,
                                                   const check::PreparedJuryProgram& grader,
                                                   const std::vector<std::string>& flags,
                                                   const std::vector<score::GraderInput>& results,
                                                   const model::Limits& limits, std::stop_token stop)
{
    const Result<unique_fd> input = sandbox::makeMemoryFile(linesOf(results), "results");
    if (!input)
        return failed("could not be given its input: " + input.error().message);
    const sandbox::RunRequest request = makeRequest(grader, flags, input->get(), limits);
    const sandbox::RunResult run = juryBox.run(request, std::move(stop));
    if (run.status == model::RunStatus::Cancelled)
        return std::nullopt;
    const std::string name = toPrintableLine(grader.name) + " ";
    if (run.status == model::RunStatus::SandboxFailed)
        return failed(name + "could not be run: " + whyItFailed(run));
    const std::string said = run.standardError.empty() ? "" : ": " + run.standardError;
    if (run.status != model::RunStatus::Exited)
        return failed(name + "was " + describeStop(run, request.limits) + said);
    if (run.exitCode != 0)
        return failed(name + "ended with exit code " + std::to_string(run.exitCode) + ", not 0" + said);
    const std::string output = headOfFile(run.standardOutput.get(), kOutputCap);
    std::optional<score::GraderResult> result =
        run.outputSize <= kOutputCap ? parseGraderOutput(output) : std::nullopt;
    if (!result)
        return failed(name + "printed \"" + toPrintableLine(headOf(output, kShownOutput)) +
                      "\", which is not a verdict (AC WA TLE RTE MLE OLE JE) and a score" + said);
    if (result->verdict == Verdict::JE)
        result->failure = name + "says so" + said;
    return result;
}

score::CustomGrader customGrader(sandbox::Box& juryBox, const check::PreparedJuryProgram& grader,
                                 const model::Limits& limits, std::stop_token stop)
{
    return [&juryBox, &grader, &limits, stop = std::move(stop)](
               const model::TestGroup& group, const std::vector<score::GraderInput>& results) {
        return runCustomGrader(juryBox, grader, group.grading.graderFlags, results, limits, stop);
    };
}

} // namespace assize::exec
