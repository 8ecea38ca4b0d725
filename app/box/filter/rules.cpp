// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assize::box {

namespace {

/// Newer than the headers of Debian 12's libseccomp.
constexpr int kQuotactlFd = 443;
constexpr int kCachestat = 451;
constexpr int kStatmount = 457;
constexpr int kListmount = 458;
constexpr int kOpenTreeAttr = 467;
constexpr int kFileSetattr = 469;

constexpr std::uint64_t kInt = 0xFFFFFFFF; ///< the kernel looks at these bits of an int only

/// No program of a contest has a use for these: they change the machine, or make a way out.
constexpr std::array kDeadly = {
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    kOpenTreeAttr,
    SCMP_SYS(fsopen),
    SCMP_SYS(fspick),
    SCMP_SYS(fsmount),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(chroot),
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
    kQuotactlFd,
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
    // Numbers of the whole machine: a program that uses them up takes them from other programs.
    Refused{SCMP_SYS(io_setup), ENOSYS},
    // Which process opens which file of /usr is no other program's business, and watches are few for each
    // user.
    Refused{SCMP_SYS(inotify_init), EMFILE},
    Refused{SCMP_SYS(inotify_init1), EMFILE},
    Refused{SCMP_SYS(inotify_add_watch), EACCES},
    // A program stays on its slot's processor.
    Refused{SCMP_SYS(sched_setaffinity), EPERM},
    Refused{kCachestat, ENOSYS},
    // Flags of a file that outlive a run.
    Refused{kFileSetattr, ENOSYS},
    // Filters lie in memory of the kernel that is little and nobody's.
    Refused{SCMP_SYS(seccomp), EPERM},
    Refused{kStatmount, ENOSYS},
    Refused{kListmount, ENOSYS},
};

/// Calls that would make the machine write its disks, or read /usr anew: everything a program may write lies
/// in memory.
constexpr std::array kWithoutEffect = {
    SCMP_SYS(sync),      SCMP_SYS(syncfs), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(sync_file_range),
    SCMP_SYS(fadvise64), SCMP_SYS(flock),
};

/// The kernel answers with this error, or with success for 0, and does nothing.
constexpr std::uint32_t refusal(int error)
{
    return SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error));
}

/// Calls on another process by its number: not on the box, which may be the same user.
constexpr std::array kNotOnTheBox = {
    SCMP_SYS(prlimit64), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr),
    SCMP_SYS(setpgid),
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
        if (!m_error && call > -100) // smaller: not a call of this architecture
            m_error = ::seccomp_rule_add(m_context, action, call, sizeof...(conditions), conditions...);
    }

    std::vector<sock_filter> build(std::uint64_t key, bool memoryFiles);

private:
    void refuseCalls();
    void protectTheBox(std::uint64_t key);
    void refuseNetworkAndNamespaces();
    void keepToItself();
    std::vector<sock_filter> exported() const;

    scmp_filter_ctx m_context;
    int m_error = 0;
};

void Filter::refuseCalls()
{
    for (const int call : kDeadly)
        on(SCMP_ACT_KILL_PROCESS, call);
    for (const Refused& refused : kRefused)
        on(refusal(refused.error), refused.call);
    for (const int call : kWithoutEffect)
        on(refusal(0), call);
}

/// Calls that only the box may make, and calls that nobody may make on the box.
void Filter::protectTheBox(std::uint64_t key)
{
    for (const int call : kNotOnTheBox)
        on(refusal(EPERM), call, SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, 1));
    // Priorities: the caller's own only.
    on(refusal(EPERM), SCMP_SYS(setpriority), SCMP_A0(SCMP_CMP_NE, PRIO_PROCESS));
    on(refusal(EPERM), SCMP_SYS(setpriority), SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS),
       SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, 1));

    // The flags of clone3 lie in memory, where a filter cannot see them; C libraries fall back to clone.
    on(refusal(ENOSYS), SCMP_SYS(clone3), SCMP_A2(SCMP_CMP_NE, key));
    // The size of the work area, and fresh namespaces.
    on(SCMP_ACT_KILL_PROCESS, SCMP_SYS(fsconfig), SCMP_A5(SCMP_CMP_NE, key));
    on(SCMP_ACT_KILL_PROCESS, SCMP_SYS(setns), SCMP_A2(SCMP_CMP_NE, key));
    on(refusal(EPERM), SCMP_SYS(unshare), SCMP_A1(SCMP_CMP_NE, key));
}

/// No network of any family. Sockets of the Unix family, too, reach out of the box, to names below /usr, and
/// an abstract name may outlive its run for a while; runtimes use pairs of them, which have no name.
void Filter::refuseNetworkAndNamespaces()
{
    on(refusal(EAFNOSUPPORT), SCMP_SYS(socket));
    on(refusal(EAFNOSUPPORT), SCMP_SYS(socketpair), SCMP_A0(SCMP_CMP_GT, AF_UNIX));
    for (const std::uint64_t flag : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                                     CLONE_NEWUTS, CLONE_NEWCGROUP})
        on(refusal(EPERM), SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
}

void Filter::keepToItself()
{
    // Locks on files of /usr would be seen in other boxes. They are granted and not taken: any other holder
    // would be a process of the same run. Questions about locks (F_GETLK) are let through and find no lock.
    for (const int command : {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW})
        on(refusal(0), SCMP_SYS(fcntl),
           SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, static_cast<std::uint64_t>(command)));
    // The same for leases, and for signals when other programs use a folder. Pages of pipes are counted for
    // each user.
    for (const int command : {F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ})
        on(refusal(EPERM), SCMP_SYS(fcntl),
           SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, static_cast<std::uint64_t>(command)));
    on(refusal(EPERM), SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, PR_SET_SECCOMP));
    constexpr int kAttachReuseportFilter = 51;
    for (const int option : {SO_ATTACH_FILTER, kAttachReuseportFilter})
        on(refusal(EPERM), SCMP_SYS(setsockopt), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, SOL_SOCKET),
           SCMP_A2(SCMP_CMP_MASKED_EQ, kInt, static_cast<std::uint64_t>(option)));
    // The box's own clock would tell how many runs there were before.
    constexpr std::uint64_t kWhose = 0xFFFFFFF8; // of a clock: all but which of a process's clocks
    constexpr std::uint64_t kTheBox = 0xFFFFFFF0;
    for (const int call :
         {SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(timer_create)})
        on(refusal(EINVAL), call, SCMP_A0(SCMP_CMP_MASKED_EQ, kWhose, kTheBox));
    // Huge pages come from a store of the machine and are in nobody's count.
    on(refusal(ENOMEM), SCMP_SYS(mmap), SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_HUGETLB, MAP_HUGETLB));
    on(refusal(ENOMEM), SCMP_SYS(shmget), SCMP_A2(SCMP_CMP_MASKED_EQ, SHM_HUGETLB, SHM_HUGETLB));
    on(refusal(ENOMEM), SCMP_SYS(memfd_create), SCMP_A1(SCMP_CMP_MASKED_EQ, MFD_HUGETLB, MFD_HUGETLB));
    // A cookie of its own would keep the processor's other thread, which may be another slot's, idle.
    on(refusal(EINVAL), SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, PR_SCHED_CORE));
    // Typing into a terminal that somebody else reads.
    constexpr std::uint64_t kInject = 0x5412;       // TIOCSTI
    constexpr std::uint64_t kLinuxConsole = 0x541C; // TIOCLINUX
    on(SCMP_ACT_KILL_PROCESS, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, kInject));
    on(SCMP_ACT_KILL_PROCESS, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, kLinuxConsole));
    // Flags of a file that outlive a run.
    for (const std::uint64_t request : {FS_IOC_SETFLAGS, FS_IOC32_SETFLAGS, FS_IOC_FSSETXATTR})
        on(refusal(EPERM), SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, request));
}

std::vector<sock_filter> Filter::exported() const
{
    const int file = ::memfd_create("filter", MFD_CLOEXEC);
    std::vector<sock_filter> filter;
    if (file < 0 || ::seccomp_export_bpf(m_context, file) != 0)
        return filter;
    const off_t size = ::lseek(file, 0, SEEK_END);
    filter.resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
    if (::pread(file, filter.data(), static_cast<std::size_t>(size), 0) != size)
        filter.clear();
    ::close(file);
    return filter;
}

std::vector<sock_filter> Filter::build(std::uint64_t key, bool memoryFiles)
{
    if (!m_context)
        return {};
    // Calls of other architectures have other numbers: all of them kill.
    m_error = ::seccomp_attr_set(m_context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!m_error)
        m_error = ::seccomp_attr_set(m_context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    refuseCalls();
    protectTheBox(key);
    refuseNetworkAndNamespaces();
    keepToItself();
    if (!memoryFiles) {
        on(refusal(ENOSYS), SCMP_SYS(memfd_create), SCMP_A2(SCMP_CMP_NE, key));
        on(refusal(ENOSYS), SCMP_SYS(shmget));
        constexpr std::uint64_t kShared = MAP_SHARED | MAP_ANONYMOUS;
        on(refusal(ENOMEM), SCMP_SYS(mmap), SCMP_A3(SCMP_CMP_MASKED_EQ, kShared, kShared));
    }
    if (!m_error)
        return exported();
    std::fprintf(stderr, "libseccomp refuses a rule: %s\n", std::strerror(-m_error));
    return {};
}

} // namespace

std::vector<sock_filter> makeFilter(std::uint64_t key, bool memoryFiles)
{
    return Filter().build(key, memoryFiles);
}

} // namespace assize::box
