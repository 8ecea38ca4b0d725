// SPDX-License-Identifier: GPL-3.0-or-later
// What judged, and how safely: for status bars and reports, and kept with the results. Plain data, made once
// when a contest is opened.
#pragma once

#include <string>
#include <vector>

namespace assize::model {

struct EngineInfo
{
    std::string version;
    std::string sandbox;                ///< "local", "docker", "none"
    std::vector<std::string> isolation; ///< "userns", "seccomp", "cgroup2", ...
    std::vector<std::string> warnings;  ///< what is missing, for people
    int slots = 0;
    // Not shown; for the next call to compare with.
    std::string sandboxFingerprint{}; ///< see sandbox::SandboxInfo
    std::string processor{};          ///< the same
    bool stopAtFirstFailure = false;  ///< as the operator asked, beside what the contest says
};

} // namespace assize::model
