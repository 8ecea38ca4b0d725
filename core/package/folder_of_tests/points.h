// SPDX-License-Identifier: GPL-3.0-or-later
// Points of the tests in contests that add points up: a folder of tests says none itself. One thread.
#pragma once

#include "model/problem.h"
#include "package/common/contest_settings.h"
#include "package/common/reading.h"

#include <optional>

namespace assize::package {

/// Gives points to the tests of a problem: as `points` says, else 100 shared by all tests. The problem
/// becomes a scoring problem: the sum of its accepted tests' points. Points that do not fit its tests are an
/// Error.
void givePoints(Reading& reading, const std::optional<Points>& points, model::Problem& problem);

} // namespace assize::package
