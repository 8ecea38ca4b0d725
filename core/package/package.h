// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of problem packages behind one interface: whatever the format, a model::Problem comes out.
//
// Formats: see reader.h and readers.cpp. The format is detected by content. A package is a folder or an
// archive (zip, tar), which is unpacked into a cache of our own: nothing is written in the user's folders. A
// package that would not be judged as its author meant is refused with the reason.
//
// Called by engine on its I/O thread. Reads only; follows links only to regular files below the package's
// parent folder.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "files/hash_memory.h"
#include "model/problem.h"
#include "model/ranking_mode.h"
#include "package/common/contest_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

struct ReadPackage
{
    std::optional<model::Problem> problem; ///< unset: refused, with at least one Diagnostic of level Error
    /// Beside a problem: an Error here says that an expectation of jury submissions is lost.
    Diagnostics diagnostics;
};

/// The packages at one place: one or several, each with one problem or more.
struct ReadPackages
{
    std::vector<model::Problem> problems;
    Diagnostics diagnostics;
    int refused = 0; ///< packages that cannot be read or judged
};

/// Whether `path` (a folder, an archive or another file) looks like a package of some format: its name
/// ("icpc-legacy", "test-folder", ...) or nullopt.
std::optional<std::string> detectFormat(const std::filesystem::path& path);

/// Reads one package: a folder, an archive, or a file of a format of one file. `shownAs` is how messages name
/// it, e.g. "problems/hello" or "problems/hello.zip" (bytes).
ReadPackage readPackage(const std::filesystem::path& path, const std::string& shownAs);

/// Reads one package, or all of a folder or archive of packages such as Polygon's contest archives.
ReadPackages readPackages(const std::filesystem::path& path, const std::string& shownAs);

/// The contents of a contest folder. Finds packages under `problems`, else `data`; or in `problemsPath` when
/// given, which may be a folder of packages or one package.
struct ReadContest
{
    ContestFile file;
    /// Labelled, in contest order (listed problems first, then by id). Problems that cannot be judged are
    /// among them (Problem::isRefused), so that nobody else's label depends on them; each has an Error in the
    /// diagnostics.
    std::vector<model::Problem> problems;
    Diagnostics diagnostics; ///< of the contest (those of `file` among them) and of every package
    /// Names of folders beside the packages that are none: hand-ins named like them are for no problem.
    std::vector<std::string> otherFolders;
};

/// Error (InvalidInput): the folder cannot be read, or there is no package in it at all (the message says
/// where was looked; for a folder that is itself a package it names `assize verify` and --submissions: to
/// judge hand-ins for one package, give its folder as `problemsPath` too).
///
/// `mode`, if it is set, replaces the mode of contest.yaml: where points are added up, folders of tests give
/// points for each test.
///
/// `memory`: facts known of files; facts learnt now are added to it. Null: all files are read.
Result<ReadContest> readContest(const std::filesystem::path& contest,
                                const std::optional<std::filesystem::path>& problemsPath,
                                std::optional<model::RankingMode> mode = {},
                                files::HashMemory* memory = nullptr);

} // namespace assize::package
