// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of tests without a format: inputs and answers by name (see data_pairs.h).
//
// The usual forms: files directly in the folder, in folders of inputs and answers, in a folder for each test
// (Test01/sum.inp, as Themis has it) or for each subtask, or the same one level down in tests/, test/,
// testdata/, testcases/, cases/ or data/ (the first that holds pairs). Beside them may lie the files of ICPC
// packages: problem.yaml, domjudge-problem.ini, .timelimit, output_validators/, submissions/. Without
// settings: time limit 1 s, memory limit 256 MiB. Files without a partner are named in a warning and not
// used.
#pragma once

#include "package/common/reader.h"

namespace assize::package {

/// The reader of "test-folder".
const Reader& folderOfTestsReader();

} // namespace assize::package
