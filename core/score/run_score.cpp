// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/run_score.h"

#include "score/names.h"
#include "score/score.h"

#include <algorithm>

namespace assize::score {
namespace {

using model::GivenScore;
using model::Verdict;

/// The validator may give scores by the rules of 2025-09, which say what it must not do.
bool hasStrictScores(const model::Problem& problem)
{
    return problem.validation.scores == model::OutputValidation::Scores::Allowed &&
           problem.validation.protocol == model::ValidatorProtocol::Kattis;
}

/// The judge errors of 2025-09, "Scoring test cases", for a result that was accepted.
std::string faultOfAccepted(const model::TestGroup& group, const model::ScoreShare& worth,
                            const std::optional<GivenScore>& given)
{
    if (group.grading.score == model::Grading::ScoreRule::PassFail) {
        return given ? "the validator gave a score, but the group " + shownGroup(group.id) +
                           " is only passed or failed"
                     : "";
    }
    if (!given) {
        return group.unbounded ? "the validator gave no score (score.txt), which it must in the group " +
                                     shownGroup(group.id) + " without a greatest score"
                               : "";
    }
    const std::string text = given->value.toString();
    if (given->isMultiplier) {
        if (group.unbounded)
            return "the validator gave a multiplier (score_multiplier.txt), but the group " +
                   shownGroup(group.id) + " has no greatest score that it could be a part of";
        if (given->value < Decimal(0) || given->value > Decimal(1))
            return "the validator gave the multiplier " + text + ", which is not between 0 and 1";
        return {};
    }
    if (given->value < Decimal(0))
        return "the validator gave the score " + text + ", which is below 0";
    if (!group.unbounded && Fraction(given->value) > Fraction(worth))
        return "the validator gave the score " + text + ", more than the " +
               Fraction(worth).rounded().value_or(0).toString() + " that the test is worth";
    return {};
}

ExactScore given(const GivenScore& score, const model::ScoreShare& worth)
{
    if (!score.isMultiplier)
        return {Fraction(score.value), {}};
    const std::optional<Fraction> product = Fraction(worth).times(score.value);
    if (!product)
        return {{}, "the score is too large to be computed"};
    return {*product, {}};
}

/// Points of testlib's checkers are the test's own (quitp), and it is the package that says how many there
/// are. More of them mean that the checker counts in another scale, percents for instance: the jury's error,
/// as in DMOJ (dmoj/contrib/testlib.py). The score of a test without points is ignored, as in samples of
/// 2025-09.
ExactScore pointsOfChecker(Decimal points, const model::ScoreShare& share)
{
    const Fraction worth(share);
    const Decimal whole = worth.rounded().value_or(0);
    if (whole == Decimal(0))
        return {};
    if (points > whole)
        return {{},
                "the checker gave " + points.toString() + " points, more than the " + whole.toString() +
                    " that the test is worth: correct the points of the test, or the scale of the checker's "
                    "(quitp gives points, quitf(_pc(n)) percents)"};
    // Checkers print decimals; a third of ten is all of it.
    return {points == whole ? worth : Fraction(points), {}};
}

/// Whether a checker that calls a run partially correct gave all that the test is worth.
bool isWhole(const GivenScore& given, const model::ScoreShare& share, const Fraction& score)
{
    return given.isMultiplier ? given.value >= Decimal(1) : score >= Fraction(share);
}

/// Whether the score of an output that was not accepted counts: only testlib's checkers say "partially".
bool countsRejected(const model::Problem& problem, Verdict verdict)
{
    return verdict == Verdict::PA ||
           (verdict == Verdict::WA &&
            problem.validation.scores == model::OutputValidation::Scores::AnyVerdict);
}

ExactScore scoreOf(bool strict, bool rejectedCounts, const model::TestGroup& group, Verdict verdict,
                   const std::optional<GivenScore>& score, const model::ScoreShare& worth,
                   Decimal rejectScore)
{
    if (verdict == Verdict::JE)
        return {};
    if (verdict != Verdict::AC) {
        if (strict && score)
            return {{}, "the validator gave a score for an output that it did not accept"};
        if (rejectedCounts && score)
            return given(*score, worth);
        return {Fraction(rejectScore), {}};
    }
    if (strict) {
        if (std::string fault = faultOfAccepted(group, worth, score); !fault.empty())
            return {{}, std::move(fault)};
    }
    return score ? given(*score, worth) : ExactScore{Fraction(worth), {}};
}

} // namespace

ExactScore scoreOfRun(const model::Problem& problem, const model::TestGroup& group,
                      const model::TestCase& test, const model::Run& run)
{
    const bool strict = hasStrictScores(problem);
    // 2025-09, "Sample test cases": a score there is no error, but ignored.
    const bool ignored = strict && test.sample;
    const Verdict verdict = run.verdict.value_or(Verdict::JE);
    // DOMjudge would take the validator's score instead of the group's; which of them was meant is not known.
    if (run.given && group.grading.score == model::Grading::ScoreRule::PassFail &&
        problem.validation.scores == model::OutputValidation::Scores::AnyVerdict)
        return {{},
                "the validator gave a score, but the group " + shownGroup(group.id) +
                    " has an accept_score: only one of them can count"};
    const bool testlib = problem.validation.protocol == model::ValidatorProtocol::Testlib;
    // Also of a run that has become AC by them: this may be asked twice.
    const bool points = verdict == Verdict::PA || verdict == Verdict::AC;
    if (testlib && points && run.given && !run.given->isMultiplier && !group.unbounded)
        return pointsOfChecker(run.given->value, test.acceptScore);
    return scoreOf(strict && !test.sample, countsRejected(problem, verdict), group, verdict,
                   ignored ? std::nullopt : run.given, test.acceptScore, test.rejectScore);
}

ExactScore scoreOfStaticValidation(const model::TestGroup& group, Verdict verdict,
                                   const std::optional<GivenScore>& given)
{
    // Only 2025-09 has static validators.
    return scoreOf(true, false, group, verdict, given, {group.staticScore, 1}, 0);
}

void scoreRun(const model::Problem& problem, const model::TestGroup* group, const model::TestCase& test,
              model::Run& run)
{
    run.score = 0;
    if (run.state != model::TaskState::Done)
        return;
    const auto fail = [&run](std::string why) {
        run.verdict = Verdict::JE;
        run.message = std::move(why);
    };
    if (!run.verdict)
        fail("the run ended without a verdict");
    if (!problem.isScoring()) {
        run.score = run.verdict == Verdict::AC ? 1 : 0;
        return;
    }
    if (group == nullptr)
        return;
    ExactScore score = scoreOfRun(problem, *group, test, run);
    const std::optional<Decimal> rounded = score.value.rounded();
    if (!score.fault.empty())
        fail(std::move(score.fault));
    else if (!rounded)
        fail("the score is too large");
    else
        run.score = *rounded;
    // A checker does not know the test's worth: the whole of it is no part.
    const bool points = run.given && problem.validation.protocol == model::ValidatorProtocol::Testlib;
    if (run.verdict == Verdict::PA && points && !group->unbounded &&
        isWhole(*run.given, test.acceptScore, score.value))
        run.verdict = Verdict::AC;
}

void scoreRun(const model::Problem& problem, std::size_t test, model::Run& run)
{
    const model::TestCase& testCase = problem.testCases.at(test);
    const auto group =
        std::find_if(problem.groups.begin(), problem.groups.end(),
                     [&testCase](const model::TestGroup& entry) { return entry.id == testCase.group; });
    scoreRun(problem, group == problem.groups.end() ? nullptr : &*group, testCase, run);
}

} // namespace assize::score
