// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/default_validator.h"

#include "check/number.h"
#include "check/text.h"

#include <cmath>
#include <cstring>

namespace assize::check {
namespace {

/// How a mismatch is told, before it is put into words.
enum class Mismatch { Token, NotANumber, NumberTooFar, Whitespace, EndsTooEarly, ExtraOutput };

struct Difference
{
    Mismatch kind = Mismatch::Token;
    std::size_t answerAt = 0; ///< where the token (or the whitespace) begins
    std::size_t outputAt = 0;
    std::size_t inToken = 0; ///< Token: bytes that both tokens share, up to case where case is free
    double distance = 0;     ///< NumberTooFar
};

/// The length of the longest common prefix; reads eight bytes at a time.
std::size_t commonPrefix(std::string_view a, std::string_view b)
{
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t i = 0;
    // Large equal stretches are the common case and memcmp is the fastest way through them.
    constexpr std::size_t kBlock = 4096;
    while (size - i >= kBlock && std::memcmp(a.data() + i, b.data() + i, kBlock) == 0)
        i += kBlock;
    for (; size - i >= sizeof(std::uint64_t); i += sizeof(std::uint64_t)) {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, a.data() + i, sizeof x);
        std::memcpy(&y, b.data() + i, sizeof y);
        if (x != y)
            break;
    }
    while (i < size && a[i] == b[i])
        ++i;
    return i;
}

std::size_t commonPrefixIgnoringCase(std::string_view a, std::string_view b)
{
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t i = 0;
    while (i < size && asciiLower(a[i]) == asciiLower(b[i]))
        ++i;
    return i;
}

/// Walks answer and output side by side, token by token.
class Comparison
{
public:
    Comparison(const CheckBytes& bytes, const DefaultValidatorOptions& options)
        : m_answer(bytes.answer), m_output(bytes.output), m_options(options),
          m_numbers(options.absoluteTolerance.has_value() || options.relativeTolerance.has_value())
    {
    }

    /// nullopt: accepted.
    std::optional<Difference> run()
    {
        bool alike = true; // the rest begins with the same bytes: worth trying to skip
        for (;;) {
            if (alike)
                skipEqual();
            if (std::optional<Difference> difference = skipWhitespace())
                return difference;
            if (m_answerAt == m_answer.size()) {
                if (m_outputAt == m_output.size())
                    return std::nullopt;
                return at(Mismatch::ExtraOutput);
            }
            if (m_outputAt == m_output.size())
                return at(Mismatch::EndsTooEarly);
            const std::size_t shared = sharedInToken();
            if (endsToken(m_answer, m_answerAt + shared) && endsToken(m_output, m_outputAt + shared)) {
                m_answerAt += shared;
                m_outputAt += shared;
                alike = m_answerAt < m_answer.size() && m_outputAt < m_output.size() &&
                        m_answer[m_answerAt] == m_output[m_outputAt];
                continue;
            }
            const std::string_view expected = tokenAt(m_answer, m_answerAt);
            const std::string_view found = tokenAt(m_output, m_outputAt);
            if (std::optional<Difference> difference = compareTokens(expected, found, shared))
                return difference;
            m_answerAt += expected.size();
            m_outputAt += found.size();
            alike = false;
        }
    }

private:
    Difference at(Mismatch kind) const { return {kind, m_answerAt, m_outputAt}; }

    static bool endsToken(std::string_view text, std::size_t at)
    {
        return at == text.size() || isSpace(text[at]);
    }

    /// How many bytes the two tokens that begin here have in common.
    std::size_t sharedInToken() const
    {
        const std::size_t size = std::min(m_answer.size() - m_answerAt, m_output.size() - m_outputAt);
        const char* answer = m_answer.data() + m_answerAt;
        const char* output = m_output.data() + m_outputAt;
        std::size_t i = 0;
        while (i < size && answer[i] == output[i] && !isSpace(answer[i]))
            ++i;
        return i;
    }

    /// Skips bytes that are equal, back to the beginning of the token in which (or right after which) the
    /// difference lies: whether that token is equal is for the token rules to say. Equal tokens are equal
    /// under every flag, because no tolerance is negative. Every byte is looked at a bounded number of times:
    /// the token logic goes at least to the end of the token that this walks back over.
    void skipEqual()
    {
        std::size_t equal = commonPrefix(m_answer.substr(m_answerAt), m_output.substr(m_outputAt));
        const bool all = m_answerAt + equal == m_answer.size() && m_outputAt + equal == m_output.size();
        while (!all && equal > 0 && !isSpace(m_answer[m_answerAt + equal - 1]))
            --equal;
        m_answerAt += equal;
        m_outputAt += equal;
    }

    std::optional<Difference> skipWhitespace()
    {
        if (m_options.spaceChangeSensitive) {
            while (m_answerAt < m_answer.size() && isSpace(m_answer[m_answerAt])) {
                if (m_outputAt == m_output.size() || m_output[m_outputAt] != m_answer[m_answerAt])
                    return at(Mismatch::Whitespace);
                ++m_answerAt;
                ++m_outputAt;
            }
            if (m_outputAt < m_output.size() && isSpace(m_output[m_outputAt]))
                return at(Mismatch::Whitespace);
            return std::nullopt;
        }
        while (m_answerAt < m_answer.size() && isSpace(m_answer[m_answerAt]))
            ++m_answerAt;
        while (m_outputAt < m_output.size() && isSpace(m_output[m_outputAt]))
            ++m_outputAt;
        return std::nullopt;
    }

    std::optional<double> numberOf(std::string_view token) const
    {
        if (m_options.decimalOnly && token.find_first_of("xX") != std::string_view::npos)
            return std::nullopt;
        return parseFiniteNumber(token);
    }

    /// Of two tokens that are not equal byte by byte; they share `shared` bytes.
    std::optional<Difference> compareTokens(std::string_view expected, std::string_view found,
                                            std::size_t shared) const
    {
        if (m_numbers) {
            if (const std::optional<double> expectedValue = numberOf(expected))
                return compareNumbers(*expectedValue, found);
        }
        if (!m_options.caseSensitive)
            shared += commonPrefixIgnoringCase(expected.substr(shared), found.substr(shared));
        if (shared == expected.size() && shared == found.size())
            return std::nullopt;
        Difference difference = at(Mismatch::Token);
        difference.inToken = shared;
        return difference;
    }

    std::optional<Difference> compareNumbers(double expected, std::string_view found) const
    {
        const std::optional<double> value = numberOf(found);
        if (!value)
            return at(Mismatch::NotANumber);
        const double distance = std::fabs(expected - *value);
        if (m_options.absoluteTolerance && distance <= *m_options.absoluteTolerance)
            return std::nullopt;
        if (m_options.relativeTolerance && distance <= *m_options.relativeTolerance * std::fabs(expected))
            return std::nullopt;
        Difference difference = at(Mismatch::NumberTooFar);
        difference.distance = distance;
        return difference;
    }

    std::string_view m_answer;
    std::string_view m_output;
    const DefaultValidatorOptions& m_options;
    bool m_numbers;
    std::size_t m_answerAt = 0;
    std::size_t m_outputAt = 0;
};

std::string quotedToken(std::string_view text, std::size_t at, std::size_t inToken)
{
    return quoteExcerpt(tokenAt(text, at), inToken);
}

/// "" unless the outputs would be equal with case or whitespace set free.
std::string whatOnlyDiffers(const CheckBytes& bytes, const DefaultValidatorOptions& options)
{
    const auto equalWith = [&](bool caseSensitive, bool spaceChangeSensitive) {
        DefaultValidatorOptions freer = options;
        freer.caseSensitive = caseSensitive;
        freer.spaceChangeSensitive = spaceChangeSensitive;
        return !Comparison(bytes, freer).run();
    };
    if (options.spaceChangeSensitive && equalWith(options.caseSensitive, false))
        return "; only whitespace differs";
    if (options.caseSensitive && equalWith(false, options.spaceChangeSensitive))
        return "; only upper and lower case differ";
    if (options.caseSensitive && options.spaceChangeSensitive && equalWith(false, false))
        return "; only case and whitespace differ";
    return {};
}

/// How far a number may be off: " (permitted is 1e-06 relative or absolute)".
std::string permittedBy(const DefaultValidatorOptions& options)
{
    const bool both = options.relativeTolerance && options.absoluteTolerance;
    if (both && *options.relativeTolerance == *options.absoluteTolerance)
        return " (permitted is " + formatNumber(*options.relativeTolerance) + " relative or absolute)";
    std::string text;
    if (options.relativeTolerance)
        text += formatNumber(*options.relativeTolerance) + " relative";
    if (options.absoluteTolerance)
        text += (both ? " or " : "") + formatNumber(*options.absoluteTolerance) + " absolute";
    return text.empty() ? text : " (permitted is " + text + ")";
}

std::string describe(const CheckBytes& bytes, const Difference& difference,
                     const DefaultValidatorOptions& options)
{
    const std::string_view answer = bytes.answer;
    const std::string_view output = bytes.output;
    const std::string where = describePosition(positionOf(output, difference.outputAt));
    switch (difference.kind) {
    case Mismatch::Token:
        return where + ": expected " + quotedToken(answer, difference.answerAt, difference.inToken) +
               ", found " + quotedToken(output, difference.outputAt, difference.inToken) +
               whatOnlyDiffers(bytes, options);
    case Mismatch::NotANumber:
        return where + ": expected the number " + quotedToken(answer, difference.answerAt, 0) + ", found " +
               quotedToken(output, difference.outputAt, 0);
    case Mismatch::NumberTooFar:
        return where + ": expected " + quotedToken(answer, difference.answerAt, 0) + ", found " +
               quotedToken(output, difference.outputAt, 0) + ", which is off by " +
               formatNumber(difference.distance) + permittedBy(options);
    case Mismatch::Whitespace:
        return describeLineAndColumn(positionOf(output, difference.outputAt)) + ": expected " +
               nameOfCharacter(answer, difference.answerAt) + ", found " +
               nameOfCharacter(output, difference.outputAt) + whatOnlyDiffers(bytes, options);
    case Mismatch::EndsTooEarly:
        return std::string(output.empty() ? "the output is empty" : "output ends too early") + ": expected " +
               quotedToken(answer, difference.answerAt, 0) + " of line " +
               std::to_string(positionOf(answer, difference.answerAt).line) + " of the answer";
    case Mismatch::ExtraOutput:
        return where + ": extra output " + quotedToken(output, difference.outputAt, 0) +
               " after the end of the answer";
    }
    return {};
}

} // namespace

Result<DefaultValidatorOptions> parseDefaultValidatorFlags(const std::vector<std::string>& flags)
{
    DefaultValidatorOptions options;
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const std::string& flag = flags[i];
        if (flag == "case_sensitive") {
            options.caseSensitive = true;
        } else if (flag == "space_change_sensitive") {
            options.spaceChangeSensitive = true;
        } else if (flag == "float_tolerance" || flag == "float_relative_tolerance" ||
                   flag == "float_absolute_tolerance") {
            if (i + 1 == flags.size())
                return Error{ErrorKind::InvalidInput,
                             "the validator flag " + flag + " needs a number after it"};
            const std::optional<double> value = parseFiniteNumber(flags[++i]);
            if (!value || *value < 0) {
                return Error{ErrorKind::InvalidInput, "the validator flag " + flag +
                                                          " needs a number that is not negative, not " +
                                                          quoteExcerpt(flags[i], 0)};
            }
            if (flag != "float_absolute_tolerance")
                options.relativeTolerance = value;
            if (flag != "float_relative_tolerance")
                options.absoluteTolerance = value;
        } else {
            return Error{ErrorKind::InvalidInput,
                         "unknown validator flag " + quoteExcerpt(flag, 0) +
                             "; the default output validator knows case_sensitive, space_change_sensitive, "
                             "float_tolerance, float_relative_tolerance and float_absolute_tolerance"};
        }
    }
    return options;
}

CheckResult compareByDefaultValidator(const CheckBytes& bytes, const DefaultValidatorOptions& options)
{
    CheckResult result;
    const std::optional<Difference> difference = Comparison(bytes, options).run();
    if (!difference) {
        result.verdict = model::Verdict::AC;
        return result;
    }
    result.verdict = model::Verdict::WA;
    result.answerOffset = difference->answerAt + difference->inToken;
    result.outputOffset = difference->outputAt + difference->inToken;
    result.message = describe(bytes, *difference, options);
    return result;
}

} // namespace assize::check
