// SPDX-License-Identifier: GPL-3.0-or-later
// The comparer against a slow, obvious one: streams of tokens, strtod, strcasecmp. Seeds are fixed, so that a
// failure comes back; ASSIZE_FUZZ_SECONDS makes it longer. Where ASSIZE_PROBLEMTOOLS names a checkout of
// github.com/Kattis/problemtools, against its default validator too, compiled here.
#include "check/default_validator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <cstdio>
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

/// What problemtools' validator takes from a C string or from glibc's sscanf against the standard: bytes 0
/// end a token, "1e" and "0x." are numbers.
bool isReadAnotherWay(const std::string& text)
{
    if (text.find('\0') != std::string::npos)
        return true;
    std::istringstream stream(text);
    std::string token;
    while (stream >> token) {
        double value = 0;
        char rest[16];
        const bool byScanf = std::sscanf(token.c_str(), "%lf%10s", &value, rest) == 1 && std::isfinite(value);
        double obvious = 0;
        if (byScanf != obviousNumber(token, obvious))
            return true;
    }
    return false;
}

std::vector<std::string> flagsOf(const DefaultValidatorOptions& options)
{
    std::vector<std::string> flags;
    const auto number = [](double value) { return QByteArray::number(value, 'g', 17).toStdString(); };
    if (options.caseSensitive)
        flags.emplace_back("case_sensitive");
    if (options.spaceChangeSensitive)
        flags.emplace_back("space_change_sensitive");
    if (options.absoluteTolerance)
        flags.insert(flags.end(), {"float_absolute_tolerance", number(*options.absoluteTolerance)});
    if (options.relativeTolerance)
        flags.insert(flags.end(), {"float_relative_tolerance", number(*options.relativeTolerance)});
    return flags;
}

/// Answers many cases, each in a fork of it: the validator ends the process.
constexpr const char* kDriver = R"(
#undef main
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
static std::string readField(FILE* file)
{
    unsigned size = 0;
    if (fread(&size, sizeof size, 1, file) != 1)
        exit(1);
    std::string text(size, '\0');
    if (size != 0 && fread(&text[0], size, 1, file) != 1)
        exit(1);
    return text;
}
static void writeFile(const std::string& path, const std::string& text)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (write(fd, text.data(), text.size()) != ssize_t(text.size()))
        exit(1);
    close(fd);
}
int main(int, char** argv)
{
    FILE* file = fopen(argv[1], "rb");
    const std::string folder = argv[2];
    std::string codes;
    for (;;) {
        const int next = fgetc(file);
        if (next == EOF)
            break;
        ungetc(next, file);
        writeFile(folder + "/output", readField(file));
        writeFile(folder + "/answer", readField(file));
        std::vector<std::string> arguments = {"validator", folder + "/answer", folder + "/answer", folder};
        for (int flags = std::stoi(readField(file)); flags > 0; --flags)
            arguments.push_back(readField(file));
        const pid_t child = fork();
        if (child == 0) {
            close(fileno(file)); // exit() would move the offset that both share
            dup2(open((folder + "/output").c_str(), O_RDONLY), 0);
            std::vector<char*> pointers;
            for (std::string& argument : arguments)
                pointers.push_back(&argument[0]);
            pointers.push_back(nullptr);
            validatorMain(int(arguments.size()), pointers.data());
            _exit(100);
        }
        int status = 0;
        waitpid(child, &status, 0);
        codes += char(WIFEXITED(status) ? WEXITSTATUS(status) : 101);
    }
    return write(1, codes.data(), codes.size()) == ssize_t(codes.size()) ? 0 : 1;
}
)";

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
        std::array<std::array<int, 2>, 16> byFlags{};
        std::uint32_t seed = 1;
        for (; timer.elapsed() < budget || seed < 1000; ++seed) {
            Generator generator(seed);
            const std::string answer = generator.text();
            const std::string output = generator.oneIn(10) ? generator.text() : generator.mutated(answer);
            const DefaultValidatorOptions options = generator.options();
            const CheckResult result =
                compareByDefaultValidator({.answer = answer, .output = output}, options);
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
            const int combination = (options.caseSensitive ? 1 : 0) + (options.spaceChangeSensitive ? 2 : 0) +
                                    (options.absoluteTolerance ? 4 : 0) + (options.relativeTolerance ? 8 : 0);
            ++byFlags[static_cast<std::size_t>(combination)][expected ? 1 : 0];
            if (!expected) {
                QVERIFY(*result.answerOffset <= answer.size());
                QVERIFY(*result.outputOffset <= output.size());
                QVERIFY(result.message.size() <= 600);
            }
        }
        // Both answers must have been met often, or the generator tests nothing.
        QVERIFY(accepted > static_cast<int>(seed / 20) && accepted < static_cast<int>(seed / 20 * 19));
        for (const std::array<int, 2>& outcomes : byFlags)
            QVERIFY(outcomes[0] > 0 && outcomes[1] > 0);
        qInfo("%u cases, %d accepted", seed - 1, accepted);
    }

    void agreesWithProblemtools()
    {
        const QString checkout = qEnvironmentVariable("ASSIZE_PROBLEMTOOLS");
        if (checkout.isEmpty())
            QSKIP("ASSIZE_PROBLEMTOOLS names no checkout of Kattis/problemtools");
        const int wanted = qEnvironmentVariableIntValue("ASSIZE_FUZZ_CASES");
        std::vector<bool> ours;
        std::vector<std::uint32_t> seeds;
        QByteArray cases;
        const auto add = [&cases](const std::string& text) {
            const auto size = static_cast<std::uint32_t>(text.size());
            cases.append(reinterpret_cast<const char*>(&size), sizeof size);
            cases.append(text.data(), static_cast<qsizetype>(text.size()));
        };
        const auto count = static_cast<std::uint32_t>(wanted > 0 ? wanted : 5000);
        for (std::uint32_t seed = 1; seed <= count; ++seed) {
            Generator generator(seed);
            const std::string answer = generator.text();
            const std::string output = generator.oneIn(10) ? generator.text() : generator.mutated(answer);
            const DefaultValidatorOptions options = generator.options();
            if (isReadAnotherWay(answer) || isReadAnotherWay(output))
                continue;
            add(output);
            add(answer);
            const std::vector<std::string> flags = flagsOf(options);
            add(std::to_string(flags.size()));
            for (const std::string& flag : flags)
                add(flag);
            ours.push_back(compareByDefaultValidator({.answer = answer, .output = output}, options).verdict ==
                           model::Verdict::AC);
            seeds.push_back(seed);
        }
        const QByteArray codes = codesOfProblemtools(checkout, cases);
        QCOMPARE(codes.size(), static_cast<qsizetype>(ours.size()));
        for (std::size_t i = 0; i < ours.size(); ++i)
            QVERIFY2(codes[static_cast<qsizetype>(i)] == (ours[i] ? 42 : 43),
                     qPrintable(QStringLiteral("seed %1: problemtools %2, ours %3")
                                    .arg(seeds[i])
                                    .arg(int(codes[static_cast<qsizetype>(i)]))
                                    .arg(ours[i])));
        qInfo("%zu cases, %td accepted; %zu that are read another way left out", ours.size(),
              std::count(ours.begin(), ours.end(), true), count - ours.size());
    }

private:
    /// The exit code for each case.
    static QByteArray codesOfProblemtools(const QString& checkout, const QByteArray& cases)
    {
        const QTemporaryDir folder;
        const auto write = [&folder](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes);
            return folder.filePath(name);
        };
        const QString source = write(QStringLiteral("driver.cpp"),
                                     "#define main validatorMain\n#include \"" + checkout.toUtf8() +
                                         "/support/default_validator/default_validator.cc\"\n" + kDriver);
        const QString program = folder.filePath(QStringLiteral("driver"));
        QProcess::execute(QStringLiteral("c++"),
                          {QStringLiteral("-std=c++17"), QStringLiteral("-O1"), QStringLiteral("-w"),
                           QStringLiteral("-o"), program, source});
        QProcess process;
        process.start(program, {write(QStringLiteral("cases"), cases), folder.path()});
        process.waitForFinished(600'000);
        return process.readAllStandardOutput();
    }
};

QTEST_GUILESS_MAIN(TestComparerDifferential)
#include "test_comparer_differential.moc"
