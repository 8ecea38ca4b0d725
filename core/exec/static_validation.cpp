// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/static_validation.h"

#include "check/protocols/kattis.h"
#include "exec/case_files.h"
#include "toolchain/toolchain.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace assize::exec {
namespace {

constexpr std::array<std::string_view, 6> kFeedbackNames = {
    "score.txt",       "score_multiplier.txt", "judgemessage.txt",
    "teammessage.txt", "judgeerror.txt",       "nextpass.in",
};

std::vector<score::StaticResult> judgeErrors(const model::Problem& problem, const std::string& reason)
{
    std::vector<score::StaticResult> results;
    for (const model::TestGroup& group : problem.groups) {
        if (group.staticValidatorFlags)
            results.push_back({group.id, model::Verdict::JE, std::nullopt, reason});
    }
    return results;
}

std::string entryPointOf(const model::Language& language, const model::Submission& submission)
{
    const Result<toolchain::SourceSet> sources =
        toolchain::analyseSources(language, submission.files, submission.entryPoint);
    if (!sources)
        return submission.files.front().name;
    return sources->mainClass.empty() ? sources->mainFile : sources->mainClass;
}

score::StaticResult resultFrom(const std::string& group, const check::CheckResult& decision)
{
    score::StaticResult result{group, decision.verdict, std::nullopt, decision.message};
    if (decision.score)
        result.given = model::GivenScore{*decision.score, decision.scoreIsMultiplier};
    return result;
}

} // namespace

std::optional<std::vector<score::StaticResult>>
validateStatically(sandbox::Box& juryBox, const check::PreparedJuryProgram& validator,
                   const model::Problem& problem, const model::Submission& submission,
                   const model::Language& language, const std::stop_token& stop)
{
    std::vector<unique_fd> files;
    sandbox::RunRequest request = check::juryRequest(validator, problem.limits);
    for (const model::SourceFile& file : submission.files) {
        if (std::find(kFeedbackNames.begin(), kFeedbackNames.end(), file.name) != kFeedbackNames.end())
            continue;
        Result<unique_fd> fd = openCaseFile(file.path, file.size);
        if (!fd)
            return judgeErrors(problem, fd.error().message);
        check::placeFile(request, file.name, fd->get());
        files.push_back(std::move(*fd));
    }
    request.arguments.insert(request.arguments.end(),
                             {submission.language, entryPointOf(language, submission), "./"});
    request.collect.assign(kFeedbackNames.begin(), kFeedbackNames.end());
    std::vector<score::StaticResult> results;
    for (const model::TestGroup& group : problem.groups) {
        if (!group.staticValidatorFlags)
            continue;
        sandbox::RunRequest one = request;
        one.arguments.insert(one.arguments.end(), group.staticValidatorFlags->begin(),
                             group.staticValidatorFlags->end());
        const sandbox::RunResult run = juryBox.run(one, stop);
        if (run.status == model::RunStatus::Cancelled)
            return std::nullopt;
        results.push_back(resultFrom(
            group.id, check::kattisProtocol().decide({validator, problem.limits}, check::CheckFiles(), run)));
    }
    return results;
}

} // namespace assize::exec
