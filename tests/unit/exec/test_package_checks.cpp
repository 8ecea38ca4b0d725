// SPDX-License-Identifier: GPL-3.0-or-later
// What validators and files of a package must be like, without running a real program.
#include "exec/package_checks.h"

#include "sandbox/fake/fake_sandbox.h"
#include "support/tree_builder.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using Kind = PackageCheckWork::Kind;

namespace {

std::shared_ptr<const BuiltJuryProgram> validatorNamed(const std::string& name)
{
    auto built = std::make_shared<BuiltJuryProgram>();
    built->prepared.name = name;
    built->prepared.arguments = {name};
    return built;
}

/// A box in which the validator `strict` refuses what holds "bad", `lenient` accepts everything, `crash` dies
/// and `silly` ends with 1.
sandbox::RunResult runValidator(const sandbox::RunRequest& request, int accepts, int refuses)
{
    const std::string input = sandbox::readWhole(request.standardInput);
    const std::string& name = request.arguments.front();
    if (name == "crash") {
        sandbox::RunResult result = sandbox::fakeStatus(model::RunStatus::Signalled);
        result.signal = 6;
        return result;
    }
    if (name == "slow")
        return sandbox::fakeStatus(model::RunStatus::CpuLimit);
    if (name == "silly")
        return sandbox::fakeExit(1, "", "Traceback\nValueError");
    const bool flagged = request.arguments.size() > 1 && request.arguments[1] == "--any";
    if (name == "lenient" || flagged || input.find("bad") == std::string::npos)
        return sandbox::fakeExit(accepts);
    return sandbox::fakeExit(refuses, "line 1: bad\n");
}

struct Package
{
    Package()
        : sandbox([this](const sandbox::RunRequest& request, sandbox::BoxRole role, int, std::stop_token) {
              onlyJury = onlyJury && role == sandbox::BoxRole::Jury;
              const bool testlib = problem.inputValidatorProtocol == model::ValidatorProtocol::Testlib;
              return runValidator(request, testlib ? 0 : 42, testlib ? 3 : 43);
          }),
          slot(sandbox, 0)
    {
        problem.folder = tree.root();
        tools.problem = &problem;
    }

    model::TestCase& test(const std::string& id, std::string_view input, std::string_view answer = "1\n")
    {
        tree.file("data/" + id + ".in", input).file("data/" + id + ".ans", answer);
        model::TestCase& made = problem.testCases.emplace_back();
        made.id = id;
        made.sample = id.starts_with("sample");
        made.input = tree.path("data/" + id + ".in");
        made.answer = tree.path("data/" + id + ".ans");
        made.inputSize = input.size();
        made.answerSize = answer.size();
        return made;
    }

    void validator(const std::string& name)
    {
        model::JuryProgram& program = problem.inputValidators.emplace_back();
        program.name = name;
        program.files = {tree.path("input_validators/" + name + ".py")};
        tools.inputValidators.push_back(validatorNamed(name));
    }

    model::PackageCheck& check(model::PackageCheck::Kind kind, const std::string& id,
                               std::string_view output = {})
    {
        tree.file("data/" + id + ".in", "bad\n")
            .file("data/" + id + ".ans", "5\n")
            .file("data/" + id + ".out", output);
        model::PackageCheck& made = problem.packageChecks.emplace_back();
        made.kind = kind;
        made.id = id;
        made.input = tree.path("data/" + id + ".in");
        if (kind != model::PackageCheck::Kind::InvalidInput) {
            made.answer = tree.path("data/" + id + ".ans");
            made.output = tree.path("data/" + id + ".out");
        }
        return made;
    }

    QByteArray diagnostics()
    {
        std::vector<PackageCheckOutcome> outcomes;
        for (const PackageCheckWork& work : packageCheckWork(problem))
            outcomes.push_back(runPackageCheck(slot, tools, work, {}).value());
        // The order in which slots finish must not show.
        std::reverse(outcomes.begin(), outcomes.end());
        return textOf(packageDiagnostics(problem, "sum", outcomes));
    }

    static QByteArray textOf(const Diagnostics& diagnostics)
    {
        QByteArray text;
        for (const Diagnostic& diagnostic : diagnostics)
            text += QByteArray(levelName(diagnostic.level)) + ' ' + diagnostic.where.c_str() + ": " +
                    diagnostic.message.c_str() + '\n';
        return text;
    }

    test::TreeBuilder tree;
    model::Problem problem;
    PackageCheckTools tools;
    bool onlyJury = true;
    sandbox::FakeSandbox sandbox;
    Slot slot;
};

} // namespace

class TestPackageChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inputs_data()
    {
        QTest::addColumn<bool>("testlib");
        QTest::addColumn<QByteArray>("validators");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("all must accept")
            << false << QByteArray("lenient strict")
            << QByteArray("error sum/data/secret/2.in: the input validator strict refuses this "
                          "input: exit code 43: line 1: bad\n");
        QTest::newRow("testlib")
            << true << QByteArray("strict")
            << QByteArray("error sum/data/secret/2.in: the input validator strict refuses this input: "
                          "exit code 3: line 1: bad\n");
        QTest::newRow("accepted") << false << QByteArray("lenient") << QByteArray("");
        QTest::newRow("none") << false << QByteArray("") << QByteArray("");
        QTest::newRow("another exit code") << false << QByteArray("silly")
                                           << QByteArray("error sum/data/secret/1.in: the input validator "
                                                         "silly refuses this input: exit code 1: Traceback\n"
                                                         "ValueError\n"
                                                         "error sum/data/secret/2.in: the input validator "
                                                         "silly refuses this input: exit code 1: Traceback\n"
                                                         "ValueError\n");
        QTest::newRow("no decision")
            << false << QByteArray("slow")
            << QByteArray("error sum/data/secret/1.in: the input validator slow gave no decision: "
                          "needed more than limits.validation_time\n"
                          "error sum/data/secret/2.in: the input validator slow gave no decision: "
                          "needed more than limits.validation_time\n");
    }

    void inputs()
    {
        QFETCH(bool, testlib);
        QFETCH(QByteArray, validators);
        QFETCH(QByteArray, expected);
        Package package;
        if (testlib)
            package.problem.inputValidatorProtocol = model::ValidatorProtocol::Testlib;
        package.test("secret/1", "good\n");
        package.test("secret/2", "bad\n");
        package.test("secret/3", "bad\n").inputValidatorFlags = {"--any"};
        if (validators == "silly" || validators == "slow")
            package.problem.testCases.pop_back();
        for (const QByteArray& name : validators.split(' ')) {
            if (!name.isEmpty())
                package.validator(name.toStdString());
        }
        QCOMPARE(package.diagnostics(), expected);
        QVERIFY(package.onlyJury);
    }

    void invalidInputs_data()
    {
        QTest::addColumn<QByteArray>("validator");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("refused") << QByteArray("strict") << QByteArray("");
        QTest::newRow("accepted")
            << QByteArray("lenient")
            << QByteArray("error sum/data/invalid_input/x.in: every input validator accepts this input, "
                          "which is to be invalid\n");
        QTest::newRow("a crash refuses") << QByteArray("crash") << QByteArray("");
        QTest::newRow("no decision")
            << QByteArray("slow")
            << QByteArray("error sum/data/invalid_input/x.in: the input validator slow gave no "
                          "decision: needed more than limits.validation_time\n");
    }

    void invalidInputs()
    {
        QFETCH(QByteArray, validator);
        QFETCH(QByteArray, expected);
        Package package;
        package.validator(validator.toStdString());
        package.check(model::PackageCheck::Kind::InvalidInput, "invalid_input/x");
        QCOMPARE(package.diagnostics(), expected);
    }

    void outputs()
    {
        Package package;
        package.problem.validation.flags = {"case_sensitive"};
        package.test("secret/1", "good\n", "yes\n");
        package.check(model::PackageCheck::Kind::InvalidOutput, "invalid_output/right", "5\n");
        package.check(model::PackageCheck::Kind::InvalidOutput, "invalid_output/wrong", "6\n");
        package.check(model::PackageCheck::Kind::ValidOutput, "valid_output/right", " 5\n");
        package.check(model::PackageCheck::Kind::ValidOutput, "valid_output/wrong", "6\n");
        package.check(model::PackageCheck::Kind::ValidOutput, "valid_output/near", "5.05\n")
            .outputValidatorFlags = {"float_tolerance", "0.1"};
        const QByteArray text = package.diagnostics();
        QVERIFY2(
            text.startsWith(
                "error sum/data/invalid_output/right.out: the output validator accepts this output, which is "
                "to be invalid\n"
                "error sum/data/valid_output/wrong.out: the output validator refuses this output, which is "
                "to "
                "be valid: "),
            text.constData());
        QCOMPARE(text.count('\n'), 2);
    }

    void answersAreJudgedByTheJurysProgram()
    {
        Package package;
        package.problem.validation.custom = true;
        package.test("secret/1", "good\n", "yes\n");
        package.test("secret/2", "good\n", "no\n");
        package.tools.judgeOutput = [](Slot&, const model::TestCase& test, const check::CheckFiles& files,
                                       std::stop_token) {
            check::CheckResult result;
            const bool right = sandbox::readWhole(files.output) == "yes\n" && test.answerSize == 4;
            result.verdict = right ? model::Verdict::AC : model::Verdict::WA;
            result.message = "not yes";
            return result;
        };
        QCOMPARE(package.diagnostics(), QByteArray("error sum/data/secret/2.ans: the problem's own output "
                                                   "validation refuses this answer: not yes\n"));
        package.problem.taskType = model::Interactive{};
        QVERIFY(packageCheckWork(package.problem).empty());
    }

    void missingFilesAreTold()
    {
        Package package;
        package.validator("strict");
        package.test("secret/1", "good\n");
        std::filesystem::remove(package.problem.testCases[0].input);
        const QByteArray text = package.diagnostics();
        QVERIFY2(text.contains("error sum/data/secret/1.in: "), text.constData());
    }

    void files()
    {
        Package package;
        package.test("secret/1", "1\n");
        package.test("secret/2", "1\n");
        package.test("secret/3", "1 2");
        package.test("secret/4", "1\r\n2\n", "1\r\n");
        package.test("secret/5", "");
        package.test("secret/6", "3\n", "");
        package.problem.inputValidators.emplace_back().name = "input_validators/grammar.ctd";
        package.problem.inputValidators.back().files = {package.tree.path("input_validators/grammar.ctd")};
        package.check(model::PackageCheck::Kind::InvalidInput, "invalid_input/x");
        QVERIFY(packageCheckWork(package.problem).front().kind == Kind::Answer);
        QCOMPARE(
            Package::textOf(examineTestFiles(package.problem, "sum", {})),
            QByteArray(
                "info sum: there is no sample among the tests\n"
                "warning sum: these inputs are empty: secret/5 (input)\n"
                "warning sum: these answers are empty: secret/6 (answer)\n"
                "warning sum: these inputs are the same: secret/1 = secret/2\n"
                "info sum: these input validators are descriptions (.viva, .ctd), which are not run: "
                "input_validators/grammar.ctd\n"
                "warning sum: there are invalid inputs, but no input validator that could be run on them\n"));
    }

    void samplesMayBeTestsToo()
    {
        Package package;
        package.test("sample/1", "1\n");
        package.test("secret/1", "1\n");
        package.validator("strict");
        QCOMPARE(Package::textOf(examineTestFiles(package.problem, "sum", {})), QByteArray(""));
    }

    void stopped()
    {
        Package package;
        package.test("secret/1", "");
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(examineTestFiles(package.problem, "sum", stop.get_token()).empty());
    }
};

QTEST_GUILESS_MAIN(TestPackageChecks)
#include "test_package_checks.moc"
