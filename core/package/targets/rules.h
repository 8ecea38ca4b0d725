// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of other systems: a package that is right here may be refused there, or read in another way.
// `assize verify --target`; called by the engine on its I/O thread, after the package was read.
//
// The rules are data: a table in rules.cpp, each with the system it is of. Sources:
// Kattis: Kattis/problemtools, verifyproblem.py, formatversion.py and metadata.py.
// DOMjudge: DOMjudge/domjudge, ImportProblemService.php.
// Polygon: the limits and names that its forms take (250 to 15000 ms and 4 to 1024 MB are also the limits of
// other public systems for their Polygon problems); MikeMirzayanov/testlib. Languages of submissions:
// languages.h.
#pragma once

#include "base/diagnostics.h"
#include "package/targets/facts.h"

#include <optional>
#include <string>
#include <string_view>

namespace assize::package {

/// "kattis", "domjudge", "polygon"; nullopt for anything else.
std::optional<Target> targetNamed(std::string_view name);

/// The parts of a package that `target` would refuse (Errors), and those that it ignores or asks for beside
/// (Warnings). Pure.
Diagnostics checkFacts(const PackageFacts& facts, Target target, const std::string& shown);

/// Of the facts that factsOf() finds.
Diagnostics checkTarget(const model::Problem& problem, Target target, const std::string& shown);

} // namespace assize::package
