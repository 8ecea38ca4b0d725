// SPDX-License-Identifier: GPL-3.0-or-later
// How intake comes by the files of an archive that somebody handed in: it reads only, so the engine unpacks.
#pragma once

#include "base/result.h"
#include "model/submission.h"

#include <filesystem>
#include <string>
#include <vector>

namespace assize::intake {

struct OpenedArchive
{
    std::filesystem::path folder; ///< holds its regular files; a time of 1970 stands for an unknown time
    std::vector<model::UnmatchedFile> leftOut; ///< members that were not unpacked, by their names in it
    std::vector<std::string> notes;            ///< remarks on the archive for people; English sentences
};

/// Implemented by engine (inside a box) and by tests. Called on intake's thread.
class Archives
{
public:
    virtual ~Archives() = default;
    /// The files of the archive. Error: why they cannot be had, one clause, without the archive's name.
    virtual Result<OpenedArchive> open(const std::filesystem::path& archive) = 0;
};

} // namespace assize::intake
