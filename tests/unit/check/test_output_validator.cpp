// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/protocols/kattis.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

using namespace assize;
using namespace assize::check;
using sandbox::RunRequest;
using sandbox::RunResult;
using Scores = model::OutputValidation::Scores;

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
    CheckResult check(const std::function<RunResult(const RunRequest&)>& handler)
    {
        return checkUntil({}, handler).value();
    }
    std::optional<CheckResult> checkUntil(std::stop_token stop,
                                          const std::function<RunResult(const RunRequest&)>& handler)
    {
        sandbox::FakeSandbox fake([&](const RunRequest& request, sandbox::BoxRole, int,
                                      const std::stop_token&) { return handler(request); });
        Result<std::unique_ptr<sandbox::Box>> box = fake.openBox(sandbox::BoxRole::Jury, 0);
        return judgeOutput(**box, kattisProtocol(), {validator, limits, flags, scores, feedback},
                           {.input = input->get(), .answer = answer->get(), .output = output->get()},
                           std::move(stop));
    }

    PreparedJuryProgram validator{"output_validators/check", {"./check"}, {}, -1, {}, 1, 0};
    std::vector<std::string> flags;
    model::Limits limits;
    Scores scores = Scores::Never;
    FeedbackState* feedback = nullptr;
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

    /// What an interpreter says last is why it crashed, however much came before.
    void lastLinesOfACrash()
    {
        Fixture fixture;
        std::string written;
        for (int i = 0; i < 3000; ++i)
            written += "debug " + std::to_string(i) + '\n';
        written += "Traceback (most recent call last):\n  File \"check.py\", line 3\nKeyError: 'b'\n";
        const CheckResult crashed =
            fixture.check([&](const RunRequest&) { return sandbox::fakeExit(1, {}, written); });
        QVERIFY2(crashed.message.find(": KeyError: 'b'\n...\n") != std::string::npos,
                 crashed.message.c_str());
        QVERIFY(crashed.message.ends_with("debug 2999\nTraceback (most recent call last):\n  File "
                                          "\"check.py\", line 3\nKeyError: 'b'"));
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

    void scores_data()
    {
        QTest::addColumn<int>("scores");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("score"); // null: no file
        QTest::addColumn<QByteArray>("multiplier");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<QByteArray>("result"); // "12.5", "x0.5" or nothing
        const auto row = [](const char* name, Scores scores, int code, const char* score,
                            const char* multiplier, const char* verdict, const char* result) {
            QTest::newRow(name) << static_cast<int>(scores) << code << QByteArray(score)
                                << QByteArray(multiplier) << QByteArray(verdict) << QByteArray(result);
        };
        const char* const none = nullptr;
        row("no scores: none", Scores::Never, 42, none, none, "AC", "");
        row("no scores: a score", Scores::Never, 42, "1", none, "JE", "");
        row("no scores: a multiplier", Scores::Never, 42, none, "1", "JE", "");
        row("no scores: a score with 43", Scores::Never, 43, "1", none, "JE", "");
        row("required: a score", Scores::Required, 42, "12.5\n", none, "AC", "12.5");
        row("required: missing", Scores::Required, 42, none, none, "JE", "");
        row("required: a multiplier is none", Scores::Required, 42, none, "1", "JE", "");
        row("required: missing with 43", Scores::Required, 43, none, none, "WA", "");
        row("required: a score with 43", Scores::Required, 43, "0", none, "JE", "");
        row("allowed: none", Scores::Allowed, 42, none, none, "AC", "");
        row("allowed: a score", Scores::Allowed, 42, "-3", none, "AC", "-3");
        row("allowed: many decimals", Scores::Allowed, 42, "0.33333333333", none, "AC", "0.333333");
        row("allowed: an exponent", Scores::Allowed, 42, "1e2", none, "AC", "100");
        row("allowed: a multiplier", Scores::Allowed, 42, none, "0.5", "AC", "x0.5");
        row("allowed: multiplier 0", Scores::Allowed, 42, none, "0", "AC", "x0");
        row("allowed: multiplier 1", Scores::Allowed, 42, none, "1.0", "AC", "x1");
        row("allowed: multiplier above 1", Scores::Allowed, 42, none, "1.01", "JE", "");
        row("allowed: multiplier below 0", Scores::Allowed, 42, none, "-0.1", "JE", "");
        row("allowed: both", Scores::Allowed, 42, "1", "1", "JE", "");
        row("allowed: a score with 43", Scores::Allowed, 43, "1", none, "JE", "");
        row("allowed: a multiplier with 43", Scores::Allowed, 43, none, "0", "JE", "");
        row("any verdict: none", Scores::AnyVerdict, 42, none, none, "AC", "");
        row("any verdict: a score", Scores::AnyVerdict, 42, "74.42", none, "AC", "74.42");
        row("any verdict: a score with 43", Scores::AnyVerdict, 43, "12", none, "WA", "12");
        row("any verdict: no score with 43", Scores::AnyVerdict, 43, none, none, "WA", "");
        row("any verdict: words with 43", Scores::AnyVerdict, 43, "few", none, "JE", "");
        row("any verdict: a multiplier is none", Scores::AnyVerdict, 42, none, "0.5", "AC", "");
        row("words", Scores::Allowed, 42, "many", none, "JE", "");
        row("empty", Scores::Allowed, 42, "", none, "JE", "");
        row("no number", Scores::Allowed, 42, "nan", none, "JE", "");
        row("infinite", Scores::Allowed, 42, "inf", none, "JE", "");
        row("two numbers", Scores::Allowed, 42, "1 2", none, "JE", "");
    }

    void scores()
    {
        QFETCH(int, scores);
        QFETCH(int, code);
        QFETCH(QByteArray, score);
        QFETCH(QByteArray, multiplier);
        QFETCH(QByteArray, verdict);
        QFETCH(QByteArray, result);
        Fixture fixture;
        fixture.scores = static_cast<Scores>(scores);
        const CheckResult checked = fixture.check([&](const RunRequest&) {
            RunResult run = sandbox::fakeExit(code);
            if (!score.isNull())
                addFile(run, "score.txt", score.toStdString());
            if (!multiplier.isNull())
                addFile(run, "score_multiplier.txt", multiplier.toStdString());
            return run;
        });
        QVERIFY2(model::codeOf(checked.verdict) == verdict.toStdString(), checked.message.c_str());
        std::string given;
        if (checked.score && checked.verdict != model::Verdict::JE)
            given = (checked.scoreIsMultiplier ? "x" : "") + checked.score->toString();
        QCOMPARE(given, result.toStdString());
        QCOMPARE(checked.message.empty(), checked.verdict != model::Verdict::JE);
    }

    void saysWhatIsWrongWithAScore_data()
    {
        QTest::addColumn<QByteArray>("score");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("10^24") << QByteArray("1" + QByteArray(24, '0') + "\n")
                               << QByteArray("too large for a score");
        QTest::newRow("exponent") << QByteArray("1e400") << QByteArray("too large for a score");
        QTest::newRow("negative") << QByteArray("-1e13") << QByteArray("too large for a score");
        QTest::newRow("nan") << QByteArray("nan\n") << QByteArray("no finite number");
        QTest::newRow("inf") << QByteArray("inf") << QByteArray("no finite number");
        QTest::newRow("empty") << QByteArray("\n") << QByteArray("empty; expected a decimal number");
        QTest::newRow("comma") << QByteArray("12,5")
                               << QByteArray("no decimal number such as 12.5: \"12,5\"");
    }
    void saysWhatIsWrongWithAScore()
    {
        QFETCH(QByteArray, score);
        QFETCH(QByteArray, message);
        Fixture fixture;
        fixture.scores = Scores::Allowed;
        const CheckResult checked = fixture.check([&](const RunRequest&) {
            RunResult run = sandbox::fakeExit(42);
            addFile(run, "score.txt", score.toStdString());
            return run;
        });
        QVERIFY(checked.verdict == model::Verdict::JE);
        QVERIFY2(checked.message.find(message.toStdString()) != std::string::npos, checked.message.c_str());
    }

    void feedbackGoesFromPassToPass()
    {
        Fixture fixture;
        FeedbackState state;
        state.passesAllowed = 3;
        fixture.feedback = &state;
        fixture.validator.files = {{"own.py", fixture.input->get(), false}};
        std::vector<std::string> collected;
        const CheckResult first = fixture.check([&](const RunRequest& request) {
            collected = request.collect;
            RunResult run = sandbox::fakeExit(42);
            addFile(run, "own.py", "input");
            addFile(run, "state", "7");
            addFile(run, "nextpass.in", "second input");
            return run;
        });
        QCOMPARE(collected, std::vector<std::string>{"*"});
        QVERIFY(first.verdict == model::Verdict::AC);
        QCOMPARE(sandbox::readWhole(state.nextInput.get()), std::string("second input"));
        std::vector<std::string> names;
        std::string kept;
        const CheckResult second = fixture.check([&](const RunRequest& request) {
            for (const sandbox::InputFile& file : request.files) {
                names.push_back(file.name);
                if (file.name == "state")
                    kept = sandbox::readWhole(file.fd);
            }
            RunResult run = sandbox::fakeExit(42);
            addFile(run, "state", "8");
            return run;
        });
        QVERIFY(second.verdict == model::Verdict::AC);
        QCOMPARE(names,
                 (std::vector<std::string>{"own.py", "assize-test/input", "assize-test/answer", "state"}));
        QCOMPARE(kept, std::string("7"));
        QVERIFY(!state.nextInput);
        QCOMPARE(state.passes, 2);
    }

    void nextPass_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("passesBefore");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("scoreRequired");
        QTest::addColumn<QByteArray>("verdict");
        QTest::newRow("accepted and asks") << 42 << 0 << true << false << QByteArray("AC");
        QTest::newRow("accepted, last pass") << 42 << 1 << false << false << QByteArray("AC");
        QTest::newRow("one pass too many") << 42 << 1 << true << false << QByteArray("JE");
        QTest::newRow("rejected") << 43 << 0 << false << false << QByteArray("WA");
        QTest::newRow("rejected and asks") << 43 << 0 << true << false << QByteArray("JE");
        QTest::newRow("crash and asks") << 1 << 0 << true << false << QByteArray("JE");
        QTest::newRow("the score comes last") << 42 << 0 << true << true << QByteArray("AC");
        QTest::newRow("no score at the end") << 42 << 1 << false << true << QByteArray("JE");
    }

    void nextPass()
    {
        QFETCH(int, code);
        QFETCH(int, passesBefore);
        QFETCH(bool, asks);
        QFETCH(bool, scoreRequired);
        QFETCH(QByteArray, verdict);
        Fixture fixture;
        FeedbackState state;
        state.passes = passesBefore;
        fixture.feedback = &state;
        if (scoreRequired)
            fixture.scores = Scores::Required;
        const CheckResult result = fixture.check([&](const RunRequest&) {
            RunResult run = sandbox::fakeExit(code);
            if (asks)
                addFile(run, "nextpass.in", "again");
            return run;
        });
        QVERIFY2(model::codeOf(result.verdict) == verdict.toStdString(), result.message.c_str());
        QCOMPARE(static_cast<bool>(state.nextInput), asks && verdict == "AC");
    }

    void messageOfTheTeam()
    {
        Fixture fixture;
        const CheckResult result = fixture.check([](const RunRequest&) {
            RunResult run = sandbox::fakeExit(43);
            addFile(run, "teammessage.txt", "look again");
            return run;
        });
        QCOMPARE(result.message, std::string("look again"));
    }

    void stopping()
    {
        Fixture fixture;
        std::stop_source source;
        source.request_stop();
        QVERIFY(
            !fixture.checkUntil(source.get_token(), [](const RunRequest&) { return sandbox::fakeExit(42); }));
    }
};

QTEST_GUILESS_MAIN(TestOutputValidator)
#include "test_output_validator.moc"
