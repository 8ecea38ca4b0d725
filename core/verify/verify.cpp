// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/verify.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assize::verify {
namespace {

using model::Verdict;
using std::chrono::nanoseconds;

bool satisfiesAny(Verdict actual, const std::vector<Verdict>& expected)
{
    return std::any_of(expected.begin(), expected.end(),
                       [actual](Verdict v) { return satisfies(actual, v); });
}

bool isToFail(const model::JurySubmission& submission)
{
    return submission.required == std::vector{Verdict::TLE};
}

/// Multipliers come from packages; what they make of a time stays a time (a year at most).
nanoseconds toTime(double count)
{
    constexpr double kYear = 365.0 * 24 * 3600 * 1e9;
    return nanoseconds(std::isfinite(count) ? static_cast<std::int64_t>(std::clamp(count, 0.0, kYear)) : 0);
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

Outcome compare(const std::vector<Verdict>& permitted, const std::vector<Verdict>& required,
                const model::Judgement& judgement)
{
    Outcome outcome;
    if (judgement.state != model::SubmissionState::Done || !judgement.verdict ||
        (permitted.empty() && required.empty()))
        return outcome;

    std::array<bool, 11> occurred{};
    occurred.at(static_cast<std::size_t>(*judgement.verdict)) = true;
    for (const model::Run& run : judgement.runs) {
        if (run.state == model::TaskState::Done && run.verdict)
            occurred.at(static_cast<std::size_t>(*run.verdict)) = true;
    }
    bool requiredOccurred = required.empty();
    for (std::size_t i = 0; i < occurred.size(); ++i) {
        if (!occurred[i])
            continue;
        const auto verdict = static_cast<Verdict>(i);
        const bool acceptedRun = verdict == Verdict::AC && *judgement.verdict != Verdict::AC;
        const bool allowed =
            verdict != Verdict::JE && (permitted.empty() || acceptedRun || satisfiesAny(verdict, permitted));
        if (!allowed)
            outcome.notPermitted.push_back(verdict);
        requiredOccurred = requiredOccurred || satisfiesAny(verdict, required);
    }
    outcome.requiredIsMissing = !requiredOccurred;
    outcome.asExpected = outcome.notPermitted.empty() && requiredOccurred;
    return outcome;
}

std::optional<nanoseconds> slowestRun(const model::Judgement& judgement)
{
    std::optional<nanoseconds> slowest;
    for (const model::Run& run : judgement.runs) {
        if (run.state == model::TaskState::Done)
            slowest = std::max(slowest.value_or(nanoseconds(0)), run.cpuTime);
    }
    return slowest;
}

nanoseconds suggestedTimeLimit(nanoseconds slowestAccepted, const model::TimeLimitRule& rule)
{
    const double resolution = static_cast<double>(std::max<std::int64_t>(rule.resolution.count(), 1));
    const double units =
        std::ceil(static_cast<double>(slowestAccepted.count()) * rule.multiplier / resolution);
    return toTime(std::max(1.0, units) * resolution);
}

TimeLimitRuler timeLimitRuler(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged)
{
    TimeLimitRuler ruler;
    ruler.limit = problem.limits.cpuTime;
    ruler.safety = toTime(
        std::round(static_cast<double>(problem.limits.cpuTime.count()) * problem.timeLimitRule.safetyMargin));
    for (const JudgedJurySubmission& item : judged) {
        const std::optional<nanoseconds> slowest = slowestRun(*item.judgement);
        if (!slowest)
            continue;
        if (item.submission->forTimeLimit)
            ruler.slowestAccepted = std::max(ruler.slowestAccepted.value_or(nanoseconds(0)), *slowest);
        if (isToFail(*item.submission))
            ruler.fastestToFail = std::min(ruler.fastestToFail.value_or(nanoseconds::max()), *slowest);
    }
    if (ruler.slowestAccepted)
        ruler.suggested = suggestedTimeLimit(*ruler.slowestAccepted, problem.timeLimitRule);
    return ruler;
}

} // namespace assize::verify
