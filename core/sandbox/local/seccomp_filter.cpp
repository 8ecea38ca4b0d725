// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/seccomp_filter.h"

#include "sandbox/sandbox.h"

#include <array>
#include <cerrno>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace assize::sandbox {

namespace {

/// No program of a contest has a use for these: they change the machine, or make a way out.
constexpr std::array kDeadly = {
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fspick),
    SCMP_SYS(fsmount),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(reboot),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(acct),
    SCMP_SYS(quotactl),
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(sethostname),
    SCMP_SYS(setdomainname),
    SCMP_SYS(vhangup),
    SCMP_SYS(bpf),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(open_by_handle_at),
};

struct Refused
{
    int call;
    int error;
};

/// Runtimes try these and go on without.
constexpr std::array kRefused = {
    Refused{SCMP_SYS(io_uring_setup), ENOSYS},
    Refused{SCMP_SYS(io_uring_enter), ENOSYS},
    Refused{SCMP_SYS(io_uring_register), ENOSYS},
    Refused{SCMP_SYS(userfaultfd), ENOSYS},
    Refused{SCMP_SYS(perf_event_open), EPERM},
    Refused{SCMP_SYS(unshare), EPERM},
    Refused{SCMP_SYS(syslog), EPERM},
    Refused{SCMP_SYS(adjtimex), EPERM},
    Refused{SCMP_SYS(clock_adjtime), EPERM},
    Refused{SCMP_SYS(name_to_handle_at), EPERM},
    Refused{SCMP_SYS(fanotify_init), EPERM},
    Refused{SCMP_SYS(kcmp), EPERM},
    Refused{SCMP_SYS(pidfd_getfd), EPERM},
    Refused{SCMP_SYS(process_madvise), EPERM},
    Refused{SCMP_SYS(migrate_pages), EPERM},
    Refused{SCMP_SYS(move_pages), EPERM},
    Refused{SCMP_SYS(modify_ldt), ENOSYS},
    Refused{SCMP_SYS(memfd_secret), ENOSYS},
    Refused{SCMP_SYS(lookup_dcookie), ENOSYS},
    Refused{SCMP_SYS(ioprio_set), EPERM},
    Refused{SCMP_SYS(mq_open), ENOSYS},
    Refused{SCMP_SYS(mq_unlink), ENOSYS},
    Refused{SCMP_SYS(vmsplice), EPERM},
};

/// Calls on another process by its number: not on the box, which may be the same user.
constexpr std::array kNotOnTheBox = {
    SCMP_SYS(prlimit64),      SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler),
    SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr),     SCMP_SYS(setpgid),
};

class Filter
{
public:
    Filter() : m_context(::seccomp_init(SCMP_ACT_ALLOW)) {}
    ~Filter()
    {
        if (m_context)
            ::seccomp_release(m_context);
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    template<typename... Conditions>
    void on(std::uint32_t action, int call, Conditions... conditions)
    {
        if (!m_error && call > -100) { // smaller: not a call of this architecture
            const int error =
                ::seccomp_rule_add(m_context, action, call, sizeof...(conditions), conditions...);
            m_error = error;
        }
    }

    Result<std::string> build(std::uint64_t key);

private:
    void addRules(std::uint64_t key);

    scmp_filter_ctx m_context;
    int m_error = 0;
};

void Filter::addRules(std::uint64_t key)
{
    constexpr std::uint64_t kInt = 0xFFFFFFFF; // the kernel looks at these bits of an int only
    const std::uint32_t kill = SCMP_ACT_KILL_PROCESS;
    for (const int call : kDeadly)
        on(kill, call);
    for (const Refused& refused : kRefused)
        on(SCMP_ACT_ERRNO(static_cast<std::uint32_t>(refused.error)), refused.call);
    for (const int call : kNotOnTheBox)
        on(SCMP_ACT_ERRNO(EPERM), call, SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, 1));

    // Priorities: one's own only.
    on(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(setpriority), SCMP_A0(SCMP_CMP_NE, PRIO_PROCESS));
    on(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(setpriority), SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS),
       SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, 1));

    // No network of any family. Sockets of the Unix family stay within the box.
    on(SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), SCMP_A0(SCMP_CMP_GT, AF_UNIX));
    on(SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), SCMP_A0(SCMP_CMP_LT, AF_UNIX));
    on(SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socketpair), SCMP_A0(SCMP_CMP_GT, AF_UNIX));

    // No new namespaces. The flags of clone3 lie in memory, where a filter cannot see them; C libraries fall
    // back to clone.
    for (const std::uint64_t flag : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                                     CLONE_NEWUTS, CLONE_NEWCGROUP})
        on(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
    on(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), SCMP_A2(SCMP_CMP_NE, key));

    // The box sets the size of its work area.
    on(kill, SCMP_SYS(fsconfig), SCMP_A5(SCMP_CMP_NE, key));

    // Typing into a terminal that somebody else reads.
    constexpr std::uint64_t kInject = 0x5412;       // TIOCSTI
    constexpr std::uint64_t kLinuxConsole = 0x541C; // TIOCLINUX
    on(kill, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, kInject));
    on(kill, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, kLinuxConsole));
}

Result<std::string> Filter::build(std::uint64_t key)
{
    if (!m_context)
        return Error{ErrorKind::Internal, "libseccomp does not work here"};
    // Calls of other architectures have other numbers: all of them kill.
    m_error = ::seccomp_attr_set(m_context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!m_error)
        m_error = ::seccomp_attr_set(m_context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    addRules(key);
    Result<unique_fd> file = unique_fd(::memfd_create("filter", MFD_CLOEXEC));
    if (!m_error)
        m_error = ::seccomp_export_bpf(m_context, file->get());
    if (m_error)
        return systemError("cannot make the system call filter", -m_error, ErrorKind::Internal);
    std::string program(static_cast<std::size_t>(::lseek(file->get(), 0, SEEK_END)), '\0');
    if (::pread(file->get(), program.data(), program.size(), 0) != static_cast<ssize_t>(program.size()))
        return systemError("cannot read the system call filter", errno, ErrorKind::Internal);
    return program;
}

} // namespace

Result<std::string> makeSeccompFilter(std::uint64_t key)
{
    Filter filter;
    return filter.build(key);
}

} // namespace assize::sandbox
