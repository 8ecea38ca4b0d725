// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/score_bounds.h"

#include "package/icpc/data_settings.h"

#include <algorithm>
#include <cmath>

namespace assize::package {

Bound sumOf(const std::vector<Bound>& bounds)
{
    Decimal sum;
    for (const Bound& bound : bounds) {
        if (!bound)
            return std::nullopt;
        sum += *bound;
    }
    return sum;
}

Bound averageOf(const std::vector<Bound>& bounds)
{
    const Bound sum = sumOf(bounds);
    if (!sum || bounds.empty())
        return sum;
    return Decimal::fromMicros(static_cast<std::int64_t>(
        std::llround(static_cast<long double>(sum->micros()) / static_cast<long double>(bounds.size()))));
}

Bound minimumOf(const std::vector<Bound>& bounds)
{
    Bound result;
    for (const Bound& bound : bounds) {
        if (bound)
            result = result ? std::min(*result, *bound) : *bound;
    }
    return bounds.empty() ? Bound(0) : result;
}

Bound maximumOf(const std::vector<Bound>& bounds)
{
    Decimal result = bounds.empty() || !bounds.front() ? Decimal(0) : *bounds.front();
    for (const Bound& bound : bounds) {
        if (!bound)
            return std::nullopt;
        result = std::max(result, *bound);
    }
    return result;
}

void setBound(const Bound& bound, Decimal& maxScore, bool& unbounded)
{
    maxScore = bound.value_or(0);
    unbounded = !bound;
}

Bound boundByRule(const std::vector<Bound>& below, const model::Grading& grading)
{
    Bound bound;
    using ScoreRule = model::Grading::ScoreRule;
    switch (grading.score) {
    case ScoreRule::Sum:
        bound = sumOf(below);
        break;
    case ScoreRule::Average:
        bound = averageOf(below);
        break;
    case ScoreRule::Minimum:
        bound = minimumOf(below);
        break;
    case ScoreRule::Maximum:
        bound = maximumOf(below);
        break;
    case ScoreRule::PassFail:
    case ScoreRule::Custom:
        break;
    }
    if (grading.range && grading.range->high != kNoScoreIsAbove)
        bound = bound ? std::min(*bound, grading.range->high) : grading.range->high;
    return bound;
}

} // namespace assize::package
