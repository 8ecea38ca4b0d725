// SPDX-License-Identifier: GPL-3.0-or-later
// Engine::judge, on the scheduler's thread, and the requests that come meanwhile.
#include "engine/chosen_submissions.h"
#include "engine/engine_implementation.h"
#include "engine/judging.h"
#include "engine/nothing_to_judge.h"
#include "engine/qt_task_pool.h"
#include "engine/stored_results.h"
#include "engine/writing.h"
#include "report/engine_info.h"

#include <future>
#include <utility>

namespace assize::engine {

void Engine::Implementation::postJudge(JudgeRequest request, const std::stop_source& stop)
{
    std::lock_guard lock(mutex);
    if (closing)
        return;
    scheduler->post([this, request = std::move(request), stop] {
        {
            std::unique_lock waiting(mutex);
            loaded.wait(waiting, [&] { return loads == 0; });
        }
        if (contest)
            judge(request, stop);
        forget(stop);
    });
}

/// Waits for `work`, on the scheduler's thread. The I/O thread never waits for the scheduler's.
template<typename Work>
auto Engine::Implementation::onIoThread(const Work& work)
{
    std::promise<decltype(work())> done;
    io->post([&] { done.set_value(work()); });
    return done.get_future().get();
}

Result<void> Engine::Implementation::startWriting()
{
    {
        // Of an earlier judging.
        std::lock_guard lock(mutex);
        storageError.reset();
    }
    return onIoThread([this] {
        Result<void> begun =
            beginWriting(*contest, hub, [this](const Error& error) { storageFailed(error); });
        if (begun) {
            isWriting = true;
            hub.publish(follower.catchUp(*contest));
        }
        return begun;
    });
}

/// On the I/O thread.
Result<void> Engine::Implementation::stopWriting()
{
    follower.passOver(*contest);
    isWriting = false;
    {
        std::lock_guard lock(mutex);
        underWay.reset();
    }
    return endWriting(*contest);
}

/// A single judge(), on the scheduler's thread.
void Engine::Implementation::judge(const JudgeRequest& request, const std::stop_source& stop)
{
    JudgingEnded ended;
    const bool writes = contest->purpose == Purpose::Judge && sandbox != nullptr && !stop.stop_requested();
    const Result<void> begun = writes ? startWriting() : Result<void>();
    // Not before: the I/O thread may wait for the thread that keeps the contest.
    std::unique_lock<std::mutex> kept = inUse.keep();
    const exec::Options policy = policyOf(*contest, request);
    exec::Plan plan;
    plan.submissions = chosenSubmissions(contest->submissions, request);
    if (stop.stop_requested()) {
        ended.cancelled = true;
    } else if (!begun) {
        ended.error = begun.error();
    } else if (plan.submissions.empty() && !policy.checkPackages) {
        ended.error = nothingToJudge(*contest, request);
    } else if (!sandbox || contest->purpose == Purpose::Look) {
        ended.error =
            Error{ErrorKind::NoIsolation, "Nothing can be judged: the contest was opened for reading only."};
    } else {
        plan.problems = contest->problems;
        plan.jurySubmissions = contest->jurySubmissions;
        plan.languages = contest->languages;
        Result<exec::Summary> summary =
            runScheduler(*contest, policy, std::move(plan), stop.get_token(), kept);
        if (summary) {
            ended.cancelled = summary->cancelled;
            ended.judged = summary->judged;
            ended.reused = summary->reused;
            ended.runs = summary->runs;
            ended.runsReused = summary->runsReused;
            ended.toolchains = std::move(summary->toolchains);
        } else {
            ended.error = std::move(summary).error();
        }
    }
    if (kept.owns_lock())
        kept.unlock();
    const bool waits = inUse.endJudging();
    // A subscriber that hears that it has ended finds the database free.
    if (writes && begun) {
        const Result<void> stored = onIoThread([this] { return stopWriting(); });
        if (!stored)
            ended.error = stored.error();
    }
    {
        std::lock_guard lock(mutex);
        if (storageError)
            ended.error = storageError;
    }
    hub.publish(std::move(ended));
    if (waits) {
        const std::stop_source reading = newRequest();
        io->post([this, reading] { reread({}, reading); });
    }
}

Result<exec::Summary> Engine::Implementation::runScheduler(OpenContest& opened, const exec::Options& policy,
                                                           exec::Plan plan, std::stop_token token,
                                                           std::unique_lock<std::mutex>& kept)
{
    const bool stores = opened.purpose == Purpose::Judge;
    std::unique_ptr<exec::ResultCache> cache = std::make_unique<VerifyResultCache>(opened);
    if (stores) {
        Result<std::vector<model::TimeLimitComputed>> timeLimits = prepareStore(opened, plan);
        if (!timeLimits)
            return std::move(timeLimits).error();
        cache = std::make_unique<StoreResultCache>(opened, std::move(*timeLimits),
                                                   [this](const Error& error) { storageFailed(error); });
    }

    JudgingStarted started;
    started.slots = opened.slots;
    for (const model::Submission& submission : plan.submissions)
        started.planned.push_back(submission.id);

    QtTaskPool pool(opened.slots);
    JudgingSink sink(opened, hub);
    const auto followed = std::make_shared<UnderWay>(sink, started.planned);
    hub.publish(std::move(started));
    exec::Scheduler scheduling(*sandbox, pool, *cache, *followed, clock, policy);
    if (stores) {
        std::lock_guard lock(mutex);
        underWay = followed;
        if (!token.stop_requested())
            judging = &scheduling;
    }
    // A reading of the folder finds out from now on which submissions are judged.
    inUse.beginJudging();
    kept.unlock();
    Result<exec::Summary> summary = scheduling.run(std::move(plan), std::move(token));
    {
        std::lock_guard lock(mutex);
        judging = nullptr;
    }
    pool.waitForAll();
    if (summary) {
        summary->judged -= followed->voidJudged();
        summary->reused -= followed->voidReused();
    }
    // After this every result that was made has been told.
    if (stores) {
        if (Result<void> stored = opened.store->flush(); !stored)
            return std::move(stored).error();
    }
    return summary;
}

/// Before results of them are stored.
void Engine::Implementation::seeSubmissions(OpenContest& opened,
                                            const std::vector<model::Submission>& submissions)
{
    if (const Result<void> known = takeIds(*opened.store, submissions, opened.ids); !known)
        return storageFailed(known.error());
    if (opened.python && opened.python != opened.storedPython) {
        opened.storedPython = opened.python;
        opened.store->append(*opened.python);
    }
    for (model::Submission submission : submissions) {
        submission.id = opened.ids.storedOf(submission.id);
        opened.store->append(store::SubmissionSeen{std::move(submission)});
    }
}

/// A request that comes while other requests are served, on the I/O thread; false: no request is served any
/// more.
bool Engine::Implementation::judgeBeside(const JudgeRequest& request, const std::stop_source& stop)
{
    {
        std::lock_guard lock(mutex);
        if (judging == nullptr)
            return false;
    }
    if (stop.stop_requested())
        return true;
    const std::unique_lock<std::mutex> kept = inUse.keep();
    const std::vector<model::Submission> chosen = chosenSubmissions(contest->submissions, request);
    if (chosen.empty()) {
        Error nothing = nothingToJudge(*contest, request);
        hub.publish(model::DiagnosticFound{{Diagnostic::Level::Warning, "submissions",
                                            std::move(nothing.message), std::move(nothing.remedy)}});
        return true;
    }
    seeSubmissions(*contest, chosen);
    std::lock_guard lock(mutex);
    if (judging == nullptr || !judging->add(chosen, request.rejudge))
        return false;
    underWay->requested();
    return true;
}

/// Tells the store of this call and of its submissions; gives the time limits that the store knows.
Result<std::vector<model::TimeLimitComputed>> Engine::Implementation::prepareStore(OpenContest& opened,
                                                                                   const exec::Plan& plan)
{
    opened.store->append(
        store::SessionRecorded{report::engineInfoJson(opened.engine), opened.engine.processor});
    seeSubmissions(opened, plan.submissions);
    if (Result<void> stored = opened.store->flush(); !stored)
        return std::move(stored).error();
    return opened.store->loadTimeLimits();
}

} // namespace assize::engine
