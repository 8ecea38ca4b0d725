// SPDX-License-Identifier: GPL-3.0-or-later
// The two clocks of the program behind one interface, so that tests decide what time it is.
#pragma once

#include <chrono>

namespace assize {

class Clock
{
public:
    virtual ~Clock() = default;
    /// Never goes back; for durations.
    virtual std::chrono::steady_clock::time_point now() const = 0;
    /// The calendar, for stamps in the store and in reports.
    virtual std::chrono::system_clock::time_point calendarNow() const = 0;
};

/// The machine's clocks. Stateless; any thread.
class SystemClock final : public Clock
{
public:
    std::chrono::steady_clock::time_point now() const override { return std::chrono::steady_clock::now(); }
    std::chrono::system_clock::time_point calendarNow() const override
    {
        return std::chrono::system_clock::now();
    }
};

} // namespace assize
