// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a program that used little of the time that passed waited for something, or for a processor.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

namespace assize::exec {

/// Made before the program runs, asked after it has ended. Any thread. The kernel adds up the time in which
/// some task of the machine waited for a processor (pressure stall information, /proc/pressure/cpu,
/// Linux 4.20); where it does not tell, a program that used a tenth of the time is taken for one that got no
/// more.
class CpuPressure
{
public:
    explicit CpuPressure(std::filesystem::path file = "/proc/pressure/cpu");

    /// Whether waiting for processors explains half or more of the time in which it did not compute.
    bool starved(std::chrono::nanoseconds wallTime, std::chrono::nanoseconds cpuTime) const;

private:
    std::optional<std::chrono::microseconds> total() const;

    const std::filesystem::path m_file;
    const std::optional<std::chrono::microseconds> m_before;
};

} // namespace assize::exec
