// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_hub.h"

#include "engine/contest_state.h"
#include "engine/progress.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>

namespace assize::engine {
namespace {

/// Some minutes of judging. A subscriber that has not read for that long is better served by the state.
constexpr std::size_t kMostEvents = 20'000;

/// Of the runs only how they ended. The judgement is as before afterwards; its texts, which may be large, are
/// copied nowhere.
model::Judgement withoutDetails(model::Judgement& judgement)
{
    std::vector<model::Run> runs = std::exchange(judgement.runs, {});
    model::Judgement light = judgement;
    light.runs.reserve(runs.size());
    for (const model::Run& run : runs) {
        model::Run& kept = light.runs.emplace_back();
        kept.testCase = run.testCase;
        kept.state = run.state;
        kept.verdict = run.verdict;
    }
    judgement.runs = std::move(runs);
    return light;
}

} // namespace

struct Subscriber
{
    enum class Place {
        Following, ///< gets every event
        Late,      ///< gets none, and has not been told of yet
        Waiting,   ///< the same; someoneIsLate has been called
        Joining,   ///< gets every event, but must not read them before ContestJoined
    };

    std::mutex waking; ///< of wakeUp, also while it runs; taken with no other lock held
    Subscription::WakeUp wakeUp;

    // With EventHubState::mutex held.
    Place place = Place::Following;
    std::vector<Event> events{};

    void wake()
    {
        std::lock_guard lock(waking);
        if (wakeUp)
            wakeUp();
    }
};

struct EventHubState
{
    std::mutex asking; ///< of someoneIsLate, also while it runs; taken with no other lock held
    std::function<void()> someoneIsLate;

    std::mutex mutex; ///< of all that follows
    std::vector<std::shared_ptr<Subscriber>> subscribers{};
    bool hasBegun = false;  ///< something has been published
    bool dropsRuns = false; ///< judged submissions are stored, too
    ContestState contest{}; ///< the state that all events add up to
    Progress progress{};

    void ask()
    {
        std::lock_guard lock(asking);
        if (someoneIsLate)
            someoneIsLate();
    }
    /// The event is as before afterwards.
    void apply(Event& event);
};

/// With the mutex held.
void EventHubState::apply(Event& event)
{
    hasBegun = true;
    progress.apply(event, std::chrono::steady_clock::now());
    if (const auto* loaded = std::get_if<ContestLoaded>(&event))
        dropsRuns = !loaded->database.empty();
    if (!dropsRuns) {
        contest.apply(event);
    } else if (auto* loaded = std::get_if<ContestLoaded>(&event)) {
        // Judgement by judgement: a contest of a million runs is not held a third time.
        std::vector<model::Judgement> judgements = std::exchange(loaded->judgements, {});
        contest.apply(ContestLoaded(*loaded));
        for (model::Judgement& judgement : judgements) {
            contest.addStored(withoutDetails(judgement));
            contest.dropRuns(judgement.submission);
        }
        loaded->judgements = std::move(judgements);
    } else if (const auto* read = std::get_if<FolderRead>(&event)) {
        FolderRead light = *read;
        for (model::Judgement& judgement : light.contest.judgements)
            judgement = withoutDetails(judgement);
        contest.apply(std::move(light));
        for (const model::Judgement& judgement : read->contest.judgements)
            contest.dropRuns(judgement.submission);
        // Nobody asks the hub.
        static_cast<void>(contest.takeReread());
    } else if (auto* ended = std::get_if<model::JudgementEnded>(&event)) {
        contest.apply(model::JudgementEnded{withoutDetails(ended->judgement), ended->fromCache});
        contest.dropRuns(ended->judgement.submission);
    } else if (!std::holds_alternative<DetailsLoaded>(event)) {
        contest.apply(event);
    }
}

EventHub::EventHub(std::function<void()> someoneIsLate) : m_state(std::make_shared<EventHubState>())
{
    m_state->someoneIsLate = std::move(someoneIsLate);
}

EventHub::~EventHub()
{
    std::lock_guard lock(m_state->asking);
    m_state->someoneIsLate = nullptr;
}

void EventHub::publish(Event event)
{
    std::vector<Event> events;
    events.push_back(std::move(event));
    publish(std::move(events));
}

void EventHub::publish(std::vector<Event> events)
{
    if (events.empty())
        return;
    std::vector<std::shared_ptr<Subscriber>> toWake;
    {
        std::lock_guard lock(m_state->mutex);
        for (Event& event : events)
            m_state->apply(event);
        std::vector<Subscriber*> readers;
        for (const std::shared_ptr<Subscriber>& subscriber : m_state->subscribers) {
            using Place = Subscriber::Place;
            if (subscriber->place != Place::Following && subscriber->place != Place::Joining)
                continue;
            if (subscriber->events.size() >= kMostEvents) {
                // Its wake-up is in flight: when it reads at last, it is told that it has missed something.
                subscriber->events = {};
                subscriber->place = Place::Late;
                continue;
            }
            readers.push_back(subscriber.get());
            // A subscriber with unread events needs no other call: it has been called for those.
            if (subscriber->place == Place::Following && subscriber->events.empty())
                toWake.push_back(subscriber);
        }
        for (std::size_t i = 0; i < readers.size(); ++i) {
            std::vector<Event>& queue = readers[i]->events;
            if (i + 1 < readers.size())
                queue.insert(queue.end(), events.begin(), events.end());
            else
                queue.insert(queue.end(), std::make_move_iterator(events.begin()),
                             std::make_move_iterator(events.end()));
        }
    }
    for (const std::shared_ptr<Subscriber>& subscriber : toWake)
        subscriber->wake();
}

Subscription EventHub::subscribe(Subscription::WakeUp wakeUp)
{
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->wakeUp = std::move(wakeUp);
    bool isLate = false;
    {
        std::lock_guard lock(m_state->mutex);
        isLate = m_state->hasBegun;
        if (isLate)
            subscriber->place = Subscriber::Place::Waiting;
        m_state->subscribers.push_back(subscriber);
    }
    if (isLate)
        m_state->ask();
    return {m_state, std::move(subscriber)};
}

void EventHub::welcome(const Complete& complete)
{
    using Place = Subscriber::Place;
    std::vector<std::shared_ptr<Subscriber>> joining;
    std::shared_ptr<ContestState> contest;
    std::shared_ptr<const Progress> progress;
    {
        std::lock_guard lock(m_state->mutex);
        for (const std::shared_ptr<Subscriber>& subscriber : m_state->subscribers) {
            if (subscriber->place != Place::Waiting)
                continue;
            subscriber->place = Place::Joining;
            joining.push_back(subscriber);
        }
        if (joining.empty())
            return;
        contest = std::make_shared<ContestState>(m_state->contest);
        progress = std::make_shared<const Progress>(m_state->progress);
    }
    complete(*contest);
    {
        std::lock_guard lock(m_state->mutex);
        for (const std::shared_ptr<Subscriber>& subscriber : joining) {
            if (subscriber->place != Place::Joining)
                continue;
            subscriber->place = Place::Following;
            subscriber->events.insert(subscriber->events.begin(), ContestJoined{contest, progress});
        }
    }
    // Also a subscriber that has fallen behind again meanwhile: it finds out when it reads.
    for (const std::shared_ptr<Subscriber>& subscriber : joining)
        subscriber->wake();
}

Subscription::Subscription(std::shared_ptr<EventHubState> hub, std::shared_ptr<Subscriber> subscriber)
    : m_hub(std::move(hub)), m_subscriber(std::move(subscriber))
{
}

Subscription& Subscription::operator=(Subscription&& other) noexcept
{
    // The earlier subscription ends with `before`.
    Subscription before(std::move(*this));
    m_hub = std::move(other.m_hub);
    m_subscriber = std::move(other.m_subscriber);
    return *this;
}

Subscription::~Subscription()
{
    if (!m_hub)
        return;
    {
        std::lock_guard lock(m_hub->mutex);
        std::erase(m_hub->subscribers, m_subscriber);
    }
    std::lock_guard lock(m_subscriber->waking);
    m_subscriber->wakeUp = nullptr;
}

std::vector<Event> Subscription::take()
{
    using Place = Subscriber::Place;
    if (!m_hub)
        return {};
    {
        std::lock_guard lock(m_hub->mutex);
        if (m_subscriber->place == Place::Following)
            return std::exchange(m_subscriber->events, {});
        if (m_subscriber->place != Place::Late)
            return {};
        m_subscriber->place = Place::Waiting;
    }
    m_hub->ask();
    return {};
}

} // namespace assize::engine
