// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/output_checker.h"

#include "check/standard_checker.h"
#include "files/read.h"

namespace assize::exec {
namespace {

using model::Verdict;

/// Larger sources are no standard checkers.
constexpr std::uint64_t kLargestChecker = 64 << 10;

/// The source of the jury's only checker, or empty.
std::string checkerSource(const model::OutputValidation& validation)
{
    if (validation.validators.size() != 1 || validation.validators.front().files.size() != 1)
        return {};
    std::error_code error;
    const std::filesystem::path path =
        std::filesystem::canonical(validation.validators.front().files.front(), error);
    Result<std::string> source = files::readFile(path, kLargestChecker);
    return source ? std::move(*source) : std::string();
}

Result<void> chooseStandardChecker(Judging& judging)
{
    const model::OutputValidation& validation = judging.problem->validation;
    if (validation.protocol != model::ValidatorProtocol::Testlib)
        return {};
    const std::string name =
        validation.standardChecker.empty() ? "" : "std::" + validation.standardChecker + ".cpp";
    if (const auto standard = check::standardCheckerOf(name, checkerSource(validation))) {
        judging.standardChecker = *standard;
        return {};
    }
    if (validation.validators.empty())
        return Error{ErrorKind::InvalidInput,
                     "its checker " + name + " is none that is known, and its source is not in the package"};
    return {};
}

} // namespace

std::vector<std::string> validatorFlagsOf(const model::Problem& problem, const model::TestCase& test)
{
    std::vector<std::string> flags = problem.validation.flags;
    flags.insert(flags.end(), test.validatorFlags.begin(), test.validatorFlags.end());
    return flags;
}

Result<check::DefaultValidatorOptions> defaultValidatorOptions(const model::Problem& problem,
                                                               const std::vector<std::string>& flags)
{
    Result<check::DefaultValidatorOptions> options = check::parseDefaultValidatorFlags(flags);
    if (options)
        options->decimalOnly = problem.format == "icpc-2025-09";
    return options;
}

Result<void> prepareJudging(Judging& judging)
{
    const model::Problem& problem = *judging.problem;
    if (Result<void> chosen = chooseStandardChecker(judging); !chosen)
        return chosen;
    if (judging.byValidators() || !judging.standardChecker.empty())
        return {};
    Result<check::DefaultValidatorOptions> options =
        defaultValidatorOptions(problem, problem.validation.flags);
    if (!options)
        return options.error().context("its validator flags cannot be used");
    judging.options = *options;
    for (const model::TestCase& test : problem.testCases) {
        if (test.validatorFlags.empty() || judging.optionsByFlags.contains(test.validatorFlags))
            continue;
        options = defaultValidatorOptions(problem, validatorFlagsOf(problem, test));
        if (!options)
            return options.error().context("its validator flags cannot be used: " + test.id);
        judging.optionsByFlags.emplace(test.validatorFlags, *options);
    }
    return {};
}

Result<std::shared_ptr<const files::MappedFile>> OutputChecker::answer(const model::TestCase& test)
{
    static const auto nothing = std::make_shared<const files::MappedFile>();
    return test.answer.empty() ? nothing : m_answers.get(test.answer, test.answerSize);
}

Result<unique_fd> OutputChecker::openAnswer(const model::TestCase& test)
{
    return test.answer.empty() ? sandbox::makeMemoryFile("", "answer")
                               : openCaseFile(test.answer, test.answerSize);
}

std::optional<check::CheckResult> OutputChecker::check(Slot& slot, const Judging& judging,
                                                       const model::TestCase& test, const Output& output,
                                                       Feedback* feedback, const std::stop_token& stop)
{
    if (judging.byValidators())
        return checkByValidators(slot, judging, test, output, feedback, stop);
    const Result<std::shared_ptr<const files::MappedFile>> expected = answer(test);
    if (!expected)
        return check::judgeError(expected.error().message);
    return checkInProcess(judging, test, (*expected)->bytes(), output);
}

check::CheckResult OutputChecker::checkInProcess(const Judging& judging, const model::TestCase& test,
                                                 std::string_view answer, const Output& output) const
{
    // No standard checker reads the input.
    if (!judging.standardChecker.empty())
        return check::runStandardChecker(judging.standardChecker, {.answer = answer, .output = output.bytes});
    return check::compareByDefaultValidator(
        {.answer = answer, .output = output.bytes},
        test.validatorFlags.empty() ? judging.options : judging.optionsByFlags.at(test.validatorFlags));
}

std::optional<check::CheckResult> OutputChecker::checkByValidators(Slot& slot, const Judging& judging,
                                                                   const model::TestCase& test,
                                                                   const Output& output, Feedback* feedback,
                                                                   const std::stop_token& stop) const
{
    const model::Problem& problem = *judging.problem;
    const check::Protocol& protocol = check::protocolOf(problem.validation.protocol);
    const Result<unique_fd> answerFile = openAnswer(test);
    if (!answerFile)
        return check::judgeError(answerFile.error().message);
    std::optional<check::CheckResult> decision = check::judgeError("there is nothing that judges the output");
    for (std::size_t i = 0; i < judging.validators.size(); ++i) {
        check::FeedbackState* kept = feedback != nullptr ? &(*feedback)[i] : nullptr;
        decision = check::judgeOutput(
            slot.jury, protocol,
            {judging.validators[i]->prepared, problem.limits, validatorFlagsOf(problem, test),
             problem.validation.scores, kept},
            {.input = output.input, .answer = answerFile->get(), .output = output.output}, stop);
        if (!decision || decision->verdict != Verdict::AC)
            break;
    }
    return decision;
}

} // namespace assize::exec
