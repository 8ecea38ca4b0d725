// SPDX-License-Identifier: GPL-3.0-or-later
// Scores as programs of the jury print them. Pure; any thread.
#pragma once

#include "base/decimal.h"

#include <optional>
#include <string_view>

namespace assize::check {

/// Exact where it has at most six decimals, else rounded to them; at most 10^12. Nothing: it is no number.
std::optional<Decimal> parseScore(std::string_view text);

} // namespace assize::check
