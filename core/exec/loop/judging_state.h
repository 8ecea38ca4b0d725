// SPDX-License-Identifier: GPL-3.0-or-later
// The loop's knowledge of each problem and of each submission that it judges. On the loop's thread, but for
// members that are said to be of slots.
#pragma once

#include "exec/loop/margin_runs.h"
#include "exec/preparation/package_examination.h"
#include "exec/preparation/problem_preparation.h"
#include "model/judgement.h"
#include "model/submission.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assize::exec {

struct SubmissionJudging;

/// A problem, and its submissions that wait for something of it.
struct ProblemJudging
{
    explicit ProblemJudging(model::Problem read) : preparation(std::move(read)) {}

    bool isBegun = false; ///< there is something to judge for it
    ProblemPreparation preparation;
    PackageExamination examination;
    std::vector<SubmissionJudging*> waiting; ///< for the programs and the tests
    std::vector<SubmissionJudging*> jury;    ///< bound the time limit
    bool measuring = false;
    bool compiledAhead = false;
    std::size_t juryLeft = 0;
    std::string limitKey;
    std::size_t decidingLeft = 0;                 ///< submissions whose times decide and which are under way
    int decisiveRuns = 0;                         ///< that were repeated so far
    const SubmissionJudging* repeating = nullptr; ///< whose run is repeated now

    const PreparedProblem& prepared() const { return *preparation.known(); }
    const model::Problem& problem() const { return preparation.problem(); }
    bool limitKnown() const { return problem().limits.cpuTime.count() > 0; }
};

/// The known part of a judgement before anything of it is run, and its origin.
struct KnownRuns
{
    model::Judgement judgement;
    bool stored = false; ///< an earlier call told of it; else nobody did
};

/// A run of an earlier judgement that takes the place of a run to be made.
struct TakenRun
{
    std::size_t test = 0;
    std::string processor; ///< on which it was made
};

/// A submission and the judgement that it gets. While its tasks exist, slots read the members that are not
/// changed.
struct SubmissionJudging
{
    const model::Submission* submission = nullptr;
    /// Of this judging: the submission's id, but where it was judged before in this call. For work and queue.
    int number = 0;
    int turn = 0;                      ///< see Dispatcher::setTurn
    bool rejudge = false;              ///< also where a result is stored
    bool anew = false;                 ///< nothing that is stored under its key is gone on with
    bool isHeld = false;               ///< somebody has paused it
    bool hasResult = false;            ///< finished, and not by a fault of the judge\'s
    ProblemJudging* problem = nullptr; ///< nullptr: there is no such problem
    std::optional<std::size_t> language;
    bool jury = false; ///< runs for a time limit; makes no events
    enum class State { Unplanned, UnderWay, Finished } state = State::Unplanned;
    model::Judgement judgement;
    std::string program{};            ///< see SubmissionCompiled::program
    std::string runKeyPart;           ///< see run_key.h; empty: its runs are neither kept nor found
    std::vector<std::size_t> pending; ///< tests that are to be run
    std::vector<bool> irrelevant;     ///< tests that can no longer matter
    std::size_t undecided = 0;        ///< tests that matter and are not done
    bool resumed = false;             ///< an earlier call began it
    bool announced = false;
    std::vector<TakenRun> taken{};   ///< told when it begins, so that until then the result before is shown
    bool isCompilationTaken = false; ///< the outcome of the compilation is told then, too
    bool compilingAhead = false;
    /// Alone on a machine that had processors to spare, the wall clock stopped it: it waits for something
    /// of its own, and its other runs need not be repeated to see that. Set and read by slots.
    std::atomic<bool> waits{false};
    bool decides = false;                ///< its times decide, and are not known yet
    bool heldBack = false;               ///< UnderWay, but only until the times that decide are repeated
    std::vector<model::Run> timedRuns{}; ///< of a judgement that was stored
    MarginRuns marginRuns;               ///< used by slots

    /// Goes on from the known runs: UnderWay, with `pending` the tests left to run (nothing where it was not
    /// compiled). `earlier`: runs of other judgements, by test, for tests that are not among `known`.
    /// `stopAtFirstFailure`: from now on.
    void begin(std::optional<KnownRuns> known, std::map<std::size_t, model::Run> earlier,
               bool stopAtFirstFailure);
    void findIrrelevant(bool stopAtFirstFailure);
    /// Whether the test's result is still waited for.
    bool isOpen(std::size_t test) const;
    SubmissionName name() const { return nameOf(number, *submission); }
    bool isRejectedByCompiler() const { return judgement.compile && !judgement.compile->ok; }
};

} // namespace assize::exec
