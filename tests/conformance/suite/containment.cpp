// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>
#include <sys/syscall.h>

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

void addRefused(Rows& rows)
{
    for (const char* what : {"network", "write-outside", "processes-of-others", "inheritance", "namespaces",
                             "touch-the-box", "message-queue", "shared-objects", "syncs", "clocks-of-the-box",
                             "pairs-of-sockets", "wider-pipes", "filters"})
        rows.push_back(rowOf({.name = what, .arguments = {what}}));
    rows.push_back(rowOf({.name = "the kernel ends programs first when memory is short",
                          .arguments = {"print-oom-score"},
                          .output = "1000\n"}));
    rows.push_back(rowOf({.name = "read-host", .arguments = {"read-host", "{secrets}"}}));
}

void addKilled(Rows& rows)
{
    const auto add = [&rows](std::string name, std::vector<std::string> arguments) {
        rows.push_back(rowOf({.name = std::move(name),
                              .arguments = std::move(arguments),
                              .status = RunStatus::Violation,
                              .signal = SIGSYS}));
    };
    add("ptrace", {"ptrace"});
    add("mount", {"mount"});
}

/// No program of a contest needs them.
constexpr long kDeadly[] = {
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fspick,
    SYS_fsmount,
    SYS_mount_setattr,
    SYS_chroot,
    SYS_setns,
    SYS_swapon,
    SYS_swapoff,
    SYS_reboot,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_acct,
    SYS_quotactl,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_bpf,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_open_by_handle_at,
};

/// Runtimes try these and do without.
constexpr long kRefused[] = {
    SYS_io_uring_setup, SYS_io_uring_enter,  SYS_io_uring_register, SYS_userfaultfd,   SYS_perf_event_open,
    SYS_unshare,        SYS_syslog,          SYS_name_to_handle_at, SYS_fanotify_init, SYS_kcmp,
    SYS_pidfd_getfd,    SYS_process_madvise, SYS_migrate_pages,     SYS_move_pages,    SYS_mq_open,
    SYS_mq_unlink,      SYS_vmsplice,        SYS_ioprio_set,        SYS_adjtimex,
};

void deadlyCalls(Bench& bench, Findings& findings)
{
    for (const long call : kDeadly) {
        const RunResult result = bench.run(bench.subject({"call-number", std::to_string(call)}));
        findings.expect(result.status == RunStatus::Violation && result.signal == SIGSYS,
                        "call " + std::to_string(call) + " kills", describe(result));
    }
}

void refusedCalls(Bench& bench, Findings& findings)
{
    for (const long call : kRefused)
        bench.expectExit(findings, bench.subject({"call-number", std::to_string(call)}));
}

#ifdef __x86_64__
/// The same calls by the numbers of x32, which are those of x86-64 with one bit more.
void x32Calls(Bench& bench, Findings& findings)
{
    constexpr long kX32 = 0x40000000;
    for (const long call : {39L, 250L, 165L, 520L}) { // getpid, keyctl, mount, execve
        const RunResult result = bench.run(bench.subject({"call-number", std::to_string(kX32 + call)}));
        findings.expect(result.status == RunStatus::Violation && result.signal == SIGSYS,
                        "call " + std::to_string(call) + " of x32 kills", describe(result));
    }
}
#endif

void foreignCall(Bench& bench, Findings& findings)
{
    const RunResult result = bench.run(bench.subject({"foreign-call"}));
    // Some kernels have no calls of other architectures: there it is a mistake of the program.
    const bool unknown = result.status == RunStatus::Signalled && result.signal == SIGSEGV;
    findings.expect(unknown || (result.status == RunStatus::Violation && result.signal == SIGSYS),
                    "a call of another architecture kills", describe(result));
}

void environment(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"inheritance"});
    request.environment = {"ASKED=yes", "HOME=/work"};
    bench.expectExit(findings, request);
    request.arguments.back() = "print-environment";
    const RunResult result = bench.expectExit(findings, request);
    const std::string output = contentOf(result.standardOutput);
    findings.expect(output.find("HOME=/work\n") != std::string::npos &&
                        output.find("HOME=/tmp\n") == std::string::npos &&
                        output.find("ASKED=yes\n") != std::string::npos,
                    "the environment is the box's and the request's", describe(result));
}

} // namespace

void addContainment(Rows& rows)
{
    addRefused(rows);
    addKilled(rows);
    rows.push_back({"deadly calls", None, deadlyCalls});
    rows.push_back({"refused calls", None, refusedCalls});
#ifdef __x86_64__
    rows.push_back({"calls of x32", None, x32Calls});
#endif
    rows.push_back({"foreign call", None, foreignCall});
    rows.push_back({"environment", None, environment});
}

} // namespace assize::conformance
