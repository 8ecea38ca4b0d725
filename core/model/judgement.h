// SPDX-License-Identifier: GPL-3.0-or-later
// The result of judging a submission: a Judgement and its runs. Plain data: exec makes it, store keeps it,
// engine hands it to front ends.
#pragma once

#include "base/decimal.h"
#include "model/verdict.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assize::model {

/// One execution within a run; a run near its time limit has several.
struct Attempt
{
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0;
    bool operator==(const Attempt&) const = default;
};

/// The score that a validator or checker gave beside its verdict.
struct GivenScore
{
    Decimal value;
    bool isMultiplier =
        false; ///< a share of the test's points (score_multiplier.txt, testlib's partial), else a score
    bool operator==(const GivenScore&) const = default;
};

/// One test case of a judgement.
struct Run
{
    std::string testCase;                 ///< TestCase::id
    TaskState state = TaskState::Waiting; ///< Done or Skipped once decided
    std::optional<Verdict> verdict;       ///< only when Done
    Decimal score; ///< rounded to Decimal's digits; groups are folded from exact scores
    std::optional<GivenScore> given{};
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0; ///< peak, bytes
    std::optional<int> exitCode;
    std::optional<int> signal;
    LimitKind limit = LimitKind::None;
    std::string message;                ///< checker's or judge's message; bytes, capped at 4 KiB
    std::string standardError;          ///< first lines, capped at 4 KiB; bytes
    std::string output;                 ///< around the first difference (or the head), capped at 4 KiB; of an
                                        ///< interactive run the transcript; bytes
    std::string expected;               ///< the answer's same place; bytes
    std::uint64_t outputSize = 0;       ///< bytes written in all
    std::uint64_t differenceOffset = 0; ///< where `output` begins in the program's output
    std::vector<Attempt> attempts;      ///< empty unless the run was repeated
    /// When it was made, where it was made for an earlier judgement, which decided all of the same; unset:
    /// the run was made for this judgement.
    std::optional<std::chrono::system_clock::time_point> reusedFrom{};
    bool operator==(const Run&) const = default;
};

struct CompileOutcome
{
    bool ok = false;
    std::string log; ///< capped at 64 KiB; bytes
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    bool operator==(const CompileOutcome&) const = default;
};

struct GroupResult
{
    std::string group; ///< TestGroup::id
    std::optional<Verdict> verdict;
    Decimal score;
    Decimal maxScore = 1;
    bool operator==(const GroupResult&) const = default;
};

/// Unjudged: nothing can be judged, because the package of its problem was refused; never stored.
enum class SubmissionState { Incomplete, Done, NoToolchain, Unjudged };

/// One complete grading of one submission. A rejudge makes a new judgement; the old one stays.
struct Judgement
{
    int submission = 0; ///< Submission::id
    /// Hash of all that decides the result (source, toolchain, tests, limits): a judgement whose key differs
    /// from the key computed today is outdated.
    std::string key;
    SubmissionState state = SubmissionState::Incomplete;
    std::optional<Verdict> verdict; ///< only when Done
    Decimal score;
    Decimal maxScore = 1;
    std::optional<CompileOutcome> compile; ///< unset when nothing was compiled (no toolchain)
    std::vector<GroupResult> groups;
    std::vector<Run> runs; ///< in test order
    std::string message;   ///< why JE, no toolchain or unjudged
    std::string sandbox;   ///< SandboxInfo::name of the sandbox that judged; "none": without isolation
    /// Whether programs ran for it without any isolation.
    bool wasUnprotected() const { return sandbox == "none" && (compile || !runs.empty()); }
    bool operator==(const Judgement&) const = default;
};

} // namespace assize::model
