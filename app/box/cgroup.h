// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups: what the spawner finds and makes, and what a box reads and sets for each run.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstdint>
#include <string>

namespace assize::box {

/// The folders in which groups for boxes may be made. Empty: not this controller.
struct CgroupPlan
{
    std::string memory;
    std::string cpu;
    std::string pids;
    std::string kind; ///< "cgroup1", or empty when there is none
    std::string note; ///< why none, or what is missing
};

/// Looks for version 1 hierarchies in which this process may make groups, by making one. Spawner only. Also
/// removes groups that spawners which no longer live have left behind.
CgroupPlan findCgroups();

/// Makes, or removes, the groups of one box.
Result<void> makeGroups(const CgroupPlan& plan, std::uint32_t box);
void removeGroups(const CgroupPlan& plan, std::uint32_t box);

/// The groups of one box, which it enters once: moving a process costs milliseconds, resetting counters
/// nothing.
class Accounting
{
public:
    /// Enters the groups that were made for box `box` by process `spawner` and opens their files. Must be
    /// called while the host's /sys is still visible.
    Result<void> enter(const CgroupPlan& plan, std::uint32_t box, int spawner);

    /// Sets the limits of the next run above what the box holds already, and starts counting. `output`: bytes
    /// of standard output, which lie in memory but are not the program's.
    Result<void> begin(std::uint64_t memory, std::uint64_t output, std::uint32_t processes);
    /// Lifts the memory limit, so that the box can clean up.
    void lift();

    bool countsMemory() const { return static_cast<bool>(m_memoryPeak); }
    bool countsProcesses() const { return static_cast<bool>(m_pidsLimit); }
    bool countsTime() const { return static_cast<bool>(m_cpuUsage); }

    /// Since begin(), in bytes, with page cache but without what was there before.
    std::uint64_t peakMemory();
    /// Whether the limit was reached when peakMemory() was asked last, so that asking for kills is worth it.
    bool limitReached() const;
    /// Processes that the kernel killed for the limit since begin().
    bool killedForMemory();
    /// Bytes of files that this group holds in the page cache.
    std::uint64_t cachedFiles() const;
    /// CPU time in ns since begin() with more than one process, the box's own included.
    std::uint64_t cpuTime() const;

private:
    Result<void> limitMemory(std::uint64_t bytes);

    unique_fd m_memoryLimit;
    unique_fd m_swapLimit;
    unique_fd m_memoryUsage;
    unique_fd m_memoryPeak;
    unique_fd m_memoryStat;
    unique_fd m_outOfMemory;
    unique_fd m_cpuUsage;
    unique_fd m_pidsLimit;
    std::uint64_t m_limit = 0; ///< as set now; 0: none
    std::uint64_t m_base = 0;  ///< in use when the run began
    std::uint64_t m_cpuBase = 0;
    std::uint64_t m_peak = 0;
    std::uint64_t m_kills = 0;
    std::uint32_t m_processes = 0;
};

} // namespace assize::box
