// SPDX-License-Identifier: GPL-3.0-or-later
// Between exec, the store and the front end: exec's events become facts where they last, and events for front
// ends, results once they are committed; stored results answer exec's questions.
#pragma once

#include "engine/event_hub.h"
#include "engine/open_contest.h"
#include "exec/events.h"
#include "exec/result_cache.h"

#include <functional>
#include <mutex>

namespace assize::engine {

/// The event by which a front end learns of a committed fact, if it shows it at all: the same, but for the
/// submission's number. Pure.
std::optional<Event> eventOf(const store::Fact& fact, const SubmissionIds& ids);

/// Receives exec's events. Where results are stored they go to the store and come back as events after their
/// COMMIT; all else goes to the front end directly, as everything does when verifying. On the scheduler's
/// thread.
class JudgingSink final : public exec::EventSink
{
public:
    JudgingSink(const OpenContest& contest, EventHub& hub) : m_contest(contest), m_hub(hub) {}
    void handle(exec::Event event) override;

private:
    template<typename One>
    void on(One&& event);
    void on(model::TimeLimitComputed&& event);
    void on(model::JudgementBegun&& event);
    void on(model::JudgementEnded&& event);
    void on(model::SubmissionsAdded&& event);
    void on(model::JudgementCancelled&& event);
    bool storesResults() const { return m_contest.purpose == Purpose::Judge; }
    template<typename One>
    void store(One event);
    /// Tells the stored facts of a judging before any event of the next judging.
    void tellStored();

    const OpenContest& m_contest;
    EventHub& m_hub;
};

/// Answers exec's questions while contestants' submissions are judged, from the store. A store that cannot be
/// read is reported once through `failed`; exec then sees nothing stored.
class StoreResultCache final : public exec::ResultCache
{
public:
    StoreResultCache(const OpenContest& contest, std::vector<model::TimeLimitComputed> timeLimits,
                     std::function<void(const Error&)> failed);
    exec::KeptJudgement find(int submission, const std::string& key) const override;
    exec::EarlierRuns runs(int submission, const std::vector<std::string>& keys) const override;
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                      const std::string& key) const override;

private:
    const OpenContest& m_contest;
    const std::vector<model::TimeLimitComputed> m_timeLimits;
    const std::function<void(const Error&)> m_failed;
};

/// Answers exec's questions while packages are verified, from an earlier call's judgements of the same
/// submissions under the same conditions.
class VerifyResultCache final : public exec::ResultCache
{
public:
    explicit VerifyResultCache(const OpenContest& contest) : m_contest(contest) {}
    exec::KeptJudgement find(int submission, const std::string& key) const override;
    exec::EarlierRuns runs(int submission, const std::vector<std::string>& keys) const override;
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                      const std::string& key) const override;

private:
    const OpenContest& m_contest;
};

} // namespace assize::engine
