// SPDX-License-Identifier: GPL-3.0-or-later
// The way of isolating that a conformance test is about, and what it needs from the machine.
#pragma once

#include "sandbox/sandbox.h"

#include <filesystem>
#include <string>

namespace assize::conformance {

/// One way of isolating, chosen by the environment variable ASSIZE_TIER.
struct Tier
{
    std::string name;
    bool cgroups = true;
    bool userNamespace = false;
    bool ordinaryUser = false;
    bool strict = false; ///< fresh namespaces for each run
    /// Memory, processes and CPU time are counted for all processes together.
    bool countsGroups = false;
};

/// Copies of the programs, where an ordinary user may run them.
struct Programs
{
    std::filesystem::path folder; ///< "secret" is part of its name
    std::filesystem::path box;
    std::filesystem::path subject;
    std::filesystem::path dynamicSubject;
};

/// Reads the environment and, for the tier of an ordinary user, becomes one for good. Empty `error`: ready.
/// To be called first in main.
struct Host
{
    Tier tier;
    Programs programs;
    std::string skip; ///< why this tier cannot be tested here
};
Host prepareHost();

/// Removes the copies.
void leaveHost(const Host& host);

} // namespace assize::conformance
