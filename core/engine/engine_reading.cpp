// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's reading while a contest is open, on the I/O thread: its folder (Engine::reread), and the facts
// that other processes store of it.
#include "engine/chosen_submissions.h"
#include "engine/compare_results.h"
#include "engine/engine_implementation.h"

#include <unordered_map>
#include <utility>

namespace assize::engine {

/// Tells the facts that other processes have stored meanwhile; on the I/O thread, about once a second.
void Engine::Implementation::follow()
{
    if (contest && !isWriting && contest->purpose != Purpose::Verify)
        hub.publish(follower.look(*contest));
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
    // Every event of a submission that is judged just now is told either before FolderRead, or after it and
    // after everything that follows from it: no result of an old version comes when the new version is shown,
    // and judging does not end before the new requests are added.
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

/// Tells the judgements that ended while the folder was read, and compares them with the contents of the
/// folder.
void Engine::Implementation::bringUpToDate(const UnderWay& followed, FolderRead& told)
{
    // A failure is told by the store itself.
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

/// Submissions that are judged just now follow the changes in the folder. Of the finished submissions, and of
/// those not looked at, the requested submissions are judged anew. `followed`: paused.
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

} // namespace assize::engine
