// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the JSON of results. Private to core/report.
#pragma once

#include "report/json_writer.h"
#include "report/snapshot.h"

namespace assize::report {

/// The findings on a package that is verified.
void writePackage(JsonWriter& json, const PackageReport& package);
/// A problem with its groups and tests; where it was refused with the errors among `diagnostics` that say
/// why.
void writeProblem(JsonWriter& json, const model::Problem& problem, const Diagnostics& diagnostics);
/// A submission with its judgement and runs. `id` numbers it in this document only.
void writeSubmission(JsonWriter& json, int id, const ReportedSubmission& item,
                     const ContestSnapshot& snapshot);

} // namespace assize::report
