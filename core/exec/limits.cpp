// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/limits.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace assize::exec {
namespace {

/// Long enough for any run, short enough to be doubled without overflow.
constexpr std::chrono::nanoseconds kLongest = std::chrono::hours(24 * 365);

constexpr double kStopFactor = 1.1;
/// Other programs beside a program make its CPU time longer, by up to a quarter for a program that only
/// computes. A program that is stopped so late would have come to the safety margin alone, too; a program
/// that ends before is repeated alone.
constexpr double kPastMargin = 1.25;
/// A run that ended by itself between these parts of its limit is near it.
constexpr double kNearFrom = 0.9;
constexpr double kNearTo = 1.1;

} // namespace

std::chrono::nanoseconds scaled(std::chrono::nanoseconds time, double factor)
{
    const double result = std::round(static_cast<double>(time.count()) * factor);
    if (!(result > 0))
        return std::chrono::nanoseconds(0);
    if (result >= static_cast<double>(kLongest.count()))
        return kLongest;
    return std::chrono::nanoseconds(static_cast<std::chrono::nanoseconds::rep>(result));
}

model::Limits limitsFor(const model::Problem& problem, const model::TestCase& test,
                        const model::Language& language)
{
    model::Limits limits = test.limits ? *test.limits : problem.limits;
    if (limits.cpuTime.count() == 0)
        limits.cpuTime = problem.limits.cpuTime;
    if (limits.cpuTime.count() == 0)
        limits.cpuTime = kMeasuringLimit;
    if (language.timeFactor != 1.0) {
        limits.cpuTime = scaled(limits.cpuTime, language.timeFactor);
        if (limits.wallTime)
            limits.wallTime = scaled(*limits.wallTime, language.timeFactor);
    }
    limits.memory += language.extraMemory;
    return limits;
}

std::chrono::nanoseconds timeLimitFrom(std::chrono::nanoseconds slowestAccepted,
                                       const model::TimeLimitRule& rule)
{
    const double resolution = static_cast<double>(std::max<std::int64_t>(rule.resolution.count(), 1));
    const double steps =
        std::ceil(static_cast<double>(slowestAccepted.count()) * rule.multiplier / resolution);
    return scaled(rule.resolution, std::max(1.0, steps));
}

std::chrono::nanoseconds stopTime(const model::Limits& limits, const model::TimeLimitRule& rule,
                                  RunUntil until)
{
    const bool toMargin = until == RunUntil::SafetyMargin && hasMargin(rule);
    return scaled(limits.cpuTime, toMargin ? rule.safetyMargin * kPastMargin : kStopFactor);
}

bool hasMargin(const model::TimeLimitRule& rule)
{
    return rule.safetyMargin > kStopFactor;
}

bool isNearLimit(std::chrono::nanoseconds time, std::chrono::nanoseconds limit)
{
    return time >= scaled(limit, kNearFrom) && time <= scaled(limit, kNearTo);
}

std::uint64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string name;
    std::uint64_t kibibytes = 0;
    std::string rest;
    while (file >> name >> kibibytes && std::getline(file, rest)) {
        if (name == "MemAvailable:")
            return kibibytes << 10;
    }
    return 1ULL << 30;
}

} // namespace assize::exec
