// SPDX-License-Identifier: GPL-3.0-or-later
// `assize verify --only SUBMISSION[:TEST]` and `--input FILE`: of the contest that was read, only the part
// that is to be run. Private to the engine; on its I/O thread.
#pragma once

#include "engine/open_contest.h"

namespace assize::engine {

/// Takes out of `contest` the submissions and tests that VerifyOptions::only and ::input do not choose;
/// before anything is told of it. InvalidInput: nothing matches (the message names the submissions or tests
/// that there are), or the input cannot be read.
///
/// A submission is named by its path in the package, with or without "submissions/", or by its file name; a
/// test by its id, a group above it, or the last part of the id; globs may stand for all of these. With an
/// input there is a single test, "input", and no answer: outputs are judged only where the jury's program
/// talks to the submission. A time limit that would be computed is not, for some tests only: those runs get
/// 10 s.
Result<void> keepChosen(const VerifyOptions& options, OpenContest& contest);

/// The value of `only`, taken apart at its last colon.
struct OnlyPart
{
    std::string submission;
    std::string test; ///< empty: all
};
OnlyPart onlyPartOf(const std::string& only);

} // namespace assize::engine
