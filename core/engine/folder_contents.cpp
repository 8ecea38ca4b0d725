// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/folder_contents.h"

#include "base/clock.h"
#include "base/user_folders.h"
#include "base/utf8.h"
#include "engine/lookalikes.h"
#include "files/hash_memory.h"
#include "toolchain/toolchain.h"

#include <map>
#include <set>
#include <tuple>

namespace assize::engine {
namespace {

/// The mode of the command line; unset: it gives none.
Result<std::optional<model::RankingMode>> modeFrom(const std::string& given)
{
    const std::optional<model::RankingMode> mode = model::rankingModeNamed(given);
    if (!mode && !given.empty())
        return Error{ErrorKind::InvalidInput, "The mode " + toPrintableLine(given) +
                                                  " is not known here: use " +
                                                  std::string(model::kRankingModeNames) + "."};
    return mode;
}

/// Where the problems lie. With hand-ins named, the contest may be a single package.
std::optional<std::filesystem::path> problemsOf(const ContestPlace& options)
{
    if (!options.problems && options.submissions && package::detectFormat(options.contest))
        return options.contest;
    return options.problems;
}

/// A name of the places that are looked at, for the memory of their files.
std::string nameOf(const ContestPlace& options)
{
    std::string name;
    std::error_code error;
    for (const std::filesystem::path& path :
         {options.contest, options.problems.value_or(""), options.submissions.value_or("")})
        name += (path.empty() ? path : std::filesystem::absolute(path, error)).native() + '\0';
    return name;
}

files::HashMemory memoryOf(const ContestPlace& place, files::HashMemory::Use use, const Clock& clock)
{
    const std::filesystem::path cache = userCacheFolder();
    return {cache.empty() ? cache : cache / "hashes", nameOf(place), use, clock};
}

/// Why the submissions cannot be read, and the remedy where nobody said where they lie.
Error withHint(Error error, const ContestPlace& options, const std::filesystem::path& folder)
{
    std::error_code code;
    if (!options.submissions && !std::filesystem::exists(folder, code)) {
        error.message += ". Submissions lie in CONTEST/submissions, for example submissions/alice/hello.cpp.";
        error.remedy = {Remedy::Code::SubmissionsFolder};
    }
    return error;
}

Result<std::shared_ptr<const ContestPackages>>
readPackages(const ContestPlace& place, const std::filesystem::path& resources, files::HashMemory& memory)
{
    auto packages = std::make_shared<ContestPackages>();
    const Result<std::optional<model::RankingMode>> mode = modeFrom(place.mode);
    if (!mode)
        return mode.error();
    packages->mode = *mode;
    Result<package::ReadContest> read =
        package::readContest(place.contest, problemsOf(place), *mode, &memory);
    if (!read)
        return std::move(read).error();
    packages->read = std::move(*read);
    Result<std::vector<model::Language>> languages =
        toolchain::readLanguages(resources / "languages", packages->ofLanguages);
    if (!languages)
        return std::move(languages).error();
    packages->languages = std::move(*languages);
    return std::shared_ptr<const ContestPackages>(std::move(packages));
}

auto whatCounts(const model::Problem& problem)
{
    return std::tie(problem.contentHash, problem.label, problem.name, problem.color, problem.limits,
                    problem.timeLimitFrom, problem.languages, problem.refusedBecause);
}

} // namespace

Result<FolderContents> readContestFolder(const ContestPlace& place, const std::filesystem::path& resources,
                                         sandbox::Sandbox* sandbox, const std::stop_token& stop,
                                         const ReadBefore& before)
{
    using Use = files::HashMemory::Use;
    const SystemClock clock;
    files::HashMemory memory = memoryOf(place, place.readOnly ? Use::Ask : Use::OnlyTell, clock);
    std::shared_ptr<const ContestPackages> packages = before.packages;
    const bool isWhole = packages == nullptr;
    if (isWhole) {
        Result<std::shared_ptr<const ContestPackages>> read = readPackages(place, resources, memory);
        if (!read)
            return std::move(read).error();
        packages = std::move(*read);
    }
    FolderContents folder;
    const package::ReadContest& read = packages->read;
    folder.layout = place.layout.empty() ? read.file.submissionPattern : place.layout;
    HandInArchives archives(sandbox, files::handInCacheFolder(), stop);
    Result<SubmissionsPlace> handIns = findSubmissionsPlace(place, read.problems, archives);
    if (!handIns)
        return std::move(handIns).error();
    folder.place = std::move(*handIns);
    folder.stamps = stampsOf(folder.place.shown, idsOf(read.problems));
    if (!folder.place.packed) {
        intake::Options options{folder.layout, read.otherFolders, lookOf, &archives, {}, &memory};
        std::set<std::string, std::less<>> growing;
        if (before.stamps)
            growing = growingHandIns(folder.place.shown, *before.stamps, folder.stamps, stop);
        // They are news when they are whole.
        std::erase_if(folder.stamps.files,
                      [&growing](const auto& file) { return growing.contains(handInOf(file.first)); });
        if (!growing.empty())
            options.isGrowing = [&growing](std::string_view file) {
                return growing.contains(handInOf(file));
            };
        Result<intake::Found> found =
            intake::findSubmissions(folder.place.folder, read.problems, packages->languages, options);
        if (!found)
            return withHint(std::move(found).error(), place, folder.place.shown);
        folder.found = std::move(*found);
    }
    // Files that were not looked at would be forgotten.
    if (isWhole)
        memory.save();
    if (archives.wasStopped())
        return Error{ErrorKind::Cancelled, "Stopped before the contest was read."};
    folder.stayedPacked = archives.stayedPacked();
    folder.packages = std::move(packages);
    return folder;
}

Result<package::ReadContest> lookAtPackages(const ContestPlace& place)
{
    const SystemClock clock;
    files::HashMemory memory = memoryOf(place, files::HashMemory::Use::Ask, clock);
    const Result<std::optional<model::RankingMode>> mode = modeFrom(place.mode);
    if (!mode)
        return mode.error();
    return package::readContest(place.contest, problemsOf(place), *mode, &memory);
}

std::vector<std::string> changedProblems(const package::ReadContest& before, const package::ReadContest& now)
{
    std::map<std::string, const model::Problem*> gone;
    for (const model::Problem& problem : before.problems)
        gone.emplace(problem.id, &problem);
    std::vector<std::string> changed;
    for (const model::Problem& problem : now.problems) {
        const auto known = gone.find(problem.id);
        if (known == gone.end() || whatCounts(*known->second) != whatCounts(problem))
            changed.push_back(problem.id);
        if (known != gone.end())
            gone.erase(known);
    }
    for (const auto& [id, problem] : gone)
        changed.push_back(id);
    return changed;
}

bool haveSettingsChanged(const package::ContestFile& before, const package::ContestFile& now)
{
    const auto whole = [](const package::ContestFile& file) {
        return std::tie(file.name, file.startTime, file.duration, file.penaltyTime, file.mode,
                        file.submissionPattern, file.stopAtFirstFailure, file.python);
    };
    return whole(before) != whole(now);
}

} // namespace assize::engine
