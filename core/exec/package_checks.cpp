// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/package_checks.h"

#include "base/utf8.h"
#include "check/default_validator.h"
#include "exec/case_files.h"
#include "exec/file_bytes.h"
#include "exec/output_checker.h"
#include "files/mapped_file.h"
#include "files/read.h"

#include <algorithm>
#include <tuple>

namespace assize::exec {
namespace {

using Kind = PackageCheckWork::Kind;
using model::RunStatus;
using model::Verdict;

constexpr std::size_t kShownMessage = 300;

/// Opens a file that the reader of the package has found; its size is not known yet.
Result<unique_fd> openPackageFile(const std::filesystem::path& path)
{
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    Result<files::OpenFile> file = files::openRegularFile(error ? path : target);
    if (!file)
        return file.error();
    return std::move(file->fd);
}

PackageCheckOutcome failure(PackageCheckOutcome outcome, std::string_view message)
{
    outcome.failed = true;
    outcome.asExpected = false;
    outcome.message = headOf(message, check::kMessageCap);
    return outcome;
}

std::string whatItSaid(const sandbox::RunResult& run)
{
    std::string said = headOfFile(run.standardOutput.get(), check::kMessageCap);
    if (said.find_first_not_of(" \t\r\n") == std::string::npos)
        said = run.standardError;
    said.resize(said.find_last_not_of(" \t\r\n") + 1);
    return said;
}

/// All input validators on one input, until a validator refuses it. asExpected is whether it was accepted.
std::optional<PackageCheckOutcome> validateInput(Slot& slot, const PackageCheckTools& tools,
                                                 const PackageCheckWork& work,
                                                 const std::filesystem::path& path,
                                                 const std::vector<std::string>& flags,
                                                 const std::stop_token& stop)
{
    const model::Problem& problem = *tools.problem;
    PackageCheckOutcome outcome;
    outcome.work = work;
    outcome.asExpected = true;
    const int accepts = acceptingExitCode(problem);
    for (const std::shared_ptr<const BuiltJuryProgram>& built : tools.inputValidators) {
        if (!built)
            continue;
        // Each validator reads from the beginning: a shared offset would leave nothing for the next.
        const Result<unique_fd> input = openPackageFile(path);
        if (!input)
            return failure(std::move(outcome), input.error().message);
        const sandbox::RunResult run =
            slot.jury.run(inputValidatorRequest(*built, flags, input->get(), problem.limits), stop);
        outcome.validator = built->prepared.name;
        if (run.status == RunStatus::Cancelled)
            return std::nullopt;
        if (run.status != RunStatus::Exited && run.status != RunStatus::Signalled)
            return failure(std::move(outcome),
                           describeStop(run.status) + (run.failure ? ": " + whyItFailed(run) : ""));
        if (run.status == RunStatus::Exited && run.exitCode == accepts)
            continue;
        outcome.asExpected = false;
        outcome.message = run.status == RunStatus::Signalled
                              ? "was killed by " + model::signalName(run.signal)
                              : "exit code " + std::to_string(run.exitCode);
        if (const std::string said = whatItSaid(run); !said.empty())
            outcome.message = headOf(outcome.message + ": " + said, check::kMessageCap);
        return outcome;
    }
    outcome.validator.clear();
    return outcome;
}

/// The files of a test and an output that is judged as if a submission had written it.
struct OutputFiles
{
    std::filesystem::path input;
    std::filesystem::path answer;
    std::filesystem::path output;
    std::vector<std::string> flags;
};

std::uint64_t sizeOf(const std::filesystem::path& path)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

check::CheckResult judgeByDefault(const model::Problem& problem, const OutputFiles& of,
                                  const check::CheckFiles& files)
{
    check::CheckResult result;
    std::vector<std::string> flags = problem.validation.flags;
    flags.insert(flags.end(), of.flags.begin(), of.flags.end());
    const Result<check::DefaultValidatorOptions> options = defaultValidatorOptions(problem, flags);
    const Result<files::MappedFile> outputBytes =
        files::MappedFile::fromDescriptor(files.output, of.output.native());
    const Result<files::MappedFile> answerBytes =
        files::MappedFile::fromDescriptor(files.answer, of.answer.native());
    if (!options)
        result.message = options.error().message;
    else if (!outputBytes || !answerBytes)
        result.message = (outputBytes ? answerBytes : outputBytes).error().message;
    else
        result = check::compareByDefaultValidator(
            {.answer = answerBytes->bytes(), .output = outputBytes->bytes()}, *options);
    return result;
}

std::optional<PackageCheckOutcome> judgeOutput(Slot& slot, const PackageCheckTools& tools,
                                               const PackageCheckWork& work, const OutputFiles& of,
                                               const std::stop_token& stop)
{
    const model::Problem& problem = *tools.problem;
    PackageCheckOutcome outcome;
    outcome.work = work;
    const Result<unique_fd> input = openPackageFile(of.input);
    const Result<unique_fd> answer = openPackageFile(of.answer);
    const Result<unique_fd> output = openPackageFile(of.output);
    for (const Result<unique_fd>* file : {&input, &answer, &output}) {
        if (!*file)
            return failure(std::move(outcome), file->error().message);
    }
    const check::CheckFiles files{input->get(), answer->get(), output->get()};
    std::optional<check::CheckResult> decision;
    const bool byDefault = !problem.validation.custom && problem.validation.standardChecker.empty() &&
                           problem.validation.protocol == model::ValidatorProtocol::Kattis;
    if (byDefault) {
        decision = judgeByDefault(problem, of, files);
    } else {
        model::TestCase test;
        test.id = of.output.filename().native();
        test.input = of.input;
        test.inputSize = sizeOf(of.input);
        test.answer = of.answer;
        test.answerSize = sizeOf(of.answer);
        test.validatorFlags = of.flags;
        if (!tools.judgeOutput)
            return failure(std::move(outcome), "nothing that judges outputs could be built");
        decision = tools.judgeOutput(slot, test, files, stop);
    }
    if (!decision)
        return std::nullopt;
    if (decision->verdict == Verdict::JE)
        return failure(std::move(outcome), decision->message);
    const bool accepted = decision->verdict == Verdict::AC;
    outcome.asExpected = accepted == (work.kind != Kind::InvalidOutput);
    outcome.message = headOf(decision->message, check::kMessageCap);
    return outcome;
}

std::string saidText(const PackageCheckOutcome& outcome)
{
    const std::string head(headOf(outcome.message, kShownMessage));
    return head.empty() ? "" : ": " + head;
}

std::string placeOf(const model::Problem& problem, const PackageCheckWork& work)
{
    const bool ofTest = work.kind == Kind::Input || work.kind == Kind::Answer;
    const char* extension = work.kind == Kind::Answer                                     ? ".ans"
                            : work.kind == Kind::Input || work.kind == Kind::InvalidInput ? ".in"
                                                                                          : ".out";
    const std::filesystem::path& path =
        ofTest                            ? (work.kind == Kind::Input ? problem.testCases[work.index].input
                                                                      : problem.testCases[work.index].answer)
        : work.kind == Kind::InvalidInput ? problem.packageChecks[work.index].input
                                          : problem.packageChecks[work.index].output;
    const std::filesystem::path relative = path.lexically_relative(problem.folder);
    if (!relative.empty() && *relative.begin() != "..")
        return relative.native();
    return (ofTest ? problem.testCases[work.index].id : problem.packageChecks[work.index].id) + extension;
}

std::string messageOf(const PackageCheckOutcome& outcome)
{
    const std::string validator =
        outcome.validator.empty() ? "the output validator" : "the input validator " + outcome.validator;
    if (outcome.failed)
        return (outcome.validator.empty() ? "cannot be checked" : validator + " gave no decision") +
               saidText(outcome);
    switch (outcome.work.kind) {
    case Kind::Input:
        return validator + " refuses this input" + saidText(outcome);
    case Kind::Answer:
        return "the problem's own output validation refuses this answer" + saidText(outcome);
    case Kind::InvalidInput:
        return "every input validator accepts this input, which is to be invalid";
    case Kind::InvalidOutput:
        return validator + " accepts this output, which is to be invalid";
    case Kind::ValidOutput:
        return validator + " refuses this output, which is to be valid" + saidText(outcome);
    }
    return {};
}

} // namespace

bool isDeclarative(const model::JuryProgram& inputValidator)
{
    return !inputValidator.files.empty() &&
           std::all_of(inputValidator.files.begin(), inputValidator.files.end(),
                       [](const std::filesystem::path& file) {
                           return file.extension() == ".viva" || file.extension() == ".ctd";
                       });
}

sandbox::RunRequest inputValidatorRequest(const BuiltJuryProgram& built,
                                          const std::vector<std::string>& flags, int input,
                                          const model::Limits& limits)
{
    sandbox::RunRequest request = check::juryRequest(built.prepared, limits);
    request.arguments.insert(request.arguments.end(), flags.begin(), flags.end());
    request.standardInput = input;
    return request;
}

std::string describeStop(RunStatus status)
{
    switch (status) {
    case RunStatus::CpuLimit:
    case RunStatus::WallLimit:
        return "needed more than limits.validation_time";
    case RunStatus::MemoryLimit:
        return "needed more than limits.validation_memory";
    case RunStatus::OutputLimit:
        return "wrote more than limits.validation_output";
    case RunStatus::Violation:
        return "made a system call that the sandbox does not allow";
    default:
        return "could not be run";
    }
}

int acceptingExitCode(const model::Problem& problem)
{
    return check::protocolOf(problem.inputValidatorProtocol).acceptExitCode;
}

std::vector<PackageCheckWork> packageCheckWork(const model::Problem& problem)
{
    std::vector<PackageCheckWork> work;
    const bool validates = std::any_of(problem.inputValidators.begin(), problem.inputValidators.end(),
                                       [](const model::JuryProgram& one) { return !isDeclarative(one); });
    const bool answers = model::isBatch(problem.taskType);
    for (std::size_t i = 0; i < problem.testCases.size(); ++i) {
        const model::TestCase& test = problem.testCases[i];
        if (validates && !test.input.empty())
            work.push_back({Kind::Input, i});
        if (answers && !test.input.empty() && !test.answer.empty())
            work.push_back({Kind::Answer, i});
    }
    for (std::size_t i = 0; i < problem.packageChecks.size(); ++i) {
        switch (problem.packageChecks[i].kind) {
        case model::PackageCheck::Kind::InvalidInput:
            if (validates)
                work.push_back({Kind::InvalidInput, i});
            break;
        case model::PackageCheck::Kind::InvalidOutput:
            if (answers)
                work.push_back({Kind::InvalidOutput, i});
            break;
        case model::PackageCheck::Kind::ValidOutput:
            if (answers)
                work.push_back({Kind::ValidOutput, i});
            break;
        }
    }
    return work;
}

std::optional<PackageCheckOutcome> runPackageCheck(Slot& slot, const PackageCheckTools& tools,
                                                   const PackageCheckWork& work, const std::stop_token& stop)
{
    const model::Problem& problem = *tools.problem;
    if (work.kind == Kind::Input) {
        const model::TestCase& test = problem.testCases[work.index];
        return validateInput(slot, tools, work, test.input, test.inputValidatorFlags, stop);
    }
    if (work.kind == Kind::Answer) {
        const model::TestCase& test = problem.testCases[work.index];
        return judgeOutput(slot, tools, work, {test.input, test.answer, test.answer, test.validatorFlags},
                           stop);
    }
    const model::PackageCheck& check = problem.packageChecks[work.index];
    if (work.kind != Kind::InvalidInput)
        return judgeOutput(slot, tools, work,
                           {check.input, check.answer, check.output, check.outputValidatorFlags}, stop);
    std::optional<PackageCheckOutcome> outcome =
        validateInput(slot, tools, work, check.input, check.inputValidatorFlags, stop);
    if (outcome && !outcome->failed)
        outcome->asExpected = !outcome->asExpected;
    return outcome;
}

Diagnostics packageDiagnostics(const model::Problem& problem, const std::string& shown,
                               std::vector<PackageCheckOutcome> outcomes)
{
    const auto place = [](const PackageCheckOutcome& outcome) {
        const bool ofTest = outcome.work.kind == Kind::Input || outcome.work.kind == Kind::Answer;
        return std::tuple(!ofTest, outcome.work.index, outcome.work.kind);
    };
    std::sort(
        outcomes.begin(), outcomes.end(),
        [&](const PackageCheckOutcome& a, const PackageCheckOutcome& b) { return place(a) < place(b); });
    Diagnostics diagnostics;
    for (const PackageCheckOutcome& outcome : outcomes) {
        if (outcome.asExpected)
            continue;
        diagnostics.push_back(
            {Diagnostic::Level::Error, shown + "/" + placeOf(problem, outcome.work), messageOf(outcome)});
    }
    return diagnostics;
}

} // namespace assize::exec
