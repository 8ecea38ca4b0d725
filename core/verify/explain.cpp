// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/seconds_text.h"
#include "base/utf8.h"
#include "verify/expectations.h"
#include "verify/verify.h"

namespace assize::verify {
namespace {

constexpr std::size_t kShownMessage = 160;

std::string expectedText(const std::vector<model::Verdict>& verdicts)
{
    std::string text;
    for (const model::Verdict verdict : verdicts)
        text += (text.empty() ? "" : " or ") + std::string(model::codeOf(verdict));
    return text;
}

std::string actualText(const CountedVerdict& one, int runs)
{
    const std::string code(model::codeOf(one.verdict));
    if (one.runs == 0)
        return code;
    if (one.runs == 1)
        return code + " on " + one.firstTestCase;
    if (one.runs == runs)
        return code + " on every test";
    return code + " on " + std::to_string(one.runs) + " of " + std::to_string(runs) + " tests, first " +
           one.firstTestCase;
}

std::string actualText(const Difference& difference)
{
    std::string text;
    for (const CountedVerdict& one : difference.actual)
        text += (text.empty() ? "" : "; ") + actualText(one, difference.runs);
    return text.empty() ? "nothing that ran" : text;
}

std::string rangeText(const model::ScoreRange& range)
{
    if (range.low == range.high)
        return range.low.toString();
    return range.low.toString() + " to " + range.high.toString();
}

std::string firstLine(const std::string& message)
{
    const std::string_view line = std::string_view(message).substr(0, message.find('\n'));
    const std::string_view head = headOf(line, kShownMessage);
    return std::string(head) + (head.size() < line.size() ? "..." : "");
}

std::string timesText(const Difference& difference)
{
    if (!difference.slowest)
        return {};
    // The judge's message on a run that it stopped for waiting has both times already.
    if (difference.limitMet == model::LimitKind::Wall && !difference.message.empty())
        return {};
    const std::string text =
        "; slowest " + secondsText(*difference.slowest) + " of " + secondsText(difference.limit);
    return difference.waited
               ? text + " of CPU time, stopped after waiting for " + secondsText(*difference.waited)
               : text;
}

std::string clauseOf(const Difference& difference)
{
    const std::string said =
        difference.message.empty() ? std::string() : ": " + firstLine(difference.message);
    switch (difference.kind) {
    case Difference::Kind::Verdict:
        return "expected " + expectedText(difference.expected) + ", got " + actualText(difference) +
               timesText(difference) + said;
    case Difference::Kind::Score:
        return "expected a score of " + rangeText(*difference.expectedScore) + ", got " +
               difference.actualScore.toString();
    case Difference::Kind::Message:
        return "expected a message with \"" + firstLine(difference.expectedMessage) + "\", got " +
               (difference.message.empty() ? std::string("none")
                                           : "others, first \"" + firstLine(difference.message) + "\"");
    case Difference::Kind::NotTooSlow:
        return "must exceed the time limit and does not" + timesText(difference);
    case Difference::Kind::JudgeError:
        return "could not be judged" +
               (difference.actual.empty() ? std::string()
                                          : ", " + actualText(difference.actual.front(), difference.runs)) +
               said;
    }
    return {};
}

} // namespace

std::string explain(const Difference& difference)
{
    return (difference.scope.empty() ? "" : "in " + difference.scope + ": ") + clauseOf(difference);
}

std::string_view nameOf(RulerWarning::Kind kind)
{
    switch (kind) {
    case RulerWarning::Kind::AcceptedOverLimit:
        return "accepted-over-limit";
    case RulerWarning::Kind::AcceptedNearLimit:
        return "accepted-near-limit";
    case RulerWarning::Kind::FailsToExceed:
        return "fails-to-exceed";
    case RulerWarning::Kind::FailsWithinMargin:
        return "fails-within-margin";
    case RulerWarning::Kind::NoLimitFits:
        return "no-limit-fits";
    }
    return {};
}

std::string spreadText(const Spread& spread)
{
    return secondsText(spread.least) + " to " + secondsText(spread.most) + " in " +
           std::to_string(spread.runs) + (spread.runs == 1 ? " run" : " runs") + " alone";
}

std::string explain(const RulerWarning& warning, const TimeLimitRuler& ruler)
{
    if (warning.uncertain) {
        RulerWarning certain = warning;
        certain.uncertain = false;
        std::string times;
        const bool ofBoth = warning.kind == RulerWarning::Kind::NoLimitFits;
        const bool ofSlow = warning.kind == RulerWarning::Kind::FailsToExceed ||
                            warning.kind == RulerWarning::Kind::FailsWithinMargin;
        if (!ofSlow && ruler.slowestSpread)
            times += ": " + spreadText(*ruler.slowestSpread);
        if ((ofSlow || ofBoth) && ruler.fastestSpread)
            times += (times.empty() ? ": " : "; ") + spreadText(*ruler.fastestSpread);
        return "uncertain, as the margin is smaller than what its runs differ by" + times +
               "; it may be that " + explain(certain, ruler);
    }
    const std::string accepted =
        "the slowest accepted submission " + warning.submission +
        (ruler.slowestAccepted ? " (" + secondsText(*ruler.slowestAccepted) + ")" : std::string());
    const std::string slow =
        "the fastest submission that must fail, " + warning.submission +
        (ruler.fastestToFail ? " (" + secondsText(*ruler.fastestToFail) + ")" : std::string());
    switch (warning.kind) {
    case RulerWarning::Kind::AcceptedOverLimit:
        return accepted + " needs more than the limit of " + secondsText(ruler.limit);
    case RulerWarning::Kind::AcceptedNearLimit:
        return accepted + " is close to the limit of " + secondsText(ruler.limit);
    case RulerWarning::Kind::FailsToExceed:
        return slow + ", ends within the limit of " + secondsText(ruler.limit);
    case RulerWarning::Kind::FailsWithinMargin:
        return slow + ", ends within the safety margin of " + secondsText(ruler.safety);
    case RulerWarning::Kind::NoLimitFits:
        return "no time limit keeps the margins to both: " + accepted + " needs at least " +
               secondsText(ruler.lowest.value_or(std::chrono::nanoseconds(0))) +
               ", what must fail allows at most " +
               secondsText(ruler.highest.value_or(std::chrono::nanoseconds(0)));
    }
    return {};
}

} // namespace assize::verify
