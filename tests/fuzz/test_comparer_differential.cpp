// SPDX-License-Identifier: GPL-3.0-or-later
// The comparer against a slow, obvious one: streams of tokens, strtod, strcasecmp. Seeds are fixed, so that a
// failure comes back; ASSIZE_FUZZ_SECONDS makes it longer.
#include "check/default_validator.h"

#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <cstdlib>
#include <random>
#include <sstream>
#include <strings.h>

using namespace assize;
using namespace assize::check;

namespace {

/// As sscanf("%lf%10s") == 1 in problemtools, but by strtod: glibc's sscanf takes "0x." for a number, against
/// the standard.
bool obviousNumber(const std::string& token, double& value)
{
    char* end = nullptr;
    value = std::strtod(token.c_str(), &end);
    return !token.empty() && end == token.c_str() + token.size() && std::isfinite(value);
}

bool obviousTokensEqual(const std::string& expected, const std::string& found,
                        const DefaultValidatorOptions& options)
{
    double a = 0;
    double b = 0;
    if ((options.absoluteTolerance || options.relativeTolerance) && obviousNumber(expected, a)) {
        return obviousNumber(found, b) &&
               (std::fabs(a - b) <= options.absoluteTolerance.value_or(-1) ||
                std::fabs(a - b) <= options.relativeTolerance.value_or(-1) * std::fabs(a));
    }
    if (options.caseSensitive)
        return expected == found;
    if (expected.size() != found.size())
        return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const char x[2] = {expected[i], '\0'};
        const char y[2] = {found[i], '\0'};
        if (::strcasecmp(x, y) != 0)
            return false;
    }
    return true;
}

bool obviousWhitespace(char c)
{
    return c != '\0' && std::string(" \t\n\v\f\r").find(c) != std::string::npos;
}

std::string obviousWhitespaceRun(std::istream& stream)
{
    std::string run;
    while (stream.peek() != EOF && obviousWhitespace(static_cast<char>(stream.peek())))
        run += static_cast<char>(stream.get());
    return run;
}

bool obviouslyAccepted(const std::string& answer, const std::string& output,
                       const DefaultValidatorOptions& options)
{
    std::istringstream expectedStream(answer);
    std::istringstream foundStream(output);
    for (;;) {
        if (obviousWhitespaceRun(expectedStream) != obviousWhitespaceRun(foundStream) &&
            options.spaceChangeSensitive)
            return false;
        std::string expected;
        std::string found;
        const bool hasExpected = static_cast<bool>(expectedStream >> expected);
        const bool hasFound = static_cast<bool>(foundStream >> found);
        if (!hasExpected || !hasFound)
            return hasExpected == hasFound;
        if (!obviousTokensEqual(expected, found, options))
            return false;
    }
}

class Generator
{
public:
    explicit Generator(std::uint32_t seed) : m_random(seed) {}

    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }
    bool oneIn(std::size_t n) { return below(n) == 0; }

    std::string token()
    {
        static const std::vector<std::string> kTokens = {
            "1",        "2",        "10",       "1.0",    "1.01",       "-1",       "+1",   "0",
            "-0",       "0.0",      ".5",       "5.",     ".",          "-",        "+",    "1e5",
            "1e",       "1e+",      "1E-3",     "100000", "0x10",       "0X1P3",    "0x.8", "0x",
            "0x1p",     "16",       "inf",      "-inf",   "INF",        "nan",      "NaN",  "nan(1)",
            "infinity", "1e308",    "-1e308",   "1e309",  "1e-400",     "0x1p2000", "1a",   "1A",
            "yes",      "YES",      "Yes",      "no",     "impossible", "--1",      "+-1",  "1.2.3",
            "1,5",      "\xC3\xA9", "\xC3\x89", "@",      "`",          "[",        "{"};
        std::string text = kTokens[below(kTokens.size())];
        if (oneIn(40))
            text += std::string(1, static_cast<char>(below(256)));
        if (oneIn(100))
            text = std::string(below(5000), "0123456789aA.e-"[below(15)]) + text;
        return text;
    }

    std::string whitespace()
    {
        std::string text;
        do {
            text += oneIn(3) ? "\n" : oneIn(2) ? " " : std::string(1, "\t\v\f\r"[below(4)]);
        } while (oneIn(4));
        return text;
    }

    std::string text()
    {
        std::string result = oneIn(5) ? whitespace() : std::string();
        for (std::size_t count = below(12); count > 0; --count)
            result += token() + whitespace();
        if (oneIn(4) && !result.empty())
            result.pop_back();
        if (oneIn(60)) {
            const std::string block = result + " x ";
            while (result.size() < 9000)
                result += block;
        }
        return result;
    }

    /// A text that is like `text` but for a few places.
    std::string mutated(std::string text)
    {
        for (std::size_t count = below(4); count > 0; --count) {
            const std::size_t at = below(text.size() + 1);
            switch (below(6)) {
            case 0:
                text.insert(at, whitespace());
                break;
            case 1:
                text.insert(at, token());
                break;
            case 2:
                text.erase(at, 1 + below(3));
                break;
            case 3:
                if (at < text.size())
                    text[at] = static_cast<char>(text[at] ^ 0x20);
                break;
            case 4:
                if (at < text.size() && obviousWhitespace(text[at]))
                    text.replace(at, 1, whitespace());
                break;
            default:
                if (at < text.size())
                    text[at] = static_cast<char>(below(256));
            }
        }
        return text;
    }

    DefaultValidatorOptions options()
    {
        static constexpr double kTolerances[] = {0, 1e-9, 0.01, 0.5, 10, 1e300};
        DefaultValidatorOptions result;
        result.caseSensitive = oneIn(3);
        result.spaceChangeSensitive = oneIn(3);
        if (oneIn(2))
            result.absoluteTolerance = kTolerances[below(6)];
        if (oneIn(2))
            result.relativeTolerance = kTolerances[below(6)];
        return result;
    }

private:
    std::mt19937 m_random;
};

} // namespace

class TestComparerDifferential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agrees()
    {
        const int seconds = qEnvironmentVariableIntValue("ASSIZE_FUZZ_SECONDS");
        const qint64 budget = seconds > 0 ? seconds * 1000LL : 1000;
        QElapsedTimer timer;
        timer.start();
        int accepted = 0;
        std::uint32_t seed = 1;
        for (; timer.elapsed() < budget || seed < 1000; ++seed) {
            Generator generator(seed);
            const std::string answer = generator.text();
            const std::string output = generator.oneIn(10) ? generator.text() : generator.mutated(answer);
            const DefaultValidatorOptions options = generator.options();
            const CheckResult result = compareByDefaultValidator(answer, output, options);
            const bool expected = obviouslyAccepted(answer, output, options);
            if ((result.verdict == model::Verdict::AC) != expected) {
                QFAIL(qPrintable(
                    QStringLiteral("seed %1: expected %2\nanswer: %3\noutput: %4\n%5")
                        .arg(seed)
                        .arg(expected)
                        .arg(QString::fromLatin1(QByteArray::fromStdString(answer).toPercentEncoding(" .")),
                             QString::fromLatin1(QByteArray::fromStdString(output).toPercentEncoding(" .")),
                             QString::fromStdString(result.message))));
            }
            accepted += expected ? 1 : 0;
            if (!expected) {
                QVERIFY(*result.answerOffset <= answer.size());
                QVERIFY(*result.outputOffset <= output.size());
                QVERIFY(result.message.size() <= 600);
            }
        }
        // Both answers must have been met often, or the generator tests nothing.
        QVERIFY(accepted > static_cast<int>(seed / 20) && accepted < static_cast<int>(seed / 20 * 19));
        qInfo("%u cases, %d accepted", seed - 1, accepted);
    }
};

QTEST_GUILESS_MAIN(TestComparerDifferential)
#include "test_comparer_differential.moc"
