// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a contestant's files are the program, and in which of them it starts. Reads the files; any thread.
#pragma once

#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <vector>

namespace assize::intake {

/// Sets entryPoint, choice and leftOut of a contestant's submission for `problem`, and takes out of its
/// `files` what is no part of its program. Of several files (or classes) in which a program could start, the
/// one is taken that the problem permits, then one that is not called like a test (own_tests.h), then the
/// one called main, or of JavaScript index, then that called like the problem, then one that says itself that
/// it is a program, then the public class, then the outermost and the first by name. The program is that file
/// with all of its language that is linked or imported; files of no language stay. Files left out keep their
/// names within the submission.
void chooseProgram(const model::Problem& problem, const std::vector<model::Language>& languages,
                   model::Submission& submission);

} // namespace assize::intake
