// SPDX-License-Identifier: GPL-3.0-or-later
// Strict mode: each run in pid and IPC namespaces of its own.
#pragma once

#include "base/unique_fd.h"
#include "system.h"

#include <array>
#include <cstdint>

namespace assize::box {

/// Makes the namespaces of the next run. The first process of such a pid namespace takes in orphans and waits
/// for them, so that their time is counted and the program is not that first process, which signals do not
/// reach. It shares the box's memory, which makes it cheap, and it ends with everything else when the box
/// kills all.
///
/// Programs see the /proc of the box's pid namespace. Their processes get the same numbers in both.
class FreshNamespaces
{
public:
    /// `key` goes with calls that only the box may make; `lastNumber` is sys/kernel/ns_last_pid of the box's
    /// /proc, borrowed, or -1. To be called before the filter is loaded.
    Attempt<> prepare(std::uint64_t key, int lastNumber);
    bool isPrepared() const { return static_cast<bool>(m_own); }

    /// From here on children of this process live in fresh namespaces, unless they do already. The process
    /// that takes in orphans is a child of this one, to be killed and waited for like a program's.
    Attempt<> enter();
    /// After a run: the namespaces are used up.
    void leave() { m_entered = false; }

private:
    unique_fd m_own; ///< the box's pid namespace
    std::uint64_t m_key = 0;
    int m_lastNumber = -1;
    std::array<char, 24> m_farAway{}; ///< a process number that no other process gets, less 1
    bool m_entered = false;
};

} // namespace assize::box
