// SPDX-License-Identifier: GPL-3.0-or-later
// One run in full, for `assize verify --only` and `--input`: pure functions of a snapshot.
#pragma once

#include "verify_text.h"

namespace assize::cli {

/// Each run of the submissions of one problem: how it ended and its times; the validator's message; the
/// program's output and the expected output, or the conversation of an interactive problem; standard error.
/// `ownInput`: the runs are on a file that has no answer, so that verdicts on their output mean nothing.
std::vector<std::string> runLines(const PackageView& view, bool ownInput);

/// The run that shows most of a submission: the first that is not AC, else the first; nullptr: none ran.
const model::Run* mostTelling(const model::Judgement& judgement);

} // namespace assize::cli
