// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of tests in which the same answer is right everywhere. Called by the package's examination (`assize
// verify`); reads files, any thread.
#pragma once

#include "base/diagnostics.h"
#include "model/problem.h"

#include <stop_token>
#include <string>

namespace assize::exec {

/// A Warning for each group of at least three secret tests whose answers are all the same bytes: a program
/// that always writes this answer passes the group. Empty answers are those of problems whose validator needs
/// none.
Diagnostics examineAnswers(const model::Problem& problem, const std::string& shown,
                           const std::stop_token& stop);

} // namespace assize::exec
