// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assize::check {

/// The value of a token that is a finite floating-point number as a whole, in the syntax of C's strtod in the
/// C locale (sign, decimal or hexadecimal, optional exponent). Infinities, NaNs and numbers that overflow to
/// infinity are nullopt; a number that underflows is 0. Does not allocate; linear.
std::optional<double> parseFiniteNumber(std::string_view token);

/// Six significant digits, for messages.
std::string formatNumber(double value);

} // namespace assize::check
