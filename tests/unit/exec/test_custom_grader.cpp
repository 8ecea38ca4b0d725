// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/custom_grader.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

using namespace assize;
using model::Verdict;
using sandbox::RunRequest;
using sandbox::RunResult;

namespace {

/// Runs a grader whose behaviour is `handler`.
class Fixture
{
public:
    score::GraderResult grade(const std::function<RunResult(const RunRequest&)>& handler)
    {
        return gradeUntil({}, handler).value();
    }
    std::optional<score::GraderResult> gradeUntil(std::stop_token stop,
                                                  const std::function<RunResult(const RunRequest&)>& handler)
    {
        sandbox::FakeSandbox fake([&](const RunRequest& request, sandbox::BoxRole, int,
                                      const std::stop_token&) { return handler(request); });
        Result<std::unique_ptr<sandbox::Box>> box = fake.openBox(sandbox::BoxRole::Jury, 0);
        return exec::runCustomGrader(**box, grader, flags, results, limits, std::move(stop));
    }

    check::PreparedJuryProgram grader{"graders/grade", {"./grade"}, {"A=1"}, -1, {}, 5, 1000};
    std::vector<std::string> flags = {"subtask_score=20", "min"};
    std::vector<score::GraderInput> results = {
        {Verdict::AC, *Decimal::parse("33.333333")}, {Verdict::WA, 0}, {Verdict::TLE, -1}};
    model::Limits limits;
};

QByteArray shown(const std::optional<score::GraderResult>& result)
{
    return result ? QByteArray::fromStdString(std::string(model::codeOf(result->verdict)) + ' ' +
                                              result->score.toString())
                  : QByteArray("refused");
}

} // namespace

class TestCustomGrader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputs_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char* output, const char* result) {
            QTest::newRow(output) << QByteArray(output) << QByteArray(result);
        };
        row("AC 100", "AC 100");
        row("AC 100\n", "AC 100");
        row("WA 0.5 \r\n\n", "WA 0.5");
        row("TLE\t-3.25", "TLE -3.25");
        row("RTE\n7", "RTE 7");
        row("MLE 007", "MLE 7");
        row("OLE 5.", "OLE 5");
        row("JE 0", "JE 0");
        row("AC .5", "AC 0.5");
        row("AC 1.000000", "AC 1");
        row("AC 33.33333333333333", "AC 33.333333");
        row("AC 66.66666666666667", "AC 66.666667");
        row("AC -0.0000005", "AC -0.000001");
        row("AC 0.9999999", "AC 1");
        row("AC 000000000000000000000001", "AC 1");
        row("", "refused");
        row("\n", "refused");
        row("AC", "refused");
        row("AC ", "refused");
        row("100", "refused");
        row(" AC 100", "refused");
        row("ac 100", "refused");
        row("PE 100", "refused");
        row("CE 100", "refused");
        row("AC100", "refused");
        row("AC 100 100", "refused");
        row("AC 1.2.3", "refused");
        row("AC .", "refused");
        row("AC -", "refused");
        row("AC -.", "refused");
        row("AC --1", "refused");
        row("AC +1", "refused");
        row("AC 1-1", "refused");
        row("AC 1e5", "refused");
        row("AC nan", "refused");
        row("AC 10000000000000", "refused");
    }

    void outputs()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, result);
        QCOMPARE(
            shown(exec::parseGraderOutput({output.constData(), static_cast<std::size_t>(output.size())})),
            result);
        Fixture fixture;
        const score::GraderResult run =
            fixture.grade([&](const RunRequest&) { return sandbox::fakeExit(0, output.toStdString()); });
        QCOMPARE(run.verdict == Verdict::JE, result == "refused" || result == "JE 0");
        QCOMPARE(run.failure.empty(), run.verdict != Verdict::JE);
    }

    void protocol()
    {
        Fixture fixture;
        fixture.limits.validationMemory = 5000;
        fixture.limits.validationOutput = 77;
        const Result<unique_fd> file = sandbox::makeMemoryFile("1234");
        fixture.grader.files = {{"grade", file->get(), true}};
        RunRequest seen;
        std::string input;
        fixture.grade([&](const RunRequest& request) {
            seen = request;
            input = sandbox::readWhole(request.standardInput);
            return sandbox::fakeExit(0, "AC 1");
        });
        QCOMPARE(seen.arguments, (std::vector<std::string>{"./grade", "subtask_score=20", "min"}));
        QCOMPARE(input, std::string("AC 33.333333\nWA 0\nTLE -1\n"));
        QCOMPARE(seen.environment, std::vector<std::string>{"A=1"});
        QCOMPARE(seen.files.size(), std::size_t(1));
        QCOMPARE(seen.limits.processes, 5);
        QCOMPARE(seen.limits.memory, std::uint64_t(6004));
        QCOMPARE(seen.limits.output, std::uint64_t(77));
        QVERIFY(seen.limits.cpuTime == std::chrono::seconds(60));
        QVERIFY(seen.limits.wallTime == std::chrono::seconds(121));
    }

    void verdictsThatGradersDoNotKnow()
    {
        Fixture fixture;
        fixture.results = {{Verdict::SV, 0}, {Verdict::PE, 0}, {Verdict::PA, 1}};
        std::string input;
        fixture.grade([&](const RunRequest& request) {
            input = sandbox::readWhole(request.standardInput);
            return sandbox::fakeExit(0, "AC 1");
        });
        QCOMPARE(input, std::string("RTE 0\nWA 0\nWA 1\n"));
    }

    void failuresAreJudgeErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char* name, model::RunStatus status, const char* part) {
            QTest::newRow(name) << static_cast<int>(status) << QByteArray(part);
        };
        row("exit code", model::RunStatus::Exited, "exit code 3, not 0: no such subtask");
        row("crash", model::RunStatus::Signalled, "SIGSEGV");
        row("cpu", model::RunStatus::CpuLimit, "60 s of CPU time");
        row("wall", model::RunStatus::WallLimit, "121 s");
        row("memory", model::RunStatus::MemoryLimit, "2048 MiB");
        row("output", model::RunStatus::OutputLimit, "8 MiB");
        row("violation", model::RunStatus::Violation, "system call");
        row("sandbox", model::RunStatus::SandboxFailed, "could not be run");
    }

    void failuresAreJudgeErrors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, part);
        Fixture fixture;
        const score::GraderResult result = fixture.grade([&](const RunRequest&) {
            RunResult run = sandbox::fakeExit(3, "AC 100\n", "no such subtask");
            run.status = static_cast<model::RunStatus>(status);
            run.signal = 11;
            return run;
        });
        QVERIFY(result.verdict == Verdict::JE);
        QVERIFY(result.score == Decimal(0));
        QVERIFY2(result.failure.find(part.toStdString()) != std::string::npos, result.failure.c_str());
        QVERIFY2(result.failure.starts_with("graders/grade "), result.failure.c_str());
    }

    void tellsWhatWasPrinted()
    {
        Fixture fixture;
        const score::GraderResult result = fixture.grade(
            [](const RunRequest&) { return sandbox::fakeExit(0, "score: \x01 5" + std::string(9000, ' ')); });
        QVERIFY(result.verdict == Verdict::JE);
        QVERIFY2(result.failure.find("printed \"score: ") != std::string::npos, result.failure.c_str());
        QVERIFY(result.failure.size() < 400);
    }

    void stopping()
    {
        Fixture fixture;
        std::stop_source source;
        source.request_stop();
        QVERIFY(!fixture.gradeUntil(source.get_token(), [](const RunRequest&) {
            return sandbox::fakeStatus(model::RunStatus::Cancelled);
        }));
    }

    void gradesWithinTheFold()
    {
        model::Problem problem;
        problem.type = {"scoring"};
        problem.maxScore = 100;
        model::TestGroup root;
        root.grading.score = model::Grading::ScoreRule::Custom;
        root.grading.graderFlags = {"flag"};
        problem.groups = {root};
        model::Judgement judgement;
        judgement.compile = model::CompileOutcome{true, {}, {}, {}};
        for (int i = 0; i < 2; ++i) {
            model::TestCase test;
            test.id = std::to_string(i);
            problem.testCases.push_back(test);
            model::Run run;
            run.testCase = test.id;
            run.state = model::TaskState::Done;
            run.verdict = Verdict::AC;
            judgement.runs.push_back(run);
        }
        sandbox::FakeSandbox fake(
            [](const RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
                const bool good = request.arguments == std::vector<std::string>{"./grade", "flag"} &&
                                  sandbox::readWhole(request.standardInput) == "AC 1\nAC 1\n";
                return sandbox::fakeExit(good ? 0 : 1, "AC 40\n");
            });
        Result<std::unique_ptr<sandbox::Box>> box = fake.openBox(sandbox::BoxRole::Jury, 0);
        const check::PreparedJuryProgram grader{"graders/grade", {"./grade"}, {}, -1, {}, 1, 0};
        score::fold(problem, false, judgement, exec::customGrader(**box, grader, problem.limits, {}));
        QVERIFY(judgement.verdict == Verdict::PA);
        QVERIFY(judgement.score == Decimal(40));
    }
};

QTEST_GUILESS_MAIN(TestCustomGrader)
#include "test_custom_grader.moc"
