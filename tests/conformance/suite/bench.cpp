// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/bench.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

std::string missing(unsigned needs, unsigned abilities)
{
    static constexpr std::array<std::pair<unsigned, const char*>, 7> kReasons = {{
        {CountsMemory, "without control groups only the resident size of processes is known"},
        {CountsTime, "without control groups nobody counts the time of children that were not waited for"},
        {LimitsProcesses, "root in a user namespace without control groups has no limit of processes"},
        {RealClock, "the processor is emulated"},
        {Tools, "there are no tools here"},
        {Compilers, "the compilers are tried elsewhere"},
        {WakesFirst, "the kernel does not let the sandbox go before its programs"},
    }};
    for (const auto& [need, reason] : kReasons) {
        if ((needs & need & ~abilities) != 0)
            return reason;
    }
    return {};
}

bool Findings::expect(bool holds, const std::string& what, const std::string& details)
{
    if (!holds)
        m_list.push_back(details.empty() ? what : what + ": " + details);
    return holds;
}

std::string Findings::text() const
{
    std::string text;
    for (const std::string& item : m_list)
        text += (text.empty() ? "" : "; ") + item;
    return text;
}

Bench::Bench(Sandbox& sandbox, Surroundings surroundings, Findings& findings)
    : m_sandbox(sandbox), m_surroundings(std::move(surroundings))
{
    Result<std::unique_ptr<Box>> box = sandbox.openBox(BoxRole::Contestant, 0);
    if (findings.expect(box.hasValue(), "a box is made", box ? "" : box.error().message))
        m_box = std::move(*box);
    m_subject = unique_fd(::open(m_surroundings.subject.c_str(), O_RDONLY | O_CLOEXEC));
    findings.expect(bool(m_subject), "the subject can be read");
    if (m_surroundings.dynamicSubject.empty())
        return;
    m_dynamicSubject = unique_fd(::open(m_surroundings.dynamicSubject.c_str(), O_RDONLY | O_CLOEXEC));
    findings.expect(bool(m_dynamicSubject), "the dynamic subject can be read");
}

RunLimits generous()
{
    RunLimits limits;
    limits.cpuTime = 10s;
    limits.wallTime = 20s;
    limits.memory = 256 * kMegabyte;
    limits.output = 8 * kMegabyte;
    limits.processes = 64;
    return limits;
}

RunRequest Bench::subject(std::vector<std::string> arguments) const
{
    return subject(std::move(arguments), generous());
}

RunRequest Bench::subject(std::vector<std::string> arguments, const RunLimits& limits) const
{
    RunRequest request;
    request.arguments = {"subject"};
    for (std::string& argument : arguments) {
        if (argument == "{secrets}")
            request.arguments.insert(request.arguments.end(), m_surroundings.secrets.begin(),
                                     m_surroundings.secrets.end());
        else
            request.arguments.push_back(std::move(argument));
    }
    request.executable = m_subject.get();
    request.limits = limits;
    return request;
}

RunRequest Bench::command(std::vector<std::string> arguments)
{
    RunRequest request;
    request.arguments = std::move(arguments);
    request.limits = generous();
    request.limits.memory = 2048 * kMegabyte;
    request.limits.output = 64 * kMegabyte;
    request.limits.processes = 200;
    return request;
}

RunResult Bench::expectExit(Findings& findings, const RunRequest& request, int exitCode)
{
    RunResult result = run(request);
    findings.expect(result.status == RunStatus::Exited && result.exitCode == exitCode,
                    (request.arguments.size() > 1 ? request.arguments[1] : request.arguments.at(0)) +
                        " exits with " + std::to_string(exitCode),
                    describe(result));
    return result;
}

void Bench::expectClean(Findings& findings)
{
    const RunResult result = run(subject({"find-traces"}));
    findings.expect(result.status == RunStatus::Exited && result.exitCode == 0,
                    "the next run finds nothing of this one", describe(result));
}

std::string contentOf(const unique_fd& fd)
{
    std::string content;
    std::array<char, 1 << 16> buffer;
    for (ssize_t got = 0; fd && (got = ::pread(fd.get(), buffer.data(), buffer.size(),
                                               static_cast<off_t>(content.size()))) > 0;)
        content.append(buffer.data(), static_cast<std::size_t>(got));
    return content;
}

const char* nameOf(RunStatus status)
{
    switch (status) {
    case RunStatus::Exited:
        return "Exited";
    case RunStatus::Signalled:
        return "Signalled";
    case RunStatus::CpuLimit:
        return "CpuLimit";
    case RunStatus::WallLimit:
        return "WallLimit";
    case RunStatus::MemoryLimit:
        return "MemoryLimit";
    case RunStatus::OutputLimit:
        return "OutputLimit";
    case RunStatus::Violation:
        return "Violation";
    case RunStatus::Cancelled:
        return "Cancelled";
    case RunStatus::SandboxFailed:
        return "SandboxFailed";
    }
    return "?";
}

std::string describe(const RunResult& result)
{
    constexpr std::size_t kMost = 300;
    std::array<char, kMost> head{};
    const ssize_t got =
        result.standardOutput ? ::pread(result.standardOutput.get(), head.data(), head.size(), 0) : 0;
    std::string text = nameOf(result.status);
    text += ", exit code " + std::to_string(result.exitCode) + ", signal " + std::to_string(result.signal) +
            ", cpu " + std::to_string(result.cpuTime / 1us) + " us, wall " +
            std::to_string(result.wallTime / 1us) + " us, memory " + std::to_string(result.memory >> 10) +
            " KiB, " + std::to_string(result.outputSize) + " bytes of output '" +
            std::string(head.data(), static_cast<std::size_t>(got > 0 ? got : 0)) + "', errors '" +
            result.standardError.substr(0, kMost) + "'";
    if (result.failure)
        text += ", failure '" + whyItFailed(result) + "'";
    return text;
}

unique_fd memoryFile(std::string_view content)
{
    Result<unique_fd> file = makeMemoryFile(content);
    if (!file) {
        std::fprintf(stderr, "no file in memory: %s\n", file.error().message.c_str());
        std::abort();
    }
    return std::move(*file);
}

} // namespace assize::conformance
