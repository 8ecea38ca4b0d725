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

#include "exec/case_run.h"
#include "exec/decisive_runs.h"
#include "exec/dispatcher.h"
#include "exec/inbox.h"
#include "exec/margin_runs.h"
#include "exec/missing_tests.h"
#include "exec/package_checks.h"
#include "exec/scheduler.h"
#include "exec/toolchain_cache.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assize::exec {

/// Why something failed where memory could not be had for it.
inline constexpr const char* kOutOfMemory = "the judge itself ran out of memory";

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

    /// A program of the jury that is built before anything is judged, and where it goes.
    struct ProgramToBuild
    {
        const model::JuryProgram* program = nullptr;
        std::shared_ptr<const BuiltJuryProgram>* target = nullptr; ///< in ProblemWork::judging
        bool needed = true;                                        ///< without it nothing can be judged
    };

    /// What a package says of itself is checked beside its submissions.
    struct Checks
    {
        enum class Stage { None, Waiting, UnderWay, Finished } stage = Stage::None;
        PackageCheckTools tools;
        std::size_t left = 0;
        std::vector<PackageCheckOutcome> outcomes;
        Diagnostics diagnostics; ///< of the tests' files, and of junk
        /// How junk is judged: as outputs are, within limits of its own.
        model::Problem junkProblem;
        Judging junkJudging;

        bool isPending() const { return stage == Stage::Waiting || stage == Stage::UnderWay; }
    };

    /// Tests that have to be made first.
    struct Generation
    {
        enum class Stage { Waiting, Inputs, Answers, Finished } stage = Stage::Waiting;
        MissingTests missing;
        std::vector<std::shared_ptr<const BuiltJuryProgram>> built; ///< of missing.programs
        std::vector<MakerProgram> makers;                           ///< the same
        std::size_t left = 0;                                       ///< in this stage
    };

    /// A problem and what must be known or built before submissions for it can be judged.
    struct ProblemWork
    {
        model::Problem problem;
        Judging judging;
        std::string unjudgeable; ///< why nothing for it can be judged; empty: it can
        /// What is unjudgeable is the input of one's own, which nothing is run on: that is no judge's error.
        bool inputRefused = false;
        std::vector<std::string> programFailures; ///< of programs without which nothing can be judged
        std::vector<ProgramToBuild> programs;
        bool programsWanted = false;
        bool programsQueued = false;
        std::size_t programsLeft = 0;
        Generation generation;
        Checks checks;
        std::vector<Job*> waiting; ///< for the programs and the tests
        std::vector<Job*> jury;    ///< bound the time limit
        bool measuring = false;
        bool compiledAhead = false;
        std::atomic<bool> judgeable{true}; ///< for tasks that are of use only then; see `unjudgeable`
        std::size_t juryLeft = 0;
        std::string limitKey;
        std::size_t decidingLeft = 0; ///< jobs whose times decide and which are under way
        int decisiveRuns = 0;         ///< that were repeated so far

        bool limitKnown() const { return problem.limits.cpuTime.count() > 0; }
        bool programsReady() const { return programsQueued && programsLeft == 0; }
        bool testsReady() const { return generation.stage == Generation::Stage::Finished; }
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
        std::shared_ptr<const Program> program; ///< while UnderWay; to run tests again
        MarginRuns marginRuns;                  ///< see marginMatters
    };

    struct ProbeEnded
    {
        std::size_t language;
        model::Toolchain toolchain;
    };
    struct ProgramEnded
    {
        ProblemWork* problem;
        std::size_t index; ///< into ProblemWork::programs
        BuildResult result;
    };
    struct TestMade
    {
        ProblemWork* problem;
        std::size_t test;
        bool answer; ///< else the input
        MadeTest made;
    };
    /// A piece of the package's checks has ended.
    struct CheckEnded
    {
        ProblemWork* problem;
        std::optional<PackageCheckOutcome> outcome; ///< unset: it is the files that were looked at
        Diagnostics diagnostics;
    };
    /// Before the time limit was known.
    struct CompiledAhead
    {
        Job* job;
    };
    struct CompileBegan
    {
        Job* job;
        int slot;
    };
    struct CompileEnded
    {
        Job* job;
        CompileResult result;
    };
    struct TestBegan
    {
        Job* job;
        std::size_t test;
        int slot;
    };
    /// Results of one test or several, and tests that have to be run again.
    struct TestEnded
    {
        Job* job;
        MarginRuns::Ended ended;
    };
    /// The package's own grader has graded.
    struct FoldEnded
    {
        Job* job;
        model::Judgement judgement;
    };
    /// A run whose time decides was repeated; unset: it could not be.
    struct DecisiveEnded
    {
        Job* job;
        std::size_t test;
        std::optional<model::Run> run;
    };
    struct StopRequested
    {
    };
    using Message = std::variant<ProbeEnded, ProgramEnded, TestMade, CheckEnded, CompiledAhead, CompileBegan,
                                 CompileEnded, TestBegan, TestEnded, FoldEnded, DecisiveEnded, StopRequested>;

    // session.cpp: the loop, and what slots tell.
    void startSlots();
    void slotLoop(Slot& slot);
    void handle(ProbeEnded&& message);
    void handle(ProgramEnded&& message);
    void handle(TestMade&& message);
    void handle(CheckEnded&& message);
    void handle(CompiledAhead&& message);
    void handle(CompileBegan&& message);
    void handle(CompileEnded&& message);
    void handle(TestBegan&& message);
    void handle(TestEnded&& message);
    void settle(Job& job, std::size_t test, model::Run run);
    void abandonIrrelevant(Job& job);
    void runAgain(Job& job, const std::vector<std::size_t>& tests);
    bool isOpen(const Job& job, std::size_t test) const;
    void handle(FoldEnded&& message);
    void handle(DecisiveEnded&& message);
    void handle(StopRequested&& message);
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
    void addPrograms(ProblemWork& work);
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
    void giveUp(ProblemWork& work, const std::string& reason)
    {
        giveUp(work, std::vector<std::string>{reason});
    }
    /// Each reason is told of by itself.
    void giveUp(ProblemWork& work, const std::vector<std::string>& reasons);
    void wantRuns(Job& job);
    const model::Toolchain* toolchainOf(const Job& job) const;
    std::optional<std::size_t> languageIndex(const std::string& id) const;
    bool probed(std::optional<std::size_t> language) const;
    void diagnose(Diagnostic::Level level, const ProblemWork& work, std::string message);

    // session_time_limit.cpp: time limits that have to be computed.
    /// Whether the verdict of a job that measures leaves its times usable.
    static bool mayBoundTimeLimit(const Job& job);
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

    // session_generation.cpp: tests that have to be made.
    void addTestMakers(ProblemWork& work);
    void beginGeneration(ProblemWork& work);
    void queueGeneration(ProblemWork& work, const std::vector<std::size_t>& tests);
    void nextGenerationStage(ProblemWork& work);
    Task generationTask(ProblemWork& work, std::size_t test);

    // session_checks.cpp: the package itself.
    void addChecks(ProblemWork& work);
    void beginChecks(ProblemWork& work);
    void endChecks(ProblemWork& work);
    Task junkTask(ProblemWork& work);
    Task inputJunkTask(ProblemWork& work);
    void refuseInput(ProblemWork& work, const std::string& reason);
    /// Sets what was found in what is then posted; on a slot's thread.
    using Check = std::function<void(CheckEnded&, Slot&, const std::stop_token&)>;
    /// `subject` is what is checked, for the message that it could not be.
    Task checkTask(ProblemWork& work, const std::string& subject, Check check);
    Task pieceTask(ProblemWork& work, std::optional<PackageCheckWork> piece);

    // session_tasks.cpp: what slots do.
    Task probeTask(std::size_t language);
    /// Beside::Nothing: once more, after the wall clock has stopped it.
    Task programTask(ProblemWork& work, std::size_t index, Beside beside = Beside::Others);
    Task compileAheadTask(Job& job);
    Task compileTask(Job& job, Beside beside = Beside::Others);
    void addAnswerTasks(Job& job, std::vector<Task>& tasks);
    void endTest(Job& job, std::size_t test, RunUntil until, CaseReport report);
    Task testTask(Job& job, std::size_t test, std::shared_ptr<const Program> program);
    Task foldTask(Job& job);
    Task decisiveTask(Job& job, std::size_t test);
    Task aloneTask(Job& job, std::size_t test, std::shared_ptr<const Program> program, CaseReport report,
                   RunUntil until);
    void runTest(Slot& slot, Job& job, std::size_t test, const std::shared_ptr<const Program>& program,
                 const std::stop_token& stop);
    void endWithoutMemory(Job& job, std::size_t test);
    /// Whether runs of tests go on to the safety margin, as MarginRuns decides.
    bool marginMatters(const Job& job) const;

    const Surroundings m_with;
    const Options m_options;
    const int m_slotCount;
    Plan m_plan;
    CompileCache m_compileCache;
    ToolchainCache m_toolchainCache;
    const CpuPressure m_pressure;
    Compiler m_compiler;
    MissingTestMaker m_generator;
    CaseRunner m_runner;
    OutputChecker m_answerChecker; ///< for the package's own answers
    Inbox<Message> m_inbox;
    Dispatcher m_dispatcher;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<bool> m_languageNeeded;                        ///< by index into m_plan.languages
    std::vector<std::optional<model::Toolchain>> m_toolchains; ///< the same; set once probed
    std::deque<ProblemWork> m_problems;
    std::map<std::string, ProblemWork*> m_problemById;
    std::deque<Job> m_jobs;
    std::size_t m_unfinished = 0; ///< jobs that make events, and checks of packages
    int m_judged = 0;
    int m_reused = 0;
    bool m_moreKnown = false; ///< since the last advance()
    bool m_cancelled = false;
};

} // namespace assize::exec
