// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are no submissions because of a slip in their names: the name that was meant, for people. Pure;
// any thread.
#pragma once

#include "intake/pattern.h"
#include "model/language.h"

#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// Of a file whose extension no language has, such as "sum.py.txt" or "sum.cp": a clause to add to the
/// reason,
/// "; if it is meant as sum.py, give it that name". Empty: nothing is near.
std::string nearFileHint(std::string_view file, const std::vector<model::Language>& languages);

/// The same of a name that is no problem's, such as "sum (1)", "Copy of sum" or "smu": "; if sum is meant,
/// give it that name".
std::string nearProblemHint(std::string_view name, const ProblemNames& problems);

} // namespace assize::intake
