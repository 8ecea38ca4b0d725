// SPDX-License-Identifier: GPL-3.0-or-later
// Values that stand in the text of a package: numbers, words, and constants that stand for other text. Pure
// functions.
#pragma once

#include "base/decimal.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::package {

/// {{name}} of 2025-09 "constants" and what stands for it.
using Constants = std::vector<std::pair<std::string, std::string>>;

/// `text` with each {{name}} replaced; nullopt when the result would have more than `largest` bytes.
std::optional<std::string> withConstants(std::string_view text, const Constants& constants,
                                         std::size_t largest);
/// A score: any finite decimal number, rounded to Decimal's digits. nullopt where it is none or too large.
std::optional<Decimal> decimalFrom(std::string_view text);
/// A finite number that is the whole of `text`, blanks around it allowed.
std::optional<double> numberFrom(std::string_view text);
std::vector<std::string> splitWords(std::string_view text);

/// Without the blanks around it.
std::string_view trimmed(std::string_view text);

} // namespace assize::package
