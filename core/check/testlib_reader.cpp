// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/testlib_reader.h"

#include "check/number.h"
#include "check/text.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <limits>

namespace assize::check {
namespace {

/// testlib's maxTokenLength.
constexpr std::size_t kLongestToken = 32U << 20;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t skipDigits(std::string_view text, std::size_t at)
{
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

constexpr bool isSign(char c)
{
    return c == '-' || c == '+';
}

/// Whether this machine's sscanf reads `text`, a 1 and an exponent without digits, as a number to its end:
/// glibc does so up to 2.36 at least, against the standard. testlib reads by sscanf, so this decides.
bool readsWhole(const char* text)
{
    double value = 0;
    char rest[8] = "";
    return std::sscanf(text, "%lf%7s", &value, rest) == 1; // NOLINT(cert-err34-c)
}

bool takesExponentWithoutDigits(std::string_view exponent)
{
    static const bool kBare = readsWhole("1e");
    static const bool kSigned = readsWhole("1e+") && readsWhole("1e-");
    return exponent.size() == 1 ? kBare : kSigned;
}

/// The part of [sign] digits [. digits] [e [sign] digits], with a digit before or after the point, that says
/// the value: all of the token, or the part before an exponent without digits. Empty: no such number.
std::string_view decimalNotation(std::string_view token)
{
    std::size_t at = !token.empty() && isSign(token.front()) ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(token, at);
    std::size_t digits = at - whole;
    if (at < token.size() && token[at] == '.') {
        const std::size_t fraction = ++at;
        at = skipDigits(token, at);
        digits += at - fraction;
    }
    if (digits == 0)
        return {};
    if (at == token.size())
        return token;
    if (token[at] != 'e' && token[at] != 'E')
        return {};
    const std::size_t exponent = at++;
    if (at < token.size() && isSign(token[at]))
        ++at;
    if (at == token.size())
        return takesExponentWithoutDigits(token.substr(exponent)) ? token.substr(0, exponent)
                                                                  : std::string_view();
    return skipDigits(token, at) == token.size() ? token : std::string_view();
}

} // namespace

std::optional<std::int64_t> parseTestlibInteger(std::string_view token)
{
    const bool negative = token.size() > 1 && token.front() == '-';
    const std::string_view digits = token.substr(negative ? 1 : 0);
    if (digits.empty() || (digits.front() == '0' && (digits.size() > 1 || negative)))
        return std::nullopt;
    std::int64_t value = 0;
    const char* end = token.data() + token.size();
    const std::from_chars_result parsed = std::from_chars(token.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return std::nullopt;
    return value;
}

std::optional<double> parseTestlibDouble(std::string_view token)
{
    const std::string_view notation = decimalNotation(token);
    if (notation.empty())
        return std::nullopt;
    if (const std::optional<double> value = parseFiniteNumber(notation))
        return value;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return token.front() == '-' ? -kInfinity : kInfinity;
}

TestlibReader::TestlibReader(std::string_view text, Role role) : m_text(text), m_role(role)
{
    if (role == Role::Output && text.starts_with("\xEF\xBB\xBF"))
        m_at = 3;
}

bool TestlibReader::seekEnd()
{
    while (m_at < m_text.size() && isTestlibBlank(m_text[m_at]))
        ++m_at;
    return atEnd();
}

std::string_view TestlibReader::readToken(const char* expected)
{
    if (seekEnd()) {
        reject(m_at, std::string(m_text.empty() ? "nothing is there" : "it ends too early") + ": expected " +
                         expected);
    }
    m_tokenAt = m_at;
    while (m_at < m_text.size() && !isTestlibBlank(m_text[m_at]))
        ++m_at;
    const std::string_view token = m_text.substr(m_tokenAt, m_at - m_tokenAt);
    if (token.size() > kLongestToken)
        reject(m_tokenAt, "a token of more than 32 MiB, " + quoteExcerpt(token, 0));
    return token;
}

std::int64_t TestlibReader::readInt64()
{
    const std::optional<std::int64_t> value = parseTestlibInteger(readToken("a 64-bit integer"));
    if (!value)
        rejectToken("a 64-bit integer");
    return *value;
}

std::int32_t TestlibReader::readInt32()
{
    const std::optional<std::int64_t> value = parseTestlibInteger(readToken("a 32-bit integer"));
    if (!value || *value < std::numeric_limits<std::int32_t>::min() ||
        *value > std::numeric_limits<std::int32_t>::max())
        rejectToken("a 32-bit integer");
    return static_cast<std::int32_t>(*value);
}

double TestlibReader::readDouble()
{
    const std::optional<double> value = parseTestlibDouble(readToken("a number"));
    if (!value)
        rejectToken("a number");
    return *value;
}

void TestlibReader::rejectToken(const std::string& expected) const
{
    const std::string_view token = m_text.substr(m_tokenAt, m_at - m_tokenAt);
    reject(m_tokenAt, "expected " + expected + ", found " + quoteExcerpt(token, 0));
}

void TestlibReader::reject(std::size_t at, const std::string& reason) const
{
    CheckResult result;
    result.message = describePosition(positionOf(m_text, at)) + ": " + reason;
    if (m_role == Role::Output) {
        result.verdict = model::Verdict::PE;
        result.outputOffset = at;
    } else {
        result.verdict = model::Verdict::JE;
        result.message.insert(0, "the jury's answer is not what this checker reads: ");
        result.answerOffset = at;
    }
    throw Decided{std::move(result)};
}

std::optional<char> TestlibReader::nextOfLine()
{
    if (atEnd() || m_text[m_at] == '\n')
        return std::nullopt;
    if (m_text[m_at] == '\r') {
        if (m_at + 1 == m_text.size()) {
            ++m_at;
            return '\xFF';
        }
        if (m_text[m_at + 1] == '\n')
            return std::nullopt;
        ++m_at;
    }
    return m_text[m_at++];
}

void TestlibReader::endLine()
{
    if (!atEnd() && m_text[m_at] == '\r')
        ++m_at;
    if (!atEnd())
        ++m_at;
}

bool TestlibReader::atFinalEmptyLine() const
{
    const std::string_view rest = m_text.substr(m_at);
    return rest.empty() || rest == "\n" || rest == "\r\n";
}

} // namespace assize::check
