// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that a package says of a jury submission, held against its judgement: verdicts, scores and
// messages, of the whole submission and of its groups and tests. Pure functions; any thread.
#pragma once

#include "model/judgement.h"
#include "model/problem.h"
#include "model/verdict.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace assize::verify {

/// A verdict and how often it occurred.
struct CountedVerdict
{
    model::Verdict verdict = model::Verdict::AC;
    int runs = 0;              ///< 0: it is the verdict of the whole only
    std::string firstTestCase; ///< the first of these runs
    bool operator==(const CountedVerdict&) const = default;
};

/// A difference between a judgement and the expectations of the package.
struct Difference
{
    enum class Kind {
        Verdict,    ///< a verdict occurred that is not permitted, or none that is required
        Score,      ///< the score lies outside of `expectedScore`
        Message,    ///< no message holds `expectedMessage`
        NotTooSlow, ///< it must exceed the time limit and did not
        JudgeError, ///< it could not be judged
    };
    Kind kind = Kind::Verdict;
    std::string scope;                    ///< glob of groups or tests; empty: the submission
    std::vector<model::Verdict> expected; ///< any of which had to occur, or all that might
    std::vector<CountedVerdict> actual;   ///< the wrong verdicts, or all that occurred
    int runs = 0;                         ///< that were looked at
    std::optional<model::ScoreRange> expectedScore;
    Decimal actualScore;
    std::string expectedMessage;
    std::string message; ///< the judge's, of the first run that is wrong; bytes
    model::LimitKind limitMet = model::LimitKind::None; ///< by that run
    std::optional<std::chrono::nanoseconds> slowest;    ///< CPU time, where the time matters
    std::optional<std::chrono::nanoseconds> waited; ///< wall time of the longest that was stopped for waiting
    std::chrono::nanoseconds limit{0};
};

struct Comparison
{
    /// Unset where there is nothing to compare: the package says nothing, or the judgement is not Done.
    std::optional<bool> asExpected;
    /// Of judgement.groups and judgement.runs, in their order; unset where the package says nothing of them.
    std::vector<std::optional<bool>> groups;
    std::vector<std::optional<bool>> runs;
    std::vector<Difference> differences;
};

/// Holds a judgement against all that `jury` says. As expected means:
/// - in 2025-09 every test's verdict is permitted, and one of the required verdicts occurred in some test or
///   is the submission's (PA is no test's); in other formats the submission's verdict is permitted, and so is
///   that of every test that failed, unless the package speaks of the whole only; and in scoring problems the
///   submission's alone counts once it is AC or PA, as a failure within a group is then the group's own
///   matter;
/// - the score lies within the range, and some run's message holds the text;
/// - the same for each entry of `below`: verdicts and messages of the tests that its glob matches, by
///   themselves or by a group above, and scores of the groups and tests that it matches themselves;
/// - a submission that must exceed the time limit does so in some run.
/// JE is never as expected (2025-09, "Example submissions"; legacy, "Example submissions").
Comparison compareSubmission(const model::Problem& problem, const model::JurySubmission& jury,
                             const model::Judgement& judgement);

/// One clause in English, for reports: "expected TLE, got AC on every test; slowest 1.93 s of 2 s". Holds
/// bytes of messages and names.
std::string explain(const Difference& difference);

} // namespace assize::verify
