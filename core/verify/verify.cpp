// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/verify.h"

#include "score/score.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <set>
#include <string_view>

namespace assize::verify {
namespace {

using model::Verdict;
using std::chrono::nanoseconds;

// What the formats say where a package says nothing (legacy, "limits"; 2025-09, "Problem timing").
constexpr double kLegacyMultiplier = 5;
constexpr double kNewMultiplier = 2;
constexpr double kNewMargin = 1.5;

/// Multipliers come from packages; what they make of a time stays a time (a year at most).
nanoseconds toTime(double count)
{
    constexpr double kYear = 365.0 * 24 * 3600 * 1e9;
    return nanoseconds(std::isfinite(count) ? static_cast<std::int64_t>(std::clamp(count, 0.0, kYear)) : 0);
}

const model::Run* slowestOf(const model::Judgement& judgement)
{
    const model::Run* slowest = nullptr;
    for (const model::Run& run : judgement.runs) {
        if (run.state == model::TaskState::Done && (slowest == nullptr || run.cpuTime > slowest->cpuTime))
            slowest = &run;
    }
    return slowest;
}

void addSuggestions(const model::TimeLimitRule& rule, TimeLimitRuler& ruler)
{
    if (ruler.slowestAccepted) {
        const nanoseconds slowest = *ruler.slowestAccepted;
        ruler.suggested = suggestedTimeLimit(slowest, rule);
        ruler.suggestedLegacy = suggestedTimeLimit(slowest, {kLegacyMultiplier, 2, rule.resolution});
        ruler.suggestedNew = suggestedTimeLimit(slowest, {kNewMultiplier, kNewMargin, rule.resolution});
        ruler.lowest = toTime(std::round(static_cast<double>(slowest.count()) * rule.multiplier));
    }
    if (ruler.fastestToFail && !ruler.fastestWasStopped && rule.safetyMargin > 0)
        ruler.highest = toTime(static_cast<double>(ruler.fastestToFail->count()) / rule.safetyMargin);
}

void addWarnings(const model::TimeLimitRule& rule, TimeLimitRuler& ruler)
{
    using Kind = RulerWarning::Kind;
    if (ruler.limit.count() <= 0)
        return;
    if (ruler.slowestAccepted) {
        // The legacy multiplier of 5 makes a limit; a limit that somebody chose is narrow only below 2.
        const double multiplier = std::min(rule.multiplier, kNewMultiplier);
        if (*ruler.slowestAccepted > ruler.limit)
            ruler.warnings.push_back({Kind::AcceptedOverLimit, ruler.slowestBy});
        else if (static_cast<double>(ruler.slowestAccepted->count()) * multiplier >
                 static_cast<double>(ruler.limit.count()))
            ruler.warnings.push_back({Kind::AcceptedNearLimit, ruler.slowestBy});
    }
    if (ruler.fastestToFail && *ruler.fastestToFail <= ruler.limit)
        ruler.warnings.push_back({Kind::FailsToExceed, ruler.fastestBy});
    else if (ruler.fastestToFail && *ruler.fastestToFail < ruler.safety)
        ruler.warnings.push_back({Kind::FailsWithinMargin, ruler.fastestBy});
    if (ruler.lowest && ruler.highest && *ruler.lowest > *ruler.highest)
        ruler.warnings.push_back({Kind::NoLimitFits, ruler.slowestBy});
}

bool waits(const model::Judgement& judgement)
{
    return std::any_of(judgement.runs.begin(), judgement.runs.end(),
                       [](const model::Run& run) { return run.limit == model::LimitKind::Wall; });
}

bool wasStopped(const model::Run& run)
{
    const bool bySandbox = !run.exitCode && (!run.signal || *run.signal == SIGKILL);
    return run.state == model::TaskState::Done && run.verdict == Verdict::TLE && bySandbox;
}

bool isWithinMargin(const model::Run& run, nanoseconds limit, const model::TimeLimitRule& rule)
{
    if (run.state != model::TaskState::Done || limit.count() <= 0 ||
        (run.verdict != Verdict::AC && run.verdict != Verdict::TLE))
        return false;
    const auto time = static_cast<double>(run.cpuTime.count());
    const auto at = static_cast<double>(limit.count());
    return time * rule.safetyMargin > at && time < at * rule.safetyMargin;
}

} // namespace

bool satisfies(Verdict actual, Verdict expected)
{
    if (actual == expected)
        return true;
    if (expected == Verdict::RTE)
        return actual == Verdict::MLE || actual == Verdict::SV;
    return expected == Verdict::WA && actual == Verdict::PE;
}

std::optional<nanoseconds> slowestRun(const model::Judgement& judgement)
{
    const model::Run* slowest = slowestOf(judgement);
    return slowest != nullptr ? std::optional(slowest->cpuTime) : std::nullopt;
}

nanoseconds suggestedTimeLimit(nanoseconds slowestAccepted, const model::TimeLimitRule& rule)
{
    const double resolution = static_cast<double>(std::max<std::int64_t>(rule.resolution.count(), 1));
    const double units =
        std::ceil(static_cast<double>(slowestAccepted.count()) * rule.multiplier / resolution);
    return toTime(std::max(1.0, units) * resolution);
}

std::vector<bool> runsWithinMargin(const model::Problem& problem, const model::Judgement& judgement)
{
    const std::size_t count = std::min(judgement.runs.size(), problem.testCases.size());
    std::set<std::string_view> slowGroups;
    for (std::size_t i = 0; i < count; ++i) {
        if (wasStopped(judgement.runs[i]))
            slowGroups.insert(score::marginGroup(problem, i));
    }
    std::vector<bool> within(judgement.runs.size());
    for (std::size_t i = 0; i < count; ++i) {
        const model::Run& run = judgement.runs[i];
        const std::optional<model::Limits>& own = problem.testCases[i].limits;
        const nanoseconds limit = own && own->cpuTime.count() > 0 ? own->cpuTime : problem.limits.cpuTime;
        within[i] = isWithinMargin(run, limit, problem.timeLimitRule) &&
                    (run.verdict == Verdict::AC || !slowGroups.contains(score::marginGroup(problem, i)));
    }
    return within;
}

TimeLimitRuler timeLimitRuler(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged)
{
    TimeLimitRuler ruler;
    ruler.limit = problem.limits.cpuTime;
    ruler.safety = toTime(
        std::round(static_cast<double>(problem.limits.cpuTime.count()) * problem.timeLimitRule.safetyMargin));
    for (const JudgedJurySubmission& item : judged) {
        const model::Run* slowest = slowestOf(*item.judgement);
        if (slowest == nullptr)
            continue;
        if (item.submission->forTimeLimit &&
            (!ruler.slowestAccepted || slowest->cpuTime > *ruler.slowestAccepted)) {
            ruler.slowestAccepted = slowest->cpuTime;
            ruler.slowestBy = item.submission->file;
        }
        // One that waits fails by wall time; its CPU time says nothing of the limit.
        if (item.submission->mustExceedTimeLimit && !waits(*item.judgement) &&
            (!ruler.fastestToFail || slowest->cpuTime < *ruler.fastestToFail)) {
            ruler.fastestToFail = slowest->cpuTime;
            ruler.fastestBy = item.submission->file;
            ruler.fastestWasStopped =
                slowest->limit == model::LimitKind::Cpu && slowest->cpuTime >= ruler.safety;
        }
    }
    addSuggestions(problem.timeLimitRule, ruler);
    addWarnings(problem.timeLimitRule, ruler);
    return ruler;
}

} // namespace assize::verify
