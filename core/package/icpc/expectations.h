// SPDX-License-Identifier: GPL-3.0-or-later
// What the names of verdicts and of folders of submissions say in ICPC/Kattis packages; names beyond the
// specifications are those that public packages use. Pure functions.
#pragma once

#include "model/jury.h"
#include "model/verdict.h"

#include <optional>
#include <string_view>
#include <vector>

namespace assize::package {

using model::Expectation;

/// A verdict as packages write it: "AC", "WRONG-ANSWER", "run_time_error", ...
std::optional<model::Verdict> verdictNamed(std::string_view name);

/// A failure of one kind: other tests may be accepted.
Expectation failureOf(model::Verdict verdict);

/// What the name of a folder of submissions says.
Expectation expectationOfFolder(std::string_view folder, bool legacy);

/// What such folders are called, in the words of expectationOfFolder.
const std::vector<std::string_view>& submissionFolderNames();

/// Whether DOMjudge knows the folder, and believes its name more than what a source says.
bool isOfficialFolder(std::string_view folder);

} // namespace assize::package
