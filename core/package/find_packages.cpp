// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/find_packages.h"

#include "base/utf8.h"
#include "files/archive.h"
#include "files/folder.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/recognise.h"
#include "package/traces.h"

#include <algorithm>
#include <cerrno>

namespace assize::package {
namespace {

/// Archives in archives.
constexpr int kDeepest = 2;

constexpr const char* kExpected = "expected folders or archives with a problem.yaml, with data/secret, with "
                                  "a Polygon problem.xml, or with *.in and "
                                  "*.ans files";

bool isFolder(const std::filesystem::path& path)
{
    std::error_code code;
    return std::filesystem::is_directory(path, code);
}

bool isUnreadArchive(std::string_view name)
{
    return endsIn(name, ".7z") || endsIn(name, ".rar");
}

/// Polygon calls its archives NAME-REVISION.zip, NAME-REVISION$linux.zip and NAME-REVISION$windows.zip.
std::string nameOfArchive(const std::string& file)
{
    std::string name = files::withoutArchiveEnding(file);
    const std::size_t dollar = name.rfind('$');
    if (dollar == std::string::npos)
        return name;
    const std::string system = name.substr(dollar + 1);
    if (system != "linux" && system != "windows")
        return name;
    name.resize(dollar);
    const std::size_t dash = name.rfind('-');
    const bool revision = dash != std::string::npos && dash > 0 && dash + 1 < name.size() &&
                          name.find_first_not_of("0123456789", dash + 1) == std::string::npos;
    return revision ? name.substr(0, dash) : name;
}

/// Looks through folders and archives for packages.
class Search
{
public:
    FoundPackages result;

    Result<void> lookInto(const std::filesystem::path& folder, const std::string& shownAs, int depth);
    /// The packages of an opened archive or folder that is no package itself.
    Result<void> lookAround(const PackagePlace& place, int depth);

private:
    void takeEntry(const files::Entry& entry, const std::string& shown, int depth);
    void takeArchive(const files::Entry& entry, const std::string& shown, int depth);
    bool foundNothing() const { return result.packages.empty() && result.refused.empty(); }
    void tell(Diagnostic::Level level, const std::string& shown, std::string message)
    {
        result.diagnostics.push_back({level, shown, std::move(message)});
    }
    void refuse(PackagePlace place, const std::string& reason)
    {
        tell(Diagnostic::Level::Error, place.shownAs, reason);
        result.refused.push_back({std::move(place), reason});
    }
};

Result<void> Search::lookInto(const std::filesystem::path& folder, const std::string& shownAs, int depth)
{
    const Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return listing.error();
    for (const files::Entry& entry : listing->entries) {
        if (entry.name.front() == '.' || entry.name == "__MACOSX")
            continue;
        takeEntry(entry, shownAs + "/" + entry.name, depth);
    }
    return {};
}

void Search::takeEntry(const files::Entry& entry, const std::string& shown, int depth)
{
    const bool link = entry.kind == files::EntryKind::SymbolicLink;
    std::error_code code;
    if (files::hasArchiveName(entry.name) && std::filesystem::is_regular_file(entry.path, code)) {
        takeArchive(entry, shown, depth);
        return;
    }
    if (entry.isFile() && isUnreadArchive(entry.name))
        tell(Diagnostic::Level::Warning, shown,
             "archives of this kind are not read; make it a .zip or .tar.gz, or unpack it into a folder");
    if (!entry.isFolder() && !(link && isFolder(entry.path))) {
        if (link)
            tell(Diagnostic::Level::Warning, shown, "ignored: a link that leads to no folder");
        return;
    }
    const Recognised found = recognise(entry.path);
    PackagePlace place{entry.path, entry.path, entry.name, shown};
    if (found.readable) {
        result.packages.push_back(std::move(place));
        return;
    }
    // Beside packages there may be folders of anything; but a folder that is a package of another kind, or
    // holds some parts of a package, or cannot be read, would be missed.
    if (!found.format.empty() || found.unreadable) {
        refuse(std::move(place), found.reason);
    } else if (const std::string trace = traceOfPackage(entry.path); !trace.empty()) {
        refuse(std::move(place), found.reason + ". " + trace);
    } else {
        result.otherFolders.push_back(entry.name);
        tell(Diagnostic::Level::Warning, shown, found.reason);
    }
}

void Search::takeArchive(const files::Entry& entry, const std::string& shown, int depth)
{
    const std::string name = nameOfArchive(entry.name);
    if (isFolder(entry.path.parent_path() / name)) {
        tell(Diagnostic::Level::Info, shown, "not read: the folder of the same name beside it is");
        return;
    }
    Result<PackagePlace> place = openPlace(entry.path, shown);
    if (!place) {
        refuse({entry.path, entry.path, name, shown}, place.error().message);
        return;
    }
    const Recognised found = recognise(place->path);
    if (found.readable) {
        result.packages.push_back(std::move(*place));
        return;
    }
    Search within;
    if (found.format.empty() && !found.unreadable && depth < kDeepest &&
        within.lookAround(*place, depth + 1) && !within.foundNothing()) {
        std::move(within.result.packages.begin(), within.result.packages.end(),
                  std::back_inserter(result.packages));
        std::move(within.result.diagnostics.begin(), within.result.diagnostics.end(),
                  std::back_inserter(result.diagnostics));
        std::move(within.result.refused.begin(), within.result.refused.end(),
                  std::back_inserter(result.refused));
        std::move(within.result.otherFolders.begin(), within.result.otherFolders.end(),
                  std::back_inserter(result.otherFolders));
        return;
    }
    refuse({entry.path, entry.path, name, shown}, found.reason);
}

Result<void> Search::lookAround(const PackagePlace& place, int depth)
{
    Diagnostics hints;
    for (const char* below : {"", "problems", "data"}) {
        const std::filesystem::path folder = place.path / below;
        if (!isFolder(folder))
            continue;
        result.diagnostics.clear();
        const std::string shown = *below == '\0' ? place.shownAs : place.shownAs + "/" + below;
        if (Result<void> looked = lookInto(folder, shown, depth); !looked)
            return looked;
        if (!foundNothing()) {
            result.listFolder = folder;
            return {};
        }
        hints.insert(hints.end(), result.diagnostics.begin(), result.diagnostics.end());
    }
    result.diagnostics = std::move(hints);
    result.listFolder = place.path;
    return {};
}

} // namespace

std::string lastPartOf(const std::filesystem::path& path)
{
    std::error_code code;
    const std::filesystem::path normal = std::filesystem::absolute(path, code).lexically_normal();
    return normal.has_filename() ? normal.filename().native() : normal.parent_path().filename().native();
}

Result<PackagePlace> openPlace(const std::filesystem::path& path, const std::string& shownAs)
{
    PackagePlace place{path, path, lastPartOf(path), shownAs};
    std::error_code code;
    const std::filesystem::path file = std::filesystem::canonical(path, code);
    if (code)
        return systemError("cannot read the package", code.value());
    if (std::filesystem::is_directory(file, code))
        return place;
    if (!files::hasArchiveName(place.name) && !files::isArchive(file))
        return place;
    const Result<files::UnpackedArchive> unpacked = files::unpack(file, files::packageCache());
    if (!unpacked)
        return unpacked.error();
    place.name = nameOfArchive(place.name);
    place.path = unpacked->folder;
    // data/ alone, or in/ and out/ alone, are a package as they are.
    if (unpacked->onlyFolder && !recognise(place.path).readable)
        place.path = *unpacked->onlyFolder;
    return place;
}

Result<FoundPackages> packagesIn(const std::filesystem::path& folder, const std::string& shownAs)
{
    Search search;
    if (Result<void> looked = search.lookInto(folder, shownAs, 0); !looked)
        return std::move(looked).error();
    search.result.listFolder = folder;
    return std::move(search.result);
}

Result<FoundPackages> packagesAt(const std::filesystem::path& path, const std::string& shownAs)
{
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return systemError("cannot read the problems in " + files::quoted(path), code ? code.value() : ENOENT,
                           ErrorKind::InvalidInput);
    Result<PackagePlace> place = openPlace(path, shownAs);
    if (!place)
        return Error{ErrorKind::InvalidInput, place.error().message};
    const Recognised found = recognise(place->path);
    if (found.readable || !found.format.empty() || found.unreadable) {
        FoundPackages one;
        one.listFolder = std::filesystem::absolute(path, code).lexically_normal().parent_path();
        if (found.readable) {
            one.packages.push_back(std::move(*place));
        } else {
            one.diagnostics.push_back({Diagnostic::Level::Error, shownAs, found.reason});
            one.refused.push_back({std::move(*place), found.reason});
        }
        return one;
    }
    if (!isFolder(place->path))
        return Error{ErrorKind::InvalidInput,
                     files::quoted(path) +
                         " is not a folder and no archive that can be read; expected a problem "
                         "package, or a folder or archive of them"};
    Search search;
    if (Result<void> looked = search.lookAround(*place, 1); !looked)
        return Error{ErrorKind::InvalidInput, looked.error().message};
    if (search.result.packages.empty() && search.result.refused.empty())
        return noPackages("there is no problem package in " + files::quoted(path) + "; " + kExpected,
                          search.result.diagnostics);
    return std::move(search.result);
}

Error noPackages(const std::string& message, const Diagnostics& found)
{
    Error error{ErrorKind::InvalidInput, message};
    for (std::size_t i = 0; i < found.size() && i < 5; ++i)
        error.message += "\n  " + toPrintableLine(found[i].where) + ": " + found[i].message;
    return error;
}

} // namespace assize::package
