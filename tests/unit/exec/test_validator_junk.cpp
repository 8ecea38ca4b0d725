// SPDX-License-Identifier: GPL-3.0-or-later
// What is thrown at output validators and what is told of them, without running a program; and groups in
// which one answer is right everywhere.
#include "exec/answer_variety.h"
#include "exec/validator_junk.h"

#include "sandbox/fake/fake_sandbox.h"
#include "support/tree_builder.h"

#include <QTest>

#include <functional>
#include <set>
#include <thread>

using namespace assize;
using namespace assize::exec;
using model::Verdict;

namespace {

struct Package
{
    Package()
        : sandbox([](const sandbox::RunRequest&, sandbox::BoxRole, int, std::stop_token) {
              return sandbox::fakeExit(0);
          }),
          slot(sandbox, 0)
    {
        problem.validation.custom = true;
        problem.validation.validators.push_back({"output_validators/check.py", {}, {}});
    }

    void test(const std::string& id, const std::string& answer)
    {
        tree.file(id + ".in", "1\n").file(id + ".ans", answer);
        model::TestCase& made = problem.testCases.emplace_back();
        made.id = id;
        made.group = id.substr(0, id.rfind('/'));
        made.sample = id.starts_with("sample");
        made.input = tree.path(id + ".in");
        made.answer = tree.path(id + ".ans");
        made.answerSize = answer.size();
    }

    /// A validator that decides by the words of the output.
    QString thrown(const std::function<std::optional<check::CheckResult>(const std::string&)>& decide,
                   std::chrono::steady_clock::duration budget = std::chrono::seconds(60))
    {
        const auto judge = [&](Slot&, const model::TestCase& one, const check::CheckFiles& files,
                               std::stop_token) {
            ++calls;
            tests.insert(one.id);
            return decide(sandbox::readWhole(files.output));
        };
        return textOf(throwJunk(slot, problem, judge, "p", budget, {}));
    }

    static QString textOf(const Diagnostics& diagnostics)
    {
        QString text;
        for (const Diagnostic& one : diagnostics)
            text +=
                QString::fromStdString(levelName(one.level) + (" " + one.where) + ": " + one.message + "\n");
        return text;
    }

    test::TreeBuilder tree;
    model::Problem problem;
    sandbox::FakeSandbox sandbox;
    Slot slot;
    int calls = 0;
    std::set<std::string> tests;
};

check::CheckResult decided(Verdict verdict, const std::string& message = {})
{
    check::CheckResult result;
    result.verdict = verdict;
    result.message = message;
    return result;
}

} // namespace

class TestValidatorJunk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsThrown_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("count");
        QTest::newRow("an answer") << QByteArray("5\n") << 6;
        QTest::newRow("none") << QByteArray("") << 4;
        QTest::newRow("blanks") << QByteArray(" \n\n") << 4;
        QTest::newRow("one that is nan") << QByteArray("nan\nnan inf\n-inf") << 5;
    }
    void whatIsThrown()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, count);
        QCOMPARE(static_cast<int>(junkFor(answer.toStdString()).size()), count);
    }

    void takesJunk_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("expected");
        QTest::newRow("a validator") << 0 << true;
        QTest::newRow("none") << 1 << false;
        QTest::newRow("interactive") << 2 << false;
        QTest::newRow("multi-pass") << 3 << false;
        QTest::newRow("answers are handed in") << 4 << false;
    }
    void takesJunk()
    {
        QFETCH(int, kind);
        QFETCH(bool, expected);
        Package package;
        if (kind == 1)
            package.problem.validation.validators.clear();
        static const std::map<int, model::TaskType> types = {
            {2, model::Interactive{}}, {3, model::MultiPass{}}, {4, model::OutputOnly{}}};
        if (const auto type = types.find(kind); type != types.end())
            package.problem.taskType = type->second;
        QCOMPARE(exec::takesJunk(package.problem), expected);
    }

    void whoRejectsAllIsNotTold()
    {
        Package package;
        package.test("secret/1", "5\n");
        package.test("secret/2", "6\n");
        package.test("secret/3", "7\n");
        package.test("sample/1", "8\n");
        QCOMPARE(package.thrown([](const std::string&) { return decided(Verdict::WA); }), QString());
        QCOMPARE(package.calls, 12);
        QVERIFY((package.tests == std::set<std::string>{"secret/1", "secret/2"}));
    }

    void samplesWhereThereIsNothingElse()
    {
        Package package;
        package.test("sample/1", "8\n");
        package.thrown([](const std::string&) { return decided(Verdict::WA); });
        QCOMPARE(package.calls, 6);
    }

    void whoAcceptsOrCrashesIsNamed()
    {
        Package package;
        package.test("secret/1", "5\n");
        package.test("secret/2", "6\n");
        const QString text = package.thrown([](const std::string& output) {
            if (output.empty() || output.size() > 100'000)
                return decided(Verdict::JE,
                               "output validator output_validators/check.py ended with exit code 1");
            return decided(output.find("nan") != std::string::npos ? Verdict::AC : Verdict::WA);
        });
        QVERIFY2(text.contains(QStringLiteral(
                     "warning p: output_validators/check.py gives no decision within 3 s on outputs "
                     "that are junk")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("an empty output (secret/1), one line of a million letters "
                                              "(secret/1): ended with exit code 1")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("warning p: output_validators/check.py accepts outputs that "
                                              "are junk: nan and inf (secret/1)\n")),
                 qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("secret/2")));
    }

    void theBudgetEndsIt()
    {
        Package package;
        package.test("secret/1", "5\n");
        package.thrown(
            [](const std::string&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                return decided(Verdict::WA);
            },
            std::chrono::milliseconds(10));
        // None on a machine that is busy; six without an end.
        QVERIFY(package.calls <= 1);
    }

    void stopped()
    {
        Package package;
        package.test("secret/1", "5\n");
        const QString text = package.thrown([](const std::string&) { return std::nullopt; });
        QCOMPARE(text, QString());
        QCOMPARE(package.calls, 1);
    }

    void nobodyWaitsAMinute()
    {
        model::Limits limits;
        QVERIFY(junkLimits(limits).validationTime == std::chrono::seconds(3));
        limits.validationTime = std::chrono::seconds(1);
        QVERIFY(junkLimits(limits).validationTime == std::chrono::seconds(1));
    }

    void equalAnswers_data()
    {
        QTest::addColumn<QStringList>("tests");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* tests, const char* expected) {
            QTest::newRow(tests) << QString::fromLatin1(tests).split(QLatin1Char(' ')) << expected;
        };
        add("secret/1=5 secret/2=5 secret/3=5", "warning p: all 3 answers of the group secret are the same: "
                                                "a program that always writes this one "
                                                "passes it\n");
        add("secret/1=5 secret/2=6 secret/3=5", "");
        add("secret/1=5 secret/2=5", "");
        add("secret/1= secret/2= secret/3=", "");
        add("sample/1=5 sample/2=5 sample/3=5", "");
        add("secret/a/1=5 secret/a/2=5 secret/a/3=5 secret/b/1=6",
            "warning p: all 3 answers of the group secret/a are the same: a program that always writes this "
            "one "
            "passes it\n");
    }
    void equalAnswers()
    {
        QFETCH(QStringList, tests);
        QFETCH(QString, expected);
        Package package;
        for (const QString& test : tests)
            package.test(test.section(QLatin1Char('='), 0, 0).toStdString(),
                         test.section(QLatin1Char('='), 1).toStdString());
        QCOMPARE(Package::textOf(examineAnswers(package.problem, "p", {})), expected);
        package.problem.taskType = model::Interactive{};
        QCOMPARE(Package::textOf(examineAnswers(package.problem, "p", {})), QString());
    }
};

QTEST_APPLESS_MAIN(TestValidatorJunk)
#include "test_validator_junk.moc"
