// SPDX-License-Identifier: GPL-3.0-or-later
// The mechanisms that keep programs apart from the machine and measure them; for each: whether it is in use,
// the loss without it, why it is not better, and the commands that would change that. `assize doctor` shows
// these as a table; the warnings of reports and of the status bar are made of the same.
//
// Made once at start by the program that opens boxes (sandbox/local, `assize-box --run`), then plain data.
#pragma once

#include "sandbox/protocol/failure.h"
#include "sandbox/protocol/ways.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assize::sandbox::protocol {

struct Mechanism
{
    enum class Grade {
        Full, ///< as good as it gets
        Fair, ///< safe and exact; something still better exists
        Weak, ///< less exact or missing: people are warned of it
    };

    std::string name; ///< "memory"
    std::string used; ///< the mechanism in use here: "cgroup v2", "none"
    Grade grade = Grade::Full;
    std::string effect; ///< its benefit, or the loss without it
    std::string why;    ///< why it is not better; empty where it is Full, or where an earlier mechanism says
                        ///< it
    /// The remedy: shell commands, each on a line, ready to be copied. A line that begins with # is a remark.
    std::vector<std::string> remedy;
};

/// The facts that decide which remedy helps.
struct MachineFacts
{
    bool root = false;      ///< the judge is root
    bool systemd = false;   ///< runs this machine
    bool grub = false;      ///< /etc/default/grub is there
    bool container = false; ///< this is the inside of a container
    bool version1 = false;  ///< memory or pids are bound to control groups of version 1 below /sys/fs/cgroup
    bool appArmorRestricts = false;
    bool userNamespacesOff = false; ///< kernel.unprivileged_userns_clone is 0
    bool noUserNamespaces = false;  ///< user.max_user_namespaces is 0
    std::uint64_t swap = 0;         ///< bytes in use or not
    int processors = 0;             ///< that this process may run on
    std::string box;                ///< absolute path of assize-box
};

/// Reads them from /proc and /sys. Never fails: a fact that cannot be read is false.
MachineFacts machineFacts(std::string_view box);

/// The findings of opening boxes in one way.
struct Findings
{
    Way way;
    WantedIsolation wanted;
    std::string cgroups;                ///< Hello::cgroups
    std::vector<Failure> groupRefusals; ///< Hello::refusals
    std::string boxNotes;               ///< Ready::notes
    std::vector<std::string> refusals;  ///< the ways that failed before this way
};

/// Pure. The most important first.
std::vector<Mechanism> mechanismsOf(const Findings& findings, const MachineFacts& machine);

/// The single mechanism of programs that run without isolation at the user's request.
std::vector<Mechanism> mechanismsOfNone();

/// "`command`; remark".
std::string onOneLine(const std::vector<std::string>& remedy);

/// For SandboxInfo::warnings: a sentence or two for each mechanism that is Weak and says why, with its
/// remedy.
std::vector<std::string> warningsOf(const std::vector<Mechanism>& mechanisms);

/// The remedy for an operator where no box can be made.
std::vector<std::string> remedyOfNoIsolation(const MachineFacts& machine);

} // namespace assize::sandbox::protocol
