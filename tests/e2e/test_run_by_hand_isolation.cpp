// SPDX-License-Identifier: GPL-3.0-or-later
// `assize-box --run`: what it says of the isolation, where there is none, and that nothing outlives it.
#include "run_by_hand.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QJsonArray>

#include <csignal>
#include <memory>
#include <sched.h>
#include <sys/mount.h>
#include <vector>

using namespace e2e;

namespace {

/// Processes that have `mark` in their command line, as have assize-box and all that it forks.
QList<int> processesWith(const QByteArray& mark)
{
    QList<int> found;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const int pid = name.toInt(&isNumber);
        if (isNumber && contentOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains(mark))
            found.append(pid);
    }
    return found;
}

/// Waits until there are `number` of them. (QTRY_COMPARE looks twice; one that is just executing has no
/// command line.)
bool waitForProcesses(const QByteArray& mark, int number)
{
    QDeadlineTimer deadline(20'000);
    while (processesWith(mark).size() != number) {
        if (deadline.hasExpired())
            return false;
        QTest::qWait(20);
    }
    return true;
}

} // namespace

class TestRunByHandIsolation : public QObject, private RunsByHand
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepare(); }
    void isolationIsSaid();
    void withoutIsolation();
    void noIsolationHere();
    void boxIsKilled();
    void nothingIsLeft_data();
    void nothingIsLeft();
    void ignoredSignals();
    void severalAtOnce();
};

void TestRunByHandIsolation::isolationIsSaid()
{
    QByteArray said; // all of it: the warnings tell why a better way was not taken
    const auto isolation = [this, &said](const char* arguments, bool user) {
        const Outcome outcome = run(words(arguments), user ? becomeNobody : std::function<void()>());
        said = outcome.all();
        const QJsonArray list = outcome.json()[QStringLiteral("isolation")].toArray();
        QStringList items;
        for (const QJsonValue& item : list)
            items += item.toString();
        return items.join(QLatin1Char(' '));
    };
    if (m_kinds.contains("root")) {
        const QString all = isolation("-- true", false);
        QVERIFY2(all.startsWith(QStringLiteral("root namespaces seccomp pidfd uid")), said.constData());
        QVERIFY(isolation("--user-namespace -- true", false).startsWith(QStringLiteral("userns")));
        const QString strict = isolation("--no-cgroups --strict -- true", false);
        QVERIFY2(strict == QStringLiteral("root namespaces seccomp pidfd uid strict"), said.constData());
    }
    if (m_kinds.contains("user"))
        QCOMPARE(isolation("--no-cgroups -- true", true), QStringLiteral("userns namespaces seccomp pidfd"));
    const QJsonArray warnings =
        run(words("--no-cgroups -- true")).json()[QStringLiteral("warnings")].toArray();
    QVERIFY(warnings.size() == 1 &&
            warnings.first().toString().contains(QStringLiteral("they were not wanted")));
}

void TestRunByHandIsolation::withoutIsolation()
{
    for (const bool user : {false, true}) {
        const Outcome outcome = run(words("--no-isolation --cpu-time 0.2 -- ./subject loop"),
                                    user ? becomeNobody : std::function<void()>());
        const QJsonObject json = outcome.json();
        QVERIFY2(json[QStringLiteral("status")] == QStringLiteral("cpu-limit"), outcome.all().constData());
        QCOMPARE(json[QStringLiteral("isolation")].toArray(), QJsonArray{QStringLiteral("none")});
        QVERIFY(json[QStringLiteral("warnings")].toArray().first().toString().contains(
            QStringLiteral("without any isolation")));
    }
}

void TestRunByHandIsolation::noIsolationHere()
{
    if (::geteuid() != 0)
        QSKIP("this test needs chroot, which only root may");
    // Who lives in a changed root may make no user namespace.
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("root")));
    const QByteArray root = path("root").toLocal8Bit();
    const QByteArray folder = m_folder.path().toLocal8Bit();
    const auto intoChangedRoot = [root, folder] {
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("/", root.constData(), nullptr, MS_BIND | MS_REC, nullptr) != 0 ||
            ::chroot(root.constData()) != 0 || ::chdir(folder.constData()) != 0)
            ::_exit(98);
        becomeNobody();
    };
    QVERIFY(write(path("kept"), "kept"));
    const Outcome outcome = run(words("--stdout kept -- true"), intoChangedRoot);
    QVERIFY2(outcome.status == 3 && outcome.output.isEmpty(), outcome.all().constData());
    for (const char* part : {"Tried user namespace: ", "(EPERM)", "--privileged", "--no-isolation"})
        QVERIFY2(outcome.errors.contains(part), outcome.errors.constData());
    QCOMPARE(contentOf(path("kept")), QByteArray("kept"));
    const Outcome asked = run(words("--no-isolation -- true"), intoChangedRoot);
    QVERIFY2(asked.status == 0, asked.all().constData());
}

void TestRunByHandIsolation::boxIsKilled()
{
    const QByteArray mark = "12345.0625" + QByteArray::number(::getpid());
    QProcess process;
    begin(process, words("--cpu-time 60 -- sleep") + Strings{text(mark)});
    // The command itself, its spawner, its box, and the program.
    QVERIFY(waitForProcesses(mark, 4));
    int killed = 0;
    for (const int pid : processesWith(mark)) {
        if (contentOf(QStringLiteral("/proc/%1/comm").arg(pid)) == "assize-box\n" &&
            pid != process.processId()) {
            ::kill(pid, SIGKILL);
            ++killed;
        }
    }
    QCOMPARE(killed, 1);
    const Outcome outcome = finish(process);
    QVERIFY2(outcome.status == 1, outcome.all().constData());
    QCOMPARE(outcome.json()[QStringLiteral("status")].toString(), QStringLiteral("sandbox-failed"));
    QCOMPARE(outcome.json()[QStringLiteral("failure")].toString(),
             QStringLiteral("the box died during the run"));
    QVERIFY(processesWith(mark).isEmpty());
}

void TestRunByHandIsolation::nothingIsLeft_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("user");
    QTest::addColumn<bool>("isolated");
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGKILL}) {
        for (const bool user : {false, true}) {
            if (m_kinds.contains(user ? "user" : "root"))
                QTest::addRow("%s, %s", ::sigabbrev_np(signal), user ? "user" : "root")
                    << signal << user << true;
        }
    }
    QTest::addRow("INT, without isolation") << SIGINT << true << false;
    QTest::addRow("KILL, without isolation") << SIGKILL << true << false;
}

void TestRunByHandIsolation::nothingIsLeft()
{
    QFETCH(int, signal);
    QFETCH(bool, user);
    QFETCH(bool, isolated);
    const QByteArray mark = "12345.0" + QByteArray::number(::getpid());
    QProcess process;
    Strings arguments = words(isolated ? "--cpu-time 60 -- sh -c" : "--cpu-time 60 --no-isolation -- sh -c");
    arguments += text("trap '' INT TERM HUP; sleep " + mark + " & sleep " + mark);
    begin(process, arguments, user ? becomeNobody : std::function<void()>());
    // The command itself, its spawner, its box, the shell and two that sleep.
    QVERIFY(waitForProcesses(mark, 6));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.status, -signal);
    // Whom SIGKILL ends cannot wait for the others.
    if (signal == SIGKILL)
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark).isEmpty(), 1000);
    QVERIFY(processesWith(mark).isEmpty());
}

void TestRunByHandIsolation::ignoredSignals()
{
    const Outcome outcome = run(words("-- sh -c") + Strings{text("kill -INT $$; sleep 5")}, [] {
        ::signal(SIGINT, SIG_IGN); // as a shell does for what it starts in the background
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_BLOCK, &all, nullptr);
    });
    QVERIFY2(outcome.json()[QStringLiteral("signal_name")] == QStringLiteral("SIGINT"),
             outcome.all().constData());
}

void TestRunByHandIsolation::severalAtOnce()
{
    constexpr int kRuns = 6;
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < kRuns; ++i) {
        processes.push_back(std::make_unique<QProcess>());
        begin(*processes.back(), words("--processes 2 -- ./subject exit") + Strings{QString::number(i)});
    }
    for (int i = 0; i < kRuns; ++i) {
        const Outcome outcome = finish(*processes[static_cast<std::size_t>(i)]);
        QVERIFY2(outcome.json()[QStringLiteral("exit_code")] == i, outcome.all().constData());
    }
}

QTEST_GUILESS_MAIN(TestRunByHandIsolation)
#include "test_run_by_hand_isolation.moc"
