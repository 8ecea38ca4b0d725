// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/scheduler.h"

#include "base/processor_stay.h"
#include "exec/limits.h"
#include "exec/loop/judge.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace assize::exec {

struct Scheduler::Implementation
{
    Implementation(sandbox::Sandbox& boxes, TaskPool& threads, const ResultCache& results, EventSink& events,
                   const Clock& time, Options how)
        : sandbox(boxes), pool(threads), cache(results), sink(events), clock(time), options(std::move(how))
    {
    }

    /// Takes work until there is none any more, on the slot's thread.
    void workIn(Slot& slot, Dispatcher& dispatcher, Workshop& workshop, SlotSide& side) const
    {
        const ProcessorStay stay(sandbox.processorOf(slot.number));
        while (std::optional<Dispatcher::Lease> lease = dispatcher.take(slot.number)) {
            Work& work = lease->task.work;
            side.began(work, slot.number);
            Outcome outcome = workshop.perform(work, slot, lease->stop);
            side.ended(std::move(work), std::move(outcome));
            dispatcher.done(slot.number);
        }
    }

    bool tell(std::function<void(Judge&)> message)
    {
        const std::lock_guard lock(mutex);
        if (running != nullptr)
            message(*running);
        else if (!hasEnded)
            early.push_back(std::move(message));
        return !hasEnded;
    }
    /// From now on the judge gets the messages, first those that came early.
    void start(Judge& judge)
    {
        const std::lock_guard lock(mutex);
        running = &judge;
        for (const std::function<void(Judge&)>& message : std::exchange(early, {}))
            message(judge);
    }
    /// Whether there is nothing to do, and there will not be.
    bool endsAtOnce(const Judge& judge)
    {
        const std::lock_guard lock(mutex);
        hasEnded = judge.isOver() && early.empty();
        return hasEnded;
    }

    /// Until everything is judged and nothing was added meanwhile; from then on nothing can be.
    void loop(Judge& judge)
    {
        judge.begin();
        for (;;) {
            while (!judge.isOver())
                judge.turn();
            {
                const std::lock_guard lock(mutex);
                if (judge.wasStopped() || !judge.hasNews()) {
                    running = nullptr;
                    hasEnded = true;
                    return;
                }
            }
            // Not with the mutex held: events go to threads that may be calling add() just now.
            judge.turn();
        }
    }

    sandbox::Sandbox& sandbox;
    TaskPool& pool;
    const ResultCache& cache;
    EventSink& sink;
    const Clock& clock;
    const Options options;
    std::mutex mutex;         ///< guards the members below
    Judge* running = nullptr; ///< may be told of changes
    bool hasEnded = false;    ///< or will, even if more messages come
    /// Messages from before the judge was there.
    std::vector<std::function<void(Judge&)>> early;
};

Scheduler::Scheduler(sandbox::Sandbox& sandbox, TaskPool& pool, const ResultCache& cache, EventSink& sink,
                     const Clock& clock, Options options)
    : m_implementation(
          std::make_unique<Implementation>(sandbox, pool, cache, sink, clock, std::move(options)))
{
}

Scheduler::~Scheduler() = default;

Result<Summary> Scheduler::run(Plan plan, std::stop_token stop)
{
    Implementation& with = *m_implementation;
    const Options& options = with.options;
    Workshop workshop(with.sandbox.info(), options, with.clock, plan.languages);
    const int slotCount = std::max(1, std::min(options.slots, with.pool.slotCount()));
    Dispatcher dispatcher(slotCount, options.memoryBudget > 0 ? options.memoryBudget : availableMemory());
    Judge judge({options, with.cache, with.sink, workshop, dispatcher, with.sandbox.info().processor}, plan);
    if (with.endsAtOnce(judge))
        return judge.summary();
    std::vector<std::unique_ptr<Slot>> slots;
    slots.reserve(static_cast<std::size_t>(slotCount));
    for (int number = 0; number < slotCount; ++number)
        slots.push_back(std::make_unique<Slot>(with.sandbox, number));
    // A box before anything else: where no box opens, nothing can be said about anybody's submission.
    if (const Result<void> opened = slots.front()->jury.open(); !opened) {
        if (const Result<void> again = slots.front()->jury.open(); !again) {
            const std::lock_guard lock(with.mutex);
            with.hasEnded = true;
            return again.error().context("cannot open a sandbox");
        }
    }
    const std::stop_callback forward(std::move(stop), [&judge] { judge.requestStop(); });
    for (const std::unique_ptr<Slot>& slot : slots)
        with.pool.start([&, &own = *slot] { with.workIn(own, dispatcher, workshop, judge.slotSide()); });
    with.start(judge);
    with.loop(judge);
    dispatcher.cancel();
    with.pool.waitForAll();
    judge.end();
    return judge.summary();
}

bool Scheduler::add(std::vector<model::Submission> submissions, bool rejudge)
{
    return m_implementation->tell(
        [submissions = std::move(submissions), rejudge](Judge& judge) { judge.add(submissions, rejudge); });
}

bool Scheduler::change(QueueChange change, std::vector<int> submissions)
{
    return m_implementation->tell(
        [change, submissions = std::move(submissions)](Judge& judge) { judge.change(change, submissions); });
}

} // namespace assize::exec
