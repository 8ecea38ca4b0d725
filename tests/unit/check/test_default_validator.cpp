// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/default_validator.h"

#include <QTest>

using namespace assize;
using namespace assize::check;

namespace {

DefaultValidatorOptions optionsOf(const QByteArray& flags)
{
    std::vector<std::string> list;
    for (const QByteArray& flag : flags.split(' ')) {
        if (!flag.isEmpty())
            list.push_back(flag.toStdString());
    }
    const Result<DefaultValidatorOptions> options = parseDefaultValidatorFlags(list);
    return options ? *options : DefaultValidatorOptions{};
}

} // namespace

class TestDefaultValidator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdict_data()
    {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char* name, const char* flags, QByteArray answer, QByteArray output,
                            bool accepted) {
            QTest::newRow(name) << QByteArray(flags) << std::move(answer) << std::move(output) << accepted;
        };
        row("both empty", "", "", "", true);
        row("equal", "", "1 2\n3\n", "1 2\n3\n", true);
        row("no newline at the end", "", "1\n", "1", true);
        row("all six kinds of whitespace", "", "a b c d e f g", "a\tb\nc\vd\fe\rf g", true);
        row("leading and trailing whitespace", "", "5", " \n 5 \n\n", true);
        row("CRLF", "", "1\n2\n", "1\r\n2\r\n", true);
        row("only whitespace against nothing", "", "", " \n\t", true);
        row("case is free", "", "YES", "yEs", true);
        row("case of non-ASCII letters is not free", "", "\xC3\x89", "\xC3\xA9", false);
        row("no-break space is no whitespace", "", "1 2",
            "1\xC2\xA0"
            "2",
            false);
        row("case_sensitive", "case_sensitive", "YES", "yes", false);
        row("wrong token", "", "1 2 3", "1 2 4", false);
        row("token is a prefix", "", "12", "1", false);
        row("token is longer", "", "1", "12", false);
        row("split token", "", "12", "1 2", false);
        row("joined token", "", "1 2", "12", false);
        row("too few tokens", "", "1 2", "1", false);
        row("too many tokens", "", "1", "1 2", false);
        row("nothing written", "", "1", "", false);
        row("NUL after the answer", "", "1", QByteArray("1\0", 2), false);
        row("NUL instead of a space", "", "1 2", QByteArray("1\0002", 3), false);
        row("NUL in both", "", QByteArray("a\0b", 3), QByteArray("a\0b", 3), true);
        row("differs after NUL", "", QByteArray("a\0b", 3), QByteArray("a\0c", 3), false);
        row("numbers are strings without tolerance", "", "1.0", "1", false);
        row("spaces: equal", "space_change_sensitive", " 1  2\n", " 1  2\n", true);
        row("spaces: one more", "space_change_sensitive", "1 2\n", "1  2\n", false);
        row("spaces: one less", "space_change_sensitive", "1  2\n", "1 2\n", false);
        row("spaces: newline missing at the end", "space_change_sensitive", "1\n", "1", false);
        row("spaces: newline too many at the end", "space_change_sensitive", "1\n", "1\n\n", false);
        row("spaces: trailing space", "space_change_sensitive", "1\n", "1 \n", false);
        row("spaces: other kind", "space_change_sensitive", "1 2", "1\t2", false);
        row("spaces: case is still free", "space_change_sensitive", "Yes\n", "YES\n", true);
        row("spaces: tolerance still holds", "space_change_sensitive float_tolerance 0.1", "1.0\n", "1.05\n",
            true);
        row("within absolute", "float_absolute_tolerance 0.01", "1.00", "1.0099", true);
        row("beyond absolute", "float_absolute_tolerance 0.01", "1.00", "1.02", false);
        row("within relative", "float_relative_tolerance 0.01", "1000", "1009", true);
        row("relative is of the answer", "float_relative_tolerance 0.5", "1", "1.51", false);
        row("relative of zero", "float_relative_tolerance 0.5", "0", "0.1", false);
        row("relative of zero, minus zero", "float_relative_tolerance 0.5", "0", "-0", true);
        row("either is enough", "float_tolerance 0.01", "1000", "1009", true);
        row("tolerance of zero", "float_tolerance 0", "1.0", "1", true);
        row("exponent", "float_tolerance 1e-9", "100000", "1e5", true);
        row("hexadecimal", "float_tolerance 1e-9", "16", "0x1p4", true);
        row("sign", "float_tolerance 1e-9", "5", "+5.", true);
        row("leading point", "float_tolerance 1e-9", "0.5", ".5", true);
        row("comma is no point", "float_tolerance 1e-9", "0.5", "0,5", false);
        row("nan for a number", "float_tolerance 1e-9", "1", "nan", false);
        row("inf for a number", "float_tolerance 1e300", "1", "inf", false);
        row("overflow for a number", "float_tolerance 1e300", "1", "1e999", false);
        row("underflow is zero", "float_tolerance 1e-9", "0", "1e-999", true);
        row("underflow in the answer", "float_tolerance 1e-9", "1e-999", "0", true);
        row("nan in the answer is a string", "float_tolerance 1e-9", "nan", "NaN", true);
        row("inf in the answer is a string", "float_tolerance 1e-9", "inf", "1e999", false);
        row("a word in the answer is a string", "float_tolerance 1e-9", "impossible", "IMPOSSIBLE", true);
        row("a number with letters is a string", "float_tolerance 1e-9", "1a", "1A", true);
        row("word for a number", "float_tolerance 1e-9", "1", "one", false);
        row("number for a word", "float_tolerance 1e-9", "one", "1", false);
        row("NUL after a number", "float_tolerance 1e-9", "1.5", QByteArray("1.5\0", 4), false);
        row("tokens longer than any buffer", "float_tolerance 1e-9", QByteArray("0.") + QByteArray(5000, '3'),
            "0.3333333333", true);
        row("whole number of 400 digits is a string", "float_tolerance 1e-9", QByteArray(400, '9'),
            QByteArray(399, '9') + "8", false);
        const QByteArray page(10000, 'x');
        row("difference after large equal blocks", "", page + " 1 " + page + " 2", page + " 1 " + page + " 3",
            false);
        row("case after large equal blocks", "", page + " Yes " + page, page + " yes " + page, true);
        row("one long token, case differs in its middle", "", page + "Y" + page, page + "y" + page, true);
    }

    void verdict()
    {
        QFETCH(QByteArray, flags);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, output);
        QFETCH(bool, accepted);
        const CheckResult result = compareByDefaultValidator(
            {.answer = answer.toStdString(), .output = output.toStdString()}, optionsOf(flags));
        QVERIFY2((result.verdict == model::Verdict::AC) == accepted, result.message.c_str());
        QVERIFY(accepted || result.verdict == model::Verdict::WA);
        QCOMPARE(result.message.empty(), accepted);
        QCOMPARE(result.outputOffset.has_value(), !accepted);
        QCOMPARE(result.answerOffset.has_value(), !accepted);
    }

    void message_data()
    {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("answerOffset");
        QTest::addColumn<int>("outputOffset");
        const auto row = [](const char* name, const char* flags, QByteArray answer, QByteArray output,
                            const char* message, int answerOffset, int outputOffset) {
            QTest::newRow(name) << QByteArray(flags) << std::move(answer) << std::move(output)
                                << QByteArray(message) << answerOffset << outputOffset;
        };
        row("token", "", "1 2\n3 5\n", "1 2\n3  6\n",
            "line 2, column 4, token 2: expected \"5\", found \"6\"", 6, 7);
        row("inside the token", "", "abcd", "abXd",
            "line 1, column 1, token 1: expected \"abcd\", found \"abXd\"", 2, 2);
        row("ends too early", "", "1\n2\n", "1\n",
            "output ends too early: expected \"2\" of line 2 of the answer", 2, 2);
        row("empty", "", "7\n", "", "the output is empty: expected \"7\" of line 1 of the answer", 0, 0);
        row("extra", "", "1\n", "1\n2\n",
            "line 2, column 1, token 1: extra output \"2\" after the end of the answer", 2, 2);
        row("number", "float_tolerance 0.1", "1.5", "2.0",
            "line 1, column 1, token 1: expected \"1.5\", found \"2.0\", which is off by 0.5 (permitted is "
            "0.1 "
            "relative or absolute)",
            0, 0);
        row("number, two tolerances", "float_relative_tolerance 0.1 float_absolute_tolerance 0.2", "1.5",
            "2.0",
            "line 1, column 1, token 1: expected \"1.5\", found \"2.0\", which is off by 0.5 (permitted is "
            "0.1 "
            "relative or 0.2 absolute)",
            0, 0);
        row("not a number", "float_tolerance 0.1", "a 1.5", "a nan",
            "line 1, column 3, token 2: expected the number \"1.5\", found \"nan\"", 2, 2);
        row("space", "space_change_sensitive", "a b\n", "a  b\n",
            "line 1, column 3: expected \"b\", found a space; only whitespace differs", 2, 2);
        row("newline at the end", "space_change_sensitive", "a\n", "a",
            "line 1, column 2: expected a newline, found the end; only whitespace differs", 1, 1);
        row("space, and more differs", "space_change_sensitive", "a b\n", "a\tc\n",
            "line 1, column 2: expected a space, found a tab", 1, 1);
        row("case", "case_sensitive", "Yes", "yes",
            "line 1, column 1, token 1: expected \"Yes\", found \"yes\"; only upper and lower case differ", 0,
            0);
        row("case and space", "case_sensitive space_change_sensitive", "Yes a", "yes  a",
            "line 1, column 1, token 1: expected \"Yes\", found \"yes\"; only case and whitespace differ", 0,
            0);
        row("not printable", "", "ok", QByteArray("o\0\xFF", 3),
            "line 1, column 1, token 1: expected \"ok\", found \"o\\x00\\xff\"", 1, 1);
        row("long token", "", QByteArray(100, 'a') + "b", QByteArray(100, 'a') + "c",
            "line 1, column 1, token 1: expected \"\xE2\x80\xA6"
            "aaaaaaaaaaaaaaaab\", found \"\xE2\x80\xA6"
            "aaaaaaaaaaaaaaaac\"",
            100, 100);
    }

    void message()
    {
        QFETCH(QByteArray, flags);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, message);
        QFETCH(int, answerOffset);
        QFETCH(int, outputOffset);
        const CheckResult result = compareByDefaultValidator(
            {.answer = answer.toStdString(), .output = output.toStdString()}, optionsOf(flags));
        QCOMPARE(QByteArray::fromStdString(result.message), message);
        QCOMPARE(result.answerOffset, std::uint64_t(answerOffset));
        QCOMPARE(result.outputOffset, std::uint64_t(outputOffset));
    }

    void messageIsCapped()
    {
        const std::string token(10'000'000, 'x');
        const CheckResult result = compareByDefaultValidator({.answer = "1", .output = token}, {});
        QVERIFY(result.message.size() < 300);
    }

    void noTokenIsTooLong()
    {
        // One token of 32 MiB with differences of case everywhere, between short ones: must stay linear.
        std::string answer = "a ";
        std::string output = "A ";
        for (int i = 0; i < (16 << 20); ++i) {
            answer += "xy";
            output += "xY";
        }
        answer += " b";
        output += " c";
        const CheckResult result = compareByDefaultValidator({.answer = answer, .output = output}, {});
        QVERIFY(result.verdict == model::Verdict::WA);
        QCOMPARE(result.outputOffset, std::uint64_t(output.size() - 1));
    }

    void flags_data()
    {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("none") << QByteArray() << QByteArray();
        QTest::newRow("all") << QByteArray("case_sensitive space_change_sensitive float_tolerance 1e-6")
                             << QByteArray();
        QTest::newRow("hexadecimal") << QByteArray("float_absolute_tolerance 0x1p-10") << QByteArray();
        QTest::newRow("unknown") << QByteArray("ignore_case")
                                 << QByteArray("unknown validator flag \"ignore_case\"");
        QTest::newRow("no number") << QByteArray("float_tolerance")
                                   << QByteArray("float_tolerance needs a number after it");
        QTest::newRow("a word") << QByteArray("float_tolerance small") << QByteArray("not \"small\"");
        QTest::newRow("negative") << QByteArray("float_tolerance -1") << QByteArray("not \"-1\"");
        QTest::newRow("nan") << QByteArray("float_relative_tolerance nan") << QByteArray("not \"nan\"");
    }

    void flags()
    {
        QFETCH(QByteArray, flags);
        QFETCH(QByteArray, error);
        std::vector<std::string> list;
        for (const QByteArray& flag : flags.split(' ')) {
            if (!flag.isEmpty())
                list.push_back(flag.toStdString());
        }
        const Result<DefaultValidatorOptions> options = parseDefaultValidatorFlags(list);
        QCOMPARE(options.hasValue(), error.isEmpty());
        if (!options) {
            QVERIFY(options.error().kind == ErrorKind::InvalidInput);
            QVERIFY2(options.error().message.find(error.toStdString()) != std::string::npos,
                     options.error().message.c_str());
        }
    }

    void flagsThatAreGivenSeparately()
    {
        const DefaultValidatorOptions options =
            optionsOf("float_relative_tolerance 0.5 float_absolute_tolerance 2");
        QCOMPARE(options.relativeTolerance, 0.5);
        QCOMPARE(options.absoluteTolerance, 2.0);
        QVERIFY(!optionsOf("float_relative_tolerance 0.5").absoluteTolerance);
    }

    void decimalNumbersOnly_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("accepted");
        const auto add = [](const char* answer, const char* output, bool accepted) {
            QTest::addRow("%s for %s", output, answer)
                << QByteArray(answer) << QByteArray(output) << accepted;
        };
        add("16", "0x10", false);
        add("16", "0X1p4", false);
        add("16", "1.6e1", true);
        add("16", "+16.", true);
        add("0.5", ".5", true);
        // What is no number is compared as a text.
        add("0x10", "16", false);
        add("0x10", "0x10", true);
    }
    void decimalNumbersOnly()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, output);
        QFETCH(bool, accepted);
        DefaultValidatorOptions options;
        options.absoluteTolerance = options.relativeTolerance = 1e-6;
        options.decimalOnly = true;
        const CheckResult result = compareByDefaultValidator(
            {.answer = answer.toStdString(), .output = output.toStdString()}, options);
        QCOMPARE(result.verdict == model::Verdict::AC, accepted);
        // The reference tool of the legacy format takes hexadecimal numbers.
        options.decimalOnly = false;
        QVERIFY(compareByDefaultValidator({.answer = "16", .output = "0x10"}, options).verdict ==
                model::Verdict::AC);
    }
};

QTEST_GUILESS_MAIN(TestDefaultValidator)
#include "test_default_validator.moc"
