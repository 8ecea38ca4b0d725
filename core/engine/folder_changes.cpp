// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/folder_changes.h"

#include "engine/compare_results.h"

#include <utility>

namespace assize::engine {
namespace {

void compareHandIns(const std::map<int, std::string>& before, const std::map<int, std::string>& now,
                    FolderChanges& changes)
{
    for (const auto& [id, contents] : now) {
        const auto known = before.find(id);
        if (known == before.end())
            changes.added.push_back(id);
        else if (known->second != contents)
            changes.changed.push_back(id);
    }
    for (const auto& [id, contents] : before) {
        if (!now.contains(id))
            changes.removed.push_back(id);
    }
}

void comparePackages(const package::ReadContest& before, const package::ReadContest& now,
                     FolderChanges& changes)
{
    changes.problems = changedProblems(before, now);
    changes.settings = haveSettingsChanged(before.file, now.file);
}

} // namespace

Result<Reread> rereadContest(const OpenContest& known, const std::filesystem::path& resources,
                             sandbox::Sandbox* sandbox, const std::stop_token& stop, bool isJudging)
{
    Reread reread;
    FolderChanges& changes = reread.told.changes;
    if (isJudging) {
        const Result<package::ReadContest> packages = lookAtPackages(known.given);
        if (!packages)
            return packages.error();
        comparePackages(known.packages->read, *packages, changes);
        changes.waits = !changes.problems.empty() || changes.settings;
    }
    Result<FolderContents> folder = readContestFolder(known.given, resources, sandbox, stop,
                                                      {isJudging ? known.packages : nullptr, known.stamps});
    if (!folder)
        return std::move(folder).error();
    if (!isJudging)
        comparePackages(known.packages->read, folder->packages->read, changes);
    Result<Opened> opened = openAgain(known, std::move(*folder), sandbox);
    if (!opened)
        return std::move(opened).error();
    compareHandIns(known.handIns, opened->contest->handIns, changes);
    reread.told.compared = compareResults(*opened->contest);
    reread.told.contest = std::move(opened->loaded);
    reread.contest = std::move(opened->contest);
    return reread;
}

void takeOver(OpenContest& known, Reread& reread)
{
    OpenContest& now = *reread.contest;
    known.options = std::move(now.options);
    known.stopAtFirstFailure = now.stopAtFirstFailure;
    known.submissionsFolder = std::move(now.submissionsFolder);
    known.problems = std::move(now.problems);
    known.submissions = std::move(now.submissions);
    known.unjudged = now.unjudged;
    known.unusable = std::move(now.unusable);
    known.refusals = std::move(now.refusals);
    known.jurySubmissions = std::move(now.jurySubmissions);
    known.languages = std::move(now.languages);
    known.numbers = std::move(now.numbers);
    known.handIns = std::move(now.handIns);
    known.packages = std::move(now.packages);
    known.stamps = std::move(now.stamps);
    known.shown = std::move(now.shown);
    known.storedTimeLimits = std::move(now.storedTimeLimits);
    known.python = now.python;
    known.storedPython = now.storedPython;
}

} // namespace assize::engine
