// SPDX-License-Identifier: GPL-3.0-or-later
// What `assize doctor` prints: problems first, with commands that can be copied, on lines that fit a
// terminal.
#include "../../../app/cli/doctor_text.h"

#include <QtTest>

using namespace assize;
using namespace assize::cli;
using sandbox::Mechanism;
using Grade = Mechanism::Grade;

namespace {

sandbox::SandboxInfo infoOf(std::vector<Mechanism> mechanisms)
{
    sandbox::SandboxInfo info;
    info.name = "local";
    info.mechanisms = std::move(mechanisms);
    return info;
}

qsizetype widest(const std::string& text)
{
    qsizetype width = 0;
    for (const QByteArray& line : QByteArray::fromStdString(text).split('\n'))
        width = std::max(width, line.size());
    return width;
}

const std::string kLong =
    "a sentence of many words that goes on and on until it no longer fits on one line of a "
    "terminal and has to be broken between two of its words";

} // namespace

class TestDoctorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMissing()
    {
        QCOMPARE(sandboxText(infoOf({{"user", "root", Grade::Full, "each box has a user of its own", {}, {}},
                                     {"memory", "cgroup v2", Grade::Full, "the peak", {}, {}}})),
                 std::string("Sandbox local: safe to judge, and exact; nothing is missing\n"
                             "  user              root       each box has a user of its own\n"
                             "  memory            cgroup v2  the peak\n"));
    }

    void problemsComeFirst()
    {
        const std::string text = sandboxText(
            infoOf({{"user", "namespace", Grade::Fair, "shared", "only root can", {"sudo assize"}},
                    {"control groups", "none", Grade::Weak, "lost", "not delegated", {"do this", "and that"}},
                    {"memory", "looked at", Grade::Weak, "late", {}, {}}}));
        QCOMPARE(text, std::string("Sandbox local: safe to judge; measures less exactly than it could\n"
                                   "\n"
                                   "  What would make it better ('!' matters for results)\n"
                                   "  ! control groups  none: lost\n"
                                   "      why  not delegated\n"
                                   "      do   do this\n"
                                   "           and that\n"
                                   "  - user            namespace: shared\n"
                                   "      why  only root can\n"
                                   "      do   sudo assize\n"
                                   "\n"
                                   "  Otherwise in use\n"
                                   "  memory            looked at  late\n"));
    }

    void longTextsAreBroken()
    {
        const std::string text =
            sandboxText(infoOf({{"control groups", "none", Grade::Weak, kLong, kLong, {}},
                                {"memory", "seen every 10 ms", Grade::Full, kLong, {}, {}}})) +
            noSandboxText(kLong);
        QVERIFY2(widest(text) <= 100, text.c_str());
        QVERIFY2(widest(text) > 90, text.c_str());
        QByteArray joined = QByteArray::fromStdString(text).simplified();
        QCOMPARE(joined.count(kLong.c_str()), 4);
    }

    void noSandboxIsSaid()
    {
        QCOMPARE(noSandboxText("it failed"), std::string("Sandbox: NOT SAFE TO JUDGE\n  it failed\n"));
    }

    void machine_data()
    {
        QTest::addColumn<int>("processors");
        QTest::addColumn<bool>("shared");
        QTest::addColumn<QByteArray>("governor");
        QTest::addColumn<quint64>("swap");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("kernel") << 2 << false << QByteArray() << quint64(0)
                                << QByteArray("  kernel            Linux 6.1\n");
        QTest::newRow("slots") << 2 << false << QByteArray() << quint64(0)
                               << QByteArray("  processors        2, 1 slot by default (--jobs)\n");
        QTest::newRow("shared cores") << 8 << true << QByteArray() << quint64(0)
                                      << QByteArray("two share a core, so --jobs 4 measures");
        QTest::newRow("steady") << 2 << false << QByteArray("performance") << quint64(0)
                                << QByteArray("  frequency         performance\n");
        QTest::newRow("powersave") << 2 << false << QByteArray("powersave") << quint64(0)
                                   << QByteArray("cpupower");
        QTest::newRow("memory") << 2 << false << QByteArray() << quint64(0)
                                << QByteArray("  memory            512 MiB\n");
        QTest::newRow("no swap") << 2 << false << QByteArray() << quint64(0)
                                 << QByteArray("  swap              off\n");
        QTest::newRow("swap") << 2 << false << QByteArray() << quint64(1 << 20)
                              << QByteArray("  swap              1 MiB\n");
    }

    void machine()
    {
        QFETCH(int, processors);
        QFETCH(bool, shared);
        QFETCH(QByteArray, governor);
        QFETCH(quint64, swap);
        QFETCH(QByteArray, line);
        const std::string text =
            machineText({"Linux 6.1", processors, 1, shared, governor.toStdString(), 512ULL << 20, swap});
        QVERIFY2(QByteArray::fromStdString(text).contains(line), text.c_str());
        QVERIFY(widest(text) <= 100);
    }

    void whatRunsPythonIsSaid()
    {
        std::vector<model::Toolchain> toolchains(2);
        toolchains[0].language.id = "pypy3";
        toolchains[0].language.installPackages = "pypy3";
        toolchains[1].language.id = "python3";
        toolchains[1].available = true;
        const std::string missing = languagesText(toolchains);
        QVERIFY2(missing.find("files in .py      CPython for all packages") != std::string::npos,
                 missing.c_str());
        QVERIFY2(missing.find("apt install pypy3") != std::string::npos, missing.c_str());
        toolchains[0].available = true;
        const std::string there = languagesText(toolchains);
        QVERIFY2(there.find("files in .py      PyPy for ICPC packages") != std::string::npos, there.c_str());
    }

    void missingLanguagesComeFirst()
    {
        std::vector<model::Toolchain> toolchains(9);
        for (std::size_t i = 0; i < toolchains.size(); ++i) {
            toolchains[i].language.name = "L" + std::to_string(i);
            toolchains[i].language.installPackages = "package-of-language-" + std::to_string(i);
            toolchains[i].available = i == 0;
            toolchains[i].version = "1.0";
            toolchains[i].problem = "not installed";
        }
        const std::string text = languagesText(toolchains);
        const QByteArray shown = QByteArray::fromStdString(text);
        QVERIFY2(shown.startsWith("Languages\n  L1                missing: not installed\n"), text.c_str());
        QVERIFY2(shown.endsWith("  L0                1.0\n"), text.c_str());
        QVERIFY2(widest(text) <= 110, text.c_str());
        // A command on several lines is still one command.
        QByteArray command = shown.mid(shown.indexOf("sudo apt-get install"));
        command = command.left(command.indexOf("\n  L0")).replace("\\\n", " ").simplified();
        QCOMPARE(command, QByteArray("sudo apt-get install package-of-language-1 package-of-language-2 "
                                     "package-of-language-3 package-of-language-4 package-of-language-5 "
                                     "package-of-language-6 package-of-language-7 package-of-language-8"));
    }
};

QTEST_GUILESS_MAIN(TestDoctorText)
#include "test_doctor_text.moc"
