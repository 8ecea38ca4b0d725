// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/judgement.h"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assize::exec {

/// A run that an earlier judgement of the same submission has. Everything that is not in its key may have
/// changed since.
struct EarlierRun
{
    std::string key;                                  ///< see runKey (run_key.h)
    model::Run run;                                   ///< Done; `testCase` and `score` are those of then
    std::chrono::system_clock::time_point measuredAt; ///< when a program ran for it
    std::string processor;                            ///< model on which it did; empty: not known
};

struct EarlierRuns
{
    std::vector<EarlierRun> runs;                  ///< the last run of each key that is known
    std::optional<model::CompileOutcome> compiled; ///< of the program that made them
};

/// Nothing is stored of a judgement under its key.
struct NothingKept
{
};
/// It is Done or NoToolchain.
struct CompleteJudgement
{
    model::Judgement judgement;
};
/// It can be gone on with: its runs vector holds the stored runs (all other runs have state Waiting; matched
/// by Run::testCase).
struct InterruptedJudgement
{
    model::Judgement judgement;
};
/// It was interrupted, too, but its programs were isolated, and those of today are not, or the other way
/// round. Whether programs were isolated must be the same within a judgement, so nothing of it is gone on
/// with.
struct OtherwiseIsolated
{
};
using KeptJudgement = std::variant<NothingKept, CompleteJudgement, InterruptedJudgement, OtherwiseIsolated>;

/// Earlier results, as exec sees them; engine implements it over the store's snapshot. Called on the
/// scheduler's thread only.
class ResultCache
{
public:
    virtual ~ResultCache() = default;
    /// The judgement that is stored under `key` for this submission. Emits no event: the loop does.
    virtual KeptJudgement find(int submission, const std::string& key) const = 0;
    /// Runs that are stored under any of `keys` for this submission.
    virtual EarlierRuns runs(int submission, const std::vector<std::string>& keys) const = 0;
    /// A time limit computed earlier for the problem under the same key.
    virtual std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                              const std::string& key) const = 0;
};

} // namespace assize::exec
