// SPDX-License-Identifier: GPL-3.0-or-later
// From the engine's threads to all subscribers. Owned by the engine; any thread.
#pragma once

#include "engine/subscription.h"

#include <functional>
#include <memory>
#include <vector>

namespace assize::engine {

class ContestState;

/// Puts all events in one order, hands each to every subscriber, and keeps the state that they add up to, for
/// later subscribers. Of judged and stored submissions it keeps no runs but how each test ended, so that this
/// state is small beside a front end's.
class EventHub
{
public:
    /// `someoneIsLate`: called on any thread, with no lock of the hub held, when somebody waits for
    /// welcome().
    explicit EventHub(std::function<void()> someoneIsLate);
    /// Subscriptions that are left get nothing any more; someoneIsLate is not called any more.
    ~EventHub();
    EventHub(const EventHub&) = delete;
    EventHub& operator=(const EventHub&) = delete;

    void publish(Event event);
    /// Nothing comes between these.
    void publish(std::vector<Event> events);

    Subscription subscribe(Subscription::WakeUp wakeUp);

    /// Adds to a copy of the hub's state the parts that the hub does not keep.
    using Complete = std::function<void(ContestState&)>;
    /// Gives ContestJoined to all subscribers that wait for it. Takes as long as `complete`, while events go
    /// on; one thread at a time.
    void welcome(const Complete& complete);

private:
    std::shared_ptr<EventHubState> m_state;
};

} // namespace assize::engine
