// SPDX-License-Identifier: GPL-3.0-or-later
// The contents of a contest's folder at one moment: packages, settings, languages, hand-ins. On the I/O
// thread.
#pragma once

#include "base/diagnostics.h"
#include "engine/engine.h"
#include "engine/folder_stamps.h"
#include "engine/submissions_place.h"
#include "intake/intake.h"
#include "model/language.h"
#include "model/ranking_mode.h"
#include "package/package.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::engine {

/// Packages, settings and languages: everything but the hand-ins.
struct ContestPackages
{
    package::ReadContest read;
    std::vector<model::Language> languages;
    Diagnostics ofLanguages;
    std::optional<model::RankingMode> mode; ///< of the command line
};

struct FolderContents
{
    std::shared_ptr<const ContestPackages> packages;
    std::string layout; ///< ContestPlace::layout, else the value of contest.yaml
    SubmissionsPlace place;
    intake::Found found;
    std::vector<std::filesystem::path> stayedPacked; ///< see HandInArchives
    FolderStamps stamps;                             ///< of the hand-ins, from before they were read
};

/// The earlier contents, where the folder is read again.
struct ReadBefore
{
    /// Packages that stay as they are, so that only the hand-ins are read; null: all is read.
    std::shared_ptr<const ContestPackages> packages;
    std::shared_ptr<const FolderStamps> stamps;
};

/// Reads everything that `place` names; runs programs only to unpack archives. Read again, hand-ins that are
/// being written just now are left out. InvalidInput, Cancelled.
Result<FolderContents> readContestFolder(const ContestPlace& place, const std::filesystem::path& resources,
                                         sandbox::Sandbox* sandbox, const std::stop_token& stop,
                                         const ReadBefore& before = {});

/// Which packages and settings the folder holds now, for callers that only want to know whether they have
/// changed: a file that was read before and looks the same is not read again. InvalidInput.
Result<package::ReadContest> lookAtPackages(const ContestPlace& place);

/// Ids of the problems that are in only one of `before` and `now`, or not the same in both, as far as that
/// shows without judging.
std::vector<std::string> changedProblems(const package::ReadContest& before, const package::ReadContest& now);
/// Whether contest.yaml says something else of the contest as a whole.
bool haveSettingsChanged(const package::ContestFile& before, const package::ContestFile& now);

} // namespace assize::engine
