// SPDX-License-Identifier: GPL-3.0-or-later
// That what looks for leftovers finds them, and that expected.tsv is read with care.
#include "canaries.h"
#include "expectations.h"
#include "host_state.h"
#include "sandbox/fake/fake_sandbox.h"
#include "watched_sandbox.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/mount.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace assize;
using namespace assize::hostile;

namespace {

std::vector<std::string> g_notPrivate;

HostState look()
{
    return lookAtHost(!g_notPrivate.empty());
}

} // namespace

class TestChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsFoundWhereNothingIs()
    {
        const HostState before = look();
        QCOMPARE(difference(before, look()), std::string());
    }

    void files()
    {
        const HostState before = look();
        const std::string path = "/tmp/assize-checker-" + std::to_string(::getpid());
        std::ofstream(path) << "left";
        const HostState after = look();
        ::unlink(path.c_str());
        QCOMPARE(QString::fromStdString(difference(before, after)).count(QString::fromStdString(path)), 1);
    }

    void processes()
    {
        const HostState before = look();
        // An orphan: its parent has ended.
        const pid_t parent = ::fork();
        if (parent == 0) {
            if (::fork() == 0) {
                ::setsid();
                ::pause();
            }
            ::_exit(0);
        }
        ::waitpid(parent, nullptr, 0);
        const std::string found = difference(before, look());
        QVERIFY2(found.starts_with("came: process "), found.c_str());
        const int orphan = std::atoi(found.c_str() + std::strlen("came: process "));
        QVERIFY(orphan > 1);
        ::kill(orphan, SIGKILL);
        ::waitpid(orphan, nullptr, 0);
        QCOMPARE(difference(before, look()), std::string());
    }

    void objects()
    {
        const HostState before = look();
        const int id = ::shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
        const unique_fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string name = "assize-checker-" + std::to_string(::getpid());
        std::memcpy(address.sun_path + 1, name.data(), name.size());
        QCOMPARE(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address),
                        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size())),
                 0);
        const std::string found = difference(before, look());
        ::shmctl(id, IPC_RMID, nullptr);
        QVERIFY2(found.find("came: /proc/net/unix: @" + name) != std::string::npos, found.c_str());
        QVERIFY2(found.find("came: /proc/sysvipc/shm: ") != std::string::npos, found.c_str());
    }

    void mounts()
    {
        if (!g_notPrivate.empty())
            QSKIP(("no private machine: " + g_notPrivate.front()).c_str());
        const HostState before = look();
        QCOMPARE(::mount("left", "/mnt", "tmpfs", 0, nullptr), 0);
        const std::string found = difference(before, look());
        ::umount("/mnt");
        QVERIFY2(found.find("came: /proc/self/mountinfo: ") != std::string::npos, found.c_str());
    }

    void changedCanary()
    {
        if (!g_notPrivate.empty())
            QSKIP(("no private machine: " + g_notPrivate.front()).c_str());
        const QTemporaryDir folder;
        const Canaries canaries(folder.path().toStdString(), folder.path().toStdString() + "/contest");
        QCOMPARE(canaries.changed(), std::string());
        std::ofstream("/var/tmp/canary") << "changed";
        QCOMPARE(canaries.changed(), std::string("/var/tmp/canary has been changed"));
    }

    void secretsInWhatComesOut()
    {
        int number = 0;
        sandbox::FakeSandbox fake([&number](const auto&...) {
            sandbox::RunResult result;
            result.status = model::RunStatus::Exited;
            const std::string text = std::string(70000, 'x') + "the secret";
            result.standardOutput = sandbox::makeMemoryFile(number == 0 ? text : "nothing").value();
            result.outputSize = number == 0 ? text.size() : 7;
            if (number == 1)
                result.standardError = "the secret";
            if (number == 2)
                result.collected.push_back(
                    {"program", sandbox::makeMemoryFile(text).value(), text.size(), true});
            if (number == 3)
                result.status = model::RunStatus::SandboxFailed;
            return result;
        });
        WatchedSandbox watched(fake, {"the secret"});
        const auto box = watched.openBox(sandbox::BoxRole::Contestant, 0).value();
        for (const char* where : {"standard output", "standard error", "program", "the sandbox failed"}) {
            box->run({}, {});
            const Seen seen = watched.take();
            QCOMPARE(seen.faults.size(), std::size_t{1});
            QVERIFY2(seen.faults[0].find(where) != std::string::npos, seen.faults[0].c_str());
            ++number;
        }
        box->run({}, {});
        QVERIFY(watched.take().faults.empty());
    }

    void contradictions()
    {
        Expectation expectation;
        expectation.verdicts = {"TLE", "MLE"};
        expectation.texts = {{"log", false, "warning"}, {"err", true, "secret"}};
        expectation.facts = {{"cpu", '<', "0.5", "cpu<0.5"}, {"limit", '=', "cpu", "limit=cpu"}};
        Outcome outcome;
        outcome.verdict = "TLE";
        outcome.limit = "cpu";
        outcome.log = "a warning";
        outcome.cpuTime = 0.4;
        QCOMPARE(contradiction(expectation, outcome), std::string());
        outcome.cpuTime = 0.5;
        QVERIFY(!contradiction(expectation, outcome).empty());
        outcome.cpuTime = 0.4;
        outcome.limit = "wall";
        QVERIFY(!contradiction(expectation, outcome).empty());
        outcome.limit = "cpu";
        outcome.errors = "a secret";
        QVERIFY(!contradiction(expectation, outcome).empty());
        outcome.errors.clear();
        outcome.log.clear();
        QVERIFY(!contradiction(expectation, outcome).empty());
        outcome.log = "warning";
        outcome.verdict = "JE";
        QVERIFY(!contradiction(expectation, outcome).empty());
    }

    void linesThatAreRefused_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << "a.c\tAC\tcpu=1\tall\tout has 7\tclean; cpu<1\tadds" << true;
        QTest::newRow("no line") << "" << false;
        QTest::newRow("no program") << "a.c\tAC\t-\tall\t-\tclean\tadds\nb.c\tAC\t-\tall\t-\tclean\tadds"
                                    << false;
        QTest::newRow("judge error") << "a.c\tAC JE\t-\tall\t-\tclean\tadds" << false;
        QTest::newRow("limits") << "a.c\tAC\tcpus=1\tall\t-\tclean\tadds" << false;
        QTest::newRow("tiers") << "a.c\tAC\t-\tsome\t-\tclean\tadds" << false;
        QTest::newRow("texts") << "a.c\tAC\t-\tall\tout is 7\tclean\tadds" << false;
        QTest::newRow("not clean") << "a.c\tAC\t-\tall\t-\tcpu<1\tadds" << false;
        QTest::newRow("facts") << "a.c\tAC\t-\tall\t-\tclean; luck>1\tadds" << false;
        QTest::newRow("columns") << "a.c\tAC\t-\tall\t-\tclean" << false;
    }

    void linesThatAreRefused()
    {
        QFETCH(const QString, lines);
        QFETCH(const bool, good);
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        std::filesystem::create_directory(path / "programs");
        std::ofstream(path / "programs/a.c") << "int main(void) {}\n";
        std::ofstream(path / "expected.tsv") << "# comment\n" << lines.toStdString() << "\n";
        QCOMPARE(readExpectations(path / "expected.tsv", path / "programs").hasValue(), good);
    }
};

int main(int count, char** arguments)
{
    g_notPrivate = makePrivateMachine();
    TestChecker test;
    return QTest::qExec(&test, count, arguments);
}

#include "test_checker.moc"
