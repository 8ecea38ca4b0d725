// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps programs apart from the machine and measures them, one mechanism after the other: whether it is
// in use, what is lost without it, why it is not better, and the commands that would change that. `assize
// doctor` shows these as a table; what reports and the status bar warn of is made of the same.
//
// Made once at start by whoever opens boxes (sandbox/local, `assize-box --run`), then plain data.
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
    std::string used; ///< what does it here: "cgroup v2", "none"
    Grade grade = Grade::Full;
    std::string effect; ///< what it gives, or what is lost
    std::string why;    ///< why it is not better; empty where it is Full, or where an earlier one says it
    /// What would make it better: shell commands, one a line, ready to be copied. A line that begins with #
    /// is a remark.
    std::vector<std::string> remedy;
};

/// What decides which remedy helps.
struct MachineFacts
{
    bool root = false;      ///< the judge is root
    bool systemd = false;   ///< runs this machine
    bool grub = false;      ///< /etc/default/grub is there
    bool container = false; ///< this is the inside of one
    bool version1 = false;  ///< memory or pids are bound to control groups of version 1 below /sys/fs/cgroup
    bool appArmorRestricts = false;
    bool userNamespacesOff = false; ///< kernel.unprivileged_userns_clone is 0
    bool noUserNamespaces = false;  ///< user.max_user_namespaces is 0
    std::uint64_t swap = 0;         ///< bytes in use or not
    int processors = 0;             ///< that this process may run on
    std::string box;                ///< absolute path of assize-box
};

/// Reads them from /proc and /sys. Never fails: what cannot be read is false.
MachineFacts machineFacts(std::string_view box);

/// What opening boxes in one way has shown.
struct Findings
{
    Way way;
    WantedIsolation wanted;
    std::string cgroups;                ///< Hello::cgroups
    std::vector<Failure> groupRefusals; ///< Hello::refusals
    std::string boxNotes;               ///< Ready::notes
    std::vector<std::string> refusals;  ///< the ways that failed before this one
};

/// Pure. The most important first.
std::vector<Mechanism> mechanismsOf(const Findings& findings, const MachineFacts& machine);

/// The one mechanism of programs that run without isolation because someone said so.
std::vector<Mechanism> mechanismsOfNone();

/// "`command`; remark".
std::string onOneLine(const std::vector<std::string>& remedy);

/// For SandboxInfo::warnings: a sentence or two for each that is Weak and says why, with what would help.
std::vector<std::string> warningsOf(const std::vector<Mechanism>& mechanisms);

/// What an operator can do where no box can be made.
std::vector<std::string> remedyOfNoIsolation(const MachineFacts& machine);

} // namespace assize::sandbox::protocol
