// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/submissions_place.h"

#include "base/utf8.h"
#include "files/archive.h"
#include "files/folder.h"
#include "files/read.h"

#include <algorithm>

namespace assize::engine {
namespace {

constexpr char kName[] = "submissions";

/// CONTEST/submissions and the archives beside it that are called so.
std::vector<std::filesystem::path> candidates(const std::filesystem::path& contest)
{
    std::vector<std::filesystem::path> found;
    const Result<files::Listing> listing = files::listFolder(contest);
    if (!listing)
        return found;
    for (const files::Entry& entry : listing->entries) {
        const bool isArchive = !entry.isFolder() && files::hasArchiveName(entry.name) &&
                               files::withoutArchiveEnding(entry.name) == kName;
        if (entry.name == kName || isArchive)
            found.push_back(contest / entry.name);
    }
    return found;
}

/// The folder of the hand-ins: people make an archive of a folder, or of its contents.
std::filesystem::path handInsIn(std::filesystem::path folder, const std::vector<model::Problem>& problems)
{
    const Result<files::Listing> listing = files::listFolder(folder);
    if (!listing || listing->entries.size() != 1 || !listing->entries.front().isFolder())
        return folder;
    const files::Entry& only = listing->entries.front();
    const bool isProblem = std::any_of(problems.begin(), problems.end(), [&](const model::Problem& problem) {
        return problem.id == only.name;
    });
    if (only.name == kName)
        return only.path;
    // A single contestant's folder holds files or folders of problems; of several contestants, only folders.
    const Result<files::Listing> below = files::listFolder(only.path);
    const bool holdsContestants =
        below && !isProblem && !below->entries.empty() &&
        std::all_of(below->entries.begin(), below->entries.end(), [&](const files::Entry& entry) {
            return entry.isFolder() &&
                   std::none_of(problems.begin(), problems.end(),
                                [&](const auto& problem) { return problem.id == entry.name; });
        });
    return holdsContestants ? only.path : folder;
}

} // namespace

Result<SubmissionsPlace> findSubmissionsPlace(const ContestPlace& options,
                                              const std::vector<model::Problem>& problems,
                                              HandInArchives& archives)
{
    SubmissionsPlace place;
    place.shown = options.submissions.value_or(options.contest / kName);
    if (!options.submissions) {
        const std::vector<std::filesystem::path> found = candidates(options.contest);
        if (found.size() > 1)
            return Error{ErrorKind::InvalidInput,
                         "There are both " + toPrintableLine(found[0].native()) + " and " +
                             toPrintableLine(found[1].native()) +
                             ": nobody can tell which of them holds the hand-ins.",
                         {Remedy::Code::OneSubmissionsFolder}};
        if (found.size() == 1)
            place.shown = found.front();
    }
    place.folder = place.shown;
    std::error_code code;
    if (!std::filesystem::is_regular_file(place.shown, code))
        return place;
    Result<intake::OpenedArchive> opened = archives.openAll(place.shown);
    if (!opened) {
        Error error{opened.error().kind, "Cannot unpack the hand-ins in " +
                                             toPrintableLine(place.shown.native()) + ": " +
                                             opened.error().message + "."};
        if (archives.stayedPacked().empty())
            return error;
        place.packed = std::move(error);
        return place;
    }
    place.folder = handInsIn(std::move(opened->folder), problems);
    place.leftOut = std::move(opened->leftOut);
    for (const std::string& note : opened->notes)
        place.diagnostics.push_back({Diagnostic::Level::Info, place.shown.filename().native(), note});
    return place;
}

} // namespace assize::engine
