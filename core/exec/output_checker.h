// SPDX-License-Identifier: GPL-3.0-or-later
// The decision on one output, by the judge of the problem's outputs: a comparer in this process, or the
// jury's own programs in the jury box.
#pragma once

#include "check/check.h"
#include "check/default_validator.h"
#include "check/protocols/protocol.h"
#include "exec/case_files.h"
#include "exec/jury_program_builder.h"
#include "exec/slot.h"
#include "model/judgement.h"
#include "model/problem.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::exec {

/// How the outputs of a problem are judged; shared by all slots.
struct Judging
{
    const model::Problem* problem = nullptr;
    /// The standard testlib checker that takes the place of the jury's own; empty: there is none.
    std::string standardChecker{};
    check::DefaultValidatorOptions options; ///< when the default output validator judges
    /// The same for tests that have flags of their own (TestCase::validatorFlags), by these flags.
    std::map<std::vector<std::string>, check::DefaultValidatorOptions> optionsByFlags;
    std::vector<std::shared_ptr<const BuiltJuryProgram>> validators; ///< when the jury's own judge
    std::shared_ptr<const BuiltJuryProgram> interactor{};            ///< Polygon
    std::shared_ptr<const BuiltJuryProgram> staticValidator{};       ///< where the problem has a static
                                                                     ///< validator
    std::shared_ptr<const BuiltJuryProgram> grader{};                ///< where a group asks for it

    /// Whether programs of the jury judge outputs.
    bool byValidators() const
    {
        const bool checker = problem->validation.protocol == model::ValidatorProtocol::Testlib;
        return (problem->validation.custom || checker) && standardChecker.empty();
    }
};

/// The flags that the output validators of `problem` get for `test`.
std::vector<std::string> validatorFlagsOf(const model::Problem& problem, const model::TestCase& test);

/// The options that these flags give the default output validator; see parseDefaultValidatorFlags.
Result<check::DefaultValidatorOptions> defaultValidatorOptions(const model::Problem& problem,
                                                               const std::vector<std::string>& flags);

/// Fills `standardChecker`, `options` and `optionsByFlags`. The Error says which flag the default output
/// validator does not know, or which checker there is none of.
Result<void> prepareJudging(Judging& judging);

/// Thread-safe; each call works in the slot that it is given.
class OutputChecker
{
public:
    struct Output
    {
        int input = -1;           ///< the test's, open for reading
        int output = -1;          ///< the program's output: a regular file or memfd
        std::string_view bytes{}; ///< the same, mapped
    };
    /// The files that the validators keep between the passes of a multi-pass problem, in the validators'
    /// order.
    using Feedback = std::vector<check::FeedbackState>;

    /// Blocks. `feedback` is changed; nullptr: the problem has one pass. Nullopt: `stop` was requested, there
    /// is no result.
    std::optional<check::CheckResult> check(Slot& slot, const Judging& judging, const model::TestCase& test,
                                            const Output& output, Feedback* feedback,
                                            const std::stop_token& stop);

    /// The jury's answer; an empty file where the test has none.
    Result<std::shared_ptr<const files::MappedFile>> answer(const model::TestCase& test);
    static Result<unique_fd> openAnswer(const model::TestCase& test);

private:
    check::CheckResult checkInProcess(const Judging& judging, const model::TestCase& test,
                                      std::string_view answer, const Output& output) const;
    std::optional<check::CheckResult> checkByValidators(Slot& slot, const Judging& judging,
                                                        const model::TestCase& test, const Output& output,
                                                        Feedback* feedback,
                                                        const std::stop_token& stop) const;

    AnswerCache m_answers;
};

} // namespace assize::exec
