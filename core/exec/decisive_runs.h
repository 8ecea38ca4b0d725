// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs of the jury's submissions decide a time limit, or what is said of it: the slowest of those that
// must be accepted, and the fastest of those that must be too slow. They are repeated alone, because what
// runs beside a program makes it slower. Pure.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace assize::exec {

/// The times of a submission of the jury whose tests are all over. Borrowed.
struct TimedSubmission
{
    const std::vector<model::Run>* runs = nullptr;
    bool isAccepted = false; ///< bounds the limit from below
    bool mustExceed = false; ///< bounds it from above
    double timeFactor = 1;   ///< of its language
};

/// A run, by its places in what was asked about.
struct DecisiveRun
{
    std::size_t submission = 0;
    std::size_t test = 0;
    bool operator==(const DecisiveRun&) const = default;
};

/// At most so many runs of a problem are repeated: many may be equally slow.
inline constexpr int kMostDecisiveRuns = 8;

/// The next run to repeat alone, which may make another one the slowest or the fastest; nullopt: those that
/// decide were repeated, or what depends on them is the same whatever ran beside them.
std::optional<DecisiveRun> nextDecisiveRun(const model::Problem& problem,
                                           const std::vector<TimedSubmission>& submissions);

} // namespace assize::exec
