// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/output_validator.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

using namespace assize;
using namespace assize::check;
using sandbox::RunRequest;
using sandbox::RunResult;

namespace {

void addFile(RunResult& result, const std::string& name, std::string_view content)
{
    Result<unique_fd> file = sandbox::makeMemoryFile(content);
    if (file)
        result.collected.push_back({name, std::move(*file), content.size(), false});
}

/// Runs one validator whose behaviour is `handler`; the program wrote "output", the answer is "answer".
class Fixture
{
public:
    CheckResult check(const std::function<RunResult(const RunRequest&)>& handler, std::stop_token stop = {})
    {
        sandbox::FakeSandbox fake([&](const RunRequest& request, sandbox::BoxRole, int,
                                      const std::stop_token&) { return handler(request); });
        Result<std::unique_ptr<sandbox::Box>> box = fake.openBox(sandbox::BoxRole::Jury, 0);
        return runOutputValidator(**box, validator, flags, input->get(), answer->get(), output->get(), limits,
                                  stop);
    }

    CompiledValidator validator{"output_validators/check", {"./check"}, {}, -1, {}, 1, 0};
    std::vector<std::string> flags;
    model::Limits limits;
    Result<unique_fd> input = sandbox::makeMemoryFile("input");
    Result<unique_fd> answer = sandbox::makeMemoryFile("answer");
    Result<unique_fd> output = sandbox::makeMemoryFile("output");
};

} // namespace

class TestOutputValidator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("verdict");
        QTest::newRow("42") << 42 << QByteArray("AC");
        QTest::newRow("43") << 43 << QByteArray("WA");
        QTest::newRow("0") << 0 << QByteArray("JE");
        QTest::newRow("1") << 1 << QByteArray("JE");
        QTest::newRow("44") << 44 << QByteArray("JE");
    }

    void exitCodes()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, verdict);
        Fixture fixture;
        const CheckResult result = fixture.check([&](const RunRequest&) { return sandbox::fakeExit(code); });
        QCOMPARE(QByteArray::fromStdString(std::string(model::codeOf(result.verdict))), verdict);
        QVERIFY(!result.cancelled);
        if (result.verdict == model::Verdict::JE) {
            QVERIFY(result.message.find("output_validators/check") != std::string::npos);
            QVERIFY(result.message.find("exit code " + std::to_string(code)) != std::string::npos);
        }
    }

    void failuresAreJudgeErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char* name, model::RunStatus status, const char* part) {
            QTest::newRow(name) << static_cast<int>(status) << QByteArray(part);
        };
        row("crash", model::RunStatus::Signalled, "SIGSEGV");
        row("cpu", model::RunStatus::CpuLimit, "60 s of CPU time");
        row("wall", model::RunStatus::WallLimit, "121 s");
        row("memory", model::RunStatus::MemoryLimit, "2048 MiB");
        row("output", model::RunStatus::OutputLimit, "8 MiB");
        row("violation", model::RunStatus::Violation, "system call");
        row("sandbox", model::RunStatus::SandboxFailed, "as the test asked");
    }

    void failuresAreJudgeErrors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, part);
        Fixture fixture;
        const CheckResult result = fixture.check([&](const RunRequest&) {
            RunResult run = sandbox::fakeStatus(static_cast<model::RunStatus>(status));
            run.signal = 11;
            run.exitCode = 42; // must not be believed
            return run;
        });
        QVERIFY(result.verdict == model::Verdict::JE);
        QVERIFY2(result.message.find(part.toStdString()) != std::string::npos, result.message.c_str());
    }

    void protocol()
    {
        Fixture fixture;
        fixture.flags = {"case_sensitive", "x"};
        fixture.validator.environment = {"A=1"};
        fixture.validator.processes = 7;
        fixture.validator.extraMemory = 1000;
        fixture.limits.validationMemory = 5000;
        RunRequest seen;
        std::string standardInput;
        fixture.check([&](const RunRequest& request) {
            seen = request;
            standardInput = sandbox::readWhole(request.standardInput);
            return sandbox::fakeExit(42);
        });
        QCOMPARE(seen.arguments, (std::vector<std::string>{"./check", "assize-input", "assize-answer", "./",
                                                           "case_sensitive", "x"}));
        QCOMPARE(standardInput, std::string("output"));
        QCOMPARE(seen.files.size(), std::size_t(2));
        QCOMPARE(sandbox::readWhole(seen.files[0].fd), std::string("input"));
        QCOMPARE(sandbox::readWhole(seen.files[1].fd), std::string("answer"));
        QCOMPARE(seen.environment, std::vector<std::string>{"A=1"});
        QCOMPARE(seen.limits.processes, 7);
        QCOMPARE(seen.limits.memory, std::uint64_t(6000 + 5 + 6));
        QVERIFY(seen.limits.cpuTime == std::chrono::seconds(60));
        QVERIFY(seen.limits.wallTime == std::chrono::seconds(121));
    }

    void namesDoNotCollide()
    {
        Fixture fixture;
        fixture.validator.files = {{"assize-input", fixture.input->get(), false},
                                   {"assize-answer/x", fixture.input->get(), false}};
        std::vector<std::string> arguments;
        fixture.check([&](const RunRequest& request) {
            arguments = request.arguments;
            return sandbox::fakeExit(42);
        });
        QCOMPARE(arguments, (std::vector<std::string>{"./check", "_assize-input", "_assize-answer", "./"}));
    }

    void eachValidatorReadsTheOutputFromItsBeginning()
    {
        Fixture fixture;
        for (int i = 0; i < 2; ++i) {
            std::string got;
            fixture.check([&](const RunRequest& request) {
                char buffer[64];
                const ssize_t size = ::read(request.standardInput, buffer, sizeof buffer);
                got.assign(buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
                return sandbox::fakeExit(42);
            });
            QCOMPARE(got, std::string("output"));
        }
    }

    void messages()
    {
        Fixture fixture;
        const CheckResult wrong = fixture.check([](const RunRequest&) {
            RunResult run = sandbox::fakeExit(43, {}, "noise");
            addFile(run, "judgemessage.txt", "no path from 3 to 7\n\n");
            addFile(run, "diffposition.txt", "2 3");
            return run;
        });
        QCOMPARE(wrong.message, std::string("no path from 3 to 7"));
        QCOMPARE(wrong.answerOffset, std::uint64_t(2));
        QCOMPARE(wrong.outputOffset, std::uint64_t(3));
        const CheckResult broken = fixture.check([](const RunRequest&) {
            RunResult run = sandbox::fakeExit(1, {}, "noise");
            addFile(run, "judgeerror.txt", "the answer is wrong");
            return run;
        });
        QVERIFY(broken.message.ends_with(": the answer is wrong"));
        const CheckResult crashed =
            fixture.check([](const RunRequest&) { return sandbox::fakeExit(1, {}, "Traceback"); });
        QVERIFY(crashed.message.ends_with(": Traceback"));
    }

    void messageIsCapped()
    {
        Fixture fixture;
        const CheckResult result = fixture.check([](const RunRequest&) {
            RunResult run = sandbox::fakeExit(43);
            addFile(run, "judgemessage.txt", std::string(100'000, 'x'));
            return run;
        });
        QCOMPARE(result.message.size(), kMessageCap);
    }

    void positionsThatMakeNoSenseAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("beyond the end") << QByteArray("2 100");
        QTest::newRow("one number") << QByteArray("2");
        QTest::newRow("words") << QByteArray("a b");
        QTest::newRow("negative") << QByteArray("-1 -1");
        QTest::newRow("empty") << QByteArray("");
    }

    void positionsThatMakeNoSenseAreIgnored()
    {
        QFETCH(QByteArray, text);
        Fixture fixture;
        const CheckResult result = fixture.check([&](const RunRequest&) {
            RunResult run = sandbox::fakeExit(43);
            addFile(run, "diffposition.txt", text.toStdString());
            return run;
        });
        QVERIFY(result.verdict == model::Verdict::WA);
        QVERIFY(!result.outputOffset && !result.answerOffset);
    }

    void score()
    {
        Fixture fixture;
        const auto with = [&](int code, std::string_view text) {
            return fixture.check([=](const RunRequest&) {
                RunResult run = sandbox::fakeExit(code);
                addFile(run, "score.txt", text);
                return run;
            });
        };
        QVERIFY(with(42, "12.5\n").score == Decimal::parse("12.5"));
        QVERIFY(with(43, "12.5").verdict == model::Verdict::JE);
        QVERIFY(with(42, "many").verdict == model::Verdict::JE);
    }

    void stopping()
    {
        Fixture fixture;
        std::stop_source source;
        source.request_stop();
        const CheckResult result =
            fixture.check([](const RunRequest&) { return sandbox::fakeExit(42); }, source.get_token());
        QVERIFY(result.cancelled);
    }
};

QTEST_GUILESS_MAIN(TestOutputValidator)
#include "test_output_validator.moc"
