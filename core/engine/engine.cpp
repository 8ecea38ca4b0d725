// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "engine/chosen_submissions.h"
#include "engine/compare_results.h"
#include "engine/contest_in_use.h"
#include "engine/contest_state.h"
#include "engine/event_hub.h"
#include "engine/follower.h"
#include "engine/judging.h"
#include "engine/open_contest.h"
#include "engine/qt_task_pool.h"
#include "engine/stored_results.h"
#include "engine/under_way.h"
#include "engine/worker.h"
#include "engine/writing.h"
#include "exec/scheduler.h"
#include "report/engine_info.h"

#include <condition_variable>
#include <cstdint>
#include <future>
#include <mutex>
#include <sched.h>
#include <set>
#include <stop_token>
#include <unordered_map>

namespace assize::engine {
namespace {

/// How soon what another process has judged is shown.
constexpr auto kFollowEvery = std::chrono::seconds(1);

Error nothingToJudge(const OpenContest& contest, const JudgeRequest& request)
{
    std::string message = "There is nothing to judge: ";
    Remedy remedy;
    if (contest.problems.empty()) {
        message += "no problem can be read." + contest.refusals;
    } else if (!request.submissions.empty()) {
        message += "none of the chosen submissions can be judged.";
    } else if (!contest.submissions.empty()) {
        const model::Submission& example = contest.submissions.front();
        message += "no submission matches " + toPrintableLine(request.only) +
                   ", a glob over contestant/problem, or over contestants, such as " +
                   toPrintableLine(example.contestant + "/" + example.problem) + ".";
    } else if (contest.unjudged > 0) {
        message += "all hand-ins (" + std::to_string(contest.unjudged) +
                   ") are for problems that cannot be read." + contest.refusals;
    } else if (!contest.unusable.empty()) {
        message += "none of the hand-ins (" + std::to_string(contest.unusable.size()) + ") can be used.";
        for (const model::Submission& submission : contest.unusable)
            message += "\n" + toPrintableLine(submission.file + ": " + submission.unusableBecause);
    } else {
        message += "no submission was found in " + toPrintableLine(contest.submissionsFolder.native()) + ". ";
        if (!contest.options.layout.empty())
            message += "Looked for files that lie as " + toPrintableLine(contest.options.layout);
        else
            message += "Looked for <contestant>/<problem>.<extension>, <contestant>/<problem>/<files> and "
                       "<problem>/<contestant>.<extension>";
        message += ", where <problem> is one of";
        for (const model::Problem& problem : contest.problems)
            message += " " + toPrintableLine(problem.id);
        message += ".";
        remedy.code = Remedy::Code::SubmissionsLayout;
    }
    return {ErrorKind::InvalidInput, std::move(message), std::move(remedy)};
}

} // namespace

struct Engine::Implementation
{
    Implementation(sandbox::Sandbox* box, std::filesystem::path folder)
        : sandbox(box), resources(std::move(folder)), hub([this] { welcomeLater(); })
    {
    }
    ~Implementation();

    void open(const ContestPlace& place, std::stop_token stop);
    void openForVerify(const VerifyOptions& options);
    void adopt(Result<Opened> opened);
    /// What stops a request, from when it is made until it is served.
    std::stop_source newRequest();
    void postJudge(JudgeRequest request, const std::stop_source& stop);
    void forget(const std::stop_source& stop);
    void judge(const JudgeRequest& request, const std::stop_source& stop);
    template<typename Work>
    auto onIoThread(const Work& work);
    Result<void> startWriting();
    Result<void> stopWriting();
    void follow();
    bool judgeBeside(const JudgeRequest& request, const std::stop_source& stop);
    void reread(const std::optional<JudgeRequest>& request, const std::stop_source& stop);
    void bringUpToDate(const UnderWay& followed, FolderRead& told);
    void followFolder(UnderWay& followed, const FolderChanges& changes, const std::set<int>& outdated,
                      const std::optional<JudgeRequest>& request);
    void seeSubmissions(OpenContest& opened, const std::vector<model::Submission>& submissions);
    Result<exec::Summary> runScheduler(OpenContest& opened, const exec::Options& policy, exec::Plan plan,
                                       std::stop_token token, std::unique_lock<std::mutex>& kept);
    Result<std::vector<store::TimeLimitRecorded>> prepareStore(OpenContest& opened, const exec::Plan& plan);
    void loadDetails(int submission);
    void welcomeLater();
    void completeState(ContestState& state) const;
    void requestStop();
    void storageFailed(const Error& error);

    sandbox::Sandbox* const sandbox;
    const std::filesystem::path resources;
    EventHub hub;
    const SystemClock clock;
    Follower follower{clock}; ///< the I/O thread's, as all that is read and written
    bool isWriting = false;   ///< the I/O thread's

    std::mutex mutex;
    std::condition_variable loaded;
    int loads = 0;                       ///< posted and not ended
    std::stop_source opening;            ///< stops unpacking while the last contest is read
    std::vector<std::stop_source> stops; ///< one for each judge() that has not ended
    std::optional<Error> storageError;
    bool closing = false;
    exec::Scheduler* judging =
        nullptr; ///< of contestants' submissions, while it is under way and not stopped
    /// Of that, until nothing is stored any more.
    std::shared_ptr<UnderWay> underWay;
    /// Set once, by the I/O thread, while no judging is under way.
    std::unique_ptr<OpenContest> contest;
    ContestInUse inUse;

    // Last, so that the threads end before what they use: judging first, then I/O.
    std::optional<Worker> io{std::in_place, kFollowEvery, [this] { follow(); }};
    std::optional<Worker> scheduler{std::in_place};
};

Engine::Implementation::~Implementation()
{
    {
        // What the I/O thread has still to do asks for nothing any more.
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

/// What other processes have stored meanwhile; on the I/O thread, about once a second.
void Engine::Implementation::follow()
{
    if (contest && !isWriting && contest->purpose != Purpose::Verify)
        hub.publish(follower.look(*contest));
}

/// One judge(), on the scheduler's thread.
void Engine::Implementation::judge(const JudgeRequest& request, const std::stop_source& stop)
{
    JudgingEnded ended;
    const bool writes = contest->purpose == Purpose::Judge && sandbox != nullptr && !stop.stop_requested();
    const Result<void> begun = writes ? startWriting() : Result<void>();
    // Not before: the I/O thread may wait for whoever keeps the contest.
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
    // Whoever hears that it has ended finds the database free.
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
    Result<std::vector<store::TimeLimitRecorded>> timeLimits = prepareStore(opened, plan);
    if (!timeLimits)
        return std::move(timeLimits).error();

    JudgingStarted started;
    started.slots = opened.slots;
    for (const model::Submission& submission : plan.submissions)
        started.planned.push_back(submission.id);

    QtTaskPool pool(opened.slots);
    JudgingSink sink(opened, hub);
    const auto followed = std::make_shared<UnderWay>(sink, started.planned);
    hub.publish(std::move(started));
    const StoreResultCache cache(opened, std::move(*timeLimits), sink,
                                 [this](const Error& error) { storageFailed(error); });
    exec::Scheduler scheduling(*sandbox, pool, cache, *followed, clock, policy);
    if (opened.purpose == Purpose::Judge) {
        std::lock_guard lock(mutex);
        underWay = followed;
        if (!token.stop_requested())
            judging = &scheduling;
    }
    // Whoever reads the folder from now on finds out what is judged.
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
    if (opened.store) {
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

/// A request that comes while others are served, on the I/O thread; false: none is, any more.
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
        hub.publish(DiagnosticAdded{
            {Diagnostic::Level::Warning, "submissions", nothingToJudge(*contest, request).message}});
        return true;
    }
    seeSubmissions(*contest, chosen);
    std::lock_guard lock(mutex);
    if (judging == nullptr || !judging->add(chosen, request.rejudge))
        return false;
    underWay->requested();
    return true;
}

/// On the I/O thread.
void Engine::Implementation::reread(const std::optional<JudgeRequest>& request, const std::stop_source& stop)
{
    {
        const std::lock_guard lock(mutex);
        if (closing)
            return;
    }
    if (!contest || contest->purpose != Purpose::Judge)
        return forget(stop);
    std::set<int> outdated;
    // Of what is judged just now everything is told either before FolderRead, or after it and after all that
    // follows from it: no result of an old version comes when the new one is shown, and judging does not end
    // before it is asked for more.
    std::shared_ptr<UnderWay> followed;
    std::unique_lock<std::mutex> paused;
    const Result<FolderChanges> changes =
        inUse.readAgain(*contest, resources, sandbox, stop.get_token(), [&](FolderRead told) {
            if (!told.error) {
                const std::lock_guard lock(mutex);
                followed = underWay;
            }
            if (followed) {
                paused = followed->pause();
                bringUpToDate(*followed, told);
            }
            for (const ResultsCompared::Outdated& one : told.compared.outdated)
                outdated.insert(one.submission);
            hub.publish(std::move(told));
        });
    if (followed)
        followFolder(*followed, *changes, outdated, request);
    if (request && changes) {
        if (judgeBeside(*request, stop))
            forget(stop);
        else
            postJudge(*request, stop);
        return;
    }
    forget(stop);
    const std::lock_guard lock(mutex);
    if (!request || judging != nullptr)
        return;
    JudgingEnded ended;
    ended.cancelled = stop.stop_requested();
    if (!ended.cancelled)
        ended.error = changes.error();
    hub.publish(std::move(ended));
}

/// What came to an end while the folder was read is told, and compared with what the folder holds.
void Engine::Implementation::bringUpToDate(const UnderWay& followed, FolderRead& told)
{
    // What fails is told by the store itself.
    if (contest->store)
        static_cast<void>(contest->store->flush());
    std::unordered_map<int, std::size_t> places;
    for (std::size_t i = 0; i < contest->shown.size(); ++i)
        places.emplace(contest->shown[i].submission, i);
    bool isNews = false;
    for (const auto& [submission, key] : followed.finished()) {
        const auto [place, isNew] = places.try_emplace(submission, contest->shown.size());
        if (isNew)
            contest->shown.emplace_back();
        ShownResult& shown = contest->shown[place->second];
        if (shown.key == key)
            continue;
        shown = {submission, key, {}};
        isNews = true;
    }
    if (isNews)
        told.compared = compareResults(*contest);
}

/// What is judged just now follows what has changed in the folder. Of what is finished, or not looked at,
/// that is judged anew which is asked for. `followed`: paused.
void Engine::Implementation::followFolder(UnderWay& followed, const FolderChanges& changes,
                                          const std::set<int>& outdated,
                                          const std::optional<JudgeRequest>& request)
{
    std::set<int> asked;
    if (request) {
        for (const model::Submission& submission : chosenSubmissions(contest->submissions, *request))
            asked.insert(submission.id);
    }
    const std::set<int> changed(changes.changed.begin(), changes.changed.end());
    std::vector<int> gone = changes.removed;
    std::set<int> unusable;
    for (const int id : changed) {
        if (followed.has(id)) {
            followed.supersede(id);
            unusable.insert(id);
        }
    }
    std::vector<model::Submission> anew;
    for (const model::Submission& submission : contest->submissions) {
        const int id = submission.id;
        unusable.erase(id);
        if (followed.has(id) ? changed.contains(id)
                             : asked.contains(id) && (changed.contains(id) || outdated.contains(id)))
            anew.push_back(submission);
    }
    gone.insert(gone.end(), unusable.begin(), unusable.end());
    {
        const std::lock_guard lock(mutex);
        if (judging == nullptr)
            return;
        judging->change(model::QueueChange::Cancel, std::move(gone));
    }
    if (anew.empty())
        return;
    const std::unique_lock<std::mutex> kept = inUse.keep();
    seeSubmissions(*contest, anew);
    const std::lock_guard lock(mutex);
    if (judging != nullptr && judging->add(std::move(anew), true))
        followed.requested();
}

/// Tells the store of this call and of what it looks at; gives the time limits that it knows.
Result<std::vector<store::TimeLimitRecorded>> Engine::Implementation::prepareStore(OpenContest& opened,
                                                                                   const exec::Plan& plan)
{
    if (!opened.store)
        return std::vector<store::TimeLimitRecorded>();
    opened.store->append(
        store::SessionRecorded{report::engineInfoJson(opened.engine), opened.engine.processor});
    seeSubmissions(opened, plan.submissions);
    if (Result<void> stored = opened.store->flush(); !stored)
        return std::move(stored).error();
    return opened.store->loadTimeLimits();
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
        hub.publish(DiagnosticAdded{
            {Diagnostic::Level::Error, contest->store->file().native(), judgement.error().message}});
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

/// Adds the runs of what is judged, on the I/O thread.
void Engine::Implementation::completeState(ContestState& state) const
{
    if (!contest || !contest->store)
        return;
    // As much as others have of it.
    store::LoadOptions options;
    if (!state.contest().detailsLeftOut)
        options.textBudget = UINT64_MAX;
    Result<store::StoredContest> stored = contest->store->load(options);
    // What cannot be read now is shown without its runs; whoever needs the store next says why.
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
    // What is asked for from now on is served afterwards.
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
            // Storing what is seen may wait for the disk.
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
    // What has changed of problems while something was judged is taken over afterwards.
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
