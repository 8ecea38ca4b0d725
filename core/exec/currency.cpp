// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/currency.h"

#include "exec/time_limit_key.h"
#include "toolchain/toolchain.h"

#include <algorithm>

namespace assize::exec {

CurrencyCheck::CurrencyCheck(const Today& today) : m_today(today)
{
    for (const model::Problem& problem : today.problems)
        m_problems.emplace(problem.id, &problem);
}

const std::optional<model::Toolchain>& CurrencyCheck::toolchainOf(const std::string& language)
{
    const auto [entry, isNew] = m_toolchains.try_emplace(language);
    if (!isNew)
        return entry->second;
    const auto found = std::find_if(m_today.languages.begin(), m_today.languages.end(),
                                    [&](const model::Language& one) { return one.id == language; });
    if (found == m_today.languages.end())
        return entry->second;
    std::optional<std::string> version = m_today.tools.version(*found, m_today.tools.stateOf(*found));
    if (!version)
        return entry->second;
    model::Toolchain& toolchain = entry->second.emplace();
    toolchain.language = *found;
    toolchain.available = true;
    toolchain.fingerprint = toolchain::fingerprint(*found, *version);
    toolchain.version = std::move(*version);
    return entry->second;
}

/// Where a time limit is computed, the limit that is kept under today's key; else all limits that were
/// computed before.
const std::vector<CurrencyCheck::Candidate>& CurrencyCheck::candidatesOf(const model::Problem& problem)
{
    const auto [entry, isNew] = m_candidates.try_emplace(problem.id);
    std::vector<Candidate>& candidates = entry->second;
    if (!isNew)
        return candidates;
    if (problem.limits.cpuTime.count() > 0) {
        candidates.push_back({problem, true});
        return candidates;
    }
    std::vector<MeasuredSubmission> measured;
    bool known = true;
    for (const model::Submission& submission : m_today.jurySubmissions) {
        if (submission.problem != problem.id || !boundsTimeLimit(problem, submission))
            continue;
        const std::optional<model::Toolchain>& toolchain = toolchainOf(submission.language);
        known = known && toolchain;
        measured.push_back({&submission, toolchain ? toolchain->fingerprint : std::string()});
    }
    const std::string key = known ? timeLimitKey(problem, measured) : std::string();
    for (auto limit = m_today.limits.rbegin(); limit != m_today.limits.rend(); ++limit) {
        if (limit->problem != problem.id)
            continue;
        Candidate candidate{problem, limit->key == key};
        candidate.problem.limits.cpuTime = limit->limit;
        if (candidate.certain)
            candidates.clear();
        candidates.push_back(std::move(candidate));
        if (candidates.back().certain)
            break;
    }
    return candidates;
}

Currency CurrencyCheck::of(const model::Submission& submission, const std::string& key)
{
    const auto problem = m_problems.find(submission.problem);
    if (problem == m_problems.end())
        return Currency::Unknown;
    const std::vector<Candidate>& candidates = candidatesOf(*problem->second);
    static const std::optional<model::Toolchain> nothing;
    const bool needsTools = !problem->second->takesAnswers();
    const std::optional<model::Toolchain>& toolchain =
        needsTools ? toolchainOf(submission.language) : nothing;
    if (candidates.empty() || (needsTools && !toolchain))
        return Currency::Unknown;
    for (const Candidate& candidate : candidates) {
        if (judgementKey(submission, toolchain ? &*toolchain : nullptr, candidate.problem,
                         m_today.conditions) == key)
            return candidate.certain ? Currency::Current : Currency::Unknown;
    }
    return Currency::Outdated;
}

} // namespace assize::exec
