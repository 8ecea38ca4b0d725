// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/group_rules.h"

#include "score/names.h"

#include <algorithm>
#include <array>

namespace assize::score {
namespace {

using model::Grading;
using model::Verdict;

/// Worst first. Those that the legacy format does not know stand beside the verdicts that they are nearest
/// to.
constexpr std::array kBadness = {Verdict::JE,  Verdict::CE,  Verdict::SV,  Verdict::RTE,
                                 Verdict::MLE, Verdict::TLE, Verdict::OLE, Verdict::WA,
                                 Verdict::PE,  Verdict::PA,  Verdict::AC};

std::ptrdiff_t placeOf(Verdict verdict)
{
    return std::find(kBadness.begin(), kBadness.end(), verdict) - kBadness.begin();
}

Verdict worstOf(const std::vector<Outcome>& parts)
{
    Verdict worst = Verdict::AC;
    for (const Outcome& part : parts) {
        if (placeOf(part.verdict) < placeOf(worst))
            worst = part.verdict;
    }
    return worst;
}

std::optional<Fraction> sumOf(const std::vector<Outcome>& parts)
{
    std::optional<Fraction> sum = Fraction();
    for (const Outcome& part : parts) {
        sum = sum->plus(part.score);
        if (!sum)
            return std::nullopt;
    }
    return sum;
}

Fraction extremeOf(const std::vector<Outcome>& parts, bool largest)
{
    const auto less = [](const Outcome& a, const Outcome& b) { return a.score < b.score; };
    return (largest ? std::max_element(parts.begin(), parts.end(), less)
                    : std::min_element(parts.begin(), parts.end(), less))
        ->score;
}

} // namespace

Verdict verdictByRule(const Grading& grading, const std::vector<Outcome>& parts)
{
    const auto accepted = [](const Outcome& part) { return part.verdict == Verdict::AC; };
    if (grading.acceptIfAnyAccepted && std::any_of(parts.begin(), parts.end(), accepted))
        return Verdict::AC;
    switch (grading.verdict) {
    case Grading::VerdictRule::AlwaysAccept:
        return Verdict::AC;
    case Grading::VerdictRule::WorstError:
        return worstOf(parts);
    case Grading::VerdictRule::FirstFailure:
        break;
    }
    const auto failure = std::find_if_not(parts.begin(), parts.end(), accepted);
    return failure == parts.end() ? Verdict::AC : failure->verdict;
}

std::optional<Fraction> scoreByRule(const model::TestGroup& group, Verdict verdict,
                                    const std::vector<Outcome>& parts)
{
    switch (group.grading.score) {
    case Grading::ScoreRule::PassFail:
        return verdict == Verdict::AC ? Fraction(group.maxScore) : Fraction();
    case Grading::ScoreRule::Sum:
        return sumOf(parts);
    case Grading::ScoreRule::Average: {
        const std::optional<Fraction> sum = sumOf(parts);
        return sum ? sum->dividedBy(parts.size()) : std::nullopt;
    }
    case Grading::ScoreRule::Minimum:
        return extremeOf(parts, false);
    case Grading::ScoreRule::Maximum:
        return extremeOf(parts, true);
    case Grading::ScoreRule::Custom:
        break;
    }
    return std::nullopt;
}

std::string faultOfScore(const model::TestGroup& group, const Fraction& score)
{
    const std::optional<Decimal> rounded = score.rounded();
    if (!rounded)
        return "the score of the group " + shownGroup(group.id) + " is too large";
    const std::optional<model::ScoreRange>& range = group.grading.range;
    if (!range || (score >= Fraction(range->low) && score <= Fraction(range->high)))
        return {};
    return "the score of the group " + shownGroup(group.id) + " is " + rounded->toString() +
           ", which is not in its range from " + range->low.toString() + " to " + range->high.toString();
}

} // namespace assize::score
