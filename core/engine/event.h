// SPDX-License-Identifier: GPL-3.0-or-later
// The events of the engine for front ends, in batches; results are durable before they are told.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "engine/folder_stamps.h"
#include "model/engine_info.h"
#include "model/events.h"
#include "model/judgement.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/ranking_mode.h"
#include "model/submission.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace assize::engine {

class ContestState;
class Progress;

/// First event of a contest: its folder's contents and stored results. Replaces everything in ContestState.
struct ContestLoaded
{
    std::string name;
    std::filesystem::path folder;
    std::filesystem::path database;
    /// Where results are read and new results go, where these are two places; English.
    std::optional<Diagnostic> storageNote;
    model::EngineInfo engine;
    model::RankingMode mode = model::RankingMode::Icpc;
    /// Of the contest; unset where it has none or no time counts.
    std::optional<std::chrono::system_clock::time_point> startTime;
    std::optional<std::chrono::seconds> duration; ///< unset: it has no end
    /// Remarks for readers of the standings, such as times that are not believed; English sentences.
    std::vector<std::string> standingsNotes;
    std::chrono::minutes penaltyTime{20};
    std::vector<model::Problem> problems;
    std::vector<model::Contestant> contestants;
    std::vector<model::Submission> submissions;
    std::vector<model::UnmatchedFile> unmatched;
    std::map<std::string, std::string> languageNames; ///< for people, by Language::id
    std::vector<std::string> layouts;                 ///< patterns with their descriptions, for people
    Diagnostics diagnostics;
    /// Judgements that earlier calls stored: one for each submission at most, possibly outdated (see
    /// ResultsCompared).
    std::vector<model::Judgement> judgements;
    /// Judgements' runs may lack standardError, output and expected (a very large contest): see
    /// Engine::loadDetails.
    bool detailsLeftOut = false;
    std::filesystem::path submissionsFolder; ///< or the archive of all hand-ins
    /// The hand-ins' files just before they were read; null where nobody may look (verify).
    std::shared_ptr<const FolderStamps> stamps;
};

/// Instead of ContestLoaded: the contest, or the packages, cannot be opened. Nothing else follows.
struct ContestRefused
{
    Error error;
};

/// First event of a subscriber that came later, and of a subscriber that has missed events: everything that
/// happened until now. Replaces everything in ContestState and Progress; they are shared with other
/// subscribers, so nobody changes them.
struct ContestJoined
{
    std::shared_ptr<const ContestState> state;
    std::shared_ptr<const Progress> progress;
};

/// Judging has begun. `planned`: the ids of all submissions that this call looks at (fewer than all with
/// --only).
struct JudgingStarted
{
    int slots = 0;
    std::vector<int> planned;
};
/// Judging has ended, for any reason.
struct JudgingEnded
{
    bool cancelled = false;
    int judged = 0;
    int reused = 0;
    std::optional<Error> error; ///< why it could not go on
    std::vector<model::Toolchain> toolchains;
    int runs = 0;       ///< of those that were judged: made now
    int runsReused = 0; ///< of the same: taken from earlier judgements
};

/// Follows ContestLoaded once the stored results have been compared with those that judging would give today;
/// told once for each contest, also where nothing is outdated.
struct ResultsCompared
{
    struct Outdated
    {
        int submission = 0;
        std::string because; ///< English, one clause
        std::string key{};   ///< of the judgement that was compared; a later judgement is not meant
    };
    std::vector<Outdated> outdated;
    std::vector<int> unknown; ///< submissions of which only judging can tell
};
/// Another process judges this contest, and its results stored until `asOf` have been told: by the same
/// events as if it were judged here, but for JudgingStarted and JudgingEnded. About once a second, and a last
/// time when it has ended.
struct Followed
{
    /// The process that judges; an unknown member is empty, or 0.
    struct By
    {
        std::string program;
        int process = 0;
        std::string host;
    };
    std::chrono::system_clock::time_point asOf; ///< when the database was read
    std::optional<By> by;                       ///< unset: nobody any more
};
/// The findings of reading the folder again.
struct FolderChanges
{
    std::vector<int> added;            ///< ids of submissions; those that had gone and are back among them
    std::vector<int> changed;          ///< of those with other contents than before
    std::vector<int> removed;          ///< of those that are shown no longer; their stored results stay
    std::vector<std::string> problems; ///< ids of those that came, went, or have other tests, limits, names
    bool settings = false;             ///< contest.yaml says something else
    /// Problems and settings have changed and are not taken over, as a submission is judged by the old
    /// problems and settings. Happens by itself when judging has ended; another FolderRead tells of it.
    bool waits = false;

    bool none() const
    {
        return added.empty() && changed.empty() && removed.empty() && problems.empty() && !settings;
    }
};
/// Answer to Engine::reread.
struct FolderRead
{
    /// Everything as ContestLoaded would tell it now. Submissions keep their ids, and their results;
    /// `judgements` are those of submissions of which nothing is known here. Database, storage note, engine
    /// and detailsLeftOut stay as they were.
    ContestLoaded contest;
    ResultsCompared compared; ///< of all results
    FolderChanges changes;
    std::optional<Error> error; ///< the folder cannot be read: everything stays as it was
};
/// Answer to Engine::loadDetails: the judgement that is shown, with the excerpts that were left out at first.
struct DetailsLoaded
{
    model::Judgement judgement;
};

/// The facts of judging are those of model/events.h; SubmissionsAdded is also told of a request that came
/// while other submissions are judged.
using Event =
    std::variant<ContestLoaded, ContestRefused, JudgingStarted, model::SubmissionsAdded, JudgingEnded,
                 model::JudgementBegun, model::CompileBegun, model::CompileEnded, model::RunBegun,
                 model::RunEnded, model::JudgementEnded, model::JudgementCancelled, model::TimeLimitComputed,
                 model::DiagnosticFound, DetailsLoaded, ResultsCompared, Followed, ContestJoined, FolderRead>;

} // namespace assize::engine
