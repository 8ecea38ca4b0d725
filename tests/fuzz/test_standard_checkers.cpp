// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers of core/check against those of testlib: on the data of testlib's own tests, and on
// random small inputs full of edge cases.
//
// ASSIZE_TESTLIB names a checkout of github.com/MikeMirzayanov/testlib; without it all is skipped. Seeds are
// fixed; ASSIZE_FUZZ_CASES is the number of cases of each checker (2000). ASSIZE_CHECKER_VERSIONS names a
// folder of older sources, wcmp-ANYTHING.cpp; those that agree are printed as lines of
// core/check/standard_checker_hashes.inc (see hash_standard_checkers.sh).
#include "check/standard_checker.h"
#include "support/testlib_peer.h"

#include <QDirIterator>
#include <QSet>
#include <QTest>

#include <random>

using namespace assize;
using namespace assize::check;
using assize::testing::CheckerCase;

namespace {

QString testlib()
{
    return qEnvironmentVariable("ASSIZE_TESTLIB");
}

int exitCodeOf(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::AC:
        return 0;
    case model::Verdict::WA:
        return 1;
    case model::Verdict::PE:
        return 2;
    case model::Verdict::JE:
        return 3;
    default:
        return -1;
    }
}

QString shown(const std::string& text)
{
    return QString::fromLatin1(QByteArray::fromStdString(text).left(400).toPercentEncoding(" .:-+"));
}

/// What kind of tokens a checker reads.
enum class Kind { Words, Integers, Doubles, YesNo, Lines };

Kind kindOf(const std::string& name)
{
    if (name == "icmp" || name == "ncmp" || name == "uncmp" || name == "hcmp" || name == "caseicmp" ||
        name == "casencmp")
        return Kind::Integers;
    if (name == "yesno" || name == "nyesno")
        return Kind::YesNo;
    if (name == "fcmp" || name == "lcmp")
        return Kind::Lines;
    return name == "wcmp" || name == "casewcmp" ? Kind::Words : Kind::Doubles;
}

class Generator
{
public:
    Generator(const std::string& name, std::uint32_t seed)
        : m_kind(kindOf(name)), m_cases(name.starts_with("case")),
          m_single(name == "icmp" || name == "hcmp" || name == "yesno" || name == "rcmp" || name == "acmp" ||
                   name == "dcmp"),
          m_random(seed)
    {
    }

    CheckerCase next()
    {
        CheckerCase one;
        one.answer = text(!oneIn(6));
        if (oneIn(12))
            one.output = text(!oneIn(3));
        else if (oneIn(6))
            one.output = shuffledLines(one.answer);
        else
            one.output = mutated(one.answer);
        if (oneIn(25))
            one.output.insert(0, oneIn(4) ? "\xEF\xBB" : "\xEF\xBB\xBF");
        if (oneIn(60))
            one.answer.insert(0, "\xEF\xBB\xBF");
        if (oneIn(12))
            one.answer = mutated(one.answer);
        return one;
    }

private:
    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    std::string pick(const std::vector<std::string>& list) { return list[below(list.size())]; }

    std::string integer(bool valid)
    {
        static const std::vector<std::string> kEdges = {"2147483647",
                                                        "-2147483648",
                                                        "2147483648",
                                                        "-2147483649",
                                                        "9223372036854775807",
                                                        "-9223372036854775808",
                                                        "0",
                                                        "1",
                                                        "-1",
                                                        "10",
                                                        "100",
                                                        "99999999999"};
        static const std::vector<std::string> kBad = {"9223372036854775808",
                                                      "-9223372036854775809",
                                                      "-0",
                                                      "+1",
                                                      "01",
                                                      "-01",
                                                      "00",
                                                      "000",
                                                      "1.0",
                                                      "1e5",
                                                      "-",
                                                      "+",
                                                      "--1",
                                                      "0x10",
                                                      "18446744073709551616",
                                                      "99999999999999999999",
                                                      "999999999999999999999",
                                                      "00000000000000000001",
                                                      "1a",
                                                      "a1",
                                                      "1,2",
                                                      "inf",
                                                      "-00",
                                                      "123456789012345678901234567890"};
        if (!valid)
            return pick(kBad);
        return oneIn(4) ? pick(kEdges) : std::to_string(static_cast<int>(below(oneIn(2) ? 10 : 100000)) - 5);
    }

    std::string real(bool valid)
    {
        static const std::vector<std::string> kEdges = {"0",
                                                        "-0",
                                                        "0.0",
                                                        "1",
                                                        "+1",
                                                        "-1",
                                                        ".5",
                                                        "5.",
                                                        "+.5",
                                                        "-.5e1",
                                                        "1e5",
                                                        "1E5",
                                                        "1e+5",
                                                        "1e-5",
                                                        "1.e5",
                                                        "1e300",
                                                        "1.1e300",
                                                        "-1.1e300",
                                                        "1e308",
                                                        "1e309",
                                                        "-1e309",
                                                        "1e-400",
                                                        "1e99999",
                                                        "00001.5",
                                                        "1e00005",
                                                        "0.000001",
                                                        "1.0000015",
                                                        "0.0000015",
                                                        "1e-15",
                                                        "123456789.123456789",
                                                        "9007199254740993",
                                                        "1e-9",
                                                        "1.000001",
                                                        "1.0001",
                                                        "0.9999",
                                                        "-1.0000010000001"};
        static const std::vector<std::string> kBad = {
            "nan",   "NaN", "inf", "-inf", "infinity", "1e",    "1e+",   "e5",   ".",    "-",   "+",
            "--1",   "+-1", "-+1", "1-2",  "1.2.3",    "1e5.0", "1e5e5", "0x10", "1,5",  ".e5", "1-",
            "1e--5", "-.",  "1+1", "5e1-", "-1-1",     "e",     "..",    ".5.",  "1.5f", "1d5", "1_0"};
        if (!valid)
            return pick(kBad);
        if (oneIn(3))
            return pick(kEdges);
        std::string text = std::to_string(below(1000)) + '.';
        for (std::size_t digits = 1 + below(12); digits > 0; --digits)
            text += static_cast<char>('0' + below(10));
        return (oneIn(4) ? "-" : "") + text;
    }

    std::string token(bool valid)
    {
        switch (m_kind) {
        case Kind::Integers:
            return integer(valid);
        case Kind::Doubles:
            return real(valid);
        case Kind::YesNo:
            return valid ? pick({"YES", "NO", "yes", "no", "Yes", "nO"})
                         : pick({"Y", "N", "yess", "ye", "NOO", "maybe", "1", std::string("YES\0", 4)});
        default:
            return pick({"a", "b", "A", "word", "Case", "1:", "\xC3\xA9", "\x1A", "\xFF",
                         std::string(1, '\0'), "a\vb", "\f", "\v", "x", "yes", "1", "01",
                         std::string("a\0b", 3)});
        }
    }

    std::string blank()
    {
        return m_kind == Kind::Lines && !oneIn(3) ? pick({" ", "\n", "\r\n", "  ", "\t"})
                                                  : pick({" ", " ", " ", "\n", "\n", "\r\n", "\t", "\r", "  ",
                                                          "\n\n", " \n", "\n ", "\r\r\n"});
    }

    std::string tokens(std::size_t count, bool valid)
    {
        std::string result;
        for (; count > 0; --count)
            result += token(valid || !oneIn(4)) + (oneIn(4) ? blank() : " ");
        return result;
    }

    std::string text(bool valid)
    {
        std::string result;
        if (m_cases) {
            const std::size_t cases = below(5);
            for (std::size_t number = 1; number <= cases; ++number) {
                result +=
                    "Case " + std::to_string(oneIn(40) ? number + 1 : number) + (oneIn(60) ? "" : ":") + " ";
                result += tokens(oneIn(3) ? below(4) : 1, valid) + "\n";
            }
        } else {
            result = tokens(m_single && !oneIn(8) ? 1 : below(8), valid);
        }
        if (oneIn(3))
            result += blank();
        while (oneIn(2) && !result.empty() && isBlank(result.back()))
            result.pop_back();
        if (oneIn(10))
            result.insert(0, blank());
        return result;
    }

    static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    std::string shuffledLines(std::string text)
    {
        std::vector<std::string> parts;
        std::string part;
        for (const char c : text) {
            if (isBlank(c)) {
                if (!part.empty())
                    parts.push_back(part);
                part.clear();
            } else {
                part += c;
            }
        }
        if (!part.empty())
            parts.push_back(part);
        std::shuffle(parts.begin(), parts.end(), m_random);
        std::string result;
        for (const std::string& one : parts)
            result += one + blank();
        return result;
    }

    std::string mutated(std::string text)
    {
        for (std::size_t count = oneIn(4) ? 0 : 1 + below(3); count > 0; --count) {
            const std::size_t at = below(text.size() + 1);
            switch (below(9)) {
            case 0:
                text.insert(at, blank());
                break;
            case 1:
                text.insert(at, " " + token(!oneIn(3)) + " ");
                break;
            case 2:
                if (at < text.size())
                    text.erase(at, 1 + below(3));
                break;
            case 3:
                if (at < text.size())
                    text[at] = static_cast<char>(text[at] ^ 0x20);
                break;
            case 4:
                if (at < text.size() && isBlank(text[at]))
                    text.replace(at, 1, blank());
                break;
            case 5:
                if (at < text.size() && text[at] >= '0' && text[at] <= '9')
                    text[at] = static_cast<char>('0' + below(10));
                break;
            case 6:
                text +=
                    pick({"\r", "\n", " ", std::string(1, '\0'), "\x1A", "\xFF", "Case", " 1", "\r\n", "\v"});
                break;
            case 7:
                while (!text.empty() && isBlank(text.back()))
                    text.pop_back();
                break;
            default:
                if (oneIn(3))
                    text.insert(at, 1, static_cast<char>(below(256)));
            }
        }
        return text;
    }

    Kind m_kind;
    bool m_cases;
    bool m_single;
    std::mt19937 m_random;
};

std::vector<CheckerCase> randomCases(const std::string& name)
{
    const int wanted = qEnvironmentVariableIntValue("ASSIZE_FUZZ_CASES");
    const std::uint32_t count = wanted > 0 ? static_cast<std::uint32_t>(wanted) : 2000;
    std::vector<CheckerCase> cases;
    cases.reserve(count);
    for (std::uint32_t seed = 1; seed <= count; ++seed)
        cases.push_back(Generator(name, seed).next());
    return cases;
}

/// The contents of the files below `folder`, each once.
std::vector<std::string> differentFiles(const QString& folder)
{
    std::vector<std::string> contents;
    QSet<QByteArray> seen;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.size() > (1 << 20) || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        if (seen.contains(content))
            continue;
        seen.insert(content);
        contents.push_back(content.toStdString());
    }
    return contents;
}

/// Every file of testlib's tests as output against some as answer: itself, and those that come next to it.
std::vector<CheckerCase> casesOfTestlib()
{
    constexpr std::size_t kNeighbours = 8;
    const std::vector<std::string> files = differentFiles(testlib() + QStringLiteral("/tests"));
    std::vector<CheckerCase> cases;
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (std::size_t j = i; j < files.size() && j < i + kNeighbours; ++j) {
            cases.push_back({files[i], files[j]});
            if (i != j)
                cases.push_back({files[j], files[i]});
        }
    }
    return cases;
}

struct Tally
{
    std::array<int, 4> outcomes{};
    QString difference; ///< empty: none
};

Tally compareWithPeer(const std::string& name, const std::vector<CheckerCase>& cases,
                      const std::vector<int>& codes)
{
    Tally tally;
    for (std::size_t i = 0; i < cases.size() && tally.difference.isEmpty(); ++i) {
        const CheckResult ours = runStandardChecker(
            name, {.input = "input", .answer = cases[i].answer, .output = cases[i].output});
        if (codes[i] >= 0 && codes[i] < 4)
            ++tally.outcomes[static_cast<std::size_t>(codes[i])];
        if (exitCodeOf(ours.verdict) == codes[i])
            continue;
        tally.difference =
            QStringLiteral("case %1: testlib %2, ours %3 (%4)\noutput: %5\nanswer: %6")
                .arg(i)
                .arg(codes[i])
                .arg(exitCodeOf(ours.verdict))
                .arg(QString::fromStdString(ours.message), shown(cases[i].output), shown(cases[i].answer));
    }
    return tally;
}

} // namespace

class TestStandardCheckers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (testlib().isEmpty())
            QSKIP("ASSIZE_TESTLIB names no checkout of MikeMirzayanov/testlib");
        QVERIFY2(QFile::exists(testlib() + QStringLiteral("/testlib.h")), "no testlib.h in ASSIZE_TESTLIB");
        m_peers = std::make_unique<assize::testing::TestlibPeers>(testlib());
        QStringList sources;
        for (const std::string& name : standardCheckerNames())
            sources += testlib() + QStringLiteral("/checkers/%1.cpp").arg(QString::fromStdString(name));
        QString log;
        m_program = m_peers->compile(sources, log);
        QVERIFY2(!m_program.isEmpty(), qPrintable(log.left(2000)));
    }

    void agreesWithTestlib_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("index");
        int index = 0;
        for (const std::string& name : standardCheckerNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name) << index++;
    }

    void agreesWithTestlib()
    {
        QFETCH(QString, name);
        QFETCH(int, index);
        const std::vector<CheckerCase> fromTests = casesOfTestlib();
        const std::vector<CheckerCase> random = randomCases(name.toStdString());
        QVERIFY(!fromTests.empty());
        const Tally onTests = compare(m_program, index, name, fromTests);
        QVERIFY2(onTests.difference.isEmpty(), qPrintable(onTests.difference));
        const Tally onRandom = compare(m_program, index, name, random);
        QVERIFY2(onRandom.difference.isEmpty(), qPrintable(onRandom.difference));
        qInfo("%zu pairs of testlib's files; %zu random cases: %d ok, %d wa, %d pe, %d fail",
              fromTests.size(), random.size(), onRandom.outcomes[0], onRandom.outcomes[1],
              onRandom.outcomes[2], onRandom.outcomes[3]);
        // Every outcome must have been met, or the generator tests nothing.
        for (const int met : onRandom.outcomes) {
            if (name != QLatin1String("fcmp") && name != QLatin1String("lcmp") &&
                name != QLatin1String("wcmp"))
                QVERIFY(met > 0);
        }
        QVERIFY(onRandom.outcomes[0] > 0 && onRandom.outcomes[1] > 0);
    }

    void olderVersions()
    {
        const QString folder = qEnvironmentVariable("ASSIZE_CHECKER_VERSIONS");
        if (folder.isEmpty())
            QSKIP("ASSIZE_CHECKER_VERSIONS names no folder of older checkers");
        QStringList sources;
        for (const QString& file : QDir(folder).entryList({QStringLiteral("*.cpp")}, QDir::Files, QDir::Name))
            sources += folder + QLatin1Char('/') + file;
        const QString program = compileThoseThatDo(sources);
        QVERIFY(!program.isEmpty());
        QStringList lines;
        for (int i = 0; i < static_cast<int>(sources.size()); ++i) {
            const QString name = QFileInfo(sources[i]).fileName().section(QLatin1Char('-'), 0, 0);
            const Tally tally = compare(program, i, name, randomCases(name.toStdString()));
            if (!tally.difference.isEmpty()) {
                qInfo("%s differs: %s", qPrintable(sources[i]), qPrintable(tally.difference));
                continue;
            }
            QFile file(sources[i]);
            QVERIFY(file.open(QIODevice::ReadOnly));
            lines +=
                QStringLiteral("{\"%1\", \"%2\"},")
                    .arg(QString::fromStdString(hashOfCheckerSource(file.readAll().toStdString())), name);
        }
        lines.removeDuplicates();
        lines.sort();
        printf("%s\n", qPrintable(lines.join(QLatin1Char('\n'))));
    }

private:
    /// Leaves out of `sources` what the compiler names in its errors.
    QString compileThoseThatDo(QStringList& sources)
    {
        // A compiler gives up after some errors: each time some sources less.
        while (!sources.isEmpty()) {
            QString log;
            const QString program = m_peers->compile(sources, log);
            if (!program.isEmpty())
                return program;
            QStringList rest;
            for (const QString& source : sources) {
                if (log.contains(source + QLatin1Char(':')))
                    qInfo("%s does not compile", qPrintable(source));
                else
                    rest += source;
            }
            if (rest.size() == sources.size()) {
                qInfo("%s", qPrintable(log.left(2000)));
                break;
            }
            sources = rest;
        }
        return {};
    }

    Tally compare(const QString& program, int index, const QString& name,
                  const std::vector<CheckerCase>& cases)
    {
        const std::vector<int> codes = m_peers->exitCodes(program, index, cases);
        if (codes.size() != cases.size()) {
            Tally failed;
            failed.difference = QStringLiteral("the driver gave no answers");
            return failed;
        }
        return compareWithPeer(name.toStdString(), cases, codes);
    }

    std::unique_ptr<assize::testing::TestlibPeers> m_peers;
    QString m_program;
};

QTEST_GUILESS_MAIN(TestStandardCheckers)
#include "test_standard_checkers.moc"
