// SPDX-License-Identifier: GPL-3.0-or-later
// Which verdict is meant by which word of a package, and how well its time limit separates the good from the
// slow. Pure functions; any thread.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::verify {

/// Whether `actual` is a verdict that `expected` means. Formats have no word for some verdicts: MLE and SV
/// satisfy an expected RTE, and PE an expected WA (as which readers also read "no output").
bool satisfies(model::Verdict actual, model::Verdict expected);

/// The slowest CPU time of any run of the judgement; unset when none ran.
std::optional<std::chrono::nanoseconds> slowestRun(const model::Judgement& judgement);

/// max(1, ceil(slowest x multiplier / resolution)) x resolution (problemtools; legacy specification,
/// "limits").
std::chrono::nanoseconds suggestedTimeLimit(std::chrono::nanoseconds slowestAccepted,
                                            const model::TimeLimitRule& rule);

/// Something about the time limit that its author should look at.
struct RulerWarning
{
    enum class Kind {
        AcceptedOverLimit, ///< the slowest accepted needs more than the limit
        AcceptedNearLimit, ///< it needs more than the limit divided by the smaller of the rule's multiplier
                           ///< and 2
        FailsToExceed,     ///< the fastest that must fail ends within the limit
        FailsWithinMargin, ///< it ends between the limit and the safety margin
        NoLimitFits,       ///< there is no limit that keeps both of the rule's margins
    };
    Kind kind = Kind::AcceptedOverLimit;
    std::string submission; ///< JurySubmission::file
    /// Runs of the same program differ by more than the margin that decides whether it is so.
    bool uncertain = false;
    bool operator==(const RulerWarning&) const = default;
};

/// The CPU times of a run that was repeated with nothing beside it.
struct Spread
{
    std::chrono::nanoseconds least{0};
    std::chrono::nanoseconds most{0};
    int runs = 0;
    bool operator==(const Spread&) const = default;
};

/// Where the time limit lies between the jury's good and slow submissions:
/// slowest accepted <= limit <= safety <= fastest to fail is how it should be.
struct TimeLimitRuler
{
    std::optional<std::chrono::nanoseconds>
        slowestAccepted; ///< of the submissions that bound the limit from below
    std::chrono::nanoseconds limit{0};
    std::chrono::nanoseconds safety{0};                    ///< limit x the rule's safety margin
    std::optional<std::chrono::nanoseconds> fastestToFail; ///< of those that must exceed the time limit
    std::optional<std::chrono::nanoseconds> suggested;     ///< by the rule, from slowestAccepted
    std::optional<Spread> slowestSpread;                   ///< of slowestAccepted, where it was repeated
    std::optional<Spread> fastestSpread;                   ///< of fastestToFail, where it was repeated
    std::string slowestBy;                                 ///< JurySubmission::file
    std::string fastestBy;
    bool fastestWasStopped = false; ///< it would have needed more than fastestToFail
    /// The same by the rules that the formats have when a package says nothing: the legacy multiplier of 5,
    /// and 2025-09's of 2.
    std::optional<std::chrono::nanoseconds> suggestedLegacy;
    std::optional<std::chrono::nanoseconds> suggestedNew;
    std::optional<std::chrono::nanoseconds> lowest; ///< slowestAccepted x the rule's multiplier
    std::optional<std::chrono::nanoseconds>
        highest; ///< fastestToFail / the safety margin; unset when it was stopped
    std::vector<RulerWarning> warnings;
};

/// A jury submission with its judgement. Both are borrowed.
struct JudgedJurySubmission
{
    const model::JurySubmission* submission = nullptr;
    const model::Judgement* judgement = nullptr;
};

/// A submission that bounds the limit counts by its slowest run, with any verdict: the ruler is to show also
/// the submissions that are too slow. A run that was stopped counts with the time at which it was. Where the
/// limit is computed, those without which it is (see limitWithout) do not count.
TimeLimitRuler timeLimitRuler(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged);

/// As the JSON says it: "accepted-over-limit", ...
std::string_view nameOf(RulerWarning::Kind kind);

/// "1.02 s to 1.05 s in 3 runs alone".
std::string spreadText(const Spread& spread);

/// One clause in English, for reports. Holds bytes of names.
std::string explain(const RulerWarning& warning, const TimeLimitRuler& ruler);

/// By run: whether its time lies within the rule's safety margin of its limit, on either side, so that on
/// another machine its verdict could be another. Not marked are runs that are too slow beside a run that was
/// stopped at the margin, as those are not all run so far (see exec::Options::runToSafetyMargin); where there
/// are points, beside a run of the same group.
std::vector<bool> runsWithinMargin(const model::Problem& problem, const model::Judgement& judgement);

} // namespace assize::verify
