// SPDX-License-Identifier: GPL-3.0-or-later
// Ranking rules: from judged submissions to rows. Pure functions; any thread.
#pragma once

#include "base/decimal.h"
#include "model/judgement.h"
#include "model/problem.h"
#include "model/ranking_mode.h"
#include "model/submission.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assize::standings {

/// The facts of a submission that the ranking needs.
struct Entry
{
    int submission = 0;
    std::string contestant;
    std::string problem;
    std::optional<model::Verdict> verdict; ///< unset: pending
    Decimal score;
    /// Since the contest's start; unset where it is not known, or the contest has no start.
    std::optional<std::chrono::seconds> time;
    /// False: it is shown beside the cell and changes nothing (Submission::notCountedBecause).
    bool counts = true;
};

struct Options
{
    model::RankingMode mode = model::RankingMode::Icpc;
    std::chrono::minutes penaltyTime{20};
    /// How long the contest lasts; see rank().
    std::optional<std::chrono::seconds> duration{};
};

struct Cell
{
    std::string problem;
    /// The submission that counts: Icpc: the first accepted submission, else the last; Sum: the submission
    /// with the best score, the first of equals.
    std::optional<int> submission;
    std::optional<model::Verdict> verdict;
    Decimal score;
    /// Icpc: judged, penalised attempts up to and with the accepted attempt. Sum: all judged attempts but JE.
    int attempts = 0;
    int pending = 0; ///< Icpc: attempts before the accepted one, whose verdicts might still change the cell
    std::optional<std::chrono::minutes> time; ///< of the solve, only where times are known
    bool timeIsAssumed = false;               ///< `time` is the latest that it can be: it is not known
    /// Only where times are known, and not while a submission for the problem that may be earlier is pending
    /// or has a time that is not known.
    bool firstToSolve = false;
    std::vector<int> notCounted; ///< submissions whose Entry::counts is false, in order of time
};

struct Row
{
    int rank = 0; ///< equal results share a rank and the next ranks are skipped
    std::string contestant;
    int solved = 0;
    std::chrono::minutes penalty{0}; ///< 0 where no time is known: there is none to show then
    Decimal score;
    std::vector<Cell> cells; ///< in the order of `problems`
};

/// One row for each contestant, in rank order, ties in the order of `contestants`. Contestants without
/// submissions have rows too. Icpc: solved, then penalty (only where times are known), then last solve; CLICS
/// contest control system requirements, "Scoring Data Generation". JE, CE and pending submissions cost
/// nothing. Sum: the sum of the cells' scores. Entries of contestants or problems that are not listed are
/// left out. Where no entry has a time, the order of ids is the order of time. Where only some entries have a
/// time, the other entries are taken to have come at the contest's end (without a duration: at the last known
/// time), so that a time that got lost is no advantage and changes nobody else's penalty.
std::vector<Row> rank(const std::vector<std::string>& contestants, const std::vector<std::string>& problems,
                      const std::vector<Entry>& entries, const Options& options);

/// Which submissions count (JSON `counts`): those named in a Cell.
std::vector<int> countingSubmissions(const std::vector<Row>& rows);

} // namespace assize::standings
