// SPDX-License-Identifier: GPL-3.0-or-later
// Problem::contentHash: by which stored results of a problem are found again; Problem::judgingHash and
// TestCase::contentHash: by which those of single runs are.
#pragma once

#include "files/hash_memory.h"
#include "model/problem.h"
#include "package/common/reading.h"

namespace assize::package {

/// Hashes everything that decides verdicts and scores: tests, the jury's programs, includes, flags, grading.
/// Not limits, names and jury submissions. And, apart from each other, what decides single runs. A file that
/// cannot be read becomes an Error in `reading`. Every file is read once, in blocks, however often it is
/// linked. What the bytes of tests say is told, and marked in them, on the way (see data_texts.h). What
/// `memory` knows need not be read; null: nothing is known.
void hashContent(Reading& reading, model::Problem& problem, files::HashMemory* memory = nullptr);

} // namespace assize::package
