// SPDX-License-Identifier: GPL-3.0-or-later
// Where packages lie: a single package at a place, or a folder of packages; folders and archives alike.
//
// Archives are unpacked into the cache of core/files. An archive in a folder of packages is recognised by its
// name's ending, an archive that the user names also by its content. An archive may hold the package itself,
// or one folder with everything in it, or a whole contest (Polygon's and DOMjudge's contest archives): then
// its packages are looked for in it and in its problems/ or data/.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "package/common/reading.h"
#include "package/package.h"

#include <filesystem>
#include <string>
#include <vector>

namespace assize::package {

/// A folder or file with a package, ready to be read.
struct PackagePlace
{
    std::filesystem::path path;     ///< of an archive: the folder in the cache
    std::filesystem::path original; ///< the place in the user's folders: `path` itself, or the archive
    std::string name;               ///< of the folder, or of the archive without its ending; bytes
    std::string shownAs;            ///< e.g. "problems/hello.zip"; bytes
};

/// A folder or archive that lies where a package should, and cannot be read.
struct RefusedPackage
{
    PackagePlace place;
    std::string reason; ///< English, as in the diagnostics
};

struct FoundPackages
{
    std::filesystem::path listFolder; ///< where problems.yaml may lie too
    std::vector<PackagePlace> packages;
    Diagnostics diagnostics;
    std::vector<RefusedPackage> refused; ///< with an Error each in the diagnostics
    /// Names of folders beside the packages that are no packages, and do not look like damaged ones.
    std::vector<std::string> otherFolders;
};

/// The name that a path ends in, however it is written ("a/b", "a/b/", "a/b/.").
std::string lastPartOf(const std::filesystem::path& path);

/// Opens the place: an archive is unpacked, everything else stays as it is. Error InvalidInput, Io: as of
/// files::unpack.
Result<PackagePlace> openPlace(const std::filesystem::path& path, const std::string& shownAs);

/// The packages in a folder of packages. The contest's organiser may link packages in from anywhere. A folder
/// or archive that is no package is a warning; a package that cannot be read is in `refused` and an Error in
/// the diagnostics.
Result<FoundPackages> packagesIn(const std::filesystem::path& folder, const std::string& shownAs);

/// One package (which may be in `refused`), or a folder or archive of packages. Error InvalidInput: there is
/// none.
Result<FoundPackages> packagesAt(const std::filesystem::path& path, const std::string& shownAs);

/// Reads the packages at the place; `memory`: see readContest.
ReadPackages readPlace(const PackagePlace& place, const OfContest& contest = {},
                       files::HashMemory* memory = nullptr);

/// "MESSAGE" and the first of the diagnostics: why nothing was found.
Error noPackages(const std::string& message, const Diagnostics& found);

} // namespace assize::package
