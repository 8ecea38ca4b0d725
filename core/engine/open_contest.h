// SPDX-License-Identifier: GPL-3.0-or-later
// A contest as the engine holds it while it is open.
#pragma once

#include "engine/engine.h"
#include "engine/event.h"
#include "engine/purpose.h"
#include "engine/submission_ids.h"
#include "store/store.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace assize::engine {

/// A stored result that is shown, and what it was judged as.
struct ShownResult
{
    int submission = 0; ///< Submission::id
    std::string key;
    std::string contentHash; ///< of the source when it was last seen; empty: not known
};

struct OpenContest
{
    Purpose purpose = Purpose::Judge;
    ContestPlace options;
    int slots = 1;
    bool stopAtFirstFailure = false;
    std::filesystem::path submissionsFolder;
    /// As read, without those that were refused: a time limit that is to be computed is 0.
    std::vector<model::Problem> problems;
    std::vector<model::Submission> submissions; ///< without those for problems that were refused
    int unjudged = 0;                           ///< how many those are
    std::vector<model::Submission> unusable;    ///< hand-ins that are shown and not judged
    std::string refusals;                       ///< why problems were refused, for people; empty: none was
    std::vector<model::Submission>
        jurySubmissions; ///< of problems whose time limit is to be computed; ids negative
    std::vector<model::Language> languages;
    model::EngineInfo engine;
    bool keepOutputs = false;                  ///< also of accepted runs: one thing is looked at
    bool checkPackages = true;                 ///< when verifying
    bool ownInput = false;                     ///< see exec::Options
    std::vector<model::Judgement> known;       ///< see VerifyOptions
    std::vector<TimeLimitSet> knownTimeLimits; ///< see VerifyOptions
    SubmissionIds ids;
    std::vector<ShownResult> shown;
    std::vector<store::TimeLimitRecorded> storedTimeLimits;
    std::string sandboxFingerprint;              ///< of what judges, or, when reading, of what judged last
    std::optional<store::PythonRecorded> python; ///< what this call's results depend on; none: on neither
    std::optional<store::PythonRecorded> storedPython; ///< what the store has of that
    /// Read from; also written to from beginWriting to endWriting (writing.h). None when verifying, and of
    /// what was never judged.
    std::unique_ptr<store::Store> store;
};

/// What opening gives: the contest, and the event that tells the front end of it.
struct Opened
{
    std::unique_ptr<OpenContest> contest;
    store::Position position; ///< up to which the store has been read
    ContestLoaded loaded;
};

/// Of each submission the judgement to show: the current one, else what an interrupted call made.
std::vector<model::Judgement> judgementsToShow(store::StoredContest&& stored, const SubmissionIds& ids);

/// Reads everything that `options` name, and the database, without a lock. On the I/O thread; runs programs
/// only to unpack archives and to ask for an interpreter. InvalidInput, TooNew, Storage, Cancelled.
Result<Opened> openContest(const ContestPlace& options, const std::filesystem::path& resources,
                           sandbox::Sandbox* sandbox, std::stop_token stop);

/// The packages with their jury submissions as if they were a contest; see Engine::verify. InvalidInput.
Result<Opened> openPackages(const VerifyOptions& options, const std::filesystem::path& resources,
                            sandbox::Sandbox& sandbox);

} // namespace assize::engine
