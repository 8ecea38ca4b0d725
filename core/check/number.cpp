// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/number.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace assize::check {
namespace {

bool isNonZeroDigit(char c)
{
    return (c >= '1' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether a number that does not fit a double is too large (and not too small). `digits` is well-formed,
/// without sign and 0x. Only the order of magnitude is looked at: the number is known to be far from 1.
bool isTooLarge(std::string_view digits, bool hexadecimal)
{
    const std::size_t exponentAt = digits.find_first_of(hexadecimal ? "pP" : "eE");
    const std::string_view mantissa = digits.substr(0, exponentAt);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    std::size_t first = 0;
    while (first < mantissa.size() && !isNonZeroDigit(mantissa[first]))
        ++first;
    if (first == mantissa.size())
        return false;
    const double place = static_cast<double>(point) - static_cast<double>(first);
    double exponent = 0;
    if (exponentAt != std::string_view::npos) {
        std::string_view text = digits.substr(exponentAt + 1);
        const bool negative = text.front() == '-';
        if (negative || text.front() == '+')
            text.remove_prefix(1);
        for (char c : text)
            exponent = std::min(exponent * 10 + (c - '0'), 1e18);
        if (negative)
            exponent = -exponent;
    }
    return place * (hexadecimal ? 4 : 1) + exponent > 0;
}

} // namespace

std::optional<double> parseFiniteNumber(std::string_view token)
{
    bool negative = false;
    if (!token.empty() && (token.front() == '+' || token.front() == '-')) {
        negative = token.front() == '-';
        token.remove_prefix(1);
    }
    const bool hexadecimal = token.size() > 2 && token[0] == '0' && (token[1] == 'x' || token[1] == 'X');
    if (hexadecimal)
        token.remove_prefix(2);
    // from_chars takes a minus sign, "inf" and "nan" too; here none of them may follow.
    if (token.empty() || token.front() == '-' || token.front() == 'i' || token.front() == 'I' ||
        token.front() == 'n' || token.front() == 'N')
        return std::nullopt;
    double value = 0;
    const std::from_chars_result parsed =
        std::from_chars(token.data(), token.data() + token.size(), value,
                        hexadecimal ? std::chars_format::hex : std::chars_format::general);
    if (parsed.ptr != token.data() + token.size() || parsed.ec == std::errc::invalid_argument)
        return std::nullopt;
    if (parsed.ec == std::errc::result_out_of_range) {
        if (isTooLarge(token, hexadecimal))
            return std::nullopt;
        value = 0;
    }
    if (!std::isfinite(value))
        return std::nullopt;
    return negative ? -value : value;
}

std::string formatNumber(double value)
{
    char buffer[32];
    const std::to_chars_result written =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 6);
    return {buffer, written.ptr};
}

} // namespace assize::check
