// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a slot's thread before and after work, because the work that it takes next depends on them.
// All else is told to the loop.
#pragma once

#include "exec/loop/dispatcher.h"
#include "exec/loop/inbox.h"
#include "exec/loop/judging_state.h"
#include "exec/loop/known_toolchains.h"
#include "exec/scheduler.h"
#include "exec/work/workshop.h"

#include <functional>
#include <variant>

namespace assize::exec {

struct CompileBegan
{
    SubmissionJudging* judging;
    int slot;
};
struct TestBegan
{
    SubmissionJudging* judging;
    std::size_t test;
    int slot;
};
/// Results of one or several tests, and tests that have to be run again.
struct RunsEnded
{
    SubmissionJudging* judging;
    MarginRuns::Ended ended;
};
/// All other work.
struct WorkEnded
{
    Work work;
    Outcome outcome;
};
struct StopRequested
{
};
/// See Judge::add and Judge::change.
struct AddRequested
{
    std::vector<model::Submission> submissions;
    bool rejudge;
};
struct ChangeRequested
{
    QueueChange change;
    std::vector<int> submissions;
};
/// To the loop.
using Message =
    std::variant<CompileBegan, TestBegan, RunsEnded, WorkEnded, StopRequested, AddRequested, ChangeRequested>;

/// Whether runs of tests go on to the safety margin, as MarginRuns decides.
bool marginMatters(const Options& options, const model::Problem& problem);

/// Any thread. Reads of a SubmissionJudging the members that no longer change, and of a problem the published
/// PreparedProblem.
class SlotSide
{
public:
    struct Surroundings
    {
        const Options& options;
        const Workshop& workshop;
        const KnownToolchains& toolchains;
        Dispatcher& dispatcher;
        Inbox<Message>& inbox;
        std::function<SubmissionJudging&(int number)> judging;
    };
    explicit SlotSide(Surroundings with) : m_with(std::move(with)) {}

    /// Before the work is performed; may settle how far it goes.
    void began(Work& work, int slot);
    /// After it. Everything that has to be queued before the slot looks for its next task is queued.
    void ended(Work&& work, Outcome&& outcome);

private:
    void endCompile(Compile&& work, Outcome&& outcome);
    void endRun(RunCase&& work, Outcome&& outcome);
    void endTest(SubmissionJudging& job, const model::Problem& problem, const RunCase& work,
                 CaseReport report);
    /// The run once more, with nothing beside it.
    Task alone(SubmissionJudging& job, const model::Problem& problem, RunCase work, CaseReport report) const;

    const Surroundings m_with;
};

} // namespace assize::exec
