// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups: the groups that the spawner finds and makes, and the values that a box reads and sets for
// each run.
#pragma once

#include "base/unique_fd.h"
#include "system.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assize::box {

/// Where groups for boxes or runs may be made.
struct CgroupPlan
{
    std::string memory; ///< folders of version 1; empty: not this controller
    std::string cpu;
    std::string pids;
    std::string base;              ///< version 2: the folder that our tree of groups is in
    unique_fd tree;                ///< version 2: the folder for the groups of runs, locked
    bool divided = false;          ///< version 2: the processes in `base` were moved into a group below it
    std::string kind;              ///< "cgroup2", "cgroup1", or empty when there is none
    std::vector<Failure> refusals; ///< why there are none, or which parts are missing
};

/// Looks for a hierarchy of version 2 with the controllers that we need, then for those of version 1, in
/// which this process may make groups, by making a group. Spawner only. Also removes groups that spawners
/// which no longer live have left behind.
CgroupPlan findCgroups();
/// Removes the groups that findCgroups made, when all boxes are gone.
void leaveCgroups(const CgroupPlan& plan);

/// Makes, or removes, the groups of a box. With version 2 the box makes them itself, a group for each run.
Attempt<> makeGroups(const CgroupPlan& plan, std::uint32_t box);
void removeGroups(const CgroupPlan& plan, std::uint32_t box);

/// The groups of a box. Those of version 1 it enters once: moving a process costs milliseconds, resetting
/// counters nothing. With version 2 each program is born in a fresh group, whose counters begin at zero, and
/// the box stays outside.
class Accounting
{
public:
    /// Enters the groups that were made for box `box` by process `spawner` and opens their files, or makes
    /// the group of the first run. Must be called while the host's /sys is still visible.
    Attempt<> enter(const CgroupPlan& plan, std::uint32_t box, int spawner);

    /// Sets the limits of the next run above the box's own use, and starts counting. `output`: bytes of
    /// standard output, which lie in memory but are not the program's. `others`: processes beside the box
    /// that are in its groups without being the program's.
    Attempt<> begin(std::uint64_t memory, std::uint64_t output, std::uint32_t processes,
                    std::uint32_t others);
    /// Lifts the memory limit, so that the box can clean up.
    void lift();
    /// After a run, when nobody waits any more: makes the group of the next run.
    void renew();

    /// The folder of the group in which the program is to be born; -1: in the box's.
    int group() const { return m_group ? m_group.get() : -1; }
    /// Kills every process of the group, if it is the program's alone.
    void killAll() const;
    /// Whether the box's own CPU time is part of cpuTime().
    bool includesTheBox() const { return m_tree < 0; }

    bool countsMemory() const { return static_cast<bool>(m_memoryPeak); }
    bool countsProcesses() const { return static_cast<bool>(m_pidsLimit); }
    bool countsTime() const { return static_cast<bool>(m_cpuUsage); }

    /// Since begin(), in bytes, with page cache but without the memory that was charged before.
    std::uint64_t peakMemory();
    /// Whether the limit was reached when peakMemory() was asked last, so that asking for kills is worth it.
    bool limitReached() const { return m_reached; }
    /// Processes that the kernel killed for the limit since begin().
    bool killedForMemory();
    /// Bytes of files that this group holds in the page cache.
    std::uint64_t cachedFiles() const;
    /// CPU time in ns since begin() with more than one process; see includesTheBox().
    std::uint64_t cpuTime() const;

private:
    Attempt<> limitMemory(std::uint64_t bytes);
    Attempt<> makeRunGroup();
    void removeRunGroup();
    Attempt<> beginInGroup(std::uint64_t memory, std::uint64_t output, std::uint32_t processes);

    int m_tree = -1;            ///< version 2: folder for groups, borrowed from the plan
    unique_fd m_group;          ///< version 2: the group of this run or the next
    unique_fd m_kill;           ///< its cgroup.kill
    std::uint32_t m_box = 0;    ///< part of its name
    std::uint64_t m_number = 0; ///< part of its name
    bool m_used = false;        ///< a run has begun in it
    unique_fd m_memoryLimit;
    unique_fd m_swapLimit;
    unique_fd m_memoryUsage;
    unique_fd m_memoryPeak;
    unique_fd m_memoryStat;
    unique_fd m_outOfMemory;
    unique_fd m_cpuUsage;
    unique_fd m_pidsLimit;
    std::uint64_t m_limit = 0; ///< as set now; 0: none
    std::uint64_t m_base = 0;  ///< in use when the run began, but for cached files
    std::uint64_t m_cpuBase = 0;
    std::uint64_t m_peak = 0;
    std::uint64_t m_kills = 0;
    bool m_reached = false;
    std::uint32_t m_processes = 0;
};

} // namespace assize::box
