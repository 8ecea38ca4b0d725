// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/toolchain_probe.h"

#include "base/utf8.h"
#include "exec/compiler.h"
#include "exec/scheduler.h"
#include "exec/slot.h"
#include "toolchain/toolchain.h"

namespace assize::exec {
namespace {

std::string describeFailure(const sandbox::RunResult& run, const sandbox::RunLimits& limits)
{
    if (run.status == model::RunStatus::Cancelled)
        return "was stopped";
    if (run.status == model::RunStatus::SandboxFailed && run.failure.find("ENOENT") != std::string::npos)
        return "is not installed";
    if (run.status == model::RunStatus::SandboxFailed)
        return "could not be run: " + run.failure;
    if (const std::string why = describeStop(run, limits); !why.empty())
        return "was " + why;
    const std::string said(headOf(toPrintable(compileLog(run)), 200));
    return "ended with exit code " + std::to_string(run.exitCode) + (said.empty() ? "" : ": " + said);
}

} // namespace

model::Toolchain probeToolchain(sandbox::Box& juryBox, const model::Language& language, std::stop_token stop)
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
    if (run.status == model::RunStatus::Exited && run.exitCode == 0) {
        toolchain.available = true;
        toolchain.version = toolchain::versionFrom(compileLog(run));
        toolchain.fingerprint = toolchain::fingerprint(language, toolchain.version);
        return toolchain;
    }
    toolchain.problem = language.versionCommand.front() + " " + describeFailure(run, request.limits);
    if (!language.installPackages.empty())
        toolchain.problem += "; on Debian: apt install " + language.installPackages;
    return toolchain;
}

std::vector<model::Toolchain> probeToolchains(sandbox::Sandbox& sandbox,
                                              const std::vector<model::Language>& languages,
                                              std::stop_token stop)
{
    RenewedBox box(sandbox, sandbox::BoxRole::Jury, 0);
    std::vector<model::Toolchain> toolchains;
    for (const model::Language& language : languages)
        toolchains.push_back(probeToolchain(box, language, stop));
    return toolchains;
}

} // namespace assize::exec
