// SPDX-License-Identifier: GPL-3.0-or-later
// Exact fractions for scores. Inside core/score only; any thread.
#pragma once

#include "base/decimal.h"
#include "model/grading.h"

#include <compare>
#include <cstddef>
#include <optional>

namespace assize::score {

/// A score as a fraction of 128-bit integers, in millionths (as Decimal). A value that does not fit is never
/// wrapped: the operation gives nullopt, and the caller says that the score cannot be computed.
class Fraction
{
public:
    Fraction() = default;
    explicit Fraction(Decimal value) : m_numerator(value.micros()) {}
    /// parts below 1 counts as 1.
    explicit Fraction(const model::ScoreShare& share)
        : m_numerator(share.whole.micros()), m_denominator(share.parts > 1 ? share.parts : 1)
    {
    }

    std::optional<Fraction> plus(const Fraction& other) const;
    std::optional<Fraction> times(Decimal factor) const;
    /// `count` is at least 1.
    std::optional<Fraction> dividedBy(std::size_t count) const;

    /// The nearest Decimal, halves away from zero; nullopt beyond the range of Decimal.
    std::optional<Decimal> rounded() const;

    std::strong_ordering operator<=>(const Fraction& other) const;
    bool operator==(const Fraction& other) const { return (*this <=> other) == 0; }

private:
    __extension__ using Wide = __int128;

    static Wide commonDivisor(Wide a, Wide b);
    Fraction reduced() const;

    Wide m_numerator = 0;
    Wide m_denominator = 1; ///< at least 1; not always in lowest terms
};

} // namespace assize::score
