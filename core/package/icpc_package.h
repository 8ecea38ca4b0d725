// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of ICPC/Kattis packages: "icpc-legacy" and "icpc-2025-09".
#pragma once

#include "model/problem.h"
#include "package/reading.h"

#include <string>

namespace assize::package {

/// Reads the package in reading.folder into `problem`, whose id, folder, file and format are set already.
/// problem_format_version in problem.yaml decides which of the two formats it is; problem.format says so
/// afterwards. What cannot be judged as its author meant is an Error in `reading`.
/// Called by readPackage on the engine's I/O thread.
void readIcpcPackage(Reading& reading, const std::string& format, model::Problem& problem);

} // namespace assize::package
