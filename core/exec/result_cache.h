// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/judgement.h"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assize::exec {

/// A run that an earlier judgement of the same submission has. What it was made for may have changed since
/// but for what its key says.
struct EarlierRun
{
    std::string key;                                  ///< see runKey (run_key.h)
    model::Run run;                                   ///< Done; `testCase` and `score` are those of then
    std::chrono::system_clock::time_point measuredAt; ///< when a program ran for it
    std::string processor;                            ///< model on which it did; empty: not known
};

struct EarlierRuns
{
    std::vector<EarlierRun> runs;                  ///< of each key that is known one: the last
    std::optional<model::CompileOutcome> compiled; ///< what came of compiling the program that made them
};

/// What is stored of a judgement under its key. Nothing of it: NothingKept.
struct NothingKept
{
};
/// It is Done or NoToolchain.
struct CompleteJudgement
{
    model::Judgement judgement;
};
/// It can be gone on with: its runs vector holds those that are stored (others have state Waiting; matched by
/// Run::testCase).
struct InterruptedJudgement
{
    model::Judgement judgement;
};
/// It was interrupted, too, but its programs were isolated, and those of today are not, or the other way
/// round. Of one judgement that must be clear, so nothing of it is gone on with.
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
    /// What is stored under `key` for this submission. Tells nobody: the loop does.
    virtual KeptJudgement find(int submission, const std::string& key) const = 0;
    /// Runs that are stored under one of `keys` for this submission.
    virtual EarlierRuns runs(int submission, const std::vector<std::string>& keys) const = 0;
    /// A time limit computed earlier for the problem under the same key.
    virtual std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                              const std::string& key) const = 0;
};

} // namespace assize::exec
