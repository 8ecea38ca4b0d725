// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/events.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace assize::test {

/// Keeps all events. `overlaps` counts calls that came while another was under way, which must not happen.
class RecordingSink final : public exec::EventSink
{
public:
    /// Called with each event before it is kept, outside of the lock.
    std::function<void(const exec::Event&)> onEvent;

    void handle(exec::Event event) override
    {
        if (m_busy.exchange(true))
            ++m_overlaps;
        if (onEvent)
            onEvent(event);
        {
            const std::lock_guard lock(m_mutex);
            m_events.push_back(std::move(event));
        }
        m_busy = false;
    }

    int overlaps() const { return m_overlaps; }
    std::vector<exec::Event> events() const
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    template<typename T>
    std::vector<T> all() const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<T> found;
        for (const exec::Event& event : m_events) {
            if (const T* one = std::get_if<T>(&event))
                found.push_back(*one);
        }
        return found;
    }
    /// The judgements by submission.
    std::map<int, model::Judgement> judgements() const
    {
        std::map<int, model::Judgement> found;
        for (const model::JudgementEnded& one : all<model::JudgementEnded>())
            found[one.judgement.submission] = one.judgement;
        return found;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<exec::Event> m_events;
    std::atomic<bool> m_busy{false};
    std::atomic<int> m_overlaps{0};
};

} // namespace assize::test
