// SPDX-License-Identifier: GPL-3.0-or-later
// What fails by the sandbox's fault is run once more in a fresh box, by nobody but RenewedBox, and what is
// said of it is what happened.
#include "exec/slot.h"
#include "sandbox/fake/fake_sandbox.h"

#include <QtTest>

#include <array>
#include <cerrno>
#include <set>

using namespace assize;
using namespace assize::sandbox;
using model::RunStatus;

using Failures = std::vector<Failure>;

Q_DECLARE_METATYPE(Failures)

class TestRenewedBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repetition_data();
    void repetition();
    void boxesThatDoNotOpen();
    void pipesAreUsedUp();
    void stoppedBetween();
    void boxesOfASlot();
};

void TestRenewedBox::repetition_data()
{
    QTest::addColumn<Failures>("failures"); // of one run after the other
    QTest::addColumn<int>("runs");
    QTest::addColumn<int>("boxes");
    QTest::addColumn<QByteArray>("why"); // empty: the program has ended
    const Failure died{Step::SurviveRun};
    const Failure full{Step::PlaceFile, ENOSPC, "a"};
    QTest::newRow("good") << Failures{} << 1 << 1 << QByteArray();
    QTest::newRow("good the second time") << Failures{died} << 2 << 2 << QByteArray();
    QTest::newRow("never") << Failures{died, died} << 2 << 2
                           << QByteArray("the box died during the run (twice)");
    QTest::newRow("never, by two faults")
        << Failures{full, died} << 2 << 2
        << QByteArray(
               "the box died during the run (before that: place a into the work folder: No space left on "
               "device (ENOSPC))");
    QTest::newRow("not there") << Failures{{Step::Execute, ENOENT, "g++"}} << 1 << 1
                               << QByteArray("execve g++: No such file or directory (ENOENT)");
    QTest::newRow("executed the second time")
        << Failures{{Step::Execute, EAGAIN, "g++"}} << 2 << 2 << QByteArray();
    QTest::newRow("a request that nobody takes")
        << Failures{{Step::UseRequest, 0, "the request names no program"}} << 1 << 1
        << QByteArray("the request names no program");
}

void TestRenewedBox::repetition()
{
    QFETCH(Failures, failures);
    std::size_t runs = 0;
    FakeSandbox fake([&](const RunRequest&, BoxRole, int, std::stop_token) {
        if (runs++ >= failures.size())
            return fakeExit(0);
        RunResult result = fakeStatus(RunStatus::SandboxFailed);
        result.failure = failures[runs - 1];
        return result;
    });
    exec::RenewedBox box(fake, BoxRole::Jury, 0);
    const RunResult result = box.run({}, {});
    QTEST(static_cast<int>(runs), "runs");
    QTEST(fake.counters().boxesOpened.load(), "boxes");
    QFETCH(QByteArray, why);
    QCOMPARE(result.status == RunStatus::SandboxFailed, !why.isEmpty());
    QCOMPARE(QByteArray::fromStdString(whyItFailed(result)), why);
}

void TestRenewedBox::boxesThatDoNotOpen()
{
    FakeSandbox fake([](const RunRequest&, BoxRole, int, std::stop_token) { return fakeExit(0); });
    exec::RenewedBox box(fake, BoxRole::Jury, 0);
    fake.failNextOpens(1, Error{ErrorKind::Internal, "cannot make a box: no"});
    QVERIFY(box.run({}, {}).status == RunStatus::Exited);
    box.close();
    fake.failNextOpens(2, Error{ErrorKind::Internal, "cannot make a box: no"});
    const RunResult result = box.run({}, {});
    QVERIFY(result.status == RunStatus::SandboxFailed);
    QVERIFY(result.failure.step == Step::OpenBox);
    QCOMPARE(whyItFailed(result), std::string("cannot make a box: no (twice)"));
}

void TestRenewedBox::pipesAreUsedUp()
{
    int runs = 0;
    FakeSandbox fake([&runs](const RunRequest&, BoxRole, int, std::stop_token) {
        ++runs;
        return fakeStatus(RunStatus::SandboxFailed);
    });
    exec::RenewedBox box(fake, BoxRole::Contestant, 0);
    Result<Pipe> pipe = makePipe();
    QVERIFY(pipe.hasValue());
    RunRequest request;
    request.pipes = {{STDIN_FILENO, true, pipe->readEnd}};
    QCOMPARE(whyItFailed(box.run(request, {})), std::string("as the test asked"));
    QCOMPARE(runs, 1);
}

void TestRenewedBox::stoppedBetween()
{
    std::stop_source stop;
    FakeSandbox fake([&stop](const RunRequest&, BoxRole, int, std::stop_token) {
        stop.request_stop();
        return fakeStatus(RunStatus::SandboxFailed);
    });
    exec::RenewedBox box(fake, BoxRole::Contestant, 0);
    QVERIFY(box.run({}, stop.get_token()).status == RunStatus::Cancelled);
    QCOMPARE(fake.counters().contestantRuns.load(), 1);
}

void TestRenewedBox::boxesOfASlot()
{
    FakeSandbox fake([](const RunRequest&, BoxRole, int, std::stop_token) { return fakeExit(0); });
    exec::Slot slot(fake, 3);
    slot.beginSubmission(1);
    const std::array roles = {BoxRole::Contestant, BoxRole::Jury, BoxRole::Contestant, BoxRole::Contestant};
    const std::vector<Box*> boxes = slot.boxesFor(roles);
    QCOMPARE(boxes.size(), roles.size());
    QVERIFY(boxes[0] == &slot.contestant && boxes[1] == &slot.jury);
    QCOMPARE(std::set(boxes.begin(), boxes.end()).size(), roles.size());
    QCOMPARE(fake.counters().boxesOpened.load(), 0);
    for (Box* box : boxes)
        QVERIFY(box->run({}, {}).status == RunStatus::Exited);
    QCOMPARE(fake.counters().contestantRuns.load(), 3);
    QCOMPARE(fake.counters().juryRuns.load(), 1);
    QVERIFY(slot.boxesFor(roles) == boxes);
    // Two submissions never share a contestant's box.
    slot.beginSubmission(2);
    QCOMPARE(fake.counters().boxesOpen.load(), 1);
}

QTEST_APPLESS_MAIN(TestRenewedBox)
#include "test_renewed_box.moc"
