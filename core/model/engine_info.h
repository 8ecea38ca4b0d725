// SPDX-License-Identifier: GPL-3.0-or-later
// The program that judges, and its isolation: for status bars and reports, and kept with the results. Plain
// data, made once when a contest is opened.
#pragma once

#include <string>
#include <vector>

namespace assize::model {

struct EngineInfo
{
    std::string version;
    std::string sandbox;                ///< "local", "docker", "none"
    std::vector<std::string> isolation; ///< "userns", "seccomp", "cgroup2", ...
    std::vector<std::string> warnings;  ///< missing parts of the isolation, for people
    int slots = 0;
    // Not shown; for the next call to compare with.
    std::string sandboxFingerprint{}; ///< see sandbox::SandboxInfo
    std::string processor{};          ///< the same
    bool stopAtFirstFailure = false;  ///< as the operator asked, beside the contest's own setting
};

} // namespace assize::model
