// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fake/fake_sandbox.h"

#include <QTest>

using namespace assize;
using namespace assize::sandbox;

class TestFakeSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlerDecides()
    {
        FakeSandbox fake([](const RunRequest& request, BoxRole role, int slot, const std::stop_token&) {
            return fakeExit(slot, role == BoxRole::Jury ? "jury" : request.arguments.at(0));
        });
        Result<std::unique_ptr<Box>> box = fake.openBox(BoxRole::Contestant, 3);
        QVERIFY(box.hasValue());
        RunRequest request;
        request.arguments = {"./a"};
        const RunResult result = (*box)->run(request, {});
        QCOMPARE(result.exitCode, 3);
        QCOMPARE(readWhole(result.standardOutput.get()), std::string("./a"));
        QCOMPARE(fake.counters().contestantRuns.load(), 1);
        QCOMPARE(fake.counters().juryRuns.load(), 0);
    }

    void outputIsAlwaysOpenAfterARealRun()
    {
        FakeSandbox fake([](const RunRequest&, BoxRole, int, const std::stop_token&) {
            return fakeStatus(model::RunStatus::CpuLimit);
        });
        Result<std::unique_ptr<Box>> box = fake.openBox(BoxRole::Jury, 0);
        QVERIFY(box.hasValue());
        QVERIFY(bool((*box)->run({}, {}).standardOutput));
    }

    void stopBeforehandIsCancelled()
    {
        bool called = false;
        FakeSandbox fake([&called](const RunRequest&, BoxRole, int, const std::stop_token&) {
            called = true;
            return fakeExit(0);
        });
        std::stop_source source;
        source.request_stop();
        Result<std::unique_ptr<Box>> box = fake.openBox(BoxRole::Contestant, 0);
        QVERIFY(box.hasValue());
        QVERIFY((*box)->run({}, source.get_token()).status == model::RunStatus::Cancelled);
        QVERIFY(!called);
        QCOMPARE(fake.counters().cancelled.load(), 1);
    }

    void opensCanFail()
    {
        FakeSandbox fake([](const RunRequest&, BoxRole, int, const std::stop_token&) { return fakeExit(0); });
        fake.failNextOpens(1, {ErrorKind::NoIsolation, "no"});
        QVERIFY(!fake.openBox(BoxRole::Contestant, 0).hasValue());
        QVERIFY(fake.openBox(BoxRole::Contestant, 0).hasValue());
    }
};

QTEST_GUILESS_MAIN(TestFakeSandbox)
#include "test_fake_sandbox.moc"
