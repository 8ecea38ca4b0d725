// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/protocols/testlib.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

using namespace assize;
using namespace assize::check;
using sandbox::RunRequest;
using sandbox::RunResult;

namespace {

std::optional<CheckResult> judgeUntil(std::stop_token stop,
                                      const std::function<RunResult(const RunRequest&)>& handler,
                                      const std::vector<sandbox::InputFile>& files = {})
{
    sandbox::FakeSandbox fake([&](const RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
        return handler(request);
    });
    Result<std::unique_ptr<sandbox::Box>> box = fake.openBox(sandbox::BoxRole::Jury, 0);
    PreparedJuryProgram checker{"files/check.cpp", {"./check"}, {}, -1, files, 1, 0};
    const Result<unique_fd> input = sandbox::makeMemoryFile("input");
    const Result<unique_fd> output = sandbox::makeMemoryFile("output");
    const Result<unique_fd> answer = sandbox::makeMemoryFile("answer");
    const model::Limits limits;
    return judgeOutput(**box, testlibProtocol(), {checker, limits},
                       {.input = input->get(), .answer = answer->get(), .output = output->get()},
                       std::move(stop));
}

CheckResult judge(const std::function<RunResult(const RunRequest&)>& handler,
                  const std::vector<sandbox::InputFile>& files = {})
{
    return judgeUntil({}, handler, files).value();
}

} // namespace

class TestTestlibChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<QByteArray>("score");   // "5", "x0.4" or nothing
        QTest::addColumn<QByteArray>("message"); // of a judge error: a part of it
        const auto row = [](int code, const char* said, const char* verdict, const char* score,
                            const char* message) {
            QTest::addRow("%d %s", code, said) << code << QByteArray(said) << QByteArray(verdict)
                                               << QByteArray(score) << QByteArray(message);
        };
        row(0, "ok 3 tokens\n", "AC", "", "3 tokens");
        row(0, "", "AC", "", "");
        row(0, "okay", "AC", "", "okay");
        row(1, "wrong answer 1st words differ - expected: 'a', found: 'b'\n", "WA", "",
            "1st words differ - expected: 'a', found: 'b'");
        row(2, "wrong output format Expected integer, but \"x\" found", "PE", "",
            "Expected integer, but \"x\" found");
        row(4, "wrong output format Extra information in the output file", "PE", "",
            "Extra information in the output file");
        row(8, "unexpected eof Unexpected end of file", "PE", "", "Unexpected end of file");
        row(3, "FAIL answer is broken", "JE", "", "answer is broken");
        row(7, "points 0.4000000000 half\n", "PA", "0.4", "half");
        row(7, "points 5", "PA", "5", "");
        row(7, "12.3456789 x", "PA", "12.345679", "x");
        row(7, "points 0.0 nothing", "WA", "0", "nothing");
        row(7, "points_info=a=1,b=2 d=3", "JE", "", "points_info");
        row(7, "points points_info=a d", "JE", "", "points_info");
        row(7, "points -5 too long", "JE", "", "gave -5 points, but points are not negative");
        row(7, "points nan", "JE", "", "gave no points");
        row(7, "", "JE", "", "gave no points");
        row(40, "partially correct (40) near\n", "PA", "x0.4", "near");
        row(90, "partially correct (40) near", "PA", "x0.4", "near"); // TESTSYS
        row(1, "partially correct (1) bad", "PA", "x0.01", "bad");
        row(0, "partially correct (0) bad", "WA", "x0", "bad");
        row(100, "partially correct (100) all", "PA", "x1", "all");
        row(150, "partially correct (150) more", "JE", "", "0 to 100");
        row(1, "partially correct (7) does not fit the code", "WA", "",
            "partially correct (7) does not fit the code");
        row(40, "noise", "JE", "", "exit code 40");
        row(5, "", "JE", "", "exit code 5");
        row(42, "", "JE", "", "exit code 42");
        row(1, "wrong answer \x1b[31mred\x01", "WA", "", "\\x1b[31mred\\x01");
    }

    void outcomes()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, verdict);
        QFETCH(QByteArray, score);
        QFETCH(QByteArray, message);
        const CheckResult result =
            judge([&](const RunRequest&) { return sandbox::fakeExit(code, {}, said.toStdString()); });
        QVERIFY2(model::codeOf(result.verdict) == verdict.toStdString(), result.message.c_str());
        std::string given;
        if (result.score)
            given = (result.scoreIsMultiplier ? "x" : "") + result.score->toString();
        QCOMPARE(given, score.toStdString());
        if (verdict == "JE") {
            QVERIFY2(result.message.find(message.toStdString()) != std::string::npos, result.message.c_str());
            QVERIFY(result.message.starts_with("checker files/check.cpp "));
        } else {
            QCOMPARE(QByteArray::fromStdString(result.message), message);
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
        const CheckResult result = judge([&](const RunRequest&) {
            RunResult run = sandbox::fakeStatus(static_cast<model::RunStatus>(status));
            run.signal = 11;
            run.exitCode = 0; // must not be believed
            return run;
        });
        QVERIFY(result.verdict == model::Verdict::JE);
        QVERIFY2(result.message.find(part.toStdString()) != std::string::npos, result.message.c_str());
    }

    void protocol()
    {
        RunRequest seen;
        std::vector<std::string> contents;
        const Result<unique_fd> own = sandbox::makeMemoryFile("own");
        judge(
            [&](const RunRequest& request) {
                seen = request;
                for (const sandbox::InputFile& file : request.files)
                    contents.push_back(sandbox::readWhole(file.fd));
                return sandbox::fakeExit(0);
            },
            {{"assize-output", own->get(), true}});
        QCOMPARE(seen.arguments,
                 (std::vector<std::string>{"./check", "assize-input", "_assize-output", "assize-answer"}));
        QCOMPARE(contents, (std::vector<std::string>{"own", "input", "output", "answer"}));
        QVERIFY(seen.files[0].executable && !seen.files[1].executable);
        QCOMPARE(seen.standardInput, -1);
        QVERIFY(seen.limits.cpuTime == std::chrono::seconds(60));
        QCOMPARE(seen.limits.memory, std::uint64_t((2048ULL << 20) + 3 + 5 + 6 + 6));
    }

    void messageIsCapped()
    {
        const CheckResult result = judge([](const RunRequest&) {
            return sandbox::fakeExit(1, {}, "wrong answer " + std::string(100'000, '\x01'));
        });
        QVERIFY(result.message.size() <= kMessageCap);
        QVERIFY(result.verdict == model::Verdict::WA);
    }

    void stopping()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(!judgeUntil(source.get_token(), [](const RunRequest&) { return sandbox::fakeExit(0); }));
    }
};

QTEST_GUILESS_MAIN(TestTestlibChecker)
#include "test_testlib_checker.moc"
