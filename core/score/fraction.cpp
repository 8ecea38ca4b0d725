// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/fraction.h"

#include <cstdint>

namespace assize::score {

Fraction::Wide Fraction::commonDivisor(Wide a, Wide b)
{
    // Signs do not matter to the remainders; the result is made positive at the end.
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

Fraction Fraction::reduced() const
{
    const Wide divisor = commonDivisor(m_numerator, m_denominator);
    Fraction result = *this;
    result.m_numerator /= divisor;
    result.m_denominator /= divisor;
    return result;
}

std::optional<Fraction> Fraction::plus(const Fraction& other) const
{
    Fraction sum;
    // The usual case: the tests of a group share its points equally.
    if (m_denominator == other.m_denominator &&
        !__builtin_add_overflow(m_numerator, other.m_numerator, &sum.m_numerator)) {
        sum.m_denominator = m_denominator;
        return sum;
    }
    const Fraction a = reduced();
    const Fraction b = other.reduced();
    const Wide divisor = commonDivisor(a.m_denominator, b.m_denominator);
    const Wide factorOfA = b.m_denominator / divisor;
    const Wide factorOfB = a.m_denominator / divisor;
    Wide left = 0;
    Wide right = 0;
    if (__builtin_mul_overflow(a.m_numerator, factorOfA, &left) ||
        __builtin_mul_overflow(b.m_numerator, factorOfB, &right) ||
        __builtin_add_overflow(left, right, &sum.m_numerator) ||
        __builtin_mul_overflow(a.m_denominator, factorOfA, &sum.m_denominator))
        return std::nullopt;
    return sum.reduced();
}

std::optional<Fraction> Fraction::times(Decimal factor) const
{
    const Fraction a = reduced();
    const Wide one = Decimal(1).micros();
    Fraction product;
    if (__builtin_mul_overflow(a.m_numerator, Wide(factor.micros()), &product.m_numerator) ||
        __builtin_mul_overflow(a.m_denominator, one, &product.m_denominator))
        return std::nullopt;
    return product;
}

std::optional<Fraction> Fraction::dividedBy(std::size_t count) const
{
    Fraction quotient = reduced();
    if (__builtin_mul_overflow(quotient.m_denominator, Wide(count), &quotient.m_denominator))
        return std::nullopt;
    return quotient;
}

std::optional<Decimal> Fraction::rounded() const
{
    Wide whole = m_numerator / m_denominator;
    const Wide rest = m_numerator % m_denominator;
    const Wide size = rest < 0 ? -rest : rest;
    if (size >= m_denominator - size)
        whole += m_numerator < 0 ? -1 : 1;
    if (whole < INT64_MIN || whole > INT64_MAX)
        return std::nullopt;
    return Decimal::fromMicros(static_cast<std::int64_t>(whole));
}

std::strong_ordering Fraction::operator<=>(const Fraction& other) const
{
    // By continued fractions, so that nothing is multiplied: compare the whole parts, then the inverted
    // rests.
    Wide a = m_numerator;
    Wide b = m_denominator;
    Wide c = other.m_numerator;
    Wide d = other.m_denominator;
    bool inverted = false;
    for (;;) {
        Wide p = a / b;
        Wide q = c / d;
        Wide r = a % b;
        Wide s = c % d;
        if (r < 0) {
            --p;
            r += b;
        }
        if (s < 0) {
            --q;
            s += d;
        }
        std::strong_ordering order = p <=> q;
        if (order == 0 && (r == 0 || s == 0))
            order = r == 0 && s == 0 ? std::strong_ordering::equal
                    : r == 0         ? std::strong_ordering::less
                                     : std::strong_ordering::greater;
        if (order != 0 || r == 0 || s == 0)
            return inverted ? 0 <=> order : order;
        a = b;
        b = r;
        c = d;
        d = s;
        inverted = !inverted;
    }
}

} // namespace assize::score
