// SPDX-License-Identifier: GPL-3.0-or-later
// The time limit that no file gives, from the times of the jury's submissions. Pure; any thread.
#pragma once

#include "exec/events.h"
#include "model/judgement.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::exec {

/// A submission of the jury that was run to measure. Borrowed.
struct Measurement
{
    const model::Submission* submission = nullptr;
    const model::Judgement* judgement = nullptr; ///< finished
    double timeFactor = 1;                       ///< of its language
};

/// The outcome of measuring: a limit, or the reason why there is no limit.
struct MeasuredLimit
{
    std::optional<model::TimeLimitComputed> computed; ///< without problem and key
    std::string refusal;                              ///< a clause for people; empty: there is a limit
    std::vector<std::string> warnings;                ///< of submissions that could not take part
};

/// Whether the verdict of a submission that measures leaves its times usable.
bool mayBoundTimeLimit(const model::Problem& problem, const model::Submission& submission,
                       const model::Judgement& judgement);

/// From all submissions that bound the limit of `problem`. `fromThoseAccepted`: where one of these
/// submissions fails, which is told elsewhere, the accepted submissions are enough, and nothing is said of
/// those without a toolchain, which are told there together; else there is no limit.
MeasuredLimit limitFrom(const model::Problem& problem, const std::vector<Measurement>& measurements,
                        bool fromThoseAccepted);

/// Whether the judged submission is the measured submission, too.
bool isMeasuredAs(const model::Submission& judged, const model::Submission& measured);

/// Those of the runs that were made to measure that are the same under the limit that `problem` has now.
std::vector<model::Run> runsThatStand(const model::Problem& problem, const model::Language& language,
                                      const std::vector<model::Run>& measured);

} // namespace assize::exec
