// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of readers of contests: of the files in which a contest keeps its name, its rules and the
// list of its problems. The packages themselves are read by the readers of reader.h, wherever a contest comes
// from.
//
// A reader is one row in a file of its own, which documents the format's quirks. To add a reader: write it
// and put it into the table of package/readers.cpp. read_contest.cpp does the work that is the same for all
// contests.
#pragma once

#include "package/common/contest_file.h"

#include <filesystem>

namespace assize::package {

/// Where a contest lies.
struct ContestPlace
{
    std::filesystem::path contest;  ///< its folder, or the one file that it is
    std::filesystem::path problems; ///< the folder of its packages, in which lists of problems may lie, too
    /// The user said where the packages lie, so that they are not those of the contest's own files.
    bool problemsGiven = false;
};

/// Called by readContest on the engine's I/O thread; without state.
struct ContestReader
{
    /// The contest's kind in messages, e.g. "a LemonLime contest".
    const char* name;
    /// By names of files, nothing costly.
    bool (*recognises)(const ContestPlace& place);
    /// Adds the settings that are not in `file` yet: where a contest has files of several formats, the
    /// earlier reader in the table counts. Settings that cannot be used are told in ContestFile::diagnostics.
    void (*read)(const ContestPlace& place, ContestFile& file);
};

} // namespace assize::package
