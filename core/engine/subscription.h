// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/event.h"

#include <functional>
#include <memory>
#include <vector>

namespace assize::engine {

struct EventHubState;
struct Subscriber;

/// A reader of an engine's events, from Engine::subscribe: a queue and a wake-up of its own. Owned by the
/// front end that reads; any one thread at a time calls its members. May outlive the engine, then nothing
/// comes any more.
///
/// A reader that subscribes before the contest is opened gets every event. A later reader gets ContestJoined
/// first: the contest as it is then, and from there on each event once. A reader that does not read for long
/// gets ContestJoined, too, in place of all events that it has missed, so that a queue never grows without
/// bound and nobody waits for a slow reader.
class Subscription
{
public:
    /// Called on an engine thread when events have come and none were waiting: wake the front end up, which
    /// then calls take() on its own thread. At most one wake-up is in flight. It returns at once and does not
    /// end the subscription.
    using WakeUp = std::function<void()>;

    /// Of no engine: nothing ever comes.
    Subscription() = default;
    /// Ends it. No wake-up is under way any more when this returns.
    ~Subscription();
    Subscription(Subscription&& other) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept;
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    /// The events since the last call, in order.
    std::vector<Event> take();

private:
    friend class EventHub;
    Subscription(std::shared_ptr<EventHubState> hub, std::shared_ptr<Subscriber> subscriber);

    std::shared_ptr<EventHubState> m_hub;
    std::shared_ptr<Subscriber> m_subscriber;
};

} // namespace assize::engine
