// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/package.h"

#include "base/utf8.h"
#include "files/folder.h"
#include "files/read.h"
#include "package/contest_yaml.h"
#include "package/recognise.h"

#include <algorithm>
#include <cerrno>
#include <set>

namespace assize::package {
namespace {

/// A folder that may be a package, and how it is named in messages.
struct Candidate
{
    std::filesystem::path folder;
    std::string shownAs;
};

struct Candidates
{
    std::filesystem::path listFolder; ///< where problems.yaml may lie too
    std::vector<Candidate> packages;
    Diagnostics diagnostics;
    std::vector<std::string> refused; ///< folder names of packages that cannot be read
};

bool isFolder(const std::filesystem::path& path)
{
    std::error_code code;
    return std::filesystem::is_directory(path, code);
}

std::string lastPart(const std::filesystem::path& path)
{
    std::error_code code;
    const std::filesystem::path normal = std::filesystem::absolute(path, code).lexically_normal();
    return normal.has_filename() ? normal.filename().native() : normal.parent_path().filename().native();
}

bool isArchive(std::string_view name)
{
    for (const std::string_view ending : {".zip", ".kpp", ".tar", ".gz", ".7z", ".rar"}) {
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
            return true;
    }
    return false;
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

/// The packages in a folder of packages. Whoever keeps the contest may link packages in from anywhere.
Result<Candidates> candidatesIn(const std::filesystem::path& folder, const std::string& shownAs)
{
    Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return listing.error();
    Candidates result;
    result.listFolder = folder;
    for (const files::Entry& entry : listing->entries) {
        if (entry.name.front() == '.' || entry.name == "__MACOSX")
            continue;
        const std::string shown = shownAs + "/" + entry.name;
        const bool linked = entry.kind == files::EntryKind::SymbolicLink && isFolder(entry.path);
        if (entry.isFile() && isArchive(entry.name))
            result.diagnostics.push_back(
                {Diagnostic::Level::Warning, shown,
                 "archives are not read by this version of Assize; unpack it into a folder"});
        if (!entry.isFolder() && !linked) {
            if (entry.kind == files::EntryKind::SymbolicLink)
                result.diagnostics.push_back(
                    {Diagnostic::Level::Warning, shown, "ignored: a link that leads to no folder"});
            continue;
        }
        const Recognised found = recognise(entry.path);
        if (found.readable) {
            result.packages.push_back({entry.path, shown});
            continue;
        }
        // Beside packages there may be folders of anything; one that is a package of another kind, or that
        // cannot be read, is missed, though.
        const bool package = !found.format.empty() || found.unreadable;
        if (package)
            result.refused.push_back(entry.name);
        result.diagnostics.push_back(
            {package ? Diagnostic::Level::Error : Diagnostic::Level::Warning, shown, found.reason});
    }
    return result;
}

Error noPackages(const std::string& message, const Diagnostics& found)
{
    Error error{ErrorKind::InvalidInput, message};
    for (std::size_t i = 0; i < found.size() && i < 5; ++i)
        error.message += "\n  " + toPrintable(found[i].where) + ": " + found[i].message;
    return error;
}

Result<Candidates> candidatesAt(const std::filesystem::path& path)
{
    if (!isFolder(path)) {
        std::error_code code;
        if (std::filesystem::exists(path, code))
            return Error{ErrorKind::InvalidInput, files::quoted(path) +
                                                      " is not a folder; expected a problem package, or a "
                                                      "folder of them"};
        return systemError("cannot read the problems in " + files::quoted(path), code ? code.value() : ENOENT,
                           ErrorKind::InvalidInput);
    }
    if (detectFormat(path)) {
        Candidates one;
        std::error_code code;
        one.listFolder = std::filesystem::absolute(path, code).lexically_normal().parent_path();
        one.packages.push_back({path, lastPart(path)});
        return one;
    }
    Result<Candidates> found = candidatesIn(path, lastPart(path));
    if (!found)
        return Error{ErrorKind::InvalidInput, found.error().message};
    if (found->packages.empty() && found->refused.empty())
        return noPackages(
            "there is no problem package in " + files::quoted(path) +
                "; expected folders with a problem.yaml, with data/secret, or with *.in and *.ans files",
            found->diagnostics);
    return found;
}

Result<Candidates> candidatesOfContest(const std::filesystem::path& contest)
{
    std::string looked;
    Diagnostics hints;
    for (const char* name : {"problems", "data"}) {
        const std::filesystem::path folder = contest / name;
        looked += (looked.empty() ? "" : " and ") + files::quoted(folder);
        if (!isFolder(folder))
            continue;
        Result<Candidates> found = candidatesIn(folder, name);
        if (!found)
            return Error{ErrorKind::InvalidInput, found.error().message};
        if (!found->packages.empty() || !found->refused.empty())
            return found;
        hints.insert(hints.end(), found->diagnostics.begin(), found->diagnostics.end());
    }
    std::string message =
        "there is no problem package in this contest; looked in " + looked +
        ". Expected folders with a problem.yaml, with data/secret, or with *.in and *.ans files.";
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

void tellOfUnlisted(ReadContest& contest, const std::vector<Candidate>& packages)
{
    if (contest.file.problems.empty())
        return;
    std::set<std::string> present;
    for (const Candidate& candidate : packages)
        present.insert(lastPart(candidate.folder));
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
    Result<Candidates> found = problemsPath ? candidatesAt(*problemsPath) : candidatesOfContest(contest);
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
    for (const Candidate& candidate : found->packages) {
        ReadPackage package = readPackage(candidate.folder, candidate.shownAs);
        result.diagnostics.insert(result.diagnostics.end(), package.diagnostics.begin(),
                                  package.diagnostics.end());
        if (package.problem)
            result.problems.push_back(std::move(*package.problem));
        else
            result.refusedProblems.push_back(lastPart(candidate.folder));
    }
    std::sort(result.refusedProblems.begin(), result.refusedProblems.end());
    result.refusedPackages = static_cast<int>(result.refusedProblems.size());
    order(result);
    return result;
}

} // namespace assize::package
