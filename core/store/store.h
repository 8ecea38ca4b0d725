// SPDX-License-Identifier: GPL-3.0-or-later
// An SQLite file for each contest: facts that are only appended, projections that can be rebuilt.
//
// Owned by engine. append() is called from any thread; a writer thread owns the only writing connection,
// commits in batches (at most 50 ms or 500 facts) and reports each batch after its COMMIT.
#pragma once

#include "base/result.h"
#include "model/events.h"
#include "model/judgement.h"
#include "model/problem.h"
#include "model/python.h"
#include "model/submission.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace assize::store {

// --- Facts: the events of judging (model/events.h) that last, and records for the store alone ---

/// A submission's identity across calls is its file, contestant and problem, not the id that it has during a
/// call.
struct SubmissionSeen
{
    model::Submission submission;
};
/// The engine's circumstances of a call, for reports: version, sandbox, isolation, slots.
struct SessionRecorded
{
    std::string engineJson;
    std::string processor{}; ///< model of those that run programs; empty: not known
};
/// The interpreter of the contest's Python sources from now on.
struct PythonRecorded
{
    model::PythonInterpreter interpreter = model::PythonInterpreter::CPython;
    bool askedFor = false; ///< somebody named it
    bool operator==(const PythonRecorded&) const = default;
};

/// JudgementBegun goes on with the interrupted judgement of the same key, unless it begins `anew`.
using Fact = std::variant<SubmissionSeen, model::JudgementBegun, model::CompileEnded, model::RunEnded,
                          model::JudgementEnded, model::TimeLimitComputed, SessionRecorded, PythonRecorded>;

// --- Stored results as they are read back ---

struct StoredJudgement
{
    model::Judgement judgement; ///< an incomplete judgement holds the runs that were committed
    bool current = false;
    std::chrono::system_clock::time_point startedAt;
};

/// How far a reader has read the stored facts: facts with larger numbers came later.
struct Position
{
    /// A judgement without a result, and its known parts.
    struct UnderWay
    {
        int submission = 0;
        std::string key;
        std::set<int> tests;
    };
    std::int64_t submissions = 0;
    std::int64_t judgements = 0;
    std::int64_t results = 0;
    std::int64_t timeLimits = 0;
    std::map<std::int64_t, UnderWay> underWay;
};

/// The process that holds a database.
struct Holder
{
    std::string program;
    int process = 0;
    std::string account;
    std::string host;
    std::string since; ///< "2026-12-01 10:00:00 UTC"
    bool operator==(const Holder&) const = default;
};

struct StoredContest
{
    std::vector<model::Submission> submissions; ///< ids are the store's own, stable across calls
    /// Of each submission: the current judgement, and interrupted judgements that are newer. By submission,
    /// newest last.
    std::vector<StoredJudgement> judgements;
    /// Runs came without standardError, output and expected from where LoadOptions::textBudget was used up.
    bool textsLeftOut = false;
    std::vector<model::TimeLimitComputed> timeLimits;
    std::string lastEngineJson;
    Position position;                    ///< of the last fact that has been read
    std::optional<PythonRecorded> python; ///< the newest; none: no results depend on it, or they are older
};

/// A run that was stored with a key (RunEnded::runKey).
struct StoredRun
{
    std::string key;
    model::Run run; ///< with all texts
    std::chrono::system_clock::time_point measuredAt;
    std::string processor; ///< empty: not known
};

struct StoredRuns
{
    std::vector<StoredRun> runs;                   ///< for each key that is known, the run of the newest
                                                   ///< judgement
    std::optional<model::CompileOutcome> compiled; ///< of the newest judgement that has any of `runs`
};

struct OpenOptions
{
    bool readOnly = false;
    /// Another database with results of the same contest, where new results do not go; empty: none. Results
    /// that only it has are taken over (when reading: shown).
    std::filesystem::path earlier{};
};

/// The outcome of OpenOptions::earlier.
struct TakenOver
{
    int judgements = 0;
    std::optional<Error> failed; ///< why it could not be read
};

struct LoadOptions
{
    /// Bytes of excerpts (standard error, output, expected) to load at most; findJudgement() loads the other
    /// excerpts.
    std::uint64_t textBudget = 64ULL << 20;
    /// False: judgements come without their parts (compile outcome, groups, runs), which are nearly all of
    /// the data.
    bool parts = true;
};

class Store
{
public:
    /// Called on the writer thread after the COMMIT that made these facts durable, in order of append().
    using Committed = std::function<void(const std::vector<Fact>&)>;
    /// Called once on the writer thread when results can no longer be stored (disk full, I/O error): judging
    /// must stop.
    using Failed = std::function<void(const Error&)>;

    /// Opens or creates the database, migrates it, takes the advisory lock (unless readOnly; a database that
    /// cannot be read as it is, such as a database with an older schema, is then read from a temporary copy).
    /// Errors: Busy (names the holder: pid, host, program, since when), TooNew, InvalidInput (not an Assize
    /// database), Storage. A network file system is refused (Storage) because WAL needs a local file system.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, const OpenOptions& options);
    virtual ~Store() = default;

    /// Starts the writer thread; once.
    virtual void start(Committed committed, Failed failed) = 0;
    /// Waits while the writer is far behind (memory stays bounded). After a storage error facts are dropped.
    /// Never call it from a callback.
    virtual void append(Fact fact) = 0;
    /// Blocks until everything appended so far is committed; the first storage Error otherwise.
    virtual Result<void> flush() = 0;
    /// Drains, commits, checkpoints, releases the lock. Called by the destructor too, where errors are only
    /// logged.
    virtual Result<void> close() = 0;

    /// Everything stored, from the projections. Any thread; own read-only connection.
    virtual Result<StoredContest> load(const LoadOptions& options = {}) const = 0;
    /// The newest judgement of a submission (the store's id) under this key, with all texts. Any thread.
    virtual Result<std::optional<model::Judgement>> findJudgement(int submission,
                                                                  const std::string& key) const = 0;
    /// Runs of a submission (the store's id) under any of `keys`, where they counted in their judgements.
    /// `isolated`: of judgements whose programs were isolated, else of judgements whose programs were not.
    /// Any thread.
    virtual Result<StoredRuns> findRuns(int submission, const std::vector<std::string>& keys,
                                        bool isolated) const = 0;
    /// The judgement that counts today, with all texts. Any thread.
    virtual Result<std::optional<model::Judgement>> currentJudgement(int submission) const = 0;
    /// The position after the last fact stored so far. Any thread.
    virtual Result<Position> position() const = 0;
    /// The facts stored after `position`, by any process; `position` is then after the last of them.
    /// SubmissionSeen (of new submissions: id, contestant, problem, file), TimeLimitComputed, JudgementEnded
    /// (of each submission only the newest), JudgementBegun and RunEnded of judgements that have no result
    /// yet. Costs next to nothing where nobody has written since the last call. A single caller for each
    /// store; any thread.
    virtual Result<std::vector<Fact>> factsSince(Position& position) const = 0;
    /// A copy, made when the store was opened, is read, because the file cannot be read where it lies, or is
    /// to be shown with the results of `OpenOptions::earlier`.
    virtual bool isCopy() const = 0;
    /// In the order in which they were computed. Any thread.
    virtual Result<std::vector<model::TimeLimitComputed>> loadTimeLimits() const = 0;
    /// Throws the projections away and makes them again from the facts. Before start() only.
    virtual Result<void> rebuildProjections() = 0;
    /// The id under which the store knows this submission (by contestant, problem, file); makes an id when
    /// the submission is new. Any thread, also while results are stored.
    virtual Result<std::vector<int>> assignIds(const std::vector<model::Submission>& submissions) = 0;
    virtual const std::filesystem::path& file() const = 0;
    virtual const TakenOver& takenOver() const = 0;
};

/// The process that writes to the database, as far as this machine can see; takes no lock. Any thread.
std::optional<Holder> holderOf(const std::filesystem::path& database);

/// Where the database of a contest lies: CONTEST/assize.db where that is a writable local folder, else
/// databaseInDataHome.
std::filesystem::path defaultDatabase(const std::filesystem::path& contest);

/// CONTEST/assize.db, wherever results go.
std::filesystem::path databaseBeside(const std::filesystem::path& contest);

/// A file under $XDG_DATA_HOME/assize named after the contest folder and a hash of its path, wherever results
/// go.
std::filesystem::path databaseInDataHome(const std::filesystem::path& contest);

} // namespace assize::store
