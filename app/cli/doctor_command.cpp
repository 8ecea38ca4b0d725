// SPDX-License-Identifier: GPL-3.0-or-later
// assize doctor: what this machine can isolate and measure, and which languages work.
#include "command.h"

#include "base/version.h"
#include "engine/engine.h"
#include "engine/languages.h"

#include <cstdio>
#include <thread>
#include <unistd.h>

namespace assize::cli
{
namespace
{

void say(const std::string& text)
{
    std::puts(text.c_str());
}

void sayMachine()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGESIZE);
    say("Machine");
    say("  processors      " + std::to_string(std::thread::hardware_concurrency()) + ", " +
        std::to_string(engine::Engine::defaultSlots()) + " slots by default (--jobs)");
    say("  memory          " + std::to_string((static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize)) >> 20) +
        " MiB");
}

void saySandbox(const sandbox::SandboxInfo& info)
{
    std::string isolation;
    for (const std::string& item : info.isolation)
        isolation += (isolation.empty() ? "" : ", ") + item;
    say("Sandbox");
    say("  " + info.name + "           " + isolation);
    for (const std::string& warning : info.warnings)
        say("  note: " + warning);
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

void sayLanguages(const std::vector<model::Toolchain>& toolchains)
{
    bool all = true;
    say("Languages");
    std::string packages;
    for (const model::Toolchain& toolchain : toolchains) {
        const std::string name = "  " + padded(toolchain.language.name, 16);
        if (toolchain.available) {
            say(name + toolchain.version);
            continue;
        }
        all = false;
        say(name + "missing: " + toolchain.problem);
        packages += ' ' + toolchain.language.installPackages;
    }
    if (!all)
        say("To have them all:  apt-get install" + packages);
}

} // namespace

int runDoctor()
{
    say(std::string("Assize ") + kVersion);
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox("auto");
    sayMachine();
    if (!sandbox) {
        say("Sandbox");
        say("  none that is safe: " + sandbox.error().message);
        return exitStatusOf(sandbox.error());
    }
    saySandbox((*sandbox)->info());
    Diagnostics diagnostics;
    const Result<std::vector<model::Toolchain>> toolchains =
        engine::probeLanguages(**sandbox, engine::resourceFolder(), diagnostics, {});
    for (const Diagnostic& diagnostic : diagnostics)
        say(std::string(levelName(diagnostic.level)) + ": " + diagnostic.where + ": " + diagnostic.message);
    if (!toolchains) {
        printError(toolchains.error());
        return exitStatusOf(toolchains.error());
    }
    sayLanguages(*toolchains);
    return kDone;
}

} // namespace assize::cli
