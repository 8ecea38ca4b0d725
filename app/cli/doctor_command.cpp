// SPDX-License-Identifier: GPL-3.0-or-later
// assize doctor: the means of this machine to isolate and measure, and the languages that work.
#include "command.h"
#include "doctor_text.h"
#include "remedies.h"

#include "base/version.h"
#include "engine/engine.h"
#include "engine/languages.h"

#include <fstream>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <thread>

namespace assize::cli {
namespace {

std::string readLine(const char* path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

MachineReport lookAtMachine()
{
    MachineReport machine;
    utsname names{};
    ::uname(&names);
    machine.kernel = std::string(names.sysname) + ' ' + names.release + ", " + names.machine;
    machine.processors = static_cast<int>(std::thread::hardware_concurrency());
    machine.slots = engine::Engine::defaultSlots();
    machine.threadsShareCores = readLine("/sys/devices/system/cpu/smt/active") == "1";
    machine.governor = readLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    struct sysinfo memory = {};
    ::sysinfo(&memory);
    machine.memory = static_cast<std::uint64_t>(memory.totalram) * memory.mem_unit;
    machine.swap = static_cast<std::uint64_t>(memory.totalswap) * memory.mem_unit;
    return machine;
}

/// False when standard output is gone.
bool say(const std::string& text)
{
    return writeOutput("-", text).hasValue();
}

} // namespace

int runDoctor()
{
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox({});
    const std::string heading = std::string("Assize ") + kVersion + "\n\n";
    const std::string machine = "\n" + machineText(lookAtMachine());
    if (!sandbox) {
        say(heading + noSandboxText(fullMessage(sandbox.error())) + machine);
        return exitStatusOf(sandbox.error());
    }
    if (!say(heading + sandboxText((*sandbox)->info()) + machine))
        return kUnusableInput;
    Diagnostics diagnostics;
    const Result<std::vector<model::Toolchain>> toolchains =
        engine::probeLanguages(**sandbox, engine::resourceFolder(), diagnostics, {});
    for (const Diagnostic& diagnostic : diagnostics)
        say(std::string(levelName(diagnostic.level)) + ": " + diagnostic.where + ": " +
            fullMessage(diagnostic) + "\n");
    if (!toolchains) {
        printError(toolchains.error());
        return exitStatusOf(toolchains.error());
    }
    say("\n" + languagesText(*toolchains));
    return kDone;
}

} // namespace assize::cli
