// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers that compare one value: icmp, hcmp, yesno, rcmp, acmp, dcmp; and the code that all
// share.
#include "check/standard_families.h"

#include "check/number.h"
#include "check/text.h"

#include <algorithm>
#include <cmath>

namespace assize::check {
namespace {

/// "0" or a canonical decimal number of any length.
bool isHugeInteger(std::string_view token)
{
    if (token == "0")
        return true;
    if (token.starts_with('-'))
        token.remove_prefix(1);
    return !token.empty() && token.front() != '0' &&
           std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return asciiLower(x) == asciiLower(y); });
}

bool isYesOrNo(std::string_view token)
{
    return equalsIgnoringCase(token, "YES") || equalsIgnoringCase(token, "NO");
}

std::size_t commonPrefixOf(std::string_view a, std::string_view b)
{
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::string_view lastToken(const Reader& reader)
{
    return reader.text().substr(reader.tokenPosition(), reader.position() - reader.tokenPosition());
}

std::string offBy(double expected, double found)
{
    return ", which is off by " + formatNumber(std::fabs(expected - found));
}

/// testlib compares with a little more than the error it names.
constexpr double kSlack = 1e-15;
/// testlib's __testlib_isInfinite.
constexpr double kInfinite = 1e300;

void compareAbsolutely(const Reader& answer, const Reader& output, double expected, double found,
                       double error)
{
    // Written so that inf - inf, which is no number, counts as equal: as in testlib.
    if (std::fabs(expected - found) > error + kSlack)
        rejectTokens(answer, output, offBy(expected, found));
}

void compareByBoth(const Reader& answer, const Reader& output, double expected, double found, double error)
{
    if (!areClose(expected, found, error))
        rejectTokens(answer, output, offBy(expected, found));
}

using NumberRule = void (*)(const Reader&, const Reader&, double expected, double found, double error);

void compareOneDouble(Reader& answer, Reader& output, NumberRule rule, double error)
{
    const double expected = answer.readDouble();
    const double found = output.readDouble();
    rule(answer, output, expected, found, error);
}

/// As many as the answer has.
void compareDoubles(Reader& answer, Reader& output, NumberRule rule, double error)
{
    while (!answer.seekEnd())
        compareOneDouble(answer, output, rule, error);
}

} // namespace

void rejectAt(const Reader& answer, std::size_t answerAt, const Reader& output, std::size_t outputAt,
              const std::string& reason)
{
    CheckResult result;
    result.verdict = model::Verdict::WA;
    result.answerOffset = std::min(answerAt, answer.text().size());
    result.outputOffset = std::min(outputAt, output.text().size());
    result.message = describePosition(positionOf(output.text(), *result.outputOffset)) + ": " + reason;
    throw Decided{std::move(result)};
}

void rejectTokens(const Reader& answer, const Reader& output, const std::string& addition)
{
    const std::string_view expected = lastToken(answer);
    const std::string_view found = lastToken(output);
    const std::size_t shared = commonPrefixOf(expected, found);
    rejectAt(answer, answer.tokenPosition(), output, output.tokenPosition(),
             "expected " + quoteExcerpt(expected, shared) + ", found " + quoteExcerpt(found, shared) +
                 addition);
}

bool areClose(double expected, double found, double error)
{
    error += kSlack;
    if (std::fabs(expected) > kInfinite)
        return std::fabs(found) > kInfinite && (found > 0) == (expected > 0);
    if (std::fabs(found) > kInfinite)
        return false;
    if (std::fabs(found - expected) <= error)
        return true;
    const double one = expected * (1.0 - error);
    const double other = expected * (1.0 + error);
    return found >= std::min(one, other) && found <= std::max(one, other);
}

void compareInt32(Reader& answer, Reader& output)
{
    const std::int32_t expected = answer.readInt32();
    if (output.readInt32() != expected)
        rejectTokens(answer, output);
}

void compareHugeInteger(Reader& answer, Reader& output)
{
    const std::string_view expected = answer.readToken("an integer");
    const std::string_view found = output.readToken("an integer");
    if (!isHugeInteger(expected))
        answer.rejectToken("an integer");
    const Reader atToken = answer;
    if (!answer.seekEnd())
        answer.reject(answer.position(), "expected only one token");
    if (!isHugeInteger(found))
        output.rejectToken("an integer");
    if (expected != found)
        rejectTokens(atToken, output);
}

void compareYesNo(Reader& answer, Reader& output)
{
    const std::string_view expected = answer.readToken("YES or NO");
    const std::string_view found = output.readToken("YES or NO");
    if (!isYesOrNo(expected))
        answer.rejectToken("YES or NO");
    if (!isYesOrNo(found))
        output.rejectToken("YES or NO");
    if (!equalsIgnoringCase(expected, found))
        rejectTokens(answer, output);
}

void compareDoubleAbsolutely(Reader& answer, Reader& output)
{
    compareOneDouble(answer, output, compareAbsolutely, 1.5e-6);
}

void compareDouble(Reader& answer, Reader& output)
{
    compareOneDouble(answer, output, compareByBoth, 1e-6);
}

void compareDoublesAbsolutely(Reader& answer, Reader& output)
{
    compareDoubles(answer, output, compareAbsolutely, 1.5e-5);
}

void compareDoublesTo4(Reader& answer, Reader& output)
{
    compareDoubles(answer, output, compareByBoth, 1e-4);
}

void compareDoublesTo6(Reader& answer, Reader& output)
{
    compareDoubles(answer, output, compareByBoth, 1e-6);
}

void compareDoublesTo9(Reader& answer, Reader& output)
{
    compareDoubles(answer, output, compareByBoth, 1e-9);
}

} // namespace assize::check
