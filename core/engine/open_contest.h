// SPDX-License-Identifier: GPL-3.0-or-later
// A contest as the engine holds it while it is open.
#pragma once

#include "engine/engine.h"
#include "engine/event.h"
#include "engine/folder_contents.h"
#include "engine/hand_in_numbers.h"
#include "engine/purpose.h"
#include "engine/submission_ids.h"
#include "store/store.h"

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::engine {

/// A stored result that is shown, and the submission as it was judged.
struct ShownResult
{
    int submission = 0; ///< Submission::id
    std::string key;
    std::string contentHash; ///< of the source when it was last seen; empty: not known
};

struct OpenContest
{
    Purpose purpose = Purpose::Judge;
    ContestPlace given;   ///< the caller's options
    ContestPlace options; ///< the same, with the layout that contest.yaml names where none was given
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
    bool keepOutputs = false;                              ///< also of accepted runs: a single submission or
                                                           ///< test is looked at
    bool checkPackages = true;                             ///< when verifying
    bool ownInput = false;                                 ///< see exec::Options
    std::vector<model::Judgement> known;                   ///< see VerifyOptions
    std::vector<model::TimeLimitComputed> knownTimeLimits; ///< see VerifyOptions
    HandInNumbers numbers;
    SubmissionIds ids;
    /// A mark of the contents of each hand-in that is shown, by Submission::id; other contents have another
    /// mark.
    std::map<int, std::string> handIns;
    std::shared_ptr<const ContestPackages> packages; ///< as they were read; none when verifying
    std::shared_ptr<const FolderStamps> stamps;      ///< see ContestLoaded
    std::vector<ShownResult> shown;
    std::vector<model::TimeLimitComputed> storedTimeLimits;
    std::string sandboxFingerprint;              ///< of the sandbox that judges, or, when reading, of the
                                                 ///< sandbox that judged last
    std::optional<store::PythonRecorded> python; ///< the interpreter that this call's results depend on;
                                                 ///< none: on no interpreter
    std::optional<store::PythonRecorded> storedPython; ///< the interpreter that the store has recorded
    /// Read from; also written to from beginWriting to endWriting (writing.h). None when verifying, and for a
    /// contest that was never judged.
    std::unique_ptr<store::Store> store;
};

/// The result of opening: the contest, and the event that tells the front end of it.
struct Opened
{
    std::unique_ptr<OpenContest> contest;
    store::Position position; ///< up to which the store has been read
    ContestLoaded loaded;
};

/// Reads everything that `options` name, and the database, without a lock. On the I/O thread; runs programs
/// only to unpack archives and to ask for an interpreter. InvalidInput, TooNew, Storage, Cancelled.
Result<Opened> openContest(const ContestPlace& options, const std::filesystem::path& resources,
                           sandbox::Sandbox* sandbox, std::stop_token stop);

/// The contest `before` once more, as opening would give it now, from the contents of its folder; without a
/// store, which stays with `before`. Hand-ins keep their numbers. Judgements are those of hand-ins that could
/// not be judged before, or were not there. On the I/O thread, also while submissions are judged. Storage.
Result<Opened> openAgain(const OpenContest& before, FolderContents folder, sandbox::Sandbox* sandbox);

/// The packages with their jury submissions as if they were a contest; see Engine::verify. InvalidInput.
Result<Opened> openPackages(const VerifyOptions& options, const std::filesystem::path& resources,
                            sandbox::Sandbox& sandbox);

} // namespace assize::engine
