// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which boxes of this machine can be isolated, best first. The text for people about the way in
// use is in mechanisms.h. Used by sandbox/local and by `assize-box --run`, which try one way after the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assize::sandbox::protocol {

/// The isolation that was asked for.
struct WantedIsolation
{
    bool cgroups = true;        ///< use control groups where there are any
    bool userNamespace = false; ///< a user namespace even as root
    bool strict = false;        ///< OpenBox::strict
};

struct Way
{
    bool userNamespace = false;
    bool cgroups = true;
};

/// The ways that this user may try, best first. `hasCgroups`: the spawner found some.
std::vector<Way> waysToTry(const WantedIsolation& wanted, bool hasCgroups);

/// "as root with control groups".
std::string nameOf(const Way& way);

/// For SandboxInfo::isolation; `cgroups` is Hello's.
std::vector<std::string> isolationOf(const Way& way, const WantedIsolation& wanted, std::string_view cgroups);

/// "Programs cannot be run safely on this machine. Tried ...", with the remedy for an operator. `box`: the
/// absolute path of assize-box.
std::string whyNoWay(const std::vector<std::string>& refusals, std::string_view box);

/// The user that programs of box `id` of the spawner `spawner` (its process number) become when the engine is
/// root: another user for each box, also of other spawners on this machine, since the kernel counts processes
/// for each user. From 1,879,048,192 on, which systemd (UIDs-GIDs.md) leaves unused; where a container has no
/// such users, among those from 60,000 on.
std::uint32_t userOfBox(int spawner, std::uint32_t id);

} // namespace assize::sandbox::protocol
