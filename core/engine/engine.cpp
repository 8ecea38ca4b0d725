// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/compare_results.h"
#include "engine/contest_state.h"
#include "engine/engine_implementation.h"
#include "engine/stored_results.h"

#include <cstdint>
#include <sched.h>
#include <utility>

namespace assize::engine {

Engine::Implementation::~Implementation()
{
    {
        // Jobs that the I/O thread still has make no new requests any more.
        std::lock_guard lock(mutex);
        closing = true;
    }
    requestStop();
    scheduler.reset();
    io.reset();
}

void Engine::Implementation::open(const ContestPlace& place, std::stop_token stop)
{
    adopt(openContest(place, resources, sandbox, std::move(stop)));
}

void Engine::Implementation::openForVerify(const VerifyOptions& options)
{
    if (sandbox)
        adopt(openPackages(options, resources, *sandbox));
    else
        adopt(Error{ErrorKind::NoIsolation, "Packages cannot be verified without a sandbox."});
}

/// The end of a load, on the I/O thread.
void Engine::Implementation::adopt(Result<Opened> opened)
{
    if (opened) {
        const bool hasResults = !opened->contest->shown.empty();
        follower.begin(*opened->contest, std::move(opened->position));
        hub.publish(std::move(opened->loaded));
        // Results are shown first; nothing is judged before it is known which of them are outdated.
        hub.publish(hasResults ? compareResults(*opened->contest) : ResultsCompared());
    } else {
        hub.publish(ContestRefused{opened.error()});
    }
    if (opened)
        contest = std::move(opened->contest);
    // Before anything is judged here.
    follow();
    std::lock_guard lock(mutex);
    --loads;
    loaded.notify_all();
}

std::stop_source Engine::Implementation::newRequest()
{
    std::lock_guard lock(mutex);
    return stops.emplace_back();
}

void Engine::Implementation::forget(const std::stop_source& stop)
{
    std::lock_guard lock(mutex);
    std::erase(stops, stop);
}

/// On the I/O thread.
void Engine::Implementation::loadDetails(int submission)
{
    if (!contest || !contest->store)
        return;
    const int stored = contest->ids.storedOf(submission);
    if (stored == 0)
        return;
    Result<std::optional<model::Judgement>> judgement = contest->store->currentJudgement(stored);
    if (!judgement) {
        hub.publish(model::DiagnosticFound{{Diagnostic::Level::Error, contest->store->file().native(),
                                            judgement.error().message, judgement.error().remedy}});
    } else if (*judgement) {
        (*judgement)->submission = submission;
        hub.publish(DetailsLoaded{std::move(**judgement)});
    }
}

/// Somebody waits for the state of the contest; any thread.
void Engine::Implementation::welcomeLater()
{
    std::lock_guard lock(mutex);
    if (!closing)
        io->post([this] { hub.welcome([this](ContestState& state) { completeState(state); }); });
}

/// Adds the runs of judged submissions, on the I/O thread.
void Engine::Implementation::completeState(ContestState& state) const
{
    if (!contest || !contest->store)
        return;
    // As many texts as earlier subscribers have.
    store::LoadOptions options;
    if (!state.contest().detailsLeftOut)
        options.textBudget = UINT64_MAX;
    Result<store::StoredContest> stored = contest->store->load(options);
    // A contest that cannot be read now is shown without its runs; the next reader of the store tells why.
    if (!stored)
        return;
    for (model::Judgement& judgement : judgementsToShow(std::move(*stored), contest->ids))
        state.apply(DetailsLoaded{std::move(judgement)});
}

void Engine::Implementation::requestStop()
{
    // Stop callbacks run inside request_stop: not with the mutex held.
    std::vector<std::stop_source> current;
    {
        std::lock_guard lock(mutex);
        current = stops;
        current.push_back(opening);
    }
    for (std::stop_source& stop : current)
        stop.request_stop();
    // Requests from now on are served afterwards.
    std::lock_guard lock(mutex);
    judging = nullptr;
}

void Engine::Implementation::storageFailed(const Error& error)
{
    {
        std::lock_guard lock(mutex);
        if (!storageError)
            storageError = error;
    }
    requestStop();
}

Engine::Engine(sandbox::Sandbox* sandbox, std::filesystem::path resources)
    : m_implementation(std::make_unique<Implementation>(sandbox, std::move(resources)))
{
}

Engine::~Engine() = default;

void Engine::open(ContestPlace place)
{
    std::stop_token stop;
    {
        std::lock_guard lock(m_implementation->mutex);
        ++m_implementation->loads;
        m_implementation->opening = std::stop_source();
        stop = m_implementation->opening.get_token();
    }
    m_implementation->io->post(
        [this, place = std::move(place), stop] { m_implementation->open(place, stop); });
}

void Engine::judge(JudgeRequest request)
{
    Implementation& own = *m_implementation;
    const std::stop_source stop = own.newRequest();
    {
        std::lock_guard lock(own.mutex);
        if (own.judging != nullptr) {
            // Storing the seen submissions may wait for the disk.
            own.io->post([&own, request = std::move(request), stop] {
                if (own.judgeBeside(request, stop))
                    own.forget(stop);
                else
                    own.postJudge(request, stop);
            });
            return;
        }
    }
    own.postJudge(std::move(request), stop);
}

void Engine::verify(VerifyOptions options)
{
    {
        std::lock_guard lock(m_implementation->mutex);
        ++m_implementation->loads;
    }
    m_implementation->io->post(
        [this, options = std::move(options)] { m_implementation->openForVerify(options); });
    m_implementation->postJudge({}, m_implementation->newRequest());
}

void Engine::reread(std::optional<JudgeRequest> request)
{
    Implementation& own = *m_implementation;
    const std::stop_source stop = own.newRequest();
    own.io->post([&own, request = std::move(request), stop] { own.reread(request, stop); });
}

void Engine::stop()
{
    m_implementation->requestStop();
}

void Engine::change(model::QueueChange change, std::vector<int> submissions)
{
    // After the requests that came before it.
    m_implementation->io->post([this, change, submissions = std::move(submissions)] {
        std::lock_guard lock(m_implementation->mutex);
        if (m_implementation->judging != nullptr)
            m_implementation->judging->change(change, submissions);
    });
}

void Engine::loadDetails(int submission)
{
    m_implementation->io->post([this, submission] { m_implementation->loadDetails(submission); });
}

void Engine::waitForIdle()
{
    m_implementation->io->waitForIdle();
    m_implementation->scheduler->waitForIdle();
    // Changes of problems while submissions were judged are taken over afterwards.
    m_implementation->io->waitForIdle();
}

Subscription Engine::subscribe(Subscription::WakeUp wakeUp)
{
    return m_implementation->hub.subscribe(std::move(wakeUp));
}

int Engine::defaultSlots()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    const int processors = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return processors <= 2 ? std::max(1, processors) : processors - 1;
}

} // namespace assize::engine
