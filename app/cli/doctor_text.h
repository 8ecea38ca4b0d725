// SPDX-License-Identifier: GPL-3.0-or-later
// The output of `assize doctor`, made from plain data. Pure: no line is wider than 100 columns unless a
// command or a name is; no colours.
#pragma once

#include "model/language.h"
#include "sandbox/sandbox.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assize::cli {

/// Of the machine, as far as it matters for exact times.
struct MachineReport
{
    std::string kernel; ///< "Linux 6.1.0-18-amd64"
    int processors = 0;
    int slots = 0; ///< without --jobs
    bool threadsShareCores = false;
    std::string governor;     ///< of the processors' frequency: "performance"; empty where there is none
    std::uint64_t memory = 0; ///< bytes
    std::uint64_t swap = 0;
};

/// The mechanisms that are not as good as they could be, with why and the commands that change it; then the
/// other mechanisms in use.
std::string sandboxText(const sandbox::SandboxInfo& info);
/// Where nothing is safe: why, and what would help.
std::string noSandboxText(const std::string& why);
std::string machineText(const MachineReport& machine);
/// Missing languages come first, with one command that installs them all.
std::string languagesText(const std::vector<model::Toolchain>& toolchains);

} // namespace assize::cli
