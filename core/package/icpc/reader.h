// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of ICPC/Kattis packages: "icpc-legacy" and "icpc-2025-09".
//
// Sources: Kattis/problem-package-format, spec/legacy.md, legacy-icpc.md and spec/2025-09.md; DOMjudge,
// doc/manual/problem-format.rst. Quirks stand at the top of the files that read the parts: problem_yaml.h
// (the schema is broken by many), settings (limits, validation), jury_programs.h, data_settings.h and
// data.h (data/), grading.h (points), jury_submissions.h and submissions_yaml.h (expectations).
//
// problem_format_version decides the format: none, "legacy" and "legacy-icpc" are the legacy format;
// "2023-07", "2025-09", their drafts and "draft" the new format, in which the file and folder names of the
// drafts are taken too. Only packages that cannot be judged are refused: no tests, settings that are no YAML,
// missing validators or graders, programs that only a DOMjudge server has, points that are contradictory.
#pragma once

#include "package/common/reader.h"

namespace assize::package {

/// The reader of "icpc-legacy" and "icpc-2025-09".
const Reader& icpcReader();

} // namespace assize::package
