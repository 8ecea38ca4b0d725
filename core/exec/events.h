// SPDX-License-Identifier: GPL-3.0-or-later
// What happens while a plan is judged. Emitted by the Scheduler to its EventSink.
#pragma once

#include "base/diagnostics.h"
#include "model/judgement.h"
#include "model/language.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace assize::exec {

/// A time limit was computed from the accepted jury submissions.
struct TimeLimitComputed
{
    std::string problem;
    std::chrono::nanoseconds limit{0};
    std::chrono::nanoseconds slowestAccepted{0};
    std::string slowestSubmission; ///< Submission::file; these two are unknown when fromCache
    std::string key;               ///< what it depends on, for ResultCache::timeLimit
    bool fromCache = false;
    /// Whether all submissions that bound it took part, but for those without a toolchain. One that failed
    /// may do better the next time, so what is computed without it is not to be kept.
    bool complete = true;
};

/// The work on a submission begins, as nothing usable is stored under `key`, or goes on where an earlier call
/// was interrupted: that is told as soon as it is known, and nothing more when it is the submission's turn.
struct JudgementStarted
{
    int submission = 0;
    std::string key;
    bool anew = false;               ///< whatever is stored under the key: nothing of it is gone on with
    std::vector<model::Run> known{}; ///< runs that are gone on with, by TestCase::id
};

struct CompileStarted
{
    int submission = 0;
    int slot = 0;
};

struct CompileFinished
{
    int submission = 0;
    std::string key;
    model::CompileOutcome outcome;
};

struct RunStarted
{
    int submission = 0;
    int testIndex = 0;
    int slot = 0;
};

/// A run's result, in order of completion. Folding in test order comes with JudgementFinished.
struct RunFinished
{
    int submission = 0;
    std::string key;
    int testIndex = 0;
    model::Run run;
    std::string runKey{};    ///< see runKey (run_key.h); empty: later judgements do not take it over
    std::string processor{}; ///< on which it was made, where Run::reusedFrom is set
};

/// The judgement is complete (state Done or NoToolchain). `fromCache`: it was stored by an earlier call.
struct JudgementFinished
{
    model::Judgement judgement;
    bool fromCache = false;
};

/// Of those that were added while others are judged: what is judged, too. What is told of them from now on is
/// of the new judging.
struct SubmissionsAdded
{
    std::vector<int> submissions;
};

/// Somebody took the submission out of the queue, or out of work: there is no judgement. What was told of it
/// stays as that of an interrupted call.
struct JudgementCancelled
{
    int submission = 0;
};

struct DiagnosticFound
{
    Diagnostic diagnostic;
};

using Event =
    std::variant<TimeLimitComputed, JudgementStarted, CompileStarted, CompileFinished, RunStarted,
                 RunFinished, JudgementFinished, SubmissionsAdded, JudgementCancelled, DiagnosticFound>;

/// Receives events on whichever thread makes them, one call at a time (the Scheduler serialises). Must return
/// soon.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void handle(Event event) = 0;
};

} // namespace assize::exec
