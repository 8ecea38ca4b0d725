// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/judging.h"

#include <type_traits>
#include <utility>

namespace assize::engine {
namespace {

/// Results: subscribers learn of them when they are stored. Other facts have been told to them, or need not
/// be.
template<typename One>
constexpr bool kIsResult =
    std::is_same_v<One, model::CompileEnded> || std::is_same_v<One, model::RunEnded> ||
    std::is_same_v<One, model::JudgementEnded> || std::is_same_v<One, model::TimeLimitComputed>;

/// Which submission it is of; null: of none.
int* submissionOf(model::JudgementEnded& event)
{
    return &event.judgement.submission;
}
int* submissionOf(model::TimeLimitComputed&)
{
    return nullptr;
}
template<typename One>
int* submissionOf(One& event)
{
    return &event.submission;
}

} // namespace

std::optional<Event> eventOf(const store::Fact& fact, const SubmissionIds& ids)
{
    return std::visit(
        [&]<typename One>(const One& content) -> std::optional<Event> {
            if constexpr (kIsResult<One>) {
                One event = content;
                if (int* submission = submissionOf(event))
                    *submission = ids.ofStored(*submission);
                return event;
            } else {
                return std::nullopt;
            }
        },
        fact);
}

void JudgingSink::handle(exec::Event event)
{
    std::visit([this](auto& content) { on(std::move(content)); }, event);
}

template<typename One>
void JudgingSink::store(One event)
{
    if (int* submission = submissionOf(event))
        *submission = m_contest.ids.storedOf(*submission);
    m_contest.store->append(std::move(event));
}

template<typename One>
void JudgingSink::on(One&& event)
{
    if constexpr (kIsResult<std::decay_t<One>>) {
        if (storesResults())
            return store(std::forward<One>(event));
    }
    m_hub.publish(std::forward<One>(event));
}

void JudgingSink::on(model::TimeLimitComputed&& event)
{
    if (storesResults() && !event.fromCache)
        store(std::move(event));
    else
        m_hub.publish(std::move(event));
}

void JudgingSink::on(model::JudgementBegun&& event)
{
    model::JudgementBegun fact{event.submission, event.key, event.anew, {}};
    m_hub.publish(std::move(event));
    if (storesResults())
        store(std::move(fact));
}

void JudgingSink::on(model::JudgementEnded&& event)
{
    if (!event.fromCache)
        event.judgement.sandbox = m_contest.engine.sandbox;
    if (storesResults() && !event.fromCache)
        store(std::move(event));
    else
        m_hub.publish(std::move(event));
}

void JudgingSink::on(model::SubmissionsAdded&& event)
{
    tellStored();
    m_hub.publish(std::move(event));
}

void JudgingSink::on(model::JudgementCancelled&& event)
{
    tellStored();
    m_hub.publish(std::move(event));
}

void JudgingSink::tellStored()
{
    // A failure is told by the store itself.
    if (storesResults())
        static_cast<void>(m_contest.store->flush());
}

StoreResultCache::StoreResultCache(const OpenContest& contest,
                                   std::vector<model::TimeLimitComputed> timeLimits,
                                   std::function<void(const Error&)> failed)
    : m_contest(contest), m_timeLimits(std::move(timeLimits)), m_failed(std::move(failed))
{
}

exec::KeptJudgement StoreResultCache::find(int submission, const std::string& key) const
{
    const int stored = m_contest.ids.storedOf(submission);
    if (stored == 0)
        return exec::NothingKept{};
    Result<std::optional<model::Judgement>> found = m_contest.store->findJudgement(stored, key);
    if (!found) {
        m_failed(found.error());
        return exec::NothingKept{};
    }
    if (!*found)
        return exec::NothingKept{};
    model::Judgement& judgement = **found;
    judgement.submission = submission;
    if (judgement.state != model::SubmissionState::Incomplete)
        return exec::CompleteJudgement{std::move(judgement)};
    if ((judgement.sandbox == "none") != (m_contest.engine.sandbox == "none"))
        return exec::OtherwiseIsolated{};
    return exec::InterruptedJudgement{std::move(judgement)};
}

exec::EarlierRuns StoreResultCache::runs(int submission, const std::vector<std::string>& keys) const
{
    const int stored = m_contest.ids.storedOf(submission);
    if (stored == 0)
        return {};
    // Whether programs were isolated must be the same within a judgement.
    Result<store::StoredRuns> found =
        m_contest.store->findRuns(stored, keys, m_contest.engine.sandbox != "none");
    if (!found) {
        m_failed(found.error());
        return {};
    }
    exec::EarlierRuns runs;
    for (store::StoredRun& run : found->runs)
        runs.runs.push_back(
            {std::move(run.key), std::move(run.run), run.measuredAt, std::move(run.processor)});
    runs.compiled = std::move(found->compiled);
    return runs;
}

std::optional<std::chrono::nanoseconds> StoreResultCache::timeLimit(const std::string& problem,
                                                                    const std::string& key) const
{
    for (auto limit = m_timeLimits.rbegin(); limit != m_timeLimits.rend(); ++limit) {
        if (limit->problem == problem && limit->key == key)
            return limit->limit;
    }
    return std::nullopt;
}

exec::KeptJudgement VerifyResultCache::find(int submission, const std::string& key) const
{
    for (const model::Judgement& known : m_contest.known) {
        if (known.key != key || known.state != model::SubmissionState::Done ||
            known.verdict == model::Verdict::JE)
            continue;
        model::Judgement found = known;
        found.submission = submission;
        return exec::CompleteJudgement{std::move(found)};
    }
    return exec::NothingKept{};
}

exec::EarlierRuns VerifyResultCache::runs(int, const std::vector<std::string>&) const
{
    return {};
}

std::optional<std::chrono::nanoseconds> VerifyResultCache::timeLimit(const std::string&,
                                                                     const std::string& key) const
{
    for (const model::TimeLimitComputed& limit : m_contest.knownTimeLimits) {
        if (limit.key == key && limit.complete)
            return limit.limit;
    }
    return std::nullopt;
}

} // namespace assize::engine
