// SPDX-License-Identifier: GPL-3.0-or-later
// From a folder of hand-ins to model::Submission. Called by engine on its I/O thread; reads only.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "files/hash_memory.h"
#include "intake/archives.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// How the files lie; the fields of a pattern are those of Pattern::parse.
struct Layout
{
    std::string pattern;     ///< e.g. "{contestant}/{problem}.{extension}"
    std::string description; ///< for people: "one folder for each contestant, one file for each problem"
};

struct Found
{
    /// The layouts that were used, the layout with the most submissions first. Several may occur side by
    /// side.
    std::vector<Layout> layouts;
    std::vector<model::Submission>
        submissions; ///< ids 1.. in sorted order of `file`, with those of `unusable`
    /// Hand-ins that are there and of which nothing can be judged, with the reason
    /// (Submission::unusableBecause); only where the contestant handed in nothing else for the problem, or
    /// the hand-in's contents cannot be known.
    std::vector<model::Submission> unusable;
    std::vector<model::UnmatchedFile> unmatched; ///< every file that became no part of a submission, sorted
    std::vector<model::Contestant> contestants;  ///< sorted; also those whose folder holds no submission
    Diagnostics diagnostics;
};

struct Options
{
    /// A pattern to use instead of detection, e.g. "{problem}/{contestant}.{extension}"; empty: detect.
    std::string pattern;
    /// Names of folders beside the packages that are none: hand-ins for them are unmatched with that reason
    /// and an Error, and folders named like them are not taken for contestants.
    std::vector<std::string> otherFolders;
    /// A text that is the same for names that look the same, so that a hand-in finds its problem on every
    /// system (macOS takes accented letters apart); unset: names as they are but for the case of ASCII
    /// letters.
    std::function<std::string(std::string_view name)> lookOf{};
    /// Opens archives in hand-ins' places; null: they are files like others.
    Archives* archives = nullptr;
    /// Whether a file (by its name below the folder) is still being written: it is unmatched with that
    /// reason, not opened, and no hand-in that cannot be used. Unset: none is.
    std::function<bool(std::string_view file)> isGrowing{};
    /// Facts known of files; facts learnt now are added to it. Null: all files are read.
    files::HashMemory* memory = nullptr;
};

/// Layouts that are detected: `<contestant>/<problem>.<ext>`, `<contestant>/<problem>/<files>`,
/// `<problem>/<contestant>.<ext>`; and an archive in the place of a file or folder (Options::archives), whose
/// files are the hand-in's: it is the submission's `file` then. Symbolic links, FIFOs and devices are never
/// opened: they are unmatched with that reason. Error (InvalidInput): the folder does not exist or cannot be
/// read.
Result<Found> findSubmissions(const std::filesystem::path& folder,
                              const std::vector<model::Problem>& problems,
                              const std::vector<model::Language>& languages, const Options& options);

/// Gives submissions and unusable hand-ins their ids; both are sorted by `file` then.
void numberSubmissions(Found& found);

/// Submissions of a package's jury, in the package's order: contestant "<folder>", file relative to the
/// package's parent folder, ids -1, -2, ... Those that cannot be used are added to `unmatched`.
std::vector<model::Submission> jurySubmissions(const model::Problem& problem,
                                               const std::vector<model::Language>& languages,
                                               std::vector<model::UnmatchedFile>& unmatched);

} // namespace assize::intake
