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

// The formats' values where a package says nothing (legacy, "limits"; 2025-09, "Problem timing").
constexpr double kLegacyMultiplier = 5;
constexpr double kNewMultiplier = 2;
constexpr double kNewMargin = 1.5;
/// Times of the same program differ by so much of themselves on the same machine, if not within one minute.
constexpr double kLeastSpread = 0.03;
/// Around its limit a time is not trusted when judging either (exec::isNearLimit): it differs by so much of
/// the limit where machines are shared.
constexpr double kNearLimit = 0.1;

/// Multipliers come from packages; a time multiplied by them stays a time (a year at most).
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

/// By how much a time that was repeated may be wrong; 0 where it was not, as nothing is known of that.
double doubtOf(const std::optional<nanoseconds>& time, const std::optional<Spread>& spread)
{
    if (!time || !spread)
        return 0;
    return std::max(static_cast<double>((spread->most - spread->least).count()),
                    static_cast<double>(time->count()) * kLeastSpread);
}

/// Whether `time` is at most `bound`: yes, no, or nobody can tell.
enum class Within { Yes, No, Uncertain };
Within within(double time, double bound, double doubt)
{
    if (doubt > 0 && std::abs(time - bound) <= doubt)
        return Within::Uncertain;
    return time <= bound ? Within::Yes : Within::No;
}

void addWarnings(const model::TimeLimitRule& rule, TimeLimitRuler& ruler)
{
    using Kind = RulerWarning::Kind;
    if (ruler.limit.count() <= 0)
        return;
    const auto limit = static_cast<double>(ruler.limit.count());
    const double doubtOfSlowest = doubtOf(ruler.slowestAccepted, ruler.slowestSpread);
    const double doubtOfFastest = doubtOf(ruler.fastestToFail, ruler.fastestSpread);
    const auto atLimit = [limit](double doubt) {
        return doubt > 0 ? std::max(doubt, limit * kNearLimit) : 0;
    };
    /// Whether it warned: of a time that is `worse`, or could be.
    const auto warn = [&ruler](Within where, Within worse, Kind kind, const std::string& submission) {
        if (where != worse && where != Within::Uncertain)
            return false;
        ruler.warnings.push_back({kind, submission, where == Within::Uncertain});
        return true;
    };
    if (ruler.slowestAccepted) {
        // The legacy multiplier of 5 makes a limit; a limit that somebody chose is narrow only below 2.
        const double multiplier = std::min(rule.multiplier, kNewMultiplier);
        const auto slowest = static_cast<double>(ruler.slowestAccepted->count());
        if (!warn(within(slowest, limit, atLimit(doubtOfSlowest)), Within::No, Kind::AcceptedOverLimit,
                  ruler.slowestBy))
            warn(within(slowest * multiplier, limit, doubtOfSlowest * multiplier), Within::No,
                 Kind::AcceptedNearLimit, ruler.slowestBy);
    }
    if (ruler.fastestToFail) {
        const auto fastest = static_cast<double>(ruler.fastestToFail->count());
        // Exactly at the safety margin is outside it.
        const double margin = static_cast<double>(ruler.safety.count()) - 1;
        if (!warn(within(fastest, limit, atLimit(doubtOfFastest)), Within::Yes, Kind::FailsToExceed,
                  ruler.fastestBy))
            warn(within(fastest, margin, doubtOfFastest), Within::Yes, Kind::FailsWithinMargin,
                 ruler.fastestBy);
    }
    if (ruler.lowest && ruler.highest)
        warn(within(static_cast<double>(ruler.lowest->count()), static_cast<double>(ruler.highest->count()),
                    doubtOfSlowest * rule.multiplier + doubtOfFastest / rule.safetyMargin),
             Within::No, Kind::NoLimitFits, ruler.slowestBy);
}

/// Of the attempts after the first attempt, beside which other runs went on.
std::optional<Spread> spreadOf(const model::Run& run)
{
    if (run.attempts.size() < 2)
        return std::nullopt;
    const auto [least, most] = std::minmax_element(
        run.attempts.begin() + 1, run.attempts.end(),
        [](const model::Attempt& a, const model::Attempt& b) { return a.cpuTime < b.cpuTime; });
    return Spread{least->cpuTime, most->cpuTime, static_cast<int>(run.attempts.size()) - 1};
}

/// A limit that is computed is computed without those that crash or are wrong where nobody expects it; a
/// submission that is too slow still shows that no limit fits.
bool boundsFromBelow(const model::Problem& problem, const JudgedJurySubmission& item)
{
    const std::optional<Verdict> verdict = item.judgement->verdict;
    return !problem.timeLimitIsComputed() || !verdict || verdict == Verdict::TLE ||
           model::mayBoundTimeLimit(item.submission, *verdict);
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
        // The CPU time of a submission that waits, or of runs that were not judged, says nothing of the
        // limit.
        if (slowest == nullptr || waits(*item.judgement) || item.judgement->verdict == Verdict::JE)
            continue;
        if (item.submission->forTimeLimit && boundsFromBelow(problem, item) &&
            (!ruler.slowestAccepted || slowest->cpuTime > *ruler.slowestAccepted)) {
            ruler.slowestAccepted = slowest->cpuTime;
            ruler.slowestSpread = spreadOf(*slowest);
            ruler.slowestBy = item.submission->file;
        }
        if (item.submission->mustExceedTimeLimit &&
            (!ruler.fastestToFail || slowest->cpuTime < *ruler.fastestToFail)) {
            ruler.fastestToFail = slowest->cpuTime;
            ruler.fastestSpread = spreadOf(*slowest);
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
