// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/standard_checker.h"
#include "check/standard_families.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace assize;
using namespace assize::check;

namespace {

std::string verdictOf(const CheckResult& result)
{
    return std::string(model::codeOf(result.verdict));
}

} // namespace

class TestStandardChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("checker");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("verdict");
        const auto row = [](const char* checker, const QByteArray& answer, const QByteArray& output,
                            const char* verdict) {
            QTest::addRow("%s %s / %s", checker, answer.toPercentEncoding(" ").constData(),
                          output.toPercentEncoding(" ").constData())
                << QByteArray(checker) << answer << output << QByteArray(verdict);
        };
        const auto zero = [](const char* text, qsizetype size) { return QByteArray(text, size); };

        row("wcmp", "a b", "a\r\n\tb \n", "AC");
        row("wcmp", "", "", "AC");
        row("wcmp", "a", "A", "WA");
        row("wcmp", "a b", "a", "WA");
        row("wcmp", "a", "a b", "WA");
        row("wcmp", "a",
            "\xEF\xBB\xBF"
            "a",
            "AC");
        row("wcmp",
            "\xEF\xBB\xBF"
            "a",
            "a", "WA");
        row("wcmp", "a b", "a\vb", "WA");
        row("wcmp", "a\vb", "a\vb", "AC");
        row("wcmp", "a", "a\x1A", "WA");
        row("wcmp", zero("a\0b", 3), zero("a\0b", 3), "AC");

        row("fcmp", "a\nb\n", "a\nb", "AC");
        row("fcmp", "a\nb\n", "a\r\nb\r\n", "AC");
        row("fcmp", "a\n", "a\n\n \n", "AC");
        row("fcmp", "a\n", "a\nx", "PE");
        row("fcmp", "a b", "a  b", "WA");
        row("fcmp", "a", "a ", "WA");
        row("fcmp", "a\n\nb", "a\nb", "WA");
        row("fcmp", "a\n\n", "a", "AC");
        row("fcmp", "\n", "", "AC");
        row("fcmp", "a\n", "", "WA");
        row("fcmp", "a\rb", "ab", "AC");
        row("fcmp", "a\r", "a\xFF", "AC");
        row("fcmp", "a\r", "a", "WA");

        row("lcmp", "a b\nc", " a  b \nc\n", "AC");
        row("lcmp", "a b\nc", "a\nb c", "WA");
        row("lcmp", "a\n\nb", "a\nb", "WA");
        row("lcmp", "a", "a\n\nx", "PE");
        row("lcmp", "a b", "a\vb", "AC");
        row("lcmp", "a b", "a", "WA");
        row("lcmp", "ab", "a", "WA");

        row("hcmp", "123456789012345678901234567890", "123456789012345678901234567890", "AC");
        row("hcmp", "-5", "-5", "AC");
        row("hcmp", "0", "-0", "PE");
        row("hcmp", "1", "01", "PE");
        row("hcmp", "1", "+1", "PE");
        row("hcmp", "1", "2", "WA");
        row("hcmp", "x", "1", "JE");
        row("hcmp", "1 2", "x", "JE");
        row("hcmp", "1", "", "PE");
        row("hcmp", "1", "1 2", "PE");

        row("icmp", "-2147483648", "-2147483648", "AC");
        row("icmp", "1", "2", "WA");
        row("icmp", "1", "1 1", "PE");
        row("icmp", "1", "2 1", "WA");
        row("icmp", "1", "2147483648", "PE");
        row("icmp", "2147483648", "1", "JE");
        row("icmp", "0", "-0", "PE");
        row("icmp", "0", "00", "PE");
        row("icmp", "1", "1.0", "PE");
        row("icmp", "1", "", "PE");
        row("icmp", "", "1", "JE");
        row("icmp", "1", zero("1\0", 2), "PE");

        row("ncmp", "1 2 3", "1\n2\n3", "AC");
        row("ncmp", "9223372036854775807", "9223372036854775807", "AC");
        row("ncmp", "9223372036854775807", "9223372036854775808", "PE");
        row("ncmp", "1 2", "1 3 x", "WA");
        row("ncmp", "1 2", "1", "WA");
        row("ncmp", "1", "1 2", "WA");
        row("ncmp", "1", "1 2 x", "PE");
        row("ncmp", "1 x", "1", "JE");
        row("ncmp", "", "", "AC");

        row("uncmp", "1 2 3", "3 1 2", "AC");
        row("uncmp", "1 1 2", "1 2 2", "WA");
        row("uncmp", "1 2", "1", "WA");
        row("uncmp", "1 2", "1 x", "PE");
        row("uncmp", "x", "y", "JE");
        row("uncmp", "-1 9223372036854775807", "9223372036854775807 -1", "AC");

        row("yesno", "YES", "yEs", "AC");
        row("yesno", "YES", "no", "WA");
        row("yesno", "YES", "maybe", "PE");
        row("yesno", "maybe", "maybe", "JE");
        row("yesno", "YES", "YES YES", "PE");
        row("yesno", "YES", "", "PE");

        row("nyesno", "YES NO", "yes\nno", "AC");
        row("nyesno", "YES NO", "yes yes", "WA");
        row("nyesno", "YES NO", "yes x", "PE");
        row("nyesno", "YES x", "yes no", "JE");
        row("nyesno", "YES", "yes x", "WA");
        row("nyesno", "YES x", "yes", "WA");
        row("nyesno", "", "", "AC");

        for (const char* absolute : {"rcmp", "acmp"}) {
            row(absolute, "1", "1.0000014", "AC");
            row(absolute, "1", "1.0000016", "WA");
            row(absolute, "1000000", "1000000.1", "WA");
            row(absolute, "1e400", "1e999", "AC");
            row(absolute, "1e400", "-1e999", "WA");
            row(absolute, "1", "nan", "PE");
            row(absolute, "inf", "1", "JE");
            row(absolute, "1", "0x1", "PE");
            row(absolute, "1", "1 1", "PE");
            row(absolute, "1", "", "PE");
        }
        row("dcmp", "1000000", "1000000.9", "AC");
        row("dcmp", "1000000", "1000001.1", "WA");
        row("dcmp", "0", "-0.000001", "AC");
        row("dcmp", "1e301", "1e305", "AC");
        row("dcmp", "1e299", "1e301", "WA");
        row("dcmp", "-1", "-1.0000005", "AC");
        row("dcmp", "1", "+1.e0", "AC");
        row("dcmp", "1", ".e0", "PE");
        row("dcmp", "1", "1,0", "PE");
        row("rcmp4", "1 2", "1.00009 2", "AC");
        row("rcmp4", "1 2", "1.0002 2", "WA");
        row("rcmp4", "1 2", "1", "PE");
        row("rcmp4", "1", "1 2", "PE");
        row("rcmp4", "", "", "AC");
        row("rcmp6", "1", "1.0000009", "AC");
        row("rcmp6", "1", "1.000002", "WA");
        row("rcmp9", "1", "1.0000000009", "AC");
        row("rcmp9", "1", "1.000000002", "WA");
        row("rncmp", "1 1", "1.000014 1", "AC");
        row("rncmp", "1 1", "1.000016 1", "WA");
        row("rncmp", "1000 1", "1000.1 1", "WA");

        row("caseicmp", "Case 1: 5\nCase 2: 6", "Case 1: 5 Case 2: 6", "AC");
        row("caseicmp", "Case 1: 5", "Case 1: 6", "WA");
        row("caseicmp", "Case 1: 5", "Case 2: 5", "PE");
        row("caseicmp", "Case 1: 5", "case 1: 5", "PE");
        row("caseicmp", "Case 1: 5", "Case 1: 6 Case 2: x", "PE");
        row("caseicmp", "Case 1: 5\nCase 2: 6", "Case 1: 5", "PE");
        row("caseicmp", "Case 1: 5\nCase 2: 6", "Case 1: 4", "WA");
        row("caseicmp", "Case 2: 5", "Case 2: 5", "JE");
        row("casencmp", "Case 1: 5 6\nCase 2:", "Case 1: 5\n6 Case 2: ", "AC");
        row("casencmp", "Case 1: 5 6", "Case 1: 5", "WA");
        row("casencmp", "Case 1: 5", "Case 1: 5 6", "WA");
        row("casencmp", "Case 1: 5", "Case 1: 4 x", "PE");
        row("casencmp", "Case 1: 5", "Case 1: 5 Case", "AC");
        row("casencmp", "Case 1: 5", "Case 1: 5 Case 2: 6", "PE");
        row("casencmp", "Case 1: 5\nCase 2: 6", "Case 1: 5", "PE");
        row("casencmp", "Case 1: x", "Case 1: 5", "JE");
        row("casencmp", "Case 1: 5", zero("Case 1: 5\0x", 11), "AC");
        row("casewcmp", "Case 1: a b", "Case 1: a\nb", "AC");
        row("casewcmp", "Case 1: a b", "Case 1: a c", "WA");
        row("casewcmp", "Case 1: a b", "Case 1 a b", "PE");
        row("casewcmp", "Case 1:", "Case 1:", "AC");
        row("casewcmp", "", "x", "PE");

        row("nosuch", "1", "1", "JE");
    }

    void verdicts()
    {
        QFETCH(QByteArray, checker);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, verdict);
        const CheckResult result = runStandardChecker(
            checker.toStdString(),
            {.input = "input", .answer = answer.toStdString(), .output = output.toStdString()});
        QVERIFY2(verdictOf(result) == verdict.toStdString(),
                 (verdictOf(result) + ": " + result.message).c_str());
        QCOMPARE(result.message.empty(), verdict == "AC");
        QVERIFY(result.message.size() <= kMessageCap);
        if (result.outputOffset)
            QVERIFY(*result.outputOffset <= static_cast<std::size_t>(output.size()));
        if (result.answerOffset)
            QVERIFY(*result.answerOffset <= static_cast<std::size_t>(answer.size()));
        if (verdict == "WA")
            QVERIFY(result.outputOffset && result.answerOffset);
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("checker");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* checker, const char* answer, const char* output,
                            const char* message) {
            QTest::newRow(message) << QByteArray(checker) << QByteArray(answer) << QByteArray(output)
                                   << QByteArray(message);
        };
        row("wcmp", "a\nb c", "a\nb d", "line 2, column 3, token 2: expected \"c\", found \"d\"");
        row("wcmp", "a\nb", "a\n",
            "line 2, column 1, token 1: the output ends too early: expected \"b\" of line 2 of the answer");
        row("wcmp", "a", "a\nb", "line 2, column 1, token 1: extra output \"b\" after the end of the answer");
        row("icmp", "1", "1 x", "line 1, column 3, token 2: extra output \"x\" after what was expected");
        row("icmp", "1", "01", "line 1, column 1, token 1: expected a 32-bit integer, found \"01\"");
        row("icmp", "y", "1",
            "the jury's answer is not what this checker reads: line 1, column 1, token 1: expected a 32-bit "
            "integer, found \"y\"");
        row("rcmp", "1", "2", "line 1, column 1, token 1: expected \"1\", found \"2\", which is off by 1");
        row("fcmp", "ab c", "ab  c",
            "line 1, column 4, token 2: the lines differ: expected \"ab c\", found \"ab  c\"");
        row("caseicmp", "Case 1: 5", "Case 1: 6",
            "line 1, column 9, token 3: expected \"5\", found \"6\" (test case 1)");
        row("casewcmp", "Case 1: a b", "Case 1: a",
            "line 1, column 10, token 3: the case ends too early: expected \"b\" (test case 1)");
        row("uncmp", "1 1 2", "2 1 2",
            "line 1, column 3, token 2: as sequences without order they differ: expected 1 twice, found it "
            "once");
    }

    void messages()
    {
        QFETCH(QByteArray, checker);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, message);
        const CheckResult result = runStandardChecker(
            checker.toStdString(),
            {.input = "input", .answer = answer.toStdString(), .output = output.toStdString()});
        QCOMPARE(QByteArray::fromStdString(result.message), message);
    }

    void sizesHaveLimits()
    {
        const std::string large((128U << 20) + 1, ' ');
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = {}, .answer = "", .output = large})),
                 std::string("PE"));
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = {}, .answer = large, .output = ""})),
                 std::string("JE"));
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = large, .answer = "", .output = ""})),
                 std::string("JE"));
        const std::string_view fits = std::string_view(large).substr(1);
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = fits, .answer = fits, .output = fits})),
                 std::string("AC"));
        const std::string token((32U << 20) + 1, 'x');
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = {}, .answer = "x", .output = token})),
                 std::string("PE"));
        QCOMPARE(verdictOf(runStandardChecker("wcmp", {.input = {}, .answer = token, .output = token})),
                 std::string("JE"));
        QCOMPARE(verdictOf(runStandardChecker("fcmp", {.input = {}, .answer = token, .output = token})),
                 std::string("AC"));
    }

    /// Range by range gives what sorting at once gives.
    void unorderedInBoundedMemory()
    {
        std::mt19937_64 random(1);
        for (int round = 0; round < 30; ++round) {
            std::vector<std::int64_t> numbers;
            for (int i = 0; i < 60; ++i)
                numbers.push_back(i % 3 == 0 ? static_cast<std::int64_t>(random() % 5) - 2
                                             : static_cast<std::int64_t>(random()));
            std::vector<std::int64_t> others = numbers;
            std::shuffle(others.begin(), others.end(), random);
            if (round % 2 == 1)
                others[0] = others[0] == 7 ? 8 : 7;
            std::string answer;
            std::string output;
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                answer += std::to_string(numbers[i]) + ' ';
                output += std::to_string(others[i]) + ' ';
            }
            const bool differ = round % 2 == 1;
            std::string messages[2];
            for (const std::size_t atOnce : {std::size_t{1}, std::size_t{1000}}) {
                Reader answerReader(answer, Reader::Role::Answer);
                Reader outputReader(output, Reader::Role::Output);
                std::string& message = messages[atOnce == 1 ? 0 : 1];
                try {
                    compareUnorderedInt64s(answerReader, outputReader, atOnce);
                } catch (const Decided& decided) {
                    message = decided.result.message;
                }
                QCOMPARE(message.empty(), !differ);
            }
            QCOMPARE(messages[0], messages[1]);
        }
    }

    void sourcesAreRecognised()
    {
        // Without a source the name decides, with one the source does.
        QCOMPARE(standardCheckerOf("std::wcmp.cpp", ""), std::optional<std::string>("wcmp"));
        QVERIFY(!standardCheckerOf("std::nosuch.cpp", ""));
        QVERIFY(!standardCheckerOf("check.cpp", ""));
        QVERIFY(!standardCheckerOf("std::wcmp.cpp", "int main() {}"));
        QVERIFY(!standardCheckerOf("", ""));
    }

    void hashesIgnoreEndsOfLines()
    {
        const std::string hash = hashOfCheckerSource("a\n  b\n");
        QCOMPARE(hash.size(), std::size_t(32));
        for (const char* same : {"a\r\n  b", "a \n  b\t\n\n",
                                 "\xEF\xBB\xBF"
                                 "a\n  b"})
            QCOMPARE(hashOfCheckerSource(same), hash);
        for (const char* other : {"a\nb\n", "a\n\n  b\n", "\na\n  b\n", "a\n  c", ""})
            QVERIFY(hashOfCheckerSource(other) != hash);
    }

    void namesAreSorted()
    {
        const std::vector<std::string> names = standardCheckerNames();
        QCOMPARE(names.size(), std::size_t(19));
        QVERIFY(std::is_sorted(names.begin(), names.end()));
        for (const std::string& name : names)
            QVERIFY(isStandardChecker(name));
        QVERIFY(!isStandardChecker("pointscmp"));
    }
};

QTEST_GUILESS_MAIN(TestStandardChecker)
#include "test_standard_checker.moc"
