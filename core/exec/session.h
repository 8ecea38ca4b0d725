// SPDX-License-Identifier: GPL-3.0-or-later
// One call of Scheduler::run.
//
// The scheduler's thread owns the state of problems and submissions: it plans, looks into the ResultCache,
// emits events, folds. Slots own nothing: they take tasks from the Dispatcher, and tell what came of them
// through the Inbox.
//
//     probe toolchains -> [jury submissions, where the time limit is missing] -> programs of the jury, where
//     anything is to be run
//     -> compile a submission -> its tests, each with its check -> fold
#pragma once

#include "exec/decisive_runs.h"
#include "exec/dispatcher.h"
#include "exec/inbox.h"
#include "exec/margin_runs.h"
#include "exec/preparation/package_examination.h"
#include "exec/preparation/problem_preparation.h"
#include "exec/scheduler.h"
#include "exec/work/workshop.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assize::exec {

/// What a Scheduler was made with.
struct Surroundings
{
    sandbox::Sandbox& sandbox;
    TaskPool& pool;
    const ResultCache& cache;
    EventSink& sink;
    const Clock& clock;
};

class Session
{
public:
    Session(const Surroundings& surroundings, const Options& options, Plan plan);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Once, on the scheduler's thread.
    Result<Summary> run(std::stop_token stop);

private:
    struct Job;

    /// A problem, and its submissions that wait for something of it.
    struct ProblemWork
    {
        explicit ProblemWork(model::Problem read) : preparation(std::move(read)) {}

        ProblemPreparation preparation;
        PackageExamination examination;
        std::vector<Job*> waiting; ///< for the programs and the tests
        std::vector<Job*> jury;    ///< bound the time limit
        bool measuring = false;
        bool compiledAhead = false;
        std::size_t juryLeft = 0;
        std::string limitKey;
        std::size_t decidingLeft = 0; ///< jobs whose times decide and which are under way
        int decisiveRuns = 0;         ///< that were repeated so far

        const PreparedProblem& prepared() const { return *preparation.known(); }
        const model::Problem& problem() const { return preparation.problem(); }
        bool limitKnown() const { return problem().limits.cpuTime.count() > 0; }
    };

    /// A submission and the judgement that it gets. Slots read what is const while its tasks exist.
    struct Job
    {
        const model::Submission* submission = nullptr;
        ProblemWork* problem = nullptr; ///< nullptr: there is no such problem
        std::optional<std::size_t> language;
        bool jury = false; ///< runs for a time limit; makes no events
        enum class State { Unplanned, UnderWay, Finished } state = State::Unplanned;
        model::Judgement judgement;
        std::vector<std::size_t> pending; ///< tests that are to be run
        std::vector<bool> irrelevant;     ///< tests that can no longer matter
        std::size_t undecided = 0;        ///< tests that matter and are not done
        bool resumed = false;             ///< an earlier call began it
        bool announced = false;
        bool compilingAhead = false;
        /// Alone on a machine that had processors to spare, the wall clock stopped it: it waits for something
        /// of its own, and its other runs need not be repeated to see that. Set and read by slots.
        std::atomic<bool> waits{false};
        bool decides = false;                ///< see marksTimeLimit; until its times are known
        bool heldBack = false;               ///< UnderWay, but only until the times that decide are repeated
        std::vector<model::Run> timedRuns{}; ///< of a judgement that was stored
        MarginRuns marginRuns;               ///< see marginMatters
    };

    struct CompileBegan
    {
        Job* job;
        int slot;
    };
    struct TestBegan
    {
        Job* job;
        std::size_t test;
        int slot;
    };
    /// Results of one test or several, and tests that have to be run again.
    struct RunsEnded
    {
        Job* job;
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
    using Message = std::variant<CompileBegan, TestBegan, RunsEnded, WorkEnded, StopRequested>;

    // session.cpp: the loop, and what slots tell.
    void startSlots();
    void slotLoop(Slot& slot);
    void handle(CompileBegan&& message);
    void handle(TestBegan&& message);
    void handle(RunsEnded&& message);
    void handle(WorkEnded&& message);
    void handle(StopRequested&& message);
    void conclude(const Probe& work, Outcome&& outcome);
    void conclude(const BuildProgram& work, Outcome&& outcome);
    void conclude(const Compile& work, Outcome&& outcome);
    void conclude(const RunCase& work, Outcome&& outcome);
    void conclude(const MakeTest& work, Outcome&& outcome);
    void conclude(const CheckPackage& work, Outcome&& outcome);
    void conclude(const Fold& work, Outcome&& outcome);
    void compiledAhead(Job& job);
    void settle(Job& job, std::size_t test, model::Run run);
    void abandonIrrelevant(Job& job);
    void runAgain(Job& job, const std::vector<std::size_t>& tests);
    bool isOpen(const Job& job, std::size_t test) const;
    void findIrrelevant(Job& job) const;
    /// Whether programs of the jury take part in the last step.
    static bool foldsInSlot(const model::Problem& problem);
    void completeIfDecided(Job& job);
    void finish(Job& job, bool fromCache = false);
    void announce(Job& job);
    void emit(Event event);
    Summary summary() const;

    // session_planning.cpp: from what is known to tasks.
    void addProblems();
    void beginPreparation(ProblemWork& work);
    void needLanguagesOf(const PreparedProblem& prepared);
    /// Does what follows for a problem.
    void follow(ProblemWork& work, ProblemPreparation::Step step);
    /// Nothing for it can be judged.
    void failWaiting(ProblemWork& work);
    void beginExamination(ProblemWork& work);
    void endExamination(ProblemWork& work);
    void addJobs();
    void addJob(const model::Submission& submission, bool jury);
    void queueProbes();
    void advance();
    void advanceProblem(ProblemWork& work);
    void plan(Job& job);
    /// What is known of a judgement already, and from where.
    struct KnownRuns
    {
        model::Judgement judgement;
        bool stored = false; ///< an earlier call told of it; else nobody did
    };
    void planRuns(Job& job, std::optional<KnownRuns> known);
    void tellKnown(Job& job);
    void begin(Job& job, std::vector<Task>& tasks);
    void finishWithoutToolchain(Job& job, std::string reason);
    void finishWithJudgeError(Job& job, std::string reason);
    void wantRuns(Job& job);
    const model::Toolchain* toolchainOf(const Job& job) const;
    std::optional<std::size_t> languageIndex(const std::string& id) const;
    bool probed(std::optional<std::size_t> language) const;
    bool areProbed(const PreparedProblem& prepared) const; ///< the languages of its programs

    // session_time_limit.cpp: time limits that have to be computed.
    void advanceTimeLimit(ProblemWork& work);
    void compileAhead(ProblemWork& work);
    void juryFinished(Job& job);
    void settleTimeLimit(ProblemWork& work);
    void setTimeLimit(ProblemWork& work, TimeLimitComputed computed);
    /// The run of the same submission that measures; nullptr: there is none.
    const Job* measuredAs(const Job& job) const;
    std::optional<KnownRuns> runsOfMeasuring(const Job& job) const;

    // session_decisive_runs.cpp: times that decide, repeated alone.
    /// Whether the submission is one of the jury's whose times say where the limit should be.
    bool marksTimeLimit(const Job& job) const;
    /// Its tests are over; true: it waits until the times that decide are known.
    bool holdBack(Job& job);
    void timesKnown(Job& job);
    void repeatDecisive(ProblemWork& work);
    bool repeatNext(ProblemWork& work, const std::vector<Job*>& jobs);

    // session_tasks.cpp: work as it is queued.
    Task probeTask(std::size_t language) const;
    /// Beside::Nothing: once more, after the wall clock has stopped it.
    Task programTask(const PreparedProblem& prepared, std::size_t index, Beside beside) const;
    /// Of what a problem itself needs.
    Task taskOf(const ProblemWork& problem, Work work) const;
    Task compileTask(const Job& job, const PreparedProblem& prepared, Beside beside) const;
    Task compileAheadTask(const Job& job) const;
    Task testTask(const Job& job, const PreparedProblem& prepared, std::size_t test) const;
    Task decisiveTask(const Job& job, std::size_t test) const;
    Task aloneTask(Job& job, const model::Problem& problem, RunCase work, CaseReport report) const;
    Task foldTask(const Job& job) const;
    /// Whether runs of tests go on to the safety margin, as MarginRuns decides.
    bool marginMatters(const model::Problem& problem) const;

    // session_outcomes.cpp: on slots' threads, before and after work.
    void began(Work& work, int slot);
    void ended(Work&& work, Outcome&& outcome);
    void endCompile(Compile&& work, Outcome&& outcome);
    void endRun(RunCase&& work, Outcome&& outcome);
    void endTest(Job& job, const model::Problem& problem, const RunCase& work, CaseReport report);

    Job& jobOf(int submission) { return *m_jobById.at(submission); }

    const Surroundings m_with;
    const Options m_options;
    const int m_slotCount;
    Plan m_plan;
    Workshop m_workshop;
    Inbox<Message> m_inbox;
    Dispatcher m_dispatcher;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<bool> m_languageNeeded;                        ///< by index into m_plan.languages
    std::vector<std::optional<model::Toolchain>> m_toolchains; ///< the same; set once probed
    std::deque<ProblemWork> m_problems;
    std::map<std::string, ProblemWork*> m_problemById;
    std::deque<Job> m_jobs;
    std::map<int, Job*> m_jobById; ///< by submission; complete before slots start
    std::size_t m_unfinished = 0;  ///< jobs that make events, and checks of packages
    int m_judged = 0;
    int m_reused = 0;
    bool m_moreKnown = false; ///< since the last advance()
    bool m_cancelled = false;
};

} // namespace assize::exec
