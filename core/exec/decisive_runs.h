// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs of the jury's submissions decide a time limit, or a statement about it: the slowest of those
// that must be accepted, and the fastest of those that must be too slow. They are repeated alone, because
// other programs beside a program make it slower. Pure.
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

/// A run, by its places in the vectors given to nextDecisiveRun.
struct DecisiveRun
{
    std::size_t submission = 0;
    std::size_t test = 0;
    bool operator==(const DecisiveRun&) const = default;
};

/// At most so many runs of a problem are repeated: many may be equally slow.
inline constexpr int kMostDecisiveRuns = 4;

/// The next run to repeat alone, which may make another run the slowest or the fastest; nullopt: the runs
/// that decide were repeated, or the limit and the statements about it are the same however slow other
/// programs made them.
std::optional<DecisiveRun> nextDecisiveRun(const model::Problem& problem,
                                           const std::vector<TimedSubmission>& submissions);

} // namespace assize::exec
