// SPDX-License-Identifier: GPL-3.0-or-later
// Problem::contentHash: by which stored results of a problem are found again; Problem::judgingHash and
// TestCase::contentHash: by which those of single runs are.
#pragma once

#include "files/hash_memory.h"
#include "model/problem.h"
#include "package/common/reading.h"

namespace assize::package {

/// Hashes everything that decides verdicts and scores: tests, the jury's programs, includes, flags, grading.
/// Not limits, names and jury submissions. And, apart from each other, everything that decides single runs. A
/// file that cannot be read becomes an Error in `reading`. Every file is read once, in blocks, however often
/// it is linked. On the way, unusual line ends and encodings of tests are told and marked in them (see
/// data_texts.h). A file that `memory` knows need not be read; null: no file is known.
void hashContent(Reading& reading, model::Problem& problem, files::HashMemory* memory = nullptr);

} // namespace assize::package
