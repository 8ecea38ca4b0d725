// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler: from submissions to judgements over a number of slots.
//
// A slot is a thread of the TaskPool with a contestant box and (when first needed) a jury box. The unit of
// parallelism is one test case. The ready queue, priorities and cancelling live here; results are folded in
// test order, so the order of completion never shows. Free of Qt.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "exec/events.h"
#include "exec/result_cache.h"
#include "exec/task_pool.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/queue_change.h"
#include "model/submission.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::exec {

struct Options
{
    int slots = 1;
    bool stopAtFirstFailure = false;
    /// Judge everything again, also where a result is stored.
    bool rejudge = false;
    /// Executables by content, kept between calls; size-capped. Empty: no executable is kept.
    std::filesystem::path cacheFolder;
    std::uint64_t cacheLimit = 2ULL << 30;
    /// The sum of memory limits of runs under way stays below this; 0: MemAvailable of /proc/meminfo.
    std::uint64_t memoryBudget = 0;
    /// For verify: run past the time limit up to limit x safety margin, so that a miss can be told from a
    /// near miss; a single test of those that are too slow (with points: a single test of each group), see
    /// MarginRuns. Not together with stopAtFirstFailure.
    bool runToSafetyMargin = false;
    /// For verify: where an accepted submission of the jury fails, which is told anyway, compute the time
    /// limit from the other accepted submissions. Otherwise the problem cannot be judged.
    bool limitFromThoseAccepted = false;
    /// For verify: hold each package's tests against its own validators, too; findings are told as
    /// DiagnosticFound.
    bool checkPackages = false;
    /// For verify: the tests are an input of the user's own, so that nothing is said of answers and samples
    /// that lack.
    bool ownInput = false;
    /// Keep the head of the output of accepted runs, too.
    bool keepOutputs = false;
    /// Where the kernel tells how long tasks waited for processors; see CpuPressure.
    std::filesystem::path cpuPressure = "/proc/pressure/cpu";
};

/// The submissions to judge, and their problems. Everything is copied or outlives run().
struct Plan
{
    std::vector<model::Problem> problems;
    std::vector<model::Submission> submissions;
    /// Submissions of the jury, used to compute missing time limits; ids are negative.
    std::vector<model::Submission> jurySubmissions;
    std::vector<model::Language> languages;
};

struct Summary
{
    /// With limits filled in.
    std::vector<model::Problem> problems;
    /// Probed; only the languages that the plan needs.
    std::vector<model::Toolchain> toolchains;
    int judged = 0;     ///< judgements made now; without those that cannot be for lack of a toolchain
    int reused = 0;     ///< taken from the ResultCache
    int runs = 0;       ///< of those that were judged: made now
    int runsReused = 0; ///< of the same: taken from earlier judgements
    bool cancelled = false;
};

/// Probes languages by running their version commands in a jury box. Used by the Scheduler and by `assize
/// doctor`.
std::vector<model::Toolchain> probeToolchains(sandbox::Sandbox& sandbox,
                                              const std::vector<model::Language>& languages,
                                              const std::stop_token& stop);

using model::QueueChange;

class Scheduler
{
public:
    Scheduler(sandbox::Sandbox& sandbox, TaskPool& pool, const ResultCache& cache, EventSink& sink,
              const Clock& clock, Options options);
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Judges the plan to its end or until `stop`. Blocks the calling (scheduler) thread. An Error only when
    /// nothing can be run at all (no box opens); a failure with a single submission is a JE judgement of it.
    /// Goes on as long as a submission is to be judged, also a submission that was added meanwhile or is
    /// paused.
    Result<Summary> run(Plan plan, std::stop_token stop);

    /// Any thread, before run() and while it is under way: more submissions of its problems. A submission
    /// that is waiting or under way stays as it is; with `rejudge` it begins anew, also where a result is
    /// stored. Every contestant's first waiting submission goes before anybody's second. False: run() has
    /// ended; nothing happens.
    bool add(std::vector<model::Submission> submissions, bool rejudge);
    /// The same for submissions that were added or planned, by id; those that are judged are passed over.
    bool change(QueueChange change, std::vector<int> submissions);

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace assize::exec
