// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/jury_program.h"

#include "base/utf8.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::check {

CheckResult judgeError(std::string message)
{
    CheckResult result;
    result.message = headOf(message, kMessageCap);
    return result;
}

std::uint64_t sizeOfFile(int fd)
{
    struct stat status
    {
    };
    return fd >= 0 && ::fstat(fd, &status) == 0 && status.st_size > 0
               ? static_cast<std::uint64_t>(status.st_size)
               : 0;
}

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

std::string freeName(const PreparedJuryProgram& program, std::string name)
{
    const auto taken = [&program](const std::string& candidate) {
        return std::any_of(program.files.begin(), program.files.end(), [&](const sandbox::InputFile& file) {
            return file.name == candidate || file.name.starts_with(candidate + '/');
        });
    };
    while (taken(name))
        name.insert(0, "_");
    return name;
}

sandbox::RunRequest juryRequest(const PreparedJuryProgram& program, const model::Limits& limits)
{
    sandbox::RunRequest request;
    request.arguments = program.arguments;
    request.environment = program.environment;
    request.executable = program.executable;
    request.limits.cpuTime = limits.validationTime;
    request.limits.wallTime = model::wallTimeFor(limits.validationTime);
    request.limits.memory = limits.validationMemory + program.extraMemory;
    request.limits.output = limits.validationOutput;
    request.limits.fileSpace += 4 * limits.validationOutput;
    request.limits.processes = program.processes;
    for (const sandbox::InputFile& file : program.files) {
        placeFile(request, file.name, file.fd);
        request.files.back().executable = file.executable;
    }
    return request;
}

void placeFile(sandbox::RunRequest& request, std::string name, int fd)
{
    // Files of the work folder are memory; they are ours, not the program's.
    const std::uint64_t size = sizeOfFile(fd);
    request.limits.memory += size;
    request.limits.fileSpace += size;
    request.files.push_back({std::move(name), fd, false});
}

std::string describeEnd(const sandbox::RunResult& run, const model::Limits& limits)
{
    const auto seconds = [](std::chrono::nanoseconds time) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " s";
    };
    switch (run.status) {
    case model::RunStatus::Exited:
        return "ended with exit code " + std::to_string(run.exitCode);
    case model::RunStatus::Signalled:
        return "was killed by " + model::signalName(run.signal);
    case model::RunStatus::CpuLimit:
        return "used more than its " + seconds(limits.validationTime) +
               " of CPU time (limits.validation_time)";
    case model::RunStatus::WallLimit:
        return "did not end within " + seconds(model::wallTimeFor(limits.validationTime)) +
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
        return "could not be run: " + whyItFailed(run);
    }
    return "gave no decision";
}

} // namespace assize::check
