// SPDX-License-Identifier: GPL-3.0-or-later
// The fate of the files of a folder of hand-ins, in words. Pure; any thread.
#pragma once

#include "model/problem.h"
#include "model/submission.h"

#include <string>
#include <string_view>
#include <vector>

namespace assize::cli {

/// Lines, each safe to be shown, on facts that people did not ask for but should know: which of several files
/// is started, which are left out, notes; and files that are no submissions.
std::vector<std::string> remarksOn(const model::Submission& submission);
std::string remarkOn(const model::UnmatchedFile& file);

/// Every file's fate, a line each, for `assize judge --dry-run`: first the submissions in the order given,
/// with the files that are part of each, then the files that are no submissions.
std::string dryRunText(const std::vector<model::Submission>& submissions,
                       const std::vector<model::UnmatchedFile>& unmatched);

} // namespace assize::cli
