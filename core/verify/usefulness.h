// SPDX-License-Identifier: GPL-3.0-or-later
// The use of the tests of a package, judged by the wrong submissions that they catch. Pure functions; any
// thread.
#pragma once

#include "verify/verify.h"

#include <string>
#include <vector>

namespace assize::verify {

/// By wrong submissions: those that the package says must fail, and those of which it says nothing that
/// failed. A submission that does not compile, or could not be judged, tells nothing.
struct Usefulness
{
    struct Precious
    {
        std::string testCase;
        std::string submission; ///< JurySubmission::file
        bool operator==(const Precious&) const = default;
    };
    int wrongSubmissions = 0;
    /// Tests (not samples) that some wrong submission ran and none failed.
    std::vector<std::string> unfailed;
    /// Tests that only one wrong submission fails, where it fails no other: without them it is accepted.
    std::vector<Precious> decisive;
    /// Tests that only one wrong submission fails.
    std::vector<Precious> precious;
    /// Sets of two and more tests that are run and failed by the same wrong submissions, at least one; in
    /// test order.
    std::vector<std::vector<std::string>> equal;
};

Usefulness usefulnessOf(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged);

/// How well the slots were used: wall time of all runs / (elapsed x slots). Unset where nothing was measured.
std::optional<double> slotUse(std::chrono::nanoseconds wallTimeOfRuns, std::chrono::nanoseconds elapsed,
                              int slots);

/// The wall time of all runs and their repetitions.
std::chrono::nanoseconds wallTimeOf(const model::Judgement& judgement);

} // namespace assize::verify
