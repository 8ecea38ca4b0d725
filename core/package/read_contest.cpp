// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "base/utf8.h"
#include "files/folder.h"
#include "files/read.h"
#include "package/contest_yaml.h"
#include "package/find_packages.h"
#include "package/recognise.h"

#include <algorithm>
#include <cerrno>
#include <set>

namespace assize::package {
namespace {

bool isFolder(const std::filesystem::path& path)
{
    std::error_code code;
    return std::filesystem::is_directory(path, code);
}

bool looksLikePackages(const std::filesystem::path& folder)
{
    const Result<files::Listing> listing = files::listFolder(folder);
    return listing &&
           std::any_of(listing->entries.begin(), listing->entries.end(), [](const files::Entry& entry) {
               return entry.kind == files::EntryKind::Folder && entry.name.front() != '.' &&
                      detectFormat(entry.path).has_value();
           });
}

Result<FoundPackages> packagesOfContest(const std::filesystem::path& contest)
{
    std::string looked;
    Diagnostics hints;
    for (const char* name : {"problems", "data"}) {
        const std::filesystem::path folder = contest / name;
        looked += (looked.empty() ? "" : " and ") + files::quoted(folder);
        if (!isFolder(folder))
            continue;
        Result<FoundPackages> found = packagesIn(folder, name);
        if (!found)
            return Error{ErrorKind::InvalidInput, found.error().message};
        if (!found->packages.empty() || !found->refused.empty())
            return found;
        hints.insert(hints.end(), found->diagnostics.begin(), found->diagnostics.end());
    }
    std::string message = "there is no problem package in this contest; looked in " + looked +
                          ". Expected folders or archives with a problem.yaml, with data/secret, with a "
                          "Polygon problem.xml, or "
                          "with *.in and *.ans files.";
    if (looksLikePackages(contest))
        message += " There are packages in " + files::quoted(contest) + " itself: give --problems " +
                   files::quoted(contest) + " and --submissions.";
    return noPackages(message, hints);
}

/// What is wrong with the path itself, before anything is read.
std::optional<Error> wrongContest(const std::filesystem::path& contest, bool problemsGiven)
{
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(contest, code);
    if (!std::filesystem::exists(status))
        return systemError("cannot read the contest " + files::quoted(contest), code ? code.value() : ENOENT,
                           ErrorKind::InvalidInput);
    if (!std::filesystem::is_directory(status)) {
        if (contest.extension() == ".cdf")
            return Error{ErrorKind::InvalidInput,
                         files::quoted(contest) +
                             " is a LemonLime contest, which this version of Assize does not read; give a "
                             "folder with problems/ and submissions/"};
        return Error{ErrorKind::InvalidInput, files::quoted(contest) +
                                                  " is not a folder; expected a contest folder with "
                                                  "problems/ and submissions/"};
    }
    if (const Result<files::Listing> listing = files::listFolder(contest); !listing)
        return Error{ErrorKind::InvalidInput, listing.error().message};
    if (!problemsGiven && detectFormat(contest))
        return Error{ErrorKind::InvalidInput,
                     files::quoted(contest) +
                         " is a problem package, not a contest. To check its jury submissions: assize "
                         "verify " +
                         files::quoted(contest) +
                         ". To judge hand-ins for it, say where they lie with --submissions PATH."};
    return std::nullopt;
}

void warnOfLemonLime(const std::filesystem::path& contest, Diagnostics& diagnostics)
{
    const Result<files::Listing> listing = files::listFolder(contest);
    if (!listing)
        return;
    for (const files::Entry& entry : listing->entries) {
        if (entry.isFile() && entry.path.extension() == ".cdf")
            diagnostics.push_back(
                {Diagnostic::Level::Warning, entry.name,
                 "the settings of a LemonLime contest are not read by this version of Assize: its problems "
                 "are judged as plain folders of tests"});
    }
}

/// Listed problems first, in the order of the list; then the others by id. Labels that are not given follow
/// the order.
void order(ReadContest& contest)
{
    const auto& listed = contest.file.problems;
    const auto rankOf = [&](const model::Problem& problem) {
        return std::find_if(listed.begin(), listed.end(),
                            [&](const auto& item) { return item.id == problem.id; }) -
               listed.begin();
    };
    std::stable_sort(contest.problems.begin(), contest.problems.end(), [&](const auto& a, const auto& b) {
        return std::pair(rankOf(a), std::string_view(a.id)) < std::pair(rankOf(b), std::string_view(b.id));
    });
    std::set<std::string> taken;
    for (model::Problem& problem : contest.problems) {
        const auto rank = static_cast<std::size_t>(rankOf(problem));
        if (rank == listed.size())
            continue;
        if (!listed[rank].name.empty())
            problem.name = listed[rank].name;
        if (!listed[rank].color.empty())
            problem.color = listed[rank].color;
        if (taken.insert(listed[rank].label).second)
            problem.label = listed[rank].label;
    }
    std::size_t next = 0;
    for (model::Problem& problem : contest.problems) {
        while (problem.label.empty()) {
            const std::string label = labelAt(next++);
            if (taken.insert(label).second)
                problem.label = label;
        }
    }
}

void tellOfUnlisted(ReadContest& contest, const std::vector<PackagePlace>& packages)
{
    if (contest.file.problems.empty())
        return;
    std::set<std::string> present;
    for (const PackagePlace& place : packages)
        present.insert(place.name);
    for (const ContestFile::ListedProblem& listed : contest.file.problems) {
        if (present.erase(listed.id) == 0)
            contest.diagnostics.push_back(
                {Diagnostic::Level::Warning, listed.id,
                 "the problem is listed in the contest, but there is no package of this name"});
    }
    for (const std::string& id : present)
        contest.diagnostics.push_back(
            {Diagnostic::Level::Info, id,
             "the package is not listed in the contest; it comes after those that are"});
}

} // namespace

Result<ReadContest> readContest(const std::filesystem::path& contest,
                                const std::optional<std::filesystem::path>& problemsPath)
{
    if (std::optional<Error> error = wrongContest(contest, problemsPath.has_value()))
        return std::move(*error);
    Result<FoundPackages> found =
        problemsPath ? packagesAt(*problemsPath, lastPartOf(*problemsPath)) : packagesOfContest(contest);
    if (!found)
        return found.error();

    ReadContest result;
    result.file = readContestFile(contest, found->listFolder);
    result.diagnostics = result.file.diagnostics;
    if (!problemsPath)
        warnOfLemonLime(contest, result.diagnostics);
    result.diagnostics.insert(result.diagnostics.end(), found->diagnostics.begin(), found->diagnostics.end());
    result.refusedProblems = found->refused;
    if (!problemsPath || found->packages.size() > 1)
        tellOfUnlisted(result, found->packages);
    for (const PackagePlace& place : found->packages) {
        ReadPackages package = readPlace(place);
        // Nothing of what is lost in a package that is read (expectations of jury submissions) touches
        // hand-ins.
        for (Diagnostic& diagnostic : package.diagnostics) {
            if (!package.problems.empty() && diagnostic.level == Diagnostic::Level::Error)
                diagnostic.level = Diagnostic::Level::Warning;
        }
        result.diagnostics.insert(result.diagnostics.end(), package.diagnostics.begin(),
                                  package.diagnostics.end());
        if (package.problems.empty())
            result.refusedProblems.push_back(place.name);
        std::move(package.problems.begin(), package.problems.end(), std::back_inserter(result.problems));
    }
    std::sort(result.refusedProblems.begin(), result.refusedProblems.end());
    result.refusedPackages = static_cast<int>(result.refusedProblems.size());
    order(result);
    return result;
}

} // namespace assize::package
