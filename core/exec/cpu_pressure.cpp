// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/cpu_pressure.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace assize::exec {

CpuPressure::CpuPressure(const std::filesystem::path& file)
    : m_file(::open(file.c_str(), O_RDONLY | O_CLOEXEC))
{
}

/// "some avg10=12.57 avg60=45.17 avg300=48.82 total=450378088": microseconds since the machine started.
std::optional<std::chrono::microseconds> CpuPressure::total() const
{
    std::array<char, 256> content{};
    const ::ssize_t size = m_file ? ::pread(m_file.get(), content.data(), content.size(), 0) : -1;
    if (size <= 0)
        return std::nullopt;
    std::string_view line(content.data(), static_cast<std::size_t>(size));
    line = line.substr(0, line.find('\n'));
    constexpr std::string_view kTotal = " total=";
    const std::size_t at = line.find(kTotal);
    if (!line.starts_with("some ") || at == std::string_view::npos)
        return std::nullopt;
    line.remove_prefix(at + kTotal.size());
    std::chrono::microseconds::rep value = 0;
    const std::from_chars_result number = std::from_chars(line.data(), line.data() + line.size(), value);
    if (number.ec != std::errc())
        return std::nullopt;
    return std::chrono::microseconds(value);
}

bool CpuWait::starved(std::chrono::nanoseconds wallTime, std::chrono::nanoseconds cpuTime) const
{
    if (wallTime.count() <= 0)
        return false;
    const std::chrono::nanoseconds idle = wallTime - cpuTime;
    const std::optional<std::chrono::microseconds> now = m_pressure.total();
    if (!m_before || !now)
        return cpuTime >= wallTime / 10;
    return *now - *m_before >= idle / 2;
}

} // namespace assize::exec
