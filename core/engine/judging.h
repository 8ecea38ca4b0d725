// SPDX-License-Identifier: GPL-3.0-or-later
// Between exec, the store and the front end: what exec tells becomes facts; facts become events once they are
// committed; what is stored answers exec's questions.
#pragma once

#include "engine/event_hub.h"
#include "engine/open_contest.h"
#include "exec/events.h"
#include "exec/result_cache.h"

#include <functional>
#include <mutex>
#include <unordered_map>

namespace assize::engine {

/// The event by which a front end learns of a committed fact, if it shows it at all. Pure.
std::optional<Event> eventOf(const store::Fact& fact, const SubmissionIds& ids);

/// Receives what exec tells. Results go to the store and come back as events after their COMMIT; beginnings
/// go to the front end directly. Without a store (verify) everything goes directly. On the scheduler's
/// thread.
class JudgingSink final : public exec::EventSink
{
public:
    JudgingSink(const OpenContest& contest, EventHub& hub);
    void handle(exec::Event event) override;

private:
    void on(exec::TimeLimitComputed&& event);
    void on(exec::JudgementStarted&& event);
    void on(exec::CompileStarted&& event);
    void on(exec::CompileFinished&& event);
    void on(exec::RunStarted&& event);
    void on(exec::RunFinished&& event);
    void on(exec::JudgementFinished&& event);
    void on(exec::SubmissionsAdded&& event);
    void on(exec::JudgementCancelled&& event);
    /// What is stored of a judging before is told before what is told of the next one.
    void tellStored();
    void on(exec::DiagnosticFound&& event);
    int testsOf(int submission) const;

    const OpenContest& m_contest;
    EventHub& m_hub;
    std::unordered_map<int, int> m_tests; ///< number of tests by submission
};

/// Answers exec's questions from the store. A store that cannot be read is reported once through `failed`;
/// exec then sees nothing stored.
class StoreResultCache final : public exec::ResultCache
{
public:
    StoreResultCache(const OpenContest& contest, std::vector<store::TimeLimitRecorded> timeLimits,
                     std::function<void(const Error&)> failed);
    exec::KeptJudgement find(int submission, const std::string& key) const override;
    exec::EarlierRuns runs(int submission, const std::vector<std::string>& keys) const override;
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                      const std::string& key) const override;

private:
    exec::KeptJudgement findKnown(int submission, const std::string& key) const;

    const OpenContest& m_contest;
    const std::vector<store::TimeLimitRecorded> m_timeLimits;
    const std::function<void(const Error&)> m_failed;
};

} // namespace assize::engine
