// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/output_validator.h"

#include "base/utf8.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>

namespace assize::check {
namespace {

constexpr int kAccepted = 42;
constexpr int kWrong = 43;

// The work folder is the feedback folder: what a validator writes there can be brought back.
constexpr char kFeedbackFolder[] = "./";
constexpr char kJudgeMessage[] = "judgemessage.txt";
constexpr char kJudgeError[] = "judgeerror.txt";
constexpr char kScore[] = "score.txt";
constexpr char kPosition[] = "diffposition.txt";

CheckResult judgeError(std::string message)
{
    CheckResult result;
    result.message = headOf(message, kMessageCap);
    return result;
}

std::uint64_t sizeOf(int fd)
{
    struct stat status
    {
    };
    return fd >= 0 && ::fstat(fd, &status) == 0 && status.st_size > 0
               ? static_cast<std::uint64_t>(status.st_size)
               : 0;
}

/// The head of a file, without trailing whitespace.
std::string readHead(int fd, std::size_t maximum)
{
    std::string content(maximum, '\0');
    std::size_t size = 0;
    while (size < maximum) {
        const ssize_t got = ::pread(fd, content.data() + size, maximum - size, static_cast<off_t>(size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    content.resize(size);
    content.resize(content.find_last_not_of(std::string_view(" \t\r\n\0", 5)) + 1);
    return content;
}

std::string feedback(const sandbox::RunResult& run, std::string_view name)
{
    for (const sandbox::CollectedFile& file : run.collected) {
        if (file.name == name)
            return readHead(file.fd.get(), kMessageCap + 4);
    }
    return {};
}

bool hasFeedback(const sandbox::RunResult& run, std::string_view name)
{
    return std::any_of(run.collected.begin(), run.collected.end(),
                       [name](const sandbox::CollectedFile& file) { return file.name == name; });
}

/// A name in the work folder that none of the validator's own files has.
std::string freeName(const CompiledValidator& validator, std::string name)
{
    const auto taken = [&validator](const std::string& candidate) {
        return std::any_of(validator.files.begin(), validator.files.end(),
                           [&](const sandbox::InputFile& file) {
                               return file.name == candidate || file.name.starts_with(candidate + '/');
                           });
    };
    while (taken(name))
        name.insert(0, "_");
    return name;
}

/// A description of its own for the same file: a shared offset would leave nothing to read for the next
/// validator.
unique_fd reopenForReading(int fd)
{
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return unique_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

sandbox::RunRequest makeRequest(const CompiledValidator& validator, const std::vector<std::string>& flags,
                                int input, int answer, int standardInput, const model::Limits& limits)
{
    sandbox::RunRequest request;
    const std::string inputName = freeName(validator, "assize-input");
    const std::string answerName = freeName(validator, "assize-answer");
    request.arguments = validator.arguments;
    request.arguments.insert(request.arguments.end(), {inputName, answerName, kFeedbackFolder});
    request.arguments.insert(request.arguments.end(), flags.begin(), flags.end());
    request.environment = validator.environment;
    request.executable = validator.executable;
    request.files = validator.files;
    request.files.push_back({inputName, input, false});
    request.files.push_back({answerName, answer, false});
    request.standardInput = standardInput;

    std::uint64_t placed = 0;
    for (const sandbox::InputFile& file : request.files)
        placed += sizeOf(file.fd);
    request.limits.cpuTime = limits.validationTime;
    request.limits.wallTime = 2 * limits.validationTime + std::chrono::seconds(1);
    // Files of the work folder are memory; they are ours, not the validator's.
    request.limits.memory = limits.validationMemory + validator.extraMemory + placed;
    request.limits.output = limits.validationOutput;
    request.limits.fileSpace += placed + 4 * limits.validationOutput;
    request.limits.processes = validator.processes;
    request.collect = {kJudgeMessage, kJudgeError, kScore, kPosition};
    request.collectLimit = request.collect.size() * std::max<std::uint64_t>(limits.validationOutput, 1 << 20);
    return request;
}

/// Why the run of a validator gave no decision.
std::string describeFailure(const sandbox::RunResult& run, const model::Limits& limits)
{
    const auto seconds = [](std::chrono::nanoseconds time) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " s";
    };
    switch (run.status) {
    case model::RunStatus::Exited:
        return "ended with exit code " + std::to_string(run.exitCode) +
               " (42 accepts, 43 rejects, nothing else is valid)";
    case model::RunStatus::Signalled:
        return "was killed by " + model::signalName(run.signal);
    case model::RunStatus::CpuLimit:
        return "used more than its " + seconds(limits.validationTime) +
               " of CPU time (limits.validation_time)";
    case model::RunStatus::WallLimit:
        return "did not end within " + seconds(2 * limits.validationTime + std::chrono::seconds(1)) +
               " (twice limits.validation_time, and 1 s)";
    case model::RunStatus::MemoryLimit:
        return "used more than its " + std::to_string(limits.validationMemory >> 20) +
               " MiB of memory (limits.validation_memory)";
    case model::RunStatus::OutputLimit:
        return "wrote more than its " + std::to_string(limits.validationOutput >> 20) +
               " MiB (limits.validation_output)";
    case model::RunStatus::Violation:
        return "made a system call that the sandbox does not allow";
    case model::RunStatus::Cancelled:
        return "was stopped";
    case model::RunStatus::SandboxFailed:
        return "could not be run: " + run.failure;
    }
    return "gave no decision";
}

void readPosition(const sandbox::RunResult& run, int answer, int output, CheckResult& result)
{
    // "answer-offset output-offset", as the default validator of problemtools writes it.
    const std::string text = feedback(run, kPosition);
    std::uint64_t answerAt = 0;
    std::uint64_t outputAt = 0;
    const char* end = text.data() + text.size();
    const std::from_chars_result first = std::from_chars(text.data(), end, answerAt);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != ' ')
        return;
    const std::from_chars_result second = std::from_chars(first.ptr + 1, end, outputAt);
    if (second.ec != std::errc() || answerAt > sizeOf(answer) || outputAt > sizeOf(output))
        return;
    result.answerOffset = answerAt;
    result.outputOffset = outputAt;
}

CheckResult decide(const CompiledValidator& validator, const sandbox::RunResult& run,
                   const model::Limits& limits)
{
    const std::string subject = "output validator " + toPrintable(validator.name) + " ";
    if (run.status != model::RunStatus::Exited || (run.exitCode != kAccepted && run.exitCode != kWrong)) {
        std::string message = subject + describeFailure(run, limits);
        std::string reason = feedback(run, kJudgeError);
        if (reason.empty())
            reason = run.standardError;
        if (!reason.empty() && run.status != model::RunStatus::SandboxFailed)
            message += ": " + reason;
        return judgeError(std::move(message));
    }
    CheckResult result;
    result.verdict = run.exitCode == kAccepted ? model::Verdict::AC : model::Verdict::WA;
    if (hasFeedback(run, kScore)) {
        const std::string text = feedback(run, kScore);
        if (result.verdict != model::Verdict::AC)
            return judgeError(subject + "rejected the output (43) but gave a score (score.txt)");
        result.score = Decimal::parse(text);
        if (!result.score)
            return judgeError(subject + "wrote a score.txt that is no decimal number: \"" +
                              std::string(headOf(text, 48)) + "\"");
    }
    result.message = headOf(feedback(run, kJudgeMessage), kMessageCap);
    return result;
}

} // namespace

CheckResult runOutputValidator(sandbox::Box& juryBox, const CompiledValidator& validator,
                               const std::vector<std::string>& flags, int input, int answer, int output,
                               const model::Limits& limits, std::stop_token stop)
{
    const unique_fd standardInput = reopenForReading(output);
    if (!standardInput)
        return judgeError(systemError("cannot open the program's output for output validator " +
                                          toPrintable(validator.name),
                                      errno)
                              .message);
    const sandbox::RunResult run =
        juryBox.run(makeRequest(validator, flags, input, answer, standardInput.get(), limits), stop);
    if (run.status == model::RunStatus::Cancelled) {
        CheckResult result = judgeError("stopped");
        result.cancelled = true;
        return result;
    }
    CheckResult result = decide(validator, run, limits);
    if (result.verdict == model::Verdict::WA)
        readPosition(run, answer, output, result);
    return result;
}

} // namespace assize::check
