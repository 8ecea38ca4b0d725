// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/toolchain_probe.h"

#include "base/utf8.h"
#include "exec/compiler.h"
#include "exec/scheduler.h"
#include "exec/slot.h"
#include "toolchain/toolchain.h"

namespace assize::exec {
namespace {

std::string describeFailure(const std::string& command, const sandbox::RunResult& run,
                            const sandbox::RunLimits& limits)
{
    // The exit code of a shell when the command is not there.
    constexpr int kCommandNotFound = 127;
    if (run.status == model::RunStatus::Cancelled)
        return command + " was stopped";
    if (run.status == model::RunStatus::SandboxFailed && isMissingProgram(run.failure))
        return command + " is not installed";
    if (run.status == model::RunStatus::SandboxFailed)
        return command + " could not be run: " + whyItFailed(run);
    if (const std::string why = describeStop(run, limits); !why.empty())
        return command + " was " + why;
    const std::string said(headOf(toPrintable(compileLog(run)), 200));
    const std::string end = run.exitCode == kCommandNotFound
                                ? "its compiler is not installed"
                                : command + " ended with exit code " + std::to_string(run.exitCode);
    return said.empty() ? end : end + ": " + said;
}

model::Toolchain availableToolchain(const model::Language& language, std::string version)
{
    model::Toolchain toolchain;
    toolchain.language = language;
    toolchain.available = true;
    toolchain.fingerprint = toolchain::fingerprint(language, version);
    toolchain.version = std::move(version);
    return toolchain;
}

} // namespace

model::Toolchain probeToolchain(sandbox::Box& juryBox, const model::Language& language,
                                const std::stop_token& stop)
{
    model::Toolchain toolchain;
    toolchain.language = language;
    if (language.versionCommand.empty()) {
        toolchain.problem = "no version command is given for " + language.name;
        return toolchain;
    }
    sandbox::RunRequest request;
    request.arguments = language.versionCommand;
    request.environment = language.environment;
    request.limits.cpuTime = std::chrono::seconds(20);
    request.limits.wallTime = std::chrono::seconds(60);
    request.limits.memory = kProbeMemory;
    request.limits.output = 1 << 20;
    request.limits.processes = 256;
    const sandbox::RunResult run = juryBox.run(request, stop);
    if (run.status == model::RunStatus::Exited && run.exitCode == 0)
        return availableToolchain(language, toolchain::versionFrom(compileLog(run)));
    // The remedy comes first: where there is little room, the rest is cut off.
    if (!language.installPackages.empty())
        toolchain.problem = "apt install " + language.installPackages + " (on Debian); ";
    toolchain.problem += describeFailure(language.versionCommand.front(), run, request.limits);
    return toolchain;
}

model::Toolchain toolchainFrom(const ToolchainCache& cache, sandbox::Box& juryBox,
                               const model::Language& language, const std::stop_token& stop)
{
    // Looked at first: tools that change meanwhile are asked again next time.
    const std::string state = cache.stateOf(language);
    if (std::optional<std::string> version = cache.version(language, state))
        return availableToolchain(language, std::move(*version));
    model::Toolchain toolchain = probeToolchain(juryBox, language, stop);
    if (toolchain.available)
        cache.keep(language, state, toolchain.version);
    return toolchain;
}

std::vector<model::Toolchain> probeToolchains(sandbox::Sandbox& sandbox,
                                              const std::vector<model::Language>& languages,
                                              const std::stop_token& stop)
{
    RenewedBox box(sandbox, sandbox::BoxRole::Jury, 0);
    std::vector<model::Toolchain> toolchains;
    toolchains.reserve(languages.size());
    for (const model::Language& language : languages)
        toolchains.push_back(probeToolchain(box, language, stop));
    return toolchains;
}

} // namespace assize::exec
