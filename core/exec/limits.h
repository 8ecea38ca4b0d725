// SPDX-License-Identifier: GPL-3.0-or-later
// Which limits hold for one run. Pure but for availableMemory(); any thread.
#pragma once

#include "model/language.h"
#include "model/problem.h"

#include <chrono>
#include <cstdint>

namespace assize::exec {

/// The CPU time that accepted jury submissions get while a time limit is computed from them.
inline constexpr std::chrono::nanoseconds kMeasuringLimit = std::chrono::seconds(60);

/// The limits of `test` for a program in `language`: the test's own or the problem's, times multiplied by the
/// language's factor, its extra memory added. A time limit that is still to be computed is kMeasuringLimit.
model::Limits limitsFor(const model::Problem& problem, const model::TestCase& test,
                        const model::Language& language);

/// `time` multiplied by `factor`, to the nearest nanosecond; no overflow.
std::chrono::nanoseconds scaled(std::chrono::nanoseconds time, double factor);

/// The rule for a time limit that no file gives; see model::TimeLimitRule.
std::chrono::nanoseconds timeLimitFrom(std::chrono::nanoseconds slowestAccepted,
                                       const model::TimeLimitRule& rule);

/// Where a run that goes on and on is stopped.
enum class RunUntil {
    TimeLimit,    ///< at 1.1 x it, so that a miss can be seen
    SafetyMargin, ///< beyond limit x safety margin by the time that other load may add, so that a miss can be
                  ///< told from a near miss
};
std::chrono::nanoseconds stopTime(const model::Limits& limits, const model::TimeLimitRule& rule,
                                  RunUntil until);

/// Whether a run to the safety margin goes further than a run to the time limit.
bool hasMargin(const model::TimeLimitRule& rule);

/// Whether a run that ended by itself after `time` is too near its limit to be trusted: between 0.9 and 1.1
/// of it.
bool isNearLimit(std::chrono::nanoseconds time, std::chrono::nanoseconds limit);

/// Bytes that new programs could use: MemAvailable of /proc/meminfo; 1 GiB where that cannot be read.
std::uint64_t availableMemory();

} // namespace assize::exec
