// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/judging.h"

namespace assize::engine {
namespace {

constexpr char kComputed[] = "computed";

std::optional<Event> shown(const store::CompileRecorded& fact, const SubmissionIds& ids)
{
    return CompileEnded{ids.ofStored(fact.submission), fact.outcome};
}

std::optional<Event> shown(const store::RunRecorded& fact, const SubmissionIds& ids)
{
    return RunEnded{ids.ofStored(fact.submission), fact.testIndex, fact.run};
}

std::optional<Event> shown(const store::JudgementRecorded& fact, const SubmissionIds& ids)
{
    JudgementEnded event{fact.judgement, false};
    event.judgement.submission = ids.ofStored(fact.judgement.submission);
    return event;
}

std::optional<Event> shown(const store::TimeLimitRecorded& fact, const SubmissionIds&)
{
    return TimeLimitSet{fact.problem, fact.limit, kComputed, fact.key};
}

/// Of the others the front end has been told, or needs no word.
template<typename Other>
std::optional<Event> shown(const Other&, const SubmissionIds&)
{
    return std::nullopt;
}

} // namespace

std::optional<Event> eventOf(const store::Fact& fact, const SubmissionIds& ids)
{
    return std::visit([&](const auto& content) { return shown(content, ids); }, fact);
}

JudgingSink::JudgingSink(const OpenContest& contest, EventHub& hub) : m_contest(contest), m_hub(hub)
{
    std::unordered_map<std::string, int> tests;
    for (const model::Problem& problem : contest.problems)
        tests.emplace(problem.id, static_cast<int>(problem.testCases.size()));
    for (const model::Submission& submission : contest.submissions)
        m_tests.emplace(submission.id, tests[submission.problem]);
}

void JudgingSink::handle(exec::Event event)
{
    std::visit([this](auto& content) { on(std::move(content)); }, event);
}

void JudgingSink::on(exec::TimeLimitComputed&& event)
{
    if (m_contest.store && !event.fromCache)
        m_contest.store->append(
            store::TimeLimitRecorded{std::move(event.problem), std::move(event.key), event.limit});
    else
        m_hub.publish(TimeLimitSet{std::move(event.problem), event.limit, kComputed,
                                   event.complete ? std::move(event.key) : std::string()});
}

void JudgingSink::on(exec::JudgementStarted&& event)
{
    m_hub.publish(JudgementBegun{event.submission, testsOf(event.submission), std::move(event.known)});
    if (m_contest.store) {
        m_contest.store->append(store::JudgementStarted{m_contest.ids.storedOf(event.submission),
                                                        std::move(event.key), event.anew});
    }
}

void JudgingSink::on(exec::CompileStarted&& event)
{
    m_hub.publish(CompileBegun{event.submission, event.slot});
}

void JudgingSink::on(exec::CompileFinished&& event)
{
    if (m_contest.store) {
        m_contest.store->append(store::CompileRecorded{m_contest.ids.storedOf(event.submission),
                                                       std::move(event.key), std::move(event.outcome)});
    } else {
        m_hub.publish(CompileEnded{event.submission, std::move(event.outcome)});
    }
}

void JudgingSink::on(exec::RunStarted&& event)
{
    m_hub.publish(RunBegun{event.submission, event.testIndex, event.slot});
}

void JudgingSink::on(exec::RunFinished&& event)
{
    if (m_contest.store) {
        m_contest.store->append(store::RunRecorded{
            m_contest.ids.storedOf(event.submission), std::move(event.key), event.testIndex,
            std::move(event.run), std::move(event.runKey), std::move(event.processor)});
    } else {
        m_hub.publish(RunEnded{event.submission, event.testIndex, std::move(event.run)});
    }
}

void JudgingSink::on(exec::JudgementFinished&& event)
{
    if (!event.fromCache)
        event.judgement.sandbox = m_contest.engine.sandbox;
    if (!m_contest.store || event.fromCache) {
        m_hub.publish(JudgementEnded{std::move(event.judgement), event.fromCache});
        return;
    }
    event.judgement.submission = m_contest.ids.storedOf(event.judgement.submission);
    m_contest.store->append(store::JudgementRecorded{std::move(event.judgement)});
}

void JudgingSink::tellStored()
{
    // What fails is told by the store itself.
    if (m_contest.store)
        static_cast<void>(m_contest.store->flush());
}

void JudgingSink::on(exec::SubmissionsAdded&& event)
{
    tellStored();
    m_hub.publish(SubmissionsQueued{std::move(event.submissions)});
}

void JudgingSink::on(exec::JudgementCancelled&& event)
{
    tellStored();
    m_hub.publish(JudgementCancelled{event.submission});
}

void JudgingSink::on(exec::DiagnosticFound&& event)
{
    m_hub.publish(DiagnosticAdded{std::move(event.diagnostic)});
}

int JudgingSink::testsOf(int submission) const
{
    const auto found = m_tests.find(submission);
    return found == m_tests.end() ? 0 : found->second;
}

StoreResultCache::StoreResultCache(const OpenContest& contest,
                                   std::vector<store::TimeLimitRecorded> timeLimits,
                                   std::function<void(const Error&)> failed)
    : m_contest(contest), m_timeLimits(std::move(timeLimits)), m_failed(std::move(failed))
{
}

exec::KeptJudgement StoreResultCache::find(int submission, const std::string& key) const
{
    if (!m_contest.store)
        return findKnown(submission, key);
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

/// What an earlier verify made of the same submission under the same conditions.
exec::KeptJudgement StoreResultCache::findKnown(int submission, const std::string& key) const
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

exec::EarlierRuns StoreResultCache::runs(int submission, const std::vector<std::string>& keys) const
{
    const int stored = m_contest.store ? m_contest.ids.storedOf(submission) : 0;
    if (stored == 0)
        return {};
    // Of one judgement it must be clear whether its programs were isolated.
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
    for (const TimeLimitSet& limit : m_contest.knownTimeLimits) {
        if (limit.key == key && !key.empty())
            return limit.limit;
    }
    return std::nullopt;
}

} // namespace assize::engine
