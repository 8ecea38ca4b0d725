// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of each mechanism, why it is not better, and the commands that would help, by what was found.
#include "sandbox/protocol/mechanisms.h"

#include <QtTest>

#include <cerrno>

using namespace assize::sandbox::protocol;
using Grade = Mechanism::Grade;

namespace {

const Mechanism* find(const std::vector<Mechanism>& all, const std::string& name)
{
    for (const Mechanism& mechanism : all) {
        if (mechanism.name == name)
            return &mechanism;
    }
    return nullptr;
}

Findings found(bool root, const std::string& cgroups, std::vector<Failure> refusals = {})
{
    return {{!root, !cgroups.empty()}, {}, cgroups, std::move(refusals), {}, {}};
}

MachineFacts machine(bool root)
{
    MachineFacts facts;
    facts.root = root;
    facts.processors = 4;
    return facts;
}

} // namespace

Q_DECLARE_METATYPE(Findings)
Q_DECLARE_METATYPE(MachineFacts)

class TestMechanisms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMissing();
    void remedies_data();
    void remedies();
    void whatIsCounted_data();
    void whatIsCounted();
    void strictIsNamed();
    void warningsAreOfWhatIsWeak();
    void noIsolation();
    void noWay_data();
    void noWay();
};

void TestMechanisms::nothingIsMissing()
{
    const auto all = mechanismsOf(found(true, "cgroup2"), machine(true));
    for (const Mechanism& mechanism : all) {
        QVERIFY2(mechanism.grade == Grade::Full && mechanism.why.empty() && mechanism.remedy.empty(),
                 mechanism.name.c_str());
        QVERIFY2(!mechanism.used.empty() && !mechanism.effect.empty(), mechanism.name.c_str());
    }
    QVERIFY(all.size() >= 9);
    QVERIFY(warningsOf(all).empty());
}

void TestMechanisms::remedies_data()
{
    QTest::addColumn<Findings>("findings");
    QTest::addColumn<MachineFacts>("facts");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("grade");
    QTest::addColumn<QByteArray>("command"); // one of the remedy's lines; empty: there is no remedy
    const auto row = [](const char* title, const Findings& findings, const MachineFacts& facts,
                        const char* name, Grade grade, const char* command) {
        QTest::newRow(title) << findings << facts << QByteArray(name) << static_cast<int>(grade)
                             << QByteArray(command);
    };
    MachineFacts debian = machine(true);
    debian.systemd = debian.grub = debian.version1 = true;
    row("controllers bound to v1, Debian", found(true, "cgroup1"), debian, "control groups", Grade::Fair,
        "sudo sed -i 's/^GRUB_CMDLINE_LINUX=\"/&systemd.unified_cgroup_hierarchy=1 /' /etc/default/grub");
    row("and boot again", found(true, "cgroup1"), debian, "control groups", Grade::Fair,
        "sudo update-grub && sudo reboot");
    row("v1 without systemd", found(true, "cgroup1"), machine(true), "control groups", Grade::Fair,
        "# add cgroup_no_v1=memory,pids to the kernel's command line and boot again");
    MachineFacts inside = machine(true);
    inside.container = true;
    row("v1 in a container", found(true, "cgroup1"), inside, "control groups", Grade::Fair,
        "# on the host of this container, boot Linux with systemd.unified_cgroup_hierarchy=1");
    row("container without --privileged",
        found(true, "", {{Step::MakeGroupHere, EROFS, "/sys/fs/cgroup/memory"}}), inside, "control groups",
        Grade::Weak,
        "# start the container with --privileged: docker run --privileged --cgroupns=private ...");
    MachineFacts person = machine(false);
    person.systemd = true;
    row("not delegated", found(false, "", {{Step::DelegateGroup, 0, "/sys/fs/cgroup/user.slice"}}), person,
        "control groups", Grade::Weak, "systemd-run --user --scope -p Delegate=yes assize judge CONTEST");
    const Findings notGiven = found(false, "", {{Step::GiveControllers, 0, "/x"}});
    row("controllers not given: the drop-in", notGiven, person, "control groups", Grade::Weak,
        "sudo cp -r packaging/systemd/user@.service.d /etc/systemd/system/");
    row("controllers not given: reload", notGiven, person, "control groups", Grade::Weak,
        "sudo systemctl daemon-reload");
    row("not delegated, no systemd", found(false, "", {{Step::DelegateGroup, 0, "/sys/fs/cgroup/a"}}),
        machine(false), "control groups", Grade::Weak, "sudo assize judge CONTEST");
    MachineFacts version1 = machine(false);
    version1.version1 = true;
    row("ordinary user on v1", found(false, "", {{Step::MakeGroupHere, EACCES, "/sys/fs/cgroup/memory"}}),
        version1, "control groups", Grade::Weak,
        "sudo mkdir -p /sys/fs/cgroup/{memory,cpuacct,pids}/assize-$USER");
    row("none at all, root", found(true, "", {{Step::FindGroups}}), machine(true), "control groups",
        Grade::Weak, "mkdir -p /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup");
    Findings unwanted = found(true, "");
    unwanted.wanted.cgroups = false;
    row("not wanted", unwanted, machine(true), "control groups", Grade::Weak, "");
    row("ordinary user", found(false, "cgroup2"), machine(false), "user", Grade::Fair,
        "sudo assize judge CONTEST");
    row("root", found(true, "cgroup2"), machine(true), "user", Grade::Full, "");
    Findings refused = found(false, "cgroup2");
    refused.refusals = {"as root with control groups: mount: EPERM"};
    row("root who may not mount", refused, inside, "user", Grade::Weak,
        "# start the container with --privileged: docker run --privileged --cgroupns=private ...");
    row("root in a user namespace without groups", found(false, ""), machine(true), "processes", Grade::Weak,
        "# start Assize as an ordinary user");
    MachineFacts swapping = machine(true);
    swapping.swap = 1 << 30;
    row("swap without v2", found(true, "cgroup1"), swapping, "swap", Grade::Fair, "sudo swapoff -a");
}

void TestMechanisms::remedies()
{
    QFETCH(Findings, findings);
    QFETCH(MachineFacts, facts);
    QFETCH(QByteArray, name);
    QFETCH(int, grade);
    QFETCH(QByteArray, command);
    const auto all = mechanismsOf(findings, facts);
    const Mechanism* mechanism = find(all, name.toStdString());
    QVERIFY(mechanism != nullptr);
    QCOMPARE(static_cast<int>(mechanism->grade), grade);
    QCOMPARE(mechanism->why.empty(), mechanism->grade == Grade::Full);
    const std::string lines = onOneLine(mechanism->remedy);
    if (command.isEmpty())
        QCOMPARE(lines, std::string());
    else
        QVERIFY2(std::find(mechanism->remedy.begin(), mechanism->remedy.end(), command.toStdString()) !=
                     mechanism->remedy.end(),
                 lines.c_str());
}

void TestMechanisms::whatIsCounted_data()
{
    QTest::addColumn<Findings>("findings");
    QTest::addColumn<QByteArrayList>("used"); // memory, processes, CPU time
    QTest::newRow("v2") << found(true, "cgroup2") << QByteArrayList{"cgroup v2", "cgroup v2", "cgroup v2"};
    QTest::newRow("v1") << found(true, "cgroup1") << QByteArrayList{"cgroup v1", "cgroup v1", "cgroup v1"};
    QTest::newRow("v1 without memory") << found(true, "cgroup1", {{Step::FindController, 0, "memory"}})
                                       << QByteArrayList{"seen every 10 ms", "cgroup v1", "cgroup v1"};
    QTest::newRow("v1 with memory alone")
        << found(true, "cgroup1", {{Step::FindController, 0, "cpuacct"}, {Step::FindController, 0, "pids"}})
        << QByteArrayList{"cgroup v1", "RLIMIT_NPROC", "getrusage"};
    QTest::newRow("v1, memory refused, which is missing by name only once")
        << found(true, "cgroup1",
                 {{Step::FindController, 0, "pids"}, {Step::MakeGroupHere, EACCES, "/sys/fs/cgroup/pids"}})
        << QByteArrayList{"cgroup v1", "RLIMIT_NPROC", "cgroup v1"};
    QTest::newRow("none") << found(true, "")
                          << QByteArrayList{"seen every 10 ms", "RLIMIT_NPROC", "getrusage"};
}

void TestMechanisms::whatIsCounted()
{
    QFETCH(Findings, findings);
    QFETCH(QByteArrayList, used);
    const auto all = mechanismsOf(findings, machine(true));
    const char* names[] = {"memory", "processes", "CPU time"};
    for (int i = 0; i < 3; ++i) {
        const Mechanism* mechanism = find(all, names[i]);
        QVERIFY(mechanism != nullptr);
        QCOMPARE(QByteArray::fromStdString(mechanism->used), used[i]);
        QCOMPARE(mechanism->grade == Grade::Full, used[i].startsWith("cgroup"));
    }
}

void TestMechanisms::strictIsNamed()
{
    Findings findings = found(true, "cgroup2");
    QCOMPARE(find(mechanismsOf(findings, machine(true)), "namespaces")->used, std::string("for each box"));
    findings.wanted.strict = true;
    QCOMPARE(find(mechanismsOf(findings, machine(true)), "namespaces")->used, std::string("for each run"));
    const auto isolation = isolationOf(findings.way, findings.wanted, "cgroup2");
    QVERIFY(std::find(isolation.begin(), isolation.end(), "strict") != isolation.end());
}

void TestMechanisms::warningsAreOfWhatIsWeak()
{
    // Something better exists, but results are exact: no report has to warn of it.
    QVERIFY(warningsOf(mechanismsOf(found(false, "cgroup1"), machine(false))).empty());
    Findings findings = found(false, "", {{Step::DelegateGroup, 0, "/a"}});
    findings.boxNotes = "no /proc in boxes\nboxes are a chroot\n";
    MachineFacts person = machine(false);
    person.systemd = true;
    const auto warnings = warningsOf(mechanismsOf(findings, person));
    QCOMPARE(warnings.size(), 3U);
    for (const char* part : {"control groups (none)", "is not delegated to this user", "in /dev/shm",
                             "`systemd-run --user --scope -p Delegate=yes assize judge CONTEST`"})
        QVERIFY2(warnings[0].find(part) != std::string::npos, warnings[0].c_str());
    QVERIFY(warnings[1].find("no /proc in boxes") != std::string::npos);
    QVERIFY(warnings[2].find("boxes are a chroot") != std::string::npos);
}

void TestMechanisms::noIsolation()
{
    const auto warnings = warningsOf(mechanismsOfNone());
    QCOMPARE(warnings.size(), 1U);
    QVERIFY(warnings[0].find("without any isolation") != std::string::npos);
}

void TestMechanisms::noWay_data()
{
    QTest::addColumn<MachineFacts>("facts");
    QTest::addColumn<QByteArray>("command");
    MachineFacts facts = machine(false);
    facts.appArmorRestricts = true;
    facts.box = "/usr/bin/assize-box";
    QTest::newRow("AppArmor") << facts << QByteArray("sudo packaging/apparmor/install /usr/bin/assize-box");
    facts = machine(false);
    facts.userNamespacesOff = true;
    QTest::newRow("switched off") << facts << QByteArray("sudo sysctl kernel.unprivileged_userns_clone=1");
    facts = machine(false);
    facts.noUserNamespaces = true;
    QTest::newRow("none allowed") << facts << QByteArray("sudo sysctl user.max_user_namespaces=10000");
    facts = machine(true);
    facts.container = true;
    QTest::newRow("container") << facts
                               << QByteArray(
                                      "# start the container with --privileged: docker run --privileged "
                                      "--cgroupns=private ...");
    QTest::newRow("for no reason that is known") << machine(false) << QByteArray("sudo assize judge CONTEST");
}

void TestMechanisms::noWay()
{
    QFETCH(MachineFacts, facts);
    QFETCH(QByteArray, command);
    QCOMPARE(QByteArray::fromStdString(remedyOfNoIsolation(facts).front()), command);
}

QTEST_GUILESS_MAIN(TestMechanisms)
#include "test_mechanisms.moc"
