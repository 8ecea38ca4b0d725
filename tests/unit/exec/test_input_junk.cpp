// SPDX-License-Identifier: GPL-3.0-or-later
// What is thrown at input validators and what is told of them, without running a program.
#include "exec/input_junk.h"

#include "sandbox/fake/fake_sandbox.h"
#include "support/tree_builder.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;

namespace {

using Decide = std::function<sandbox::RunResult(const std::string& validator, const std::string& input)>;

struct Package
{
    explicit Package(Decide decides)
        : decide(std::move(decides)),
          sandbox([this](const sandbox::RunRequest& request, sandbox::BoxRole, int, std::stop_token) {
              ++calls;
              flags = request.arguments.size() > 1 ? request.arguments[1] : std::string();
              return decide(request.arguments[0], sandbox::readWhole(request.standardInput));
          }),
          slot(sandbox, 0)
    {
        tools.problem = &problem;
    }

    void validator(const std::string& name)
    {
        problem.inputValidators.push_back({name, {}, {}});
        auto built = std::make_shared<BuiltJuryProgram>();
        built->prepared.name = name;
        built->prepared.arguments = {name};
        tools.inputValidators.push_back(std::move(built));
    }

    void test(const std::string& id, const std::string& input)
    {
        tree.file(id + ".in", input);
        model::TestCase& made = problem.testCases.emplace_back();
        made.id = id;
        made.sample = id.starts_with("sample");
        made.input = tree.path(id + ".in");
        made.inputSize = input.size();
        made.inputValidatorFlags = {"--of-" + id};
    }

    QString thrown(std::chrono::steady_clock::duration budget = std::chrono::seconds(60))
    {
        QString text;
        for (const Diagnostic& one :
             throwJunkInputs(slot, tools, junkLimits(problem.limits), "p", budget, {}))
            text +=
                QString::fromStdString(levelName(one.level) + (" " + one.where) + ": " + one.message + "\n");
        return text;
    }

    Decide decide;
    test::TreeBuilder tree;
    model::Problem problem;
    PackageCheckTools tools;
    sandbox::FakeSandbox sandbox;
    Slot slot;
    int calls = 0;
    std::string flags;
};

sandbox::RunResult killed()
{
    sandbox::RunResult result = sandbox::fakeStatus(model::RunStatus::Signalled);
    result.signal = 11;
    return result;
}

} // namespace

class TestInputJunk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoRefusesAllIsNotTold()
    {
        Package package([](const std::string&, const std::string&) { return sandbox::fakeExit(43); });
        package.validator("v");
        package.test("sample/1", "1\n");
        package.test("secret/1", "2\n");
        package.test("secret/2", "3\n");
        QCOMPARE(package.thrown(), QString());
        QCOMPARE(package.calls, 6);
        QCOMPARE(package.flags, std::string("--of-secret/1"));
    }

    void whoAcceptsIsNamed()
    {
        Package package([](const std::string&, const std::string& input) {
            return sandbox::fakeExit(input.empty() || input.starts_with("5\n") ? 42 : 43);
        });
        package.validator("v");
        package.test("secret/1", "5\n");
        QCOMPARE(
            package.thrown(),
            QString("warning p: v accepts inputs that are junk: an empty input (secret/1), a right input "
                    "with junk after it (secret/1)\n"));
    }

    void oneThatRefusesIsEnough()
    {
        Package package([](const std::string& validator, const std::string&) {
            return sandbox::fakeExit(validator == "a" ? 42 : 1);
        });
        package.validator("a");
        package.validator("b");
        package.test("secret/1", "5\n");
        QCOMPARE(package.thrown(), QString());
        QCOMPARE(package.calls, 12);
    }

    void whoCrashesIsNamed()
    {
        Package package([](const std::string& validator, const std::string& input) {
            if (validator == "a" && input.size() > 100'000)
                return sandbox::fakeStatus(model::RunStatus::CpuLimit);
            return validator == "b" && input.find('\0') != std::string::npos ? killed()
                                                                             : sandbox::fakeExit(43);
        });
        package.validator("a");
        package.validator("b");
        package.test("secret/1", "5\n");
        QCOMPARE(package.thrown(), QString("warning p: a gives no decision on inputs that are junk, where it "
                                           "should reject them: one line of a "
                                           "million letters (secret/1): did not end within 3 s\n"
                                           "warning p: b gives no decision on inputs that are junk, where it "
                                           "should reject them: binary bytes "
                                           "(secret/1): was killed by SIGSEGV\n"));
    }

    void anEmptyInputMayBeRight()
    {
        Package package([](const std::string&, const std::string& input) {
            return sandbox::fakeExit(input.empty() ? 42 : 43);
        });
        package.validator("v");
        package.test("secret/1", "5\n");
        package.test("secret/2", "");
        QCOMPARE(package.thrown(), QString());
    }

    void whoIsNotRunMayRefuse_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("a language of its own") << "w.ctd";
        QTest::newRow("one that does not compile") << "w.cpp";
    }
    void whoIsNotRunMayRefuse()
    {
        QFETCH(QString, other);
        const std::string name = other.toStdString();
        Package package([](const std::string&, const std::string&) { return sandbox::fakeExit(42); });
        package.validator("v");
        package.problem.inputValidators.push_back({name, {name}, {}});
        package.tools.inputValidators.push_back(nullptr);
        package.test("secret/1", "5\n");
        QCOMPARE(package.thrown(), QString());
    }

    void testlibAcceptsWithZero()
    {
        Package package([](const std::string&, const std::string& input) {
            return sandbox::fakeExit(input.find("nan") != std::string::npos ? 0 : 3);
        });
        package.problem.inputValidatorProtocol = model::ValidatorProtocol::Testlib;
        package.validator("v");
        package.test("secret/1", "5\n");
        QCOMPARE(package.thrown(),
                 QString("warning p: v accepts inputs that are junk: nan and inf (secret/1)\n"));
    }

    void theBudgetEndsIt()
    {
        Package package([](const std::string&, const std::string&) { return sandbox::fakeExit(43); });
        package.validator("v");
        package.test("secret/1", "5\n");
        package.thrown(std::chrono::seconds(0));
        QCOMPARE(package.calls, 0);
    }

    void stopped()
    {
        Package package([](const std::string&, const std::string&) {
            return sandbox::fakeStatus(model::RunStatus::Cancelled);
        });
        package.validator("v");
        package.test("secret/1", "5\n");
        QCOMPARE(package.thrown(), QString());
        QCOMPARE(package.calls, 1);
    }

    void nothingToThrowAt()
    {
        Package package([](const std::string&, const std::string&) { return sandbox::fakeExit(42); });
        package.test("secret/1", "5\n");
        QVERIFY(!takesJunkInputs(package.tools));
        package.validator("v");
        QVERIFY(takesJunkInputs(package.tools));
        package.problem.testCases.clear();
        QVERIFY(!takesJunkInputs(package.tools));
    }
};

QTEST_APPLESS_MAIN(TestInputJunk)
#include "test_input_junk.moc"
