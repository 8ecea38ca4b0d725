// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int network(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int families[] = {
        AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, 40 /* AF_VSOCK */, 31 /* AF_BLUETOOTH */,
        38 /* AF_ALG */};
    for (size_t i = 0; i < sizeof families / sizeof *families; ++i) {
        for (int type = 1; type <= 5; ++type) {
            if (socket(families[i], type, 0) >= 0)
                return breach("a network socket could be made");
        }
    }
    return 0;
}

static int writeOutside(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const char* folders[] = {"/",    "/usr",  "/usr/bin", "/etc",       "/dev",     "/proc", "/var",
                             "/lib", "/home", "/root",    "/usr/local", "/etc/ssl", "/sys",  "/run"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
        char path[100];
        snprintf(path, sizeof path, "%s/assize-was-here", folders[i]);
        if (open(path, O_WRONLY | O_CREAT, 0600) >= 0 || mkdir(path, 0700) == 0 || symlink("/", path) == 0)
            return breach(path);
    }
    if (open("/etc/passwd", O_WRONLY) >= 0 || chmod("/usr/bin/env", 0) == 0 || unlink("/etc/passwd") == 0)
        return breach("a file of the system could be changed");
    return 0;
}

static int readHost(int count, char** arguments)
{
    const char* paths[] = {"/etc/shadow",
                           "/root",
                           "/home",
                           "/proc/1/environ",
                           "/proc/1/root/etc/passwd",
                           "/proc/1/cwd",
                           "/proc/1/fd/0",
                           "/sys",
                           "/run",
                           "/var/log",
                           "/boot",
                           "/mnt",
                           "/opt",
                           "/srv",
                           "/dev/tty"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
        if (open(paths[i], O_RDONLY) >= 0)
            return breach(paths[i]);
    }
    // What the test names: its own folder on the host.
    for (int i = 2; i < count; ++i) {
        if (access(arguments[i], F_OK) == 0)
            return breach(arguments[i]);
    }
    return 0;
}

static int processesOfOthers(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    DIR* stream = opendir("/proc");
    if (!stream)
        return 0;
    for (const struct dirent* entry = 0; (entry = readdir(stream));) {
        const int pid = atoi(entry->d_name);
        if (pid > 0 && pid != getpid())
            return breach(entry->d_name);
    }
    return 0;
}

static int inheritance(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (int fd = 3; fd < 2000; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0)
            return breach("a descriptor was inherited");
    }
    int variables = 0;
    for (char** variable = environ; *variable; ++variable, ++variables) {
        if (strncmp(*variable, "PATH=", 5) != 0 && strncmp(*variable, "HOME=", 5) != 0 &&
            strncmp(*variable, "LANG=", 5) != 0 && strncmp(*variable, "ASKED=", 6) != 0)
            return breach(*variable);
    }
    sigset_t blocked;
    sigprocmask(SIG_BLOCK, 0, &blocked);
    for (int number = 1; number < 65; ++number) {
        struct sigaction action;
        if (sigismember(&blocked, number) == 1)
            return breach("a signal is blocked");
        if (sigaction(number, 0, &action) == 0 && action.sa_handler == SIG_IGN)
            return breach("a signal is ignored");
    }
    struct rlimit core;
    getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_max > 1)
        return breach("core dumps are possible");
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return breach("new privileges are possible");
    for (int capability = 0; capability < 40; ++capability) {
        if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1)
            return breach("a capability is left");
    }
    return 0;
}

static int printEnvironment(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (char** variable = environ; *variable; ++variable)
        puts(*variable);
    return 0;
}

// Calls that are refused with an error, or would kill.
static int namespaces(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; ++i) {
        if (unshare(flags[i]) == 0)
            return breach("unshare");
        if (syscall(SYS_clone, (unsigned long)flags[i] | SIGCHLD, 0, 0, 0, 0) >= 0)
            return breach("clone with a namespace");
    }
    struct
    {
        unsigned long long flags, rest[10];
    } request = {CLONE_NEWUSER, {0}};
    if (syscall(SYS_clone3, &request, 64UL, 0, 0, 0, 0) >= 0)
        return breach("clone3");
    return 0;
}

static int touchTheBox(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct rlimit limit = {1, 1};
    if (syscall(SYS_prlimit64, 1, RLIMIT_NOFILE, &limit, 0) == 0)
        return breach("prlimit of the box");
    if (syscall(SYS_prlimit64, 0x100000001L, RLIMIT_NOFILE, &limit, 0) == 0)
        return breach("prlimit of the box by a wide number");
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    if (sched_setaffinity(1, sizeof set, &set) == 0)
        return breach("affinity of the box");
    const struct sched_param parameter = {0};
    if (sched_setscheduler(1, SCHED_IDLE, &parameter) == 0)
        return breach("scheduling of the box");
    if (setpriority(PRIO_PROCESS, 1, 19) == 0 || setpriority(PRIO_PGRP, 0, 19) == 0 ||
        setpriority(PRIO_USER, 0, 19) == 0)
        return breach("priority of the box");
    kill(1, SIGKILL);
    kill(1, SIGSTOP);
    kill(-1, SIGSTOP);
    kill(0, SIGCONT);
    return 0;
}

static int traces(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    ptrace(PTRACE_ATTACH, 1, 0, 0);
    return 0;
}

static int mounts(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    mount("none", "/work", "tmpfs", 0, "");
    return 0;
}

static int foreignCall(int count, char** arguments)
{
    (void)count;
    (void)arguments;
#ifdef __x86_64__
    long result = 20; // getpid by the numbers of 32 bits
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    return (int)(result & 1) * 0;
#else
    raise(SIGSYS);
    return 0;
#endif
}

const struct behaviour containmentBehaviours[] = {
    {"network", network},
    {"write-outside", writeOutside},
    {"read-host", readHost},
    {"processes-of-others", processesOfOthers},
    {"inheritance", inheritance},
    {"print-environment", printEnvironment},
    {"namespaces", namespaces},
    {"touch-the-box", touchTheBox},
    {"ptrace", traces},
    {"mount", mounts},
    {"foreign-call", foreignCall},
    {0, 0},
};
