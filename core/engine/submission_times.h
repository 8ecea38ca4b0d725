// SPDX-License-Identifier: GPL-3.0-or-later
// Which hand-ins lie outside the contest's time, and whether the times of files say so at all. Pure; any
// thread.
#pragma once

#include "model/submission.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace assize::engine {

/// When a contest is. Without a duration it has no end.
struct ContestTime
{
    std::chrono::system_clock::time_point start;
    std::optional<std::chrono::seconds> duration;
};

/// The findings of markLate. English sentences for people; empty where there is nothing to say.
struct TimesSeen
{
    bool believed = true; ///< false: no time counts
    std::string late;     ///< which hand-ins are late
    std::string warning;  ///< why no time counts, or which times are not known
};

/// Marks every hand-in outside the contest's time as late and as not counted, with how much it is outside.
///
/// A file's time tells when it was handed in only while nobody copied the files without their times (a
/// checkout, an unpacked archive): that is believed while fewer than half of the times that are known lie
/// outside the contest. Otherwise nothing is marked. A hand-in whose time is not known is never late.
TimesSeen markLate(const ContestTime& contest, std::vector<model::Submission>& submissions);

} // namespace assize::engine
