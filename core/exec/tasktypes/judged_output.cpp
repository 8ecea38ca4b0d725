// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/tasktypes/judged_output.h"

#include "base/utf8.h"
#include "check/excerpt.h"

namespace assize::exec {

using model::Verdict;

std::vector<RequiredProgram> outputValidatorsOf(const Judging& judging)
{
    std::vector<RequiredProgram> programs;
    if (!judging.byValidators())
        return programs;
    const std::vector<model::JuryProgram>& validators = judging.problem->validation.validators;
    for (std::size_t i = 0; i < validators.size(); ++i)
        programs.push_back({RequiredProgram::Role::OutputValidator, i, validators[i]});
    return programs;
}

void takeDecision(const CaseContext& context, const check::CheckResult& decision, std::string_view output,
                  model::Run& run)
{
    const model::TestCase& test = context.order.test;
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
    if (run.verdict != Verdict::AC || context.tools.keepOutputs) {
        // Everything but an accepted run shows the written and the expected output.
        const Result<std::shared_ptr<const files::MappedFile>> answer = context.tools.checker.answer(test);
        check::excerptAroundDifference(
            {.answer = answer ? (*answer)->bytes() : std::string_view(), .output = output}, decision, run);
    }
}

} // namespace assize::exec
