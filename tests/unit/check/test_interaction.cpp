// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/interaction.h"
#include "check/protocols/kattis.h"
#include "check/protocols/testlib.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

#include <array>
#include <atomic>
#include <thread>

using namespace assize;
using namespace assize::check;
using namespace std::chrono_literals;
using model::LimitKind;
using model::RunStatus;
using model::Verdict;
using sandbox::BoxRole;
using sandbox::RunRequest;
using sandbox::RunResult;

namespace {

QByteArray code(Verdict verdict)
{
    return QByteArray::fromStdString(std::string(model::codeOf(verdict)));
}

/// How a validator's run ended that talked to a program.
RunResult talked(int exitCode, bool programEndedFirst, std::string_view transcript = {})
{
    RunResult result = sandbox::fakeExit(exitCode);
    result.transcript = std::move(*sandbox::makeMemoryFile(transcript));
    result.conversation = sandbox::ConversationResult{{{0, 3, 4, false, programEndedFirst}}};
    return result;
}

/// Waits for a request to stop, as a program that does not end would be stopped by one.
RunResult waitForStop(const std::stop_token& stop)
{
    for (int i = 0; i < 10'000 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(1ms);
    return sandbox::fakeStatus(RunStatus::Cancelled);
}

class Fixture
{
public:
    using Side = std::function<RunResult(const RunRequest&, const std::stop_token&)>;

    Interaction run(const Side& program, const Side& jury, bool testlib = false)
    {
        return runUntil({}, program, jury, testlib).value();
    }
    std::optional<Interaction> runUntil(std::stop_token stop, const Side& program, const Side& jury,
                                        bool testlib = false)
    {
        sandbox::FakeSandbox fake(
            [&](const RunRequest& request, BoxRole role, int, const std::stop_token& token) {
                return role == BoxRole::Jury ? jury(request, token) : program(request, token);
            });
        auto contestantBox = fake.openBox(BoxRole::Contestant, 0);
        auto juryBox = fake.openBox(BoxRole::Jury, 0);
        RunRequest request;
        request.arguments = {"./program"};
        request.limits.output = 1000;
        request.limits.wallTime = 3s;
        const Protocol& protocol = testlib ? testlibProtocol() : kattisProtocol();
        const std::array<sandbox::Box*, 2> boxes = {contestantBox->get(), juryBox->get()};
        return converse(boxes, request, protocol, {validator, limits, {"flag"}},
                        {.input = input->get(), .answer = answer->get()}, std::move(stop));
    }

    PreparedJuryProgram validator{"output_validators/talk", {"./talk", "own"}, {}, -1, {}, 1, 0};
    model::Limits limits;
    Result<unique_fd> input = sandbox::makeMemoryFile("input");
    Result<unique_fd> answer = sandbox::makeMemoryFile("answer");
};

RunResult exitsWell(const RunRequest&, const std::stop_token&)
{
    return sandbox::fakeExit(0);
}

} // namespace

class TestInteraction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decisions_data()
    {
        QTest::addColumn<QByteArray>("program"); // empty: ended by itself, well
        QTest::addColumn<int>("limit");
        QTest::addColumn<QByteArray>("validator");
        QTest::addColumn<bool>("validatorFirst");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<bool>("byValidator");
        const auto row = [](const char* program, LimitKind limit, const char* validator, bool first,
                            const char* verdict, bool byValidator) {
            QTest::addRow("%s %d, %s%s", program, static_cast<int>(limit), validator, first ? " first" : "")
                << QByteArray(program) << static_cast<int>(limit) << QByteArray(validator) << first
                << QByteArray(verdict) << byValidator;
        };
        for (const bool first : {false, true}) {
            // A program that ended well: the validator's verdict.
            for (const char* validator : {"AC", "PA", "WA", "PE", "JE"})
                row("", LimitKind::None, validator, first, validator, true);
            // One that failed: its verdict beside a validator that accepts, a judge error before it.
            row("RTE", LimitKind::None, "AC", first, "RTE", false);
            row("RTE", LimitKind::None, "JE", first, "JE", true);
            row("MLE", LimitKind::Memory, "AC", first, "MLE", false);
            row("SV", LimitKind::None, "AC", first, "SV", false);
            row("TLE", LimitKind::Cpu, "AC", first, "TLE", false);
            row("TLE", LimitKind::Cpu, "JE", first, "JE", true);
            // It talked too much: whatever the validator made of being cut off.
            for (const char* validator : {"AC", "WA", "JE"})
                row("OLE", LimitKind::Output, validator, first, "OLE", false);
        }
        // A validator that does not accept has decided if it ended first.
        for (const char* validator : {"WA", "PE"}) {
            row("RTE", LimitKind::None, validator, true, validator, true);
            row("RTE", LimitKind::None, validator, false, "RTE", false);
            row("TLE", LimitKind::Cpu, validator, true, validator, true);
            row("TLE", LimitKind::Cpu, validator, false, "TLE", false);
            row("MLE", LimitKind::Memory, validator, true, validator, true);
            row("MLE", LimitKind::Memory, validator, false, "MLE", false);
            row("TLE", LimitKind::Wall, validator, true, validator, true);
        }
        // Both waited: what became of the validator then does not matter.
        for (const char* validator : {"AC", "WA", "JE"})
            row("TLE", LimitKind::Wall, validator, false, "TLE", false);
        row("TLE", LimitKind::Wall, "AC", true, "TLE", false);
        row("TLE", LimitKind::Wall, "JE", true, "JE", true);
    }

    void decisions()
    {
        QFETCH(const QByteArray, program);
        QFETCH(const int, limit);
        QFETCH(const QByteArray, validator);
        QFETCH(const bool, validatorFirst);
        QFETCH(const QByteArray, verdict);
        QFETCH(const bool, byValidator);
        InteractionEnd end;
        end.program = program.isEmpty() ? std::nullopt : model::verdictFromCode(program.toStdString());
        end.limit = static_cast<LimitKind>(limit);
        end.validator = model::verdictFromCode(validator.toStdString()).value();
        end.validatorEndedFirst = validatorFirst;
        const InteractionDecision decision = decideInteraction(end);
        QCOMPARE(code(decision.verdict), verdict);
        QCOMPARE(decision.byValidator, byValidator);
        QCOMPARE(static_cast<int>(decision.limit), byValidator ? 0 : limit);
    }

    void bothAreJoined()
    {
        Fixture fixture;
        const Interaction talk = fixture.run(
            [](const RunRequest& request, const std::stop_token&) {
                const int in = sandbox::pipeAt(request, STDIN_FILENO);
                const int out = sandbox::pipeAt(request, STDOUT_FILENO);
                char heard[5] = {};
                if (request.standardInput >= 0 || ::write(out, "hello", 5) != 5 || ::read(in, heard, 5) != 5)
                    return sandbox::fakeExit(3);
                return sandbox::fakeExit(std::string_view(heard, 5) == "olleh" ? 0 : 4);
            },
            [](const RunRequest& request, const std::stop_token&) {
                char heard[5] = {};
                if (::read(sandbox::pipeAt(request, STDIN_FILENO), heard, 5) != 5 ||
                    ::write(sandbox::pipeAt(request, STDOUT_FILENO), "olleh", 5) != 5)
                    return sandbox::fakeExit(1);
                return talked(42, true, ">hello\n<olleh");
            });
        QVERIFY(talk.program.status == RunStatus::Exited);
        QCOMPARE(talk.program.exitCode, 0);
        QCOMPARE(code(talk.validator.verdict), QByteArray("AC"));
        QCOMPARE(talk.transcript, std::string(">hello\n<olleh"));
        QCOMPARE(talk.outputSize, 3U);
        QVERIFY(!talk.validatorEndedFirst);
    }

    void requestOfAValidator()
    {
        Fixture fixture;
        fixture.limits.validationTime = 7s;
        const Interaction talk =
            fixture.run(exitsWell, [](const RunRequest& request, const std::stop_token&) {
                const std::vector<std::string> expected = {"./talk",        "own", "assize-input",
                                                           "assize-answer", "./",  "flag"};
                const bool good = request.arguments == expected &&
                                  request.conversation->acceptExitCode == 42 &&
                                  request.conversation->programOutput == 1000 &&
                                  request.limits.cpuTime == 7s && request.limits.wallTime == 15s + 3s;
                return talked(good ? 43 : 1, true);
            });
        QVERIFY2(talk.validator.verdict == Verdict::WA, talk.validator.message.c_str());
    }

    void requestOfAnInteractor()
    {
        Fixture fixture;
        const Interaction talk = fixture.run(
            exitsWell,
            [](const RunRequest& request, const std::stop_token&) {
                const std::vector<std::string> expected = {"./talk", "own", "assize-input", "assize-output",
                                                           "assize-answer"};
                RunResult result = talked(request.arguments == expected ? 0 : 3, true);
                if (request.conversation->acceptExitCode != 0 ||
                    request.collect != std::vector<std::string>{"assize-output"})
                    result.exitCode = 3;
                Result<unique_fd> file = sandbox::makeMemoryFile("queries: 7");
                result.collected.push_back({"assize-output", std::move(*file), 10, false});
                return result;
            },
            true);
        QVERIFY2(talk.validator.verdict == Verdict::AC, talk.validator.message.c_str());
        QCOMPARE(sandbox::readWhole(talk.output.get()), std::string("queries: 7"));
    }

    void exitCodesOfInteractors_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("verdict");
        QTest::newRow("0") << 0 << QByteArray("AC");
        QTest::newRow("1") << 1 << QByteArray("WA");
        QTest::newRow("2") << 2 << QByteArray("PE");
        QTest::newRow("3") << 3 << QByteArray("JE");
        QTest::newRow("4") << 4 << QByteArray("PE");
        QTest::newRow("8") << 8 << QByteArray("PE");
        QTest::newRow("42") << 42 << QByteArray("JE");
    }

    void exitCodesOfInteractors()
    {
        QFETCH(const int, exitCode);
        QFETCH(const QByteArray, verdict);
        Fixture fixture;
        const Interaction talk = fixture.run(
            exitsWell,
            [exitCode](const RunRequest&, const std::stop_token&) {
                RunResult result = talked(exitCode, true);
                result.standardError = "why";
                return result;
            },
            true);
        QCOMPARE(code(talk.validator.verdict), verdict);
        QVERIFY(talk.validator.message.find("why") != std::string::npos);
        QVERIFY(!talk.output);
    }

    void whoEndedFirst_data()
    {
        QTest::addColumn<bool>("closedFirst");
        QTest::addColumn<int>("later"); // ms that the program ended after the validator
        QTest::addColumn<bool>("validatorFirst");
        QTest::newRow("the validator") << false << 0 << true;
        QTest::newRow("the program") << true << -5 << false;
        QTest::newRow("the program, noticed late") << true << 20 << false;
        QTest::newRow("a program that only closed its output") << true << 500 << true;
    }

    void whoEndedFirst()
    {
        QFETCH(const bool, closedFirst);
        QFETCH(const int, later);
        QFETCH(const bool, validatorFirst);
        Fixture fixture;
        const Interaction talk = fixture.run(
            [later](const RunRequest&, const std::stop_token&) {
                RunResult result = sandbox::fakeExit(1);
                result.endedAt = 10s + std::chrono::milliseconds(later);
                return result;
            },
            [closedFirst](const RunRequest&, const std::stop_token&) {
                RunResult result = talked(43, closedFirst);
                result.endedAt = 10s;
                return result;
            });
        QCOMPARE(talk.validatorEndedFirst, validatorFirst);
    }

    void programIsStoppedOnceDecided()
    {
        Fixture fixture;
        const auto endless = [](const RunRequest&, const std::stop_token& stop) { return waitForStop(stop); };
        const Interaction talk =
            fixture.run(endless, [](const RunRequest&, const std::stop_token&) { return talked(43, false); });
        QVERIFY(talk.program.status == RunStatus::Cancelled);
        QCOMPARE(code(talk.validator.verdict), QByteArray("WA"));
        QVERIFY(talk.validatorEndedFirst);
    }

    void programThatSaidTooMuch()
    {
        Fixture fixture;
        const Interaction talk =
            fixture.run([](const RunRequest&, const std::stop_token& stop) { return waitForStop(stop); },
                        [](const RunRequest&, const std::stop_token&) {
                            RunResult result = talked(1, true);
                            result.conversation->partners.front().saidTooMuch = true;
                            return result;
                        });
        QVERIFY(talk.program.status == RunStatus::OutputLimit);
    }

    void validatorIsStoppedWhenBothWaited()
    {
        Fixture fixture;
        const Interaction talk =
            fixture.run([](const RunRequest&,
                           const std::stop_token&) { return sandbox::fakeStatus(RunStatus::WallLimit); },
                        [](const RunRequest&, const std::stop_token& stop) {
                            RunResult result = waitForStop(stop);
                            result.conversation = sandbox::ConversationResult{{{0}}};
                            return result;
                        });
        QVERIFY(talk.program.status == RunStatus::WallLimit);
        QVERIFY(!talk.validatorEndedFirst);
    }

    void stopEndsBoth()
    {
        Fixture fixture;
        std::stop_source source;
        const std::jthread stopper([&source] {
            std::this_thread::sleep_for(50ms);
            source.request_stop();
        });
        const auto endless = [](const RunRequest&, const std::stop_token& stop) { return waitForStop(stop); };
        QVERIFY(!fixture.runUntil(source.get_token(), endless, endless));
    }

    void sandboxFailureIsTriedOnceMore_data()
    {
        QTest::addColumn<bool>("ofJury");
        QTest::addColumn<int>("failures");
        for (const bool ofJury : {false, true}) {
            QTest::addRow("%s, once", ofJury ? "jury" : "program") << ofJury << 1;
            QTest::addRow("%s, always", ofJury ? "jury" : "program") << ofJury << 100;
        }
    }

    void sandboxFailureIsTriedOnceMore()
    {
        QFETCH(const bool, ofJury);
        QFETCH(const int, failures);
        Fixture fixture;
        std::atomic<int> programs = 0;
        std::atomic<int> juries = 0;
        const Interaction talk = fixture.run(
            [&](const RunRequest& request, const std::stop_token& stop) {
                const bool fails = ++programs <= failures;
                if (!ofJury && fails)
                    return sandbox::fakeStatus(RunStatus::SandboxFailed);
                if (ofJury && fails)
                    return waitForStop(stop);
                return sandbox::fakeExit(sandbox::pipeAt(request, STDOUT_FILENO) >= 0 ? 0 : 9);
            },
            [&](const RunRequest&, const std::stop_token& stop) {
                const bool fails = ++juries <= failures;
                if (ofJury && fails)
                    return sandbox::fakeStatus(RunStatus::SandboxFailed);
                // One that waits for a program that never was is stopped.
                for (int i = 0; !ofJury && programs <= failures && i < 10'000; ++i) {
                    if (stop.stop_requested())
                        return sandbox::fakeStatus(RunStatus::Cancelled);
                    std::this_thread::sleep_for(1ms);
                }
                return talked(42, true);
            });
        QCOMPARE((ofJury ? juries : programs).load(), 2);
        if (failures == 1) {
            QVERIFY(talk.program.status == RunStatus::Exited && talk.program.exitCode == 0);
            QCOMPARE(code(talk.validator.verdict), QByteArray("AC"));
        } else {
            QCOMPARE(talk.program.status == RunStatus::SandboxFailed, !ofJury);
            QCOMPARE(code(talk.validator.verdict), QByteArray("JE"));
        }
    }
};

QTEST_GUILESS_MAIN(TestInteraction)
#include "test_interaction.moc"
