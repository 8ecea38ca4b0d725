// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/input_junk.h"

#include "base/seconds_text.h"
#include "base/utf8.h"
#include "files/read.h"

#include <algorithm>
#include <map>
#include <optional>

namespace assize::exec {
namespace {

using model::RunStatus;

constexpr std::uint64_t kLargestInput = 1 << 20;
constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

/// Whether the test's input is an empty file.
bool hasNoInput(const model::TestCase& test)
{
    std::error_code error;
    return test.inputSize == 0 && std::filesystem::file_size(test.input, error) == 0;
}

/// The test whose flags are used and whose input junk is put behind; nullptr: there is none.
const model::TestCase* targetOf(const model::Problem& problem)
{
    for (const bool sample : {false, true}) {
        const auto found = std::find_if(
            problem.testCases.begin(), problem.testCases.end(), [&](const model::TestCase& test) {
                return test.sample == sample && !test.input.empty() && test.inputSize <= kLargestInput;
            });
        if (found != problem.testCases.end())
            return &*found;
    }
    return nullptr;
}

/// How a run ended that did not end as a validator's does: by itself, with an exit code. Empty: it did.
std::string noDecision(const sandbox::RunResult& run, const model::Limits& limits)
{
    switch (run.status) {
    case RunStatus::Exited:
        return {};
    case RunStatus::Signalled:
        return "was killed by " + model::signalName(run.signal);
    case RunStatus::CpuLimit:
    case RunStatus::WallLimit:
        // Not limits.validation_time, which may be more.
        return "did not end within " + secondsText(limits.validationTime);
    default:
        return describeStop(run.status);
    }
}

std::string namesOf(const PackageCheckTools& tools)
{
    std::string names;
    for (const auto& built : tools.inputValidators) {
        if (built)
            names += (names.empty() ? "" : ", ") + toPrintableLine(built->prepared.name);
    }
    return names;
}

/// Whether all validators accept a piece of junk; the Error is the sandbox's. Nullopt: `stop` was requested,
/// there is no result.
std::optional<Result<bool>> throwOne(Slot& slot, const PackageCheckTools& tools, const model::TestCase& test,
                                     const Junk& junk, const model::Limits& limits,
                                     std::map<std::string, JunkFindings>& undecided,
                                     const std::stop_token& stop)
{
    bool accepted = true;
    for (const std::shared_ptr<const BuiltJuryProgram>& built : tools.inputValidators) {
        if (!built)
            continue;
        const Result<unique_fd> input = sandbox::makeMemoryFile(junk.bytes, "junk");
        if (!input)
            return input.error();
        const sandbox::RunResult run = slot.jury.run(
            inputValidatorRequest(*built, test.inputValidatorFlags, input->get(), limits), stop);
        if (run.status == RunStatus::Cancelled)
            return std::nullopt;
        if (run.status == RunStatus::SandboxFailed)
            return Error{ErrorKind::Internal, "input validators cannot be run: " + whyItFailed(run)};
        if (const std::string why = noDecision(run, limits); !why.empty())
            undecided[built->prepared.name].add(junk.name, test.id, why);
        accepted =
            accepted && run.status == RunStatus::Exited && run.exitCode == acceptingExitCode(*tools.problem);
    }
    return accepted;
}

} // namespace

std::vector<Junk> junkInputsFor(std::string_view input, bool emptyIsRight)
{
    std::vector<Junk> all = junkFor(input);
    for (Junk& junk : all) {
        if (junk.name == "an empty output")
            junk.name = "an empty input";
        else if (junk.name == "the answer with junk after it")
            junk.name = "a right input with junk after it";
    }
    if (emptyIsRight)
        std::erase_if(all, [](const Junk& junk) { return isBlank(junk.bytes); });
    return all;
}

bool takesJunkInputs(const PackageCheckTools& tools)
{
    return targetOf(*tools.problem) != nullptr &&
           std::any_of(tools.inputValidators.begin(), tools.inputValidators.end(),
                       [](const auto& built) { return built != nullptr; });
}

Diagnostics throwJunkInputs(Slot& slot, const PackageCheckTools& tools, const model::Limits& limits,
                            const std::string& shown, std::chrono::steady_clock::duration budget,
                            const std::stop_token& stop)
{
    const model::Problem& problem = *tools.problem;
    const model::TestCase* test = targetOf(problem);
    if (test == nullptr)
        return {};
    std::error_code error;
    const std::filesystem::path path = std::filesystem::canonical(test->input, error);
    const Result<std::string> right = files::readFile(error ? test->input : path, kLargestInput);
    // Whether it can be read is for another check to say.
    if (!right)
        return {};
    const bool emptyIsRight =
        isBlank(*right) || std::any_of(problem.testCases.begin(), problem.testCases.end(), hasNoInput);
    const auto end = std::chrono::steady_clock::now() + budget;
    std::map<std::string, JunkFindings> undecided;
    JunkFindings accepted;
    Diagnostics diagnostics;
    for (const Junk& junk : junkInputsFor(*right, emptyIsRight)) {
        if (std::chrono::steady_clock::now() >= end)
            break;
        const std::optional<Result<bool>> thrown =
            throwOne(slot, tools, *test, junk, limits, undecided, stop);
        if (!thrown)
            return {};
        const Result<bool>& byAll = *thrown;
        if (!byAll)
            return {{Diagnostic::Level::Warning, shown, byAll.error().message}};
        if (*byAll)
            accepted.add(junk.name, test->id, {});
    }
    for (const auto& [validator, found] : undecided)
        diagnostics.push_back(
            {Diagnostic::Level::Warning, shown,
             toPrintableLine(validator) +
                 " gives no decision on inputs that are junk, where it should reject them: " + found.text()});
    // A validator that was not run, or not built, might have rejected it.
    const bool all = std::all_of(tools.inputValidators.begin(), tools.inputValidators.end(),
                                 [](const auto& built) { return built != nullptr; });
    if (!accepted.isEmpty() && all)
        diagnostics.push_back({Diagnostic::Level::Warning, shown,
                               namesOf(tools) + " accepts inputs that are junk: " + accepted.text()});
    return diagnostics;
}

} // namespace assize::exec
