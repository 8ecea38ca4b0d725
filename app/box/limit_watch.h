// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a program that runs has met a limit which the kernel does not stop it at, and when it is worth
// looking again. Used by run.cpp, on the only thread of the box.
#pragma once

#include "cgroup.h"
#include "run.h"
#include "run_ending.h"
#include "sandbox/protocol/messages.h"
#include "work_area.h"

#include <cstdint>
#include <sys/types.h>

namespace assize::box {

class LimitWatch
{
public:
    /// Borrows all of them.
    LimitWatch(const BoxFacts& facts, const WorkArea& area, const Accounting& accounting,
               const sandbox::protocol::Run& run);

    /// True: `ending` says at which limit the program, process `pid`, is to be stopped. False: `wait`, in ns,
    /// is shortened to when it is worth looking again. `ending` has the facts known of the run until now.
    bool isMet(Ending& ending, pid_t pid, std::uint64_t now, std::uint64_t& wait) const;

private:
    struct CpuUse
    {
        std::uint64_t time = 0;    ///< ns, known
        std::uint64_t rounded = 0; ///< ns that it may be more, as it is not told exactly
    };
    CpuUse cpuUsed(const Ending& ending, pid_t pid) const;
    bool holdsTooMuch() const;

    const BoxFacts& m_facts;
    const WorkArea& m_area;
    const Accounting& m_accounting;
    const sandbox::protocol::Run& m_run;
    unsigned m_processors = 1; ///< that the program may use at once
};

} // namespace assize::box
