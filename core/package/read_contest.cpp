// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "base/unused_name.h"
#include "base/utf8.h"
#include "files/folder.h"
#include "files/read.h"
#include "package/contest/label.h"
#include "package/find_packages.h"
#include "package/readers.h"

#include <algorithm>
#include <cerrno>
#include <map>
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
    if (!looksLikePackages(contest))
        return noPackages(message, hints);
    Error error =
        noPackages(message + " There are packages in " + files::quoted(contest) + " itself.", hints);
    error.remedy = {Remedy::Code::PackagesAndSubmissions, {files::quoted(contest)}};
    return error;
}

/// The fault of the path itself, before anything is read.
std::optional<Error> wrongContest(const std::filesystem::path& contest, bool problemsGiven)
{
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(contest, code);
    if (!std::filesystem::exists(status))
        return systemError("cannot read the contest " + files::quoted(contest), code ? code.value() : ENOENT,
                           ErrorKind::InvalidInput);
    if (!std::filesystem::is_directory(status)) {
        // No reader reads a contest that is one file yet, but a reader may recognise it.
        for (const ContestReader* reader : contestReaders()) {
            if (reader->recognises({contest, contest}))
                return Error{ErrorKind::InvalidInput,
                             files::quoted(contest) + " is " + reader->name +
                                 ", which this version of Assize does not read; give a folder with problems/ "
                                 "and submissions/"};
        }
        return Error{ErrorKind::InvalidInput, files::quoted(contest) +
                                                  " is not a folder; expected a contest folder with "
                                                  "problems/ and submissions/"};
    }
    if (const Result<files::Listing> listing = files::listFolder(contest); !listing)
        return Error{ErrorKind::InvalidInput, listing.error().message};
    if (!problemsGiven && detectFormat(contest))
        return Error{ErrorKind::InvalidInput,
                     files::quoted(contest) + " is a problem package, not a contest.",
                     {Remedy::Code::VerifyOrSubmissions, {files::quoted(contest)}}};
    return std::nullopt;
}

/// Listed problems first, in the order of the list; then the other problems by id. Labels that are not given
/// follow the order.
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

/// The problem of a package that cannot be read: its place in the contest, and why.
model::Problem refusedProblem(const PackagePlace& place, std::string reason)
{
    model::Problem problem;
    problem.id = place.name;
    problem.name = toUtf8(place.name);
    problem.folder = place.original;
    problem.file = place.shownAs;
    problem.refusedBecause = std::move(reason);
    return problem;
}

/// The parts kept of a problem that is refused although its package can be read.
model::Problem withoutContent(model::Problem&& problem)
{
    model::Problem left;
    left.id = std::move(problem.id);
    left.name = std::move(problem.name);
    left.color = std::move(problem.color);
    left.folder = std::move(problem.folder);
    left.file = std::move(problem.file);
    left.refusedBecause = std::move(problem.refusedBecause);
    return left;
}

std::string errorsIn(const Diagnostics& diagnostics, const std::string& package)
{
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.level != Diagnostic::Level::Error)
            continue;
        text += text.empty() ? "" : "; ";
        // The place within the package: the package itself is known where this is read.
        if (diagnostic.where.size() > package.size() + 1 && diagnostic.where.starts_with(package + "/"))
            text += toPrintableLine(diagnostic.where.substr(package.size() + 1)) + ": ";
        text += diagnostic.message;
    }
    return text.empty() ? "it cannot be read" : text;
}

/// Whether it makes no difference which of two problems a hand-in is judged by. Of a time limit that is to be
/// computed that is not known.
bool isTheSame(const model::Problem& a, const model::Problem& b)
{
    return !a.isRefused() && !b.isRefused() && !a.timeLimitIsComputed() && a.contentHash == b.contentHash &&
           a.limits == b.limits && a.timeLimitFrom == b.timeLimitFrom && a.maxScore == b.maxScore &&
           a.languages == b.languages;
}

/// Several packages of one name: the same package twice is one problem. With different packages nobody can
/// tell which a hand-in is for, so that all of them are refused until they have names of their own.
void settleSameNames(ReadContest& contest)
{
    std::map<std::string, std::vector<std::size_t>> byId;
    for (std::size_t i = 0; i < contest.problems.size(); ++i)
        byId[contest.problems[i].id].push_back(i);
    std::set<std::string> taken;
    for (const auto& [id, places] : byId)
        taken.insert(id);
    std::set<std::size_t> left;
    for (const auto& [id, places] : byId) {
        if (places.size() < 2)
            continue;
        model::Problem& first = contest.problems[places.front()];
        std::string names;
        for (const std::size_t place : places)
            names += (names.empty() ? "" : ", ") + toPrintableLine(contest.problems[place].file);
        const bool same = std::all_of(places.begin(), places.end(), [&](std::size_t place) {
            return isTheSame(first, contest.problems[place]);
        });
        if (same) {
            left.insert(places.begin() + 1, places.end());
            contest.diagnostics.push_back({Diagnostic::Level::Warning, first.file,
                                           "the same problem is there more than once (" + names +
                                               "), and is one problem here; take the others away"});
            continue;
        }
        const std::string reason =
            "several packages are called " + files::quoted(id) + " (" + names +
            "), and nobody can tell which of them a hand-in is for: give each a name of its own";
        for (const std::size_t place : places) {
            model::Problem& problem = contest.problems[place];
            problem.refusedBecause = reason + (problem.isRefused() ? "; " + problem.refusedBecause : "");
            problem = withoutContent(std::move(problem));
            if (place != places.front())
                problem.id = unusedName(id, taken);
            contest.diagnostics.push_back({Diagnostic::Level::Error, problem.file, reason});
        }
    }
    std::size_t index = 0;
    std::erase_if(contest.problems, [&](const model::Problem&) { return left.contains(index++); });
}

/// Packages that the list of problems does not name, and names without a package. `complete`: all packages of
/// the contest are here, so that a name without a package is a problem that cannot be judged.
void compareWithList(ReadContest& contest, bool complete)
{
    if (contest.file.problems.empty())
        return;
    std::set<std::string> present;
    for (const model::Problem& problem : contest.problems)
        present.insert(problem.id);
    for (const ContestFile::ListedProblem& listed : contest.file.problems) {
        if (present.erase(listed.id) > 0)
            continue;
        const std::string reason =
            "the problem is listed in the contest, but there is no package of this name";
        contest.diagnostics.push_back(
            {complete ? Diagnostic::Level::Error : Diagnostic::Level::Warning, listed.id, reason});
        if (complete)
            contest.problems.push_back(refusedProblem({{}, {}, listed.id, listed.id}, reason));
    }
    for (const std::string& id : present)
        contest.diagnostics.push_back(
            {Diagnostic::Level::Info, id,
             "the package is not listed in the contest; it comes after those that are"});
}

const ProblemSettings* settingsOf(const std::string& id, const ContestFile& file)
{
    const auto own = std::find_if(file.problemSettings.begin(), file.problemSettings.end(),
                                  [&](const ProblemSettings& one) { return one.id == id; });
    return own == file.problemSettings.end() ? nullptr : &*own;
}

/// Settings of a problem that is called otherwise would be missed without a word.
void tellOfUnknownSettings(ReadContest& contest, const FoundPackages& found)
{
    std::set<std::string> present;
    for (const RefusedPackage& refused : found.refused)
        present.insert(refused.place.name);
    for (const PackagePlace& place : found.packages)
        present.insert(place.name);
    std::string names;
    for (const std::string& name : present)
        names += (names.empty() ? "" : ", ") + files::quoted(name);
    for (const ProblemSettings& own : contest.file.problemSettings) {
        if (present.count(own.id) == 0)
            contest.diagnostics.push_back({Diagnostic::Level::Error, own.where,
                                           "there is no problem " + files::quoted(own.id) +
                                               "; the problems are " + std::string(headOf(names, 300))});
    }
}

} // namespace

Result<ReadContest> readContest(const std::filesystem::path& contest,
                                const std::optional<std::filesystem::path>& problemsPath,
                                std::optional<model::RankingMode> mode, files::HashMemory* memory)
{
    if (std::optional<Error> error = wrongContest(contest, problemsPath.has_value()))
        return std::move(*error);
    Result<FoundPackages> found =
        problemsPath ? packagesAt(*problemsPath, lastPartOf(*problemsPath)) : packagesOfContest(contest);
    if (!found)
        return found.error();

    ReadContest result;
    result.file = readContestFile({contest, found->listFolder, problemsPath.has_value()});
    result.diagnostics = result.file.diagnostics;
    result.diagnostics.insert(result.diagnostics.end(), found->diagnostics.begin(), found->diagnostics.end());
    result.otherFolders = std::move(found->otherFolders);
    for (const RefusedPackage& refused : found->refused)
        result.problems.push_back(refusedProblem(refused.place, refused.reason));
    tellOfUnknownSettings(result, *found);
    const bool addsPoints = (mode ? mode : result.file.mode) == model::RankingMode::Sum;
    for (const PackagePlace& place : found->packages) {
        ReadPackages package = readPlace(place, {settingsOf(place.name, result.file), addsPoints}, memory);
        // Parts that are lost of a package that is read (expectations of jury submissions) do not touch
        // hand-ins.
        for (Diagnostic& diagnostic : package.diagnostics) {
            if (!package.problems.empty() && diagnostic.level == Diagnostic::Level::Error)
                diagnostic.level = Diagnostic::Level::Warning;
        }
        result.diagnostics.insert(result.diagnostics.end(), package.diagnostics.begin(),
                                  package.diagnostics.end());
        if (package.problems.empty())
            result.problems.push_back(refusedProblem(place, errorsIn(package.diagnostics, place.shownAs)));
        std::move(package.problems.begin(), package.problems.end(), std::back_inserter(result.problems));
    }
    settleSameNames(result);
    if (!problemsPath || result.problems.size() > 1)
        compareWithList(result, !problemsPath);
    order(result);
    return result;
}

} // namespace assize::package
