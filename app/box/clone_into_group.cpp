// SPDX-License-Identifier: GPL-3.0-or-later
#include "clone_into_group.h"

#include <cerrno>
#include <csignal>
#include <linux/sched.h>
#include <sys/syscall.h>

namespace assize::box {

#if defined(__x86_64__)

pid_t cloneIntoGroup(int (*function)(void*), void* argument, char* stack, std::size_t stackSize, int group,
                     std::uint64_t key, int& handle)
{
    clone_args arguments{};
    arguments.flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | CLONE_INTO_CGROUP;
    arguments.pidfd = reinterpret_cast<std::uintptr_t>(&handle);
    arguments.exit_signal = SIGCHLD;
    arguments.stack = reinterpret_cast<std::uintptr_t>(stack);
    arguments.stack_size = stackSize;
    arguments.cgroup = static_cast<std::uint64_t>(group);
    // The C library has no name for this call. Its child comes back on an empty stack, from where no function
    // of ours could return.
    register long result asm("rax") = SYS_clone3;
    register clone_args* first asm("rdi") = &arguments;
    register std::size_t second asm("rsi") = sizeof arguments;
    register std::uint64_t third asm("rdx") = key;
    register int (*called)(void*) asm("r8") = function;
    register void* given asm("r9") = argument;
    asm volatile("syscall\n\t"
                 "test %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xor %%ebp, %%ebp\n\t"
                 "mov %%r9, %%rdi\n\t"
                 "call *%%r8\n\t"
                 "ud2\n"
                 "1:"
                 : "+r"(result)
                 : "r"(first), "r"(second), "r"(third), "r"(called), "r"(given)
                 : "rcx", "r11", "memory", "cc");
    if (result < 0) {
        errno = static_cast<int>(-result);
        return -1;
    }
    return static_cast<pid_t>(result);
}

#else

pid_t cloneIntoGroup(int (*)(void*), void*, char*, std::size_t, int, std::uint64_t, int&)
{
    errno = ENOSYS;
    return -1;
}

#endif

} // namespace assize::box
