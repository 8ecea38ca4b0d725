// SPDX-License-Identifier: GPL-3.0-or-later
// What other systems take: a package that is right here may be refused there, or read in another way.
// `assize verify --target`; called by the engine on its I/O thread, after the package was read.
//
// The rules are data: a table in rules.cpp, each with the system it is of. Sources:
// Kattis: Kattis/problemtools, verifyproblem.py, formatversion.py and metadata.py.
// DOMjudge: DOMjudge/domjudge, ImportProblemService.php.
// Polygon: the limits and names that its forms take (250 to 15000 ms and 4 to 1024 MB are also what other
// public systems hold their Polygon problems to); MikeMirzayanov/testlib. Languages of submissions:
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

/// What `target` would refuse (Errors) and what it ignores or asks for beside (Warnings). Pure.
Diagnostics checkFacts(const PackageFacts& facts, Target target, const std::string& shown);

/// Of what factsOf() finds.
Diagnostics checkTarget(const model::Problem& problem, Target target, const std::string& shown);

} // namespace assize::package
