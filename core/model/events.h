// SPDX-License-Identifier: GPL-3.0-or-later
// What happens while submissions are judged: the one vocabulary of it. exec tells these as they happen; those
// that are results are the store's facts; and the engine hands all of them to front ends. Plain data.
#pragma once

#include "base/diagnostics.h"
#include "model/judgement.h"

#include <chrono>
#include <string>
#include <vector>

namespace assize::model {

/// A time limit was computed from the accepted jury submissions.
struct TimeLimitComputed
{
    std::string problem; ///< Problem::id
    std::string key{};   ///< what it depends on: whoever has the same key need not compute it again
    std::chrono::nanoseconds limit{0};
    bool fromCache = false; ///< by an earlier call
    /// Whether all submissions that bound it took part, but for those without a toolchain. One that failed
    /// may do better the next time, so what is computed without it is not to be kept.
    bool complete = true;
    std::chrono::nanoseconds slowestAccepted{0};
    std::string slowestSubmission{}; ///< Submission::file; these two are unknown when fromCache or stored
};

/// The work on a submission begins, as nothing usable is stored under `key`, or goes on where an earlier call
/// was interrupted: that is told as soon as it is known, and nothing more when it is the submission's turn. A
/// judgement that was shown no longer counts (its key changed, or a rejudge).
struct JudgementBegun
{
    int submission = 0;
    std::string key{};
    bool anew = false;        ///< whatever is stored under the key: nothing of it is gone on with
    std::vector<Run> known{}; ///< runs that are gone on with, by TestCase::id; no part of the fact
};

struct CompileBegun
{
    int submission = 0;
    int slot = 0;
};

struct CompileEnded
{
    int submission = 0;
    std::string key{}; ///< Judgement::key
    CompileOutcome outcome{};
};

struct RunBegun
{
    int submission = 0;
    int testIndex = 0;
    int slot = 0;
};

/// A run's result, in order of completion. Folding in test order comes with JudgementEnded. Only runs that
/// are Done are facts; the first record of a test counts.
struct RunEnded
{
    int submission = 0;
    std::string key{}; ///< Judgement::key
    int testIndex = 0;
    Run run{};
    /// Under which later judgements find it (32 hexadecimal digits); empty: they do not.
    std::string runKey{};
    std::string processor{}; ///< on which it was made, where Run::reusedFrom is set; else the session's
};

/// The judgement is complete: verdict, score, groups, and which runs are skipped. As a fact it becomes the
/// current judgement of its submission.
struct JudgementEnded
{
    Judgement judgement;
    bool fromCache = false; ///< it was stored before: by an earlier call, or by who judges elsewhere
};

/// Somebody took the submission out of the queue, or out of work: nothing of it is under way, and there is no
/// judgement. What was told of it stays as that of an interrupted call.
struct JudgementCancelled
{
    int submission = 0;
};

/// Of those that were added while others are judged: what is judged, too. What is told of them from now on is
/// of the new judging.
struct SubmissionsAdded
{
    std::vector<int> submissions; ///< ids
};

struct DiagnosticFound
{
    Diagnostic diagnostic;
};

} // namespace assize::model
