// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/decimal.h"

#include <charconv>

namespace assize {

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    std::string_view whole = text.substr(0, point);
    std::string_view part = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if ((whole.empty() && part.empty()) || whole.size() > 12)
        return std::nullopt;
    while (part.size() > 6 && part.back() == '0')
        part.remove_suffix(1);
    if (part.size() > 6)
        return std::nullopt;
    std::string digits(whole);
    digits += part;
    digits.append(6 - part.size(), '0');
    std::int64_t micros = 0;
    for (char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        micros = micros * 10 + (c - '0');
    }
    return fromMicros(negative ? -micros : micros);
}

std::string Decimal::toString() const
{
    const std::uint64_t magnitude =
        m_micros < 0 ? 0U - static_cast<std::uint64_t>(m_micros) : static_cast<std::uint64_t>(m_micros);
    std::string text = std::to_string(magnitude / kOne);
    if (std::uint64_t part = magnitude % kOne; part != 0) {
        std::string digits = std::to_string(part);
        digits.insert(0, 6 - digits.size(), '0');
        while (digits.back() == '0')
            digits.pop_back();
        text += '.' + digits;
    }
    return m_micros < 0 ? '-' + text : text;
}

} // namespace assize
