// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assize {

/// An exact decimal number: a score. Six digits after the point, about +-9.2e12 before it; sums and
/// comparisons are exact, and integers print without a point.
class Decimal
{
public:
    constexpr Decimal() = default;
    constexpr Decimal(int whole)
        : m_micros(static_cast<std::int64_t>(whole) * kOne) {} // NOLINT(google-explicit-constructor)
    static constexpr Decimal fromMicros(std::int64_t micros)
    {
        Decimal d;
        d.m_micros = micros;
        return d;
    }
    /// Optional sign, digits, optional point and digits ("-1.50"); more than six decimals, an exponent or
    /// anything else gives nullopt.
    static std::optional<Decimal> parse(std::string_view text);

    constexpr std::int64_t micros() const { return m_micros; }
    constexpr double toDouble() const { return static_cast<double>(m_micros) / kOne; }
    /// The shortest exact form: "1", "0.5", "-12.25".
    std::string toString() const;

    constexpr Decimal operator+(Decimal other) const { return fromMicros(m_micros + other.m_micros); }
    constexpr Decimal operator-(Decimal other) const { return fromMicros(m_micros - other.m_micros); }
    constexpr Decimal& operator+=(Decimal other)
    {
        m_micros += other.m_micros;
        return *this;
    }
    constexpr auto operator<=>(const Decimal&) const = default;

private:
    static constexpr std::int64_t kOne = 1'000'000;
    std::int64_t m_micros = 0;
};

} // namespace assize
