// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/score_text.h"

#include <charconv>
#include <cmath>

namespace assize::check {

std::optional<Decimal> parseScore(std::string_view text)
{
    if (std::optional<Decimal> exact = Decimal::parse(text))
        return exact;
    // More than six decimals, or an exponent, as programs print floating-point numbers.
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result number = std::from_chars(text.data(), end, value);
    constexpr double kMost = 1e12;
    if (number.ec != std::errc() || number.ptr != end || !(std::fabs(value) <= kMost))
        return std::nullopt;
    return Decimal::fromMicros(std::llround(value * 1e6));
}

} // namespace assize::check
