// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/default_validator.h"
#include "check/excerpt.h"

#include <QTest>

using namespace assize;
using namespace assize::check;

class TestExcerpt : public QObject
{
    Q_OBJECT

    static model::Run excerpts(const std::string& answer, const std::string& output)
    {
        model::Run run;
        excerptAroundDifference({.answer = answer, .output = output},
                                compareByDefaultValidator({.answer = answer, .output = output}, {}), run);
        return run;
    }

private Q_SLOTS:
    void headsWithoutDifference()
    {
        const std::string text(10000, 'x');
        const model::Run run = excerpts(text, text);
        QCOMPARE(run.output.size(), kExcerptCap);
        QCOMPARE(run.expected.size(), kExcerptCap);
        QCOMPARE(run.differenceOffset, std::uint64_t(0));
    }

    void shortTextsAreWhole()
    {
        const model::Run run = excerpts("1\n2\n", "1\n3\n");
        QCOMPARE(run.output, std::string("1\n3\n"));
        QCOMPARE(run.expected, std::string("1\n2\n"));
    }

    void beginsThreeLinesBefore()
    {
        std::string answer;
        for (int i = 0; i < 1000; ++i)
            answer += "line " + std::to_string(i) + "\n";
        std::string output = answer;
        output.replace(output.find("line 500"), 8, "line xxx");
        const model::Run run = excerpts(answer, output);
        QVERIFY(run.output.starts_with("line 497\nline 498\nline 499\nline xxx\n"));
        QVERIFY(run.expected.starts_with("line 497\nline 498\nline 499\nline 500\n"));
        QCOMPARE(run.differenceOffset, std::uint64_t(output.find("line 497")));
    }

    void bothSidesBeginAtTheSameLine()
    {
        // The answer has one long line where the output has many.
        std::string answer(3000, 'a');
        std::string output = answer;
        answer += " b\n";
        output += "\nc\n";
        const model::Run run = excerpts(answer, output);
        QVERIFY(run.output.starts_with("aaa"));
        QVERIFY(run.output.size() < 400);
        QVERIFY(run.expected.ends_with(" b\n"));
    }

    void longLineIsCutAtACharacter()
    {
        std::string text;
        for (int i = 0; i < 3000; ++i)
            text += "\xE2\x82\xAC";
        const model::Run run = excerpts(text + "1", text + "2");
        QVERIFY(run.output.starts_with("\xE2\x82\xAC"));
        QVERIFY(run.output.ends_with("2"));
        QVERIFY(run.expected.ends_with("1"));
    }

    void emptyOutput()
    {
        const model::Run run = excerpts("1\n", "");
        QCOMPARE(run.output, std::string());
        QCOMPARE(run.expected, std::string("1\n"));
    }

    void offsetsBeyondTheEndDoNoHarm()
    {
        CheckResult result;
        result.outputOffset = 1000;
        result.answerOffset = 1000;
        model::Run run;
        excerptAroundDifference({.answer = "abc", .output = "de"}, result, run);
        QCOMPARE(run.output, std::string("de"));
        QCOMPARE(run.expected, std::string("abc"));
    }
};

QTEST_GUILESS_MAIN(TestExcerpt)
#include "test_excerpt.moc"
