// SPDX-License-Identifier: GPL-3.0-or-later
// The loop: from the facts known so far to the next work, and from the outcomes of work to judgements.
//
// The loop's thread owns the state of problems and submissions: it plans, looks into the ResultCache, emits
// events, folds. Slots own nothing: they take work from the Dispatcher, and tell its outcome through SlotSide
// and the Inbox.
//
//     probe toolchains -> [jury submissions, where the time limit is missing] -> programs of the jury, where
//     anything is to be run
//     -> compile a submission -> its tests, each with its check -> fold
//
// It runs nothing, opens nothing and starts no thread: its caller takes work from the Dispatcher and gives
// outcomes to slotSide().
#pragma once

#include "exec/loop/dispatcher.h"
#include "exec/loop/inbox.h"
#include "exec/loop/judging_state.h"
#include "exec/loop/known_toolchains.h"
#include "exec/loop/slot_side.h"
#include "exec/scheduler.h"
#include "exec/work/workshop.h"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace assize::exec {

class Judge
{
public:
    /// All outlive it.
    struct Surroundings
    {
        const Options& options;
        const ResultCache& cache;
        EventSink& sink;
        Workshop& workshop;
        Dispatcher& dispatcher;
        std::string processor{}; ///< see sandbox::SandboxInfo
    };
    /// The languages of `plan` are those of the workshop.
    Judge(const Surroundings& with, Plan& plan);
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    /// The functions that slots call around their work.
    SlotSide& slotSide() { return m_slotSide; }
    /// Any thread: turn() returns, and nothing is planned any more.
    void requestStop() { m_inbox.post(StopRequested{}); }
    /// Any thread: more submissions to judge, or to judge once more. A submission that is under way is not
    /// begun a second time; with `rejudge` it begins anew.
    void add(std::vector<model::Submission> submissions, bool rejudge)
    {
        m_inbox.post(AddRequested{std::move(submissions), rejudge});
    }
    /// Any thread: for submissions, by id, that are waiting or under way; other submissions are passed over.
    /// Once paused, their running tasks end, and nothing more of them starts.
    void change(QueueChange change, std::vector<int> submissions)
    {
        m_inbox.post(ChangeRequested{change, std::move(submissions)});
    }

    // On the loop's thread:
    /// Whether everything is judged, or a stop was requested.
    bool isOver() const { return m_unfinished == 0 || m_cancelled; }
    /// Queues the work that can be done at once.
    void begin();
    bool wasStopped() const { return m_cancelled; }
    /// Whether turn() has something to do.
    bool hasNews() const { return !m_inbox.isEmpty(); }
    /// Waits for messages, and does the work that follows from them.
    void turn();
    /// Messages that came meanwhile count as results; no further work follows from them.
    void end();
    Summary summary() const;

private:
    void handle(CompileBegan&& message);
    void handle(TestBegan&& message);
    void handle(RunsEnded&& message);
    void handle(WorkEnded&& message);
    void handle(StopRequested&& message);
    void handle(AddRequested&& message);
    void handle(ChangeRequested&& message);
    void conclude(const Probe& work, Outcome&& outcome);
    void conclude(const BuildProgram& work, Outcome&& outcome);
    void conclude(const Compile& work, Outcome&& outcome);
    void conclude(const RunCase& work, Outcome&& outcome);
    void conclude(const MakeTest& work, Outcome&& outcome);
    void conclude(const CheckPackage& work, Outcome&& outcome);
    void conclude(const Fold& work, Outcome&& outcome);
    void compiledAhead(SubmissionJudging& job);
    void settle(SubmissionJudging& job, std::size_t test, model::Run run);
    void abandonIrrelevant(SubmissionJudging& job);
    void runAgain(SubmissionJudging& job, const std::vector<std::size_t>& tests);
    /// Whether programs of the jury take part in the last step.
    static bool foldsInSlot(const model::Problem& problem);
    void completeIfDecided(SubmissionJudging& job);
    void finish(SubmissionJudging& job, bool fromCache = false);
    void finishWithoutToolchain(SubmissionJudging& job, std::string reason);
    void finishWithJudgeError(SubmissionJudging& job, std::string reason);
    void announce(SubmissionJudging& job);
    void emit(Event event);

    // judge_planning.cpp: from known facts to work.
    void addSubmissions(const Plan& plan);
    SubmissionJudging& addSubmission(const model::Submission& submission, bool jury, bool rejudge);
    void cancel(SubmissionJudging& job);
    void putFirst(SubmissionJudging& job);
    void setHeld(SubmissionJudging& job, bool isHeld);
    /// Not finished; null: it is not judged, or not any more.
    SubmissionJudging* underWay(int submission);
    void advance();
    void plan(SubmissionJudging& job);
    /// The stored judgement of it, if any; sets SubmissionJudging::anew.
    KeptJudgement keptOf(SubmissionJudging& job) const;
    void planRuns(SubmissionJudging& job, std::optional<KnownRuns> known);
    void tellKnown(SubmissionJudging& job);
    void tellRun(const SubmissionJudging& job, std::size_t test, std::string processor = {});
    void begin(SubmissionJudging& job, std::vector<Task>& tasks);

    // judge_earlier_runs.cpp: runs that earlier judgements made.
    const model::Toolchain* toolsOf(const SubmissionJudging& job) const;
    std::string runKeyPartOf(const SubmissionJudging& job) const;
    std::string runKeyOf(const SubmissionJudging& job, std::size_t test) const;
    /// By test, for those of which `known` says nothing.
    std::map<std::size_t, model::Run> takeEarlierRuns(SubmissionJudging& job,
                                                      const std::optional<KnownRuns>& known);
    void tellTaken(SubmissionJudging& job);

    // judge_problems.cpp: the work that problems need.
    void beginPreparation(ProblemJudging& work);
    void advanceProblem(ProblemJudging& work);
    /// Does the next step of a problem.
    void follow(ProblemJudging& work, ProblemPreparation::Step step);
    /// Nothing for it can be judged.
    void failWaiting(ProblemJudging& work);
    void beginExamination(ProblemJudging& work);
    void endExamination(ProblemJudging& work);
    void push(const ProblemJudging& problem, std::vector<Work> work);

    // judge_time_limit.cpp: time limits that have to be computed.
    void advanceTimeLimit(ProblemJudging& work);
    void compileAhead(ProblemJudging& work);
    void juryFinished(SubmissionJudging& job);
    void settleTimeLimit(ProblemJudging& work);
    void setTimeLimit(ProblemJudging& work, model::TimeLimitComputed computed);
    /// The run of the same submission that measures; nullptr: there is none.
    static const SubmissionJudging* measuredAs(const SubmissionJudging& job);
    std::optional<KnownRuns> runsOfMeasuring(const SubmissionJudging& job) const;

    // judge_decisive_runs.cpp: times that decide, repeated alone.
    /// Whether the submission is of the jury and its times say where the limit should be.
    bool marksTimeLimit(const SubmissionJudging& job) const;
    /// Its tests are over; true: it waits until the times that decide are known.
    bool holdBack(SubmissionJudging& job);
    void timesKnown(SubmissionJudging& job);
    void repeatDecisive(ProblemJudging& work);
    bool repeatNext(ProblemJudging& work, const std::vector<SubmissionJudging*>& jobs);

    /// By its number. Any thread.
    SubmissionJudging& judgingOf(int number);
    ProblemJudging& problemOf(const std::string& id) { return *m_problemById.at(id); }
    const model::Toolchain* toolchainOf(const SubmissionJudging& job) const
    {
        return m_toolchains.of(job.language);
    }

    const Surroundings m_with;
    const Options& m_options;
    KnownToolchains m_toolchains;
    Inbox<Message> m_inbox;
    std::deque<ProblemJudging> m_problems;
    std::map<std::string, ProblemJudging*> m_problemById;
    std::deque<SubmissionJudging> m_submissions;
    std::deque<model::Submission> m_added;            ///< that did not come with the plan
    std::map<int, SubmissionJudging*> m_bySubmission; ///< the last judging of each submission
    std::map<std::string, int> m_lastTurn;            ///< by contestant
    int m_turn = 0;                                   ///< of the submission that began last
    int m_firstTurn = 0;                              ///< of the submission that was last put first
    int m_nextNumber = 1 << 30;                       ///< of a submission that is judged once more
    std::mutex m_numbersMutex;                        ///< guards the members below
    std::map<int, SubmissionJudging*> m_byNumber;
    std::size_t m_unfinished = 0; ///< submissions that make events, and examined packages
    int m_judged = 0;
    int m_reused = 0;
    int m_runs = 0;
    int m_runsReused = 0;
    bool m_moreKnown = false; ///< since the last advance()
    bool m_cancelled = false;
    SlotSide m_slotSide;
};

} // namespace assize::exec
