// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a program that used little of the time that passed waited for something, or for a processor.
#pragma once

#include "base/unique_fd.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace assize::exec {

/// How long tasks of this machine have waited for a processor: pressure stall information,
/// /proc/pressure/cpu, Linux 4.20. Thread-safe; asked before and after each run, so the file stays open.
class CpuPressure
{
public:
    explicit CpuPressure(const std::filesystem::path& file = "/proc/pressure/cpu");

    /// The time in which some task waited, since the machine started. Nullopt: the kernel does not tell.
    std::optional<std::chrono::microseconds> total() const;

private:
    const unique_fd m_file;
};

/// Made before a program runs, asked after it has ended; one thread. `pressure` outlives it.
class CpuWait
{
public:
    explicit CpuWait(const CpuPressure& pressure) : m_pressure(pressure), m_before(pressure.total()) {}

    /// Whether waiting for processors explains half or more of the time in which the program did not compute.
    /// Where the kernel does not tell, a program that used a tenth of the time is taken for a program that
    /// got no more.
    bool starved(std::chrono::nanoseconds wallTime, std::chrono::nanoseconds cpuTime) const;

private:
    const CpuPressure& m_pressure;
    const std::optional<std::chrono::microseconds> m_before;
};

} // namespace assize::exec
