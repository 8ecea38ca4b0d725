// SPDX-License-Identifier: GPL-3.0-or-later
// Strict mode: each run in pid and IPC namespaces of its own.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstdint>

namespace assize::box {

/// Makes the namespaces of a run. The first process of such a pid namespace is one that takes in orphans and
/// waits for them, so that their time is counted and the program is not the one whom signals do not reach. It
/// shares the box's memory, which makes it cheap, and it ends with everything else when the box kills all.
class FreshNamespaces
{
public:
    /// `key` goes with calls that only the box may make. To be called before the filter is loaded.
    Result<void> prepare(std::uint64_t key);
    bool isPrepared() const { return static_cast<bool>(m_own); }

    /// From here on children of this process live in fresh namespaces. The process that takes in orphans is
    /// a child of this one, to be killed and waited for like a program's.
    Result<void> enter();

    /// Shows the processes of this pid namespace in /proc. Called by the child that will be the program, with
    /// the box's privileges and in its memory. 0 or errno.
    static int showProcesses(std::uint64_t key);
    /// Takes away what showProcesses showed.
    void hideProcesses() const;

private:
    unique_fd m_own; ///< the box's pid namespace
    std::uint64_t m_key = 0;
};

} // namespace assize::box
