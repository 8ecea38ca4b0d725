// SPDX-License-Identifier: GPL-3.0-or-later
#include "fresh_namespaces.h"

#include "system.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sched.h>
#include <sys/wait.h>

namespace assize::box {

namespace {

constexpr long kLeastPidMax = 32768; ///< of Linux, unless somebody lowered it

#if defined(__x86_64__)

constexpr bool kKnown = true;

/// A system call that leaves errno alone, which is the box's.
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the order is the kernel's.
long call(long number, long a, long b, long c, long d)
{
    long result = number;
    register long fourth asm("r10") = d;
    asm volatile("syscall" : "+a"(result) : "D"(a), "S"(b), "d"(c), "r"(fourth) : "rcx", "r11", "memory");
    return result;
}

#else

constexpr bool kKnown = false;

long call(long, long, long, long, long)
{
    return -ENOSYS;
}

#endif

/// The first process of a fresh pid namespace.
int takeInOrphans(void*)
{
    const std::uint64_t child = 1ULL << (SIGCHLD - 1);
    const long set = reinterpret_cast<long>(&child);
    call(SYS_rt_sigprocmask, SIG_BLOCK, set, 0, sizeof child);
    for (;;) {
        while (call(SYS_wait4, -1, 0, __WALL | WNOHANG, 0) > 0) {
        }
        call(SYS_rt_sigtimedwait, set, 0, 0, sizeof child);
    }
}

} // namespace

Attempt<> FreshNamespaces::prepare(std::uint64_t key, int lastNumber)
{
    m_key = key;
    m_lastNumber = lastNumber;
    errno = ENOSYS;
    if (kKnown)
        m_own = unique_fd(::open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC));
    if (!m_own)
        return failed(Step::OpenPidNamespace);
    const unique_fd most(::open("/proc/sys/kernel/pid_max", O_RDONLY | O_CLOEXEC));
    const ssize_t size = most ? ::read(most.get(), m_farAway.data(), m_farAway.size() - 1) : 0;
    const long number = size > 0 ? std::strtol(m_farAway.data(), nullptr, 10) : kLeastPidMax;
    std::snprintf(m_farAway.data(), m_farAway.size(), "%ld", number - 2);
    return {};
}

Attempt<> FreshNamespaces::enter()
{
    if (m_entered)
        return {};
    // Namespaces of a run are made below the box's own, not below those of the run before.
    if (::syscall(SYS_setns, m_own.get(), CLONE_NEWPID, m_key) != 0)
        return failed(Step::ReturnToPidNamespace);
    if (::syscall(SYS_unshare, CLONE_NEWPID | CLONE_NEWIPC, m_key) != 0)
        return failed(Step::MakeRunNamespaces);
    // This process is the first in the fresh namespace and has the last possible number in the box's: the
    // next process is the second in the fresh namespace, and made the second in the box's.
    if (m_lastNumber >= 0)
        (void)writeText(m_lastNumber, m_farAway.data());
    alignas(16) static std::array<char, 4096> stack;
    if (::clone(takeInOrphans, stack.data() + stack.size(), CLONE_VM | CLONE_FILES | CLONE_FS | SIGCHLD,
                nullptr) < 0)
        return failed(Step::StartFirstProcess);
    m_entered = true;
    return {};
}

} // namespace assize::box
