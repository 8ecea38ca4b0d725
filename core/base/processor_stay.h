// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the calling thread on one processor for a while.
#pragma once

#include <optional>
#include <sched.h>

namespace assize {

/// From its making to its end the thread that made it runs on `processor` only; nullopt: anywhere, as before.
/// A wish: where the system refuses it, nothing changes.
class ProcessorStay
{
public:
    explicit ProcessorStay(std::optional<int> processor)
    {
        if (!processor || *processor >= CPU_SETSIZE ||
            ::sched_getaffinity(0, sizeof m_before, &m_before) != 0)
            return;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(*processor), &one);
        m_stays = ::sched_setaffinity(0, sizeof one, &one) == 0;
    }
    ~ProcessorStay()
    {
        if (m_stays)
            (void)::sched_setaffinity(0, sizeof m_before, &m_before);
    }
    ProcessorStay(const ProcessorStay&) = delete;
    ProcessorStay& operator=(const ProcessorStay&) = delete;

private:
    cpu_set_t m_before{};
    bool m_stays = false;
};

} // namespace assize
