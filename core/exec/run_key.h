// SPDX-License-Identifier: GPL-3.0-or-later
// Results test by test: the key under which a run is kept, and whether a known run may take the place of a
// run to be made. Pure; any thread.
#pragma once

#include "exec/result_cache.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assize::exec {

/// A part of runKey that is the same for all tests: the program (sources, files that the package adds to
/// them, tools, limits of its compilation) and the judge of its output. `toolchain` is that of the
/// submission's language, null where answers are handed in. `juryTools`: the fingerprints of the toolchains
/// of the jury's programs that judge or make tests, in their order. Empty: the content of the package or of
/// the submission is not known.
std::string runKeyPart(const model::Submission& submission, const model::Toolchain* toolchain,
                       const model::Problem& problem, const std::vector<std::string>& juryTools);

/// Hash of everything that decides the run of a submission on a test of `problem`, whose time limit is known,
/// and its verdict: `part`, the test's files and settings for the run, its limits, and the flags of the judge
/// of the output. Not the name of the test or its place, nor the points of a verdict: scoreRun gives those
/// anew. Not the sandbox either (see judgementKey). No other submission's run is ever found under it: the
/// store looks only among the runs of the same submission. Empty where `part` is, or where the content of the
/// test is not known: such a run is neither found nor kept.
std::string runKey(const std::string& part, const model::Toolchain* toolchain, const model::Problem& problem,
                   std::size_t test);

/// Whether `run`, found under the key of a run to be made under `limits` on a machine with `processor`, may
/// be taken instead. Not a judge's error, which says nothing of the program, nor a run that was repeated
/// because a single measurement was not enough; and not a run that was measured on another model of processor
/// (or nobody knows on which) if it took between half and twice the time that it may, by the processor's
/// clock or by the wall's: here it might have another verdict.
bool mayBeReused(const EarlierRun& run, const model::Limits& limits, std::string_view processor);

} // namespace assize::exec
