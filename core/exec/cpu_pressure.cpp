// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/cpu_pressure.h"

#include <cstdint>
#include <fstream>
#include <string>

namespace assize::exec {

CpuPressure::CpuPressure(std::filesystem::path file) : m_file(std::move(file)), m_before(total()) {}

/// "some avg10=12.57 avg60=45.17 avg300=48.82 total=450378088": microseconds since the machine started.
std::optional<std::chrono::microseconds> CpuPressure::total() const
{
    std::ifstream stream(m_file);
    std::string word;
    if (!(stream >> word) || word != "some")
        return std::nullopt;
    constexpr std::string_view kTotal = "total=";
    while (stream >> word && word != "full") {
        if (!word.starts_with(kTotal))
            continue;
        try {
            return std::chrono::microseconds(std::stoll(word.substr(kTotal.size())));
        } catch (const std::exception&) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

bool CpuPressure::starved(std::chrono::nanoseconds wallTime, std::chrono::nanoseconds cpuTime) const
{
    const std::chrono::nanoseconds idle = wallTime - cpuTime;
    const std::optional<std::chrono::microseconds> now = total();
    if (!m_before || !now)
        return cpuTime >= wallTime / 10;
    return *now - *m_before >= idle / 2;
}

} // namespace assize::exec
