// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/mechanisms.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace assize::sandbox::protocol {

namespace {

using Grade = Mechanism::Grade;
using Lines = std::vector<std::string>;

constexpr std::string_view kReboot = "sudo update-grub && sudo reboot";

bool has(const std::vector<Failure>& failures, Step step)
{
    return std::any_of(failures.begin(), failures.end(),
                       [step](const Failure& failure) { return failure.step == step; });
}

std::string joined(const std::vector<std::string>& parts, std::string_view between)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : std::string(between)) + part;
    return text;
}

/// Adds `parameter` to the kernel's command line.
Lines bootWith(const std::string& parameter, const MachineFacts& machine)
{
    if (machine.container)
        return {"# on the host of this container, boot Linux with " + parameter};
    if (machine.grub)
        return {"sudo sed -i 's/^GRUB_CMDLINE_LINUX=\"/&" + parameter + " /' /etc/default/grub",
                std::string(kReboot)};
    return {"# add " + parameter + " to the kernel's command line and boot again"};
}

/// Without systemd nobody reads its parameter; the kernel has a parameter of its own.
Lines bootWithVersion2(const MachineFacts& machine)
{
    return bootWith(machine.systemd || machine.container ? "systemd.unified_cgroup_hierarchy=1"
                                                         : "cgroup_no_v1=memory,pids",
                    machine);
}

Lines privilegedContainer()
{
    return {"# start the container with --privileged: docker run --privileged --cgroupns=private ..."};
}

/// A process in control groups that its user owns may divide these, also with version 1.
Lines ownGroupsOfVersion1()
{
    const std::string groups = "/sys/fs/cgroup/{memory,cpuacct,pids}/assize-$USER";
    return {"sudo mkdir -p " + groups, "sudo chown $USER " + groups,
            "echo $$ | sudo tee " + groups + "/cgroup.procs", "# then start Assize in this terminal (bash)"};
}

Lines remedyOfNoGroups(const std::vector<Failure>& refusals, const MachineFacts& machine)
{
    const std::string scope = "systemd-run --user --scope -p Delegate=yes assize judge CONTEST";
    if (machine.root && machine.container)
        return privilegedContainer();
    if (has(refusals, Step::GiveControllers) && machine.systemd)
        return {"sudo cp -r packaging/systemd/user@.service.d /etc/systemd/system/",
                "sudo systemctl daemon-reload", "# log out and in again, then", scope};
    if (has(refusals, Step::DelegateGroup) && machine.systemd && !machine.root)
        return {scope};
    // Where nobody may write, as in a container, it is EROFS.
    const bool isForbidden = std::any_of(refusals.begin(), refusals.end(), [](const Failure& failure) {
        return failure.step == Step::MakeGroupHere && failure.error == EACCES;
    });
    if (isForbidden && machine.version1 && !machine.root)
        return ownGroupsOfVersion1();
    if (!machine.root)
        return machine.container ? privilegedContainer() : Lines{"sudo assize judge CONTEST"};
    if (has(refusals, Step::FindGroups))
        return {"mkdir -p /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup"};
    return {};
}

Mechanism user(const Findings& findings, const MachineFacts& machine)
{
    if (!findings.way.userNamespace)
        return {"user", "root", Grade::Full, "each box has a user of its own", {}, {}};
    Mechanism result{"user",
                     "user namespace",
                     Grade::Fair,
                     "programs have your uid, in namespaces that keep them from your files and each other",
                     "only root can give each box a user of its own",
                     {"sudo assize judge CONTEST"}};
    if (!machine.root)
        return result;
    result.remedy.clear();
    result.why = "a user namespace was asked for";
    if (findings.wanted.userNamespace)
        return result;
    result.grade = Grade::Weak;
    result.why = "a better way to isolate was tried and failed: " + joined(findings.refusals, "; ");
    if (machine.container)
        result.remedy = privilegedContainer();
    return result;
}

/// Whether programs are counted by control groups, and by which.
Mechanism controlGroups(const Findings& findings, const MachineFacts& machine)
{
    Mechanism result{
        "control groups", "v2", Grade::Full, "each run is born in a fresh group of its own", {}, {}};
    if (!findings.way.cgroups) {
        result.used = "none";
        result.grade = Grade::Weak;
        result.effect =
            "a program over its memory limit is noticed some milliseconds late, memory in "
            "/dev/shm is not counted, nor is the time of all orphans; memfd_create, shmget, shared "
            "anonymous maps and /dev/zero are refused";
        if (!findings.wanted.cgroups) {
            result.why = "they were not wanted";
        } else if (!findings.cgroups.empty()) {
            result.why = "they did not work: " + joined(findings.refusals, "; ");
        } else {
            result.why =
                findings.groupRefusals.empty() ? "they did not work" : textOf(findings.groupRefusals);
            result.remedy = remedyOfNoGroups(findings.groupRefusals, machine);
        }
    } else if (findings.cgroups != "cgroup2") {
        result.used = "v1";
        result.grade = Grade::Fair;
        result.effect = "each box has a group, whose counters start anew for each run";
        result.why = "version 2 cannot be used, as the controllers are bound to version 1";
        result.remedy = bootWithVersion2(machine);
        if (has(findings.groupRefusals, Step::FindController)) {
            result.grade = Grade::Weak;
            result.why = textOf(findings.groupRefusals);
        }
    }
    return result;
}

/// Whether the control groups in use have this controller.
bool counts(const Findings& findings, std::string_view controller)
{
    if (!findings.way.cgroups)
        return false;
    return std::none_of(findings.groupRefusals.begin(), findings.groupRefusals.end(),
                        [controller](const Failure& failure) {
                            return failure.step == Step::FindController && failure.detail == controller;
                        });
}

/// Why a counter is Weak is said with the control groups.
void addCounters(std::vector<Mechanism>& all, const Findings& findings, const MachineFacts& machine)
{
    const std::string groups = findings.cgroups == "cgroup2" ? "cgroup v2" : "cgroup v1";
    const auto add = [&](const char* controller, const char* name, const char* exact, const char* otherwise,
                         const char* lost) {
        if (counts(findings, controller))
            all.push_back({name, groups, Grade::Full, exact, {}, {}});
        else
            all.push_back({name, otherwise, Grade::Weak, lost, {}, {}});
    };
    add("memory", "memory", "the peak of all processes, with shared memory and files in /tmp",
        "seen every 10 ms",
        "what is resident; nothing in /dev/shm, a peak between two looks only of the largest process");
    if (!counts(findings, "pids") && findings.way.userNamespace && machine.root)
        all.push_back({"processes",
                       "not limited",
                       Grade::Weak,
                       "a program may start as many as it likes",
                       "the kernel does not limit those of root, and no control group counts them",
                       {"# start Assize as an ordinary user"}});
    else
        add("pids", "processes", "the limit is the run's own", "RLIMIT_NPROC",
            "the limit is the user's, not the run's");
    add("cpuacct", "CPU time", "of all processes, also of those that nobody waited for", "getrusage",
        "of processes that somebody waited for; of others only what was seen in time");
}

/// Swapping makes times depend on the machine's other work.
void addSwap(std::vector<Mechanism>& all, const Findings& findings, const MachineFacts& machine)
{
    if (machine.swap == 0 || (findings.way.cgroups && findings.cgroups == "cgroup2"))
        return;
    all.push_back({"swap",
                   "on",
                   Grade::Fair,
                   "a program that is swapped out is slower and seems smaller",
                   "only control groups of version 2 keep a run's memory out of it",
                   {"sudo swapoff -a"}});
}

void addBoxNotes(std::vector<Mechanism>& all, std::string_view notes)
{
    while (!notes.empty()) {
        const std::size_t end = notes.find('\n');
        all.push_back({"boxes",
                       "limited",
                       Grade::Weak,
                       std::string(notes.substr(0, end)),
                       "the kernel or a container refuses it",
                       {}});
        notes.remove_prefix(end == std::string_view::npos ? notes.size() : end + 1);
    }
}

std::string counted(int number, const std::string& noun)
{
    return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

} // namespace

std::vector<Mechanism> mechanismsOf(const Findings& findings, const MachineFacts& machine)
{
    std::vector<Mechanism> all{user(findings, machine), controlGroups(findings, machine)};
    addCounters(all, findings, machine);
    const bool strict = findings.wanted.strict;
    all.push_back({"namespaces",
                   strict ? "for each run" : "for each box",
                   Grade::Full,
                   strict
                       ? "files, network, processes and IPC; the last two fresh for each run"
                       : "files, network, processes and IPC, emptied after each run (if strict: fresh ones)",
                   {},
                   {}});
    all.push_back({"system calls", "seccomp", Grade::Full, "what no solution needs ends it with SV", {}, {}});
    all.push_back(
        {"ends of runs", "pidfd", Grade::Full, "noticed at once, and never another process's", {}, {}});
    all.push_back(
        {"processors",
         "one for a slot",
         Grade::Full,
         "the first " + counted(machine.processors, "slot") + " stay on a processor, further ones on none",
         {},
         {}});
    addSwap(all, findings, machine);
    addBoxNotes(all, findings.boxNotes);
    return all;
}

std::vector<Mechanism> mechanismsOfNone()
{
    return {{"isolation",
             "none",
             Grade::Weak,
             "programs run as the user who started Assize: they can read the answers, change the results and "
             "use the network",
             "programs run without any isolation, as was asked for",
             {"# ask for a sandbox"}}};
}

std::vector<std::string> warningsOf(const std::vector<Mechanism>& mechanisms)
{
    std::vector<std::string> warnings;
    for (const Mechanism& mechanism : mechanisms) {
        if (mechanism.grade != Grade::Weak || mechanism.why.empty())
            continue;
        std::string text = mechanism.name + " (" + mechanism.used + "): " + mechanism.effect +
                           ". Why: " + mechanism.why + ".";
        if (!mechanism.remedy.empty())
            text += " Better: " + onOneLine(mechanism.remedy) + ".";
        warnings.push_back(std::move(text));
    }
    return warnings;
}

std::vector<std::string> remedyOfNoIsolation(const MachineFacts& machine)
{
    Lines lines;
    if (machine.appArmorRestricts) {
        lines.push_back("sudo packaging/apparmor/install " + machine.box);
        lines.emplace_back(
            "# or, for all programs: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0");
    }
    if (machine.userNamespacesOff)
        lines.emplace_back("sudo sysctl kernel.unprivileged_userns_clone=1");
    if (machine.noUserNamespaces)
        lines.emplace_back("sudo sysctl user.max_user_namespaces=10000");
    if (!lines.empty())
        return lines;
    lines = privilegedContainer();
    if (!machine.root && !machine.container)
        lines = {"sudo assize judge CONTEST", "# in a container, start it with --privileged"};
    return lines;
}

std::string onOneLine(const std::vector<std::string>& remedy)
{
    std::string text;
    for (const std::string& line : remedy) {
        text += text.empty() ? "" : "; ";
        text += line.starts_with("# ") ? line.substr(2) : '`' + line + '`';
    }
    return text;
}

} // namespace assize::sandbox::protocol
