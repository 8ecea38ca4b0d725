// SPDX-License-Identifier: GPL-3.0-or-later
// The jury's programs in an ICPC/Kattis package, and the files that it adds to submissions.
//
// Quirks: folders of validators also hold read-me files, data and headers. A file that is no source in a
// known language is no program; headers are placed beside each of the programs that they lie with. A folder
// that holds a script `build` or `run` itself is one program.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"

namespace assize::package {

/// The files and folders of output_validators/ (output_validator/ in newer packages). Fills
/// validation.validators; empty when there are none. A program that cannot be used is an Error.
void readOutputValidators(Reading& reading, bool legacy, model::Problem& problem);

/// input_validators/ and the older names input_format_validators/ and input_validator/, also .viva and .ctd
/// files: problem.inputValidators. A program that cannot be used is a Warning: it decides no verdict.
void readInputValidators(Reading& reading, model::Problem& problem);

/// graders/: problem.graders; the first is used.
void readGraders(Reading& reading, model::Problem& problem);

/// static_validator/ of newer packages: problem.staticValidator.
void readStaticValidator(Reading& reading, model::Problem& problem);

/// include/<language>/ and include/default/: problem.includes. Files for a language are added to the default
/// files, in place of those of the same name.
void readIncludes(Reading& reading, model::Problem& problem);

} // namespace assize::package
