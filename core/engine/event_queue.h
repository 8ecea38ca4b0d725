// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/event.h"

#include <functional>
#include <mutex>
#include <vector>

namespace assize::engine {

/// Events on their way to the front end. Any thread pushes; at most one wake-up is in flight.
class EventQueue
{
public:
    explicit EventQueue(std::function<void()> wakeUp) : m_wakeUp(std::move(wakeUp)) {}

    void push(Event event);
    void push(std::vector<Event> events);
    std::vector<Event> take();

private:
    const std::function<void()> m_wakeUp;
    std::mutex m_mutex;
    std::vector<Event> m_events;
};

} // namespace assize::engine
