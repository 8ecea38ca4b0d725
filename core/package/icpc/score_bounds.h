// SPDX-License-Identifier: GPL-3.0-or-later
// The highest score that a group can earn, from those of its parts. For the readers that grade test data;
// pure functions, any thread.
#pragma once

#include "base/decimal.h"
#include "model/grading.h"

#include <optional>
#include <vector>

namespace assize::package {

/// The highest score; unset: there is none.
using Bound = std::optional<Decimal>;

/// 0 where there are no parts.
Bound sumOf(const std::vector<Bound>& bounds);
/// Rounded to six decimals.
Bound averageOf(const std::vector<Bound>& bounds);
Bound minimumOf(const std::vector<Bound>& bounds);
Bound maximumOf(const std::vector<Bound>& bounds);

/// By the group's rule, which is no PassFail, and never above its range. Unset with a custom grader without a
/// range.
Bound boundByRule(const std::vector<Bound>& parts, const model::Grading& grading);

/// Splits a bound into the two fields that a problem or group keeps.
void setBound(const Bound& bound, Decimal& maxScore, bool& unbounded);

} // namespace assize::package
