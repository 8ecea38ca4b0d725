// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the engine. Only for engine.cpp (opening, and the door itself), engine_judging.cpp (the
// scheduler's thread) and engine_reading.cpp (the I/O thread: reading the folder again, following other
// processes).
#pragma once

#include "base/clock.h"
#include "engine/contest_in_use.h"
#include "engine/engine.h"
#include "engine/event_hub.h"
#include "engine/follower.h"
#include "engine/open_contest.h"
#include "engine/under_way.h"
#include "engine/worker.h"
#include "exec/scheduler.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace assize::engine {

/// How soon results of another process are shown.
inline constexpr auto kFollowEvery = std::chrono::seconds(1);

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
    /// The stop source of a request, from when it is made until it is served.
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
    Result<std::vector<model::TimeLimitComputed>> prepareStore(OpenContest& opened, const exec::Plan& plan);
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
    std::vector<std::stop_source> stops; ///< a source for each judge() that has not ended
    std::optional<Error> storageError;
    bool closing = false;
    exec::Scheduler* judging =
        nullptr; ///< of contestants' submissions, while it is under way and not stopped
    /// Of that, until nothing is stored any more.
    std::shared_ptr<UnderWay> underWay;
    /// Set once, by the I/O thread, while no judging is under way.
    std::unique_ptr<OpenContest> contest;
    ContestInUse inUse;

    // Last, so that the threads end before the members that they use: judging first, then I/O.
    std::optional<Worker> io{std::in_place, kFollowEvery, [this] { follow(); }};
    std::optional<Worker> scheduler{std::in_place};
};

} // namespace assize::engine
