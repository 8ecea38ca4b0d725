// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/check.h"
#include "model/judgement.h"

#include <string_view>

namespace assize::check {

/// The most bytes that an excerpt of an output or an answer has.
inline constexpr std::size_t kExcerptCap = 4096;

/// Fills run.output, run.expected and run.differenceOffset with the parts of output and answer around the
/// first difference (the heads where no difference is known), each at most model's cap, starting at a line's
/// beginning where that is near.
void excerptAroundDifference(const CheckBytes& bytes, const CheckResult& result, model::Run& run);

} // namespace assize::check
