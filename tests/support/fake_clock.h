// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <atomic>

namespace assize::test {

/// Stands still until a test moves it. Any thread.
class FakeClock final : public Clock
{
public:
    std::chrono::steady_clock::time_point now() const override
    {
        return std::chrono::steady_clock::time_point(elapsed());
    }
    std::chrono::system_clock::time_point calendarNow() const override
    {
        // 2026-11-21T09:00:00Z and what was added.
        return std::chrono::system_clock::time_point(
            std::chrono::duration_cast<std::chrono::system_clock::duration>(
                std::chrono::seconds(1'795'251'600) + elapsed()));
    }
    void advance(std::chrono::nanoseconds by) { m_elapsed += by.count(); }

private:
    std::chrono::nanoseconds elapsed() const { return std::chrono::nanoseconds(m_elapsed.load()); }
    std::atomic<std::chrono::nanoseconds::rep> m_elapsed{0};
};

} // namespace assize::test
