// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_queue.h"

#include <iterator>

namespace assize::engine {

void EventQueue::push(Event event)
{
    std::vector<Event> events;
    events.push_back(std::move(event));
    push(std::move(events));
}

void EventQueue::push(std::vector<Event> events)
{
    if (events.empty())
        return;
    bool wasEmpty = false;
    {
        std::lock_guard lock(m_mutex);
        wasEmpty = m_events.empty();
        m_events.insert(m_events.end(), std::make_move_iterator(events.begin()),
                        std::make_move_iterator(events.end()));
    }
    // Whoever takes the events later than this needs no other call: the queue was not empty for it.
    if (wasEmpty && m_wakeUp)
        m_wakeUp();
}

std::vector<Event> EventQueue::take()
{
    std::lock_guard lock(m_mutex);
    return std::exchange(m_events, {});
}

} // namespace assize::engine
