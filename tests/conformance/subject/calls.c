// SPDX-License-Identifier: GPL-3.0-or-later
// Single calls of the system, and calls on objects that boxes share.
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <mqueue.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int callNumber(int count, char** arguments)
{
    return count > 2 && syscall(atol(arguments[2]), 0, 0, 0, 0, 0, 0) < 0 ? 0 : 1;
}

static int messageQueue(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    return mq_open("/assize", O_RDWR | O_CREAT, 0600, (struct mq_attr*)0) == (mqd_t)-1
               ? 0
               : breach("a queue of messages could be made");
}

// As many descriptors under way as can be, held for a moment.
static int floodDescriptors(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    int sent = 0;
    for (int pair = 0; pair < 400; ++pair) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends) != 0)
            break;
        for (;;) {
            int carried[250];
            for (int i = 0; i < 250; ++i)
                carried[i] = ends[1];
            union {
                char bytes[CMSG_SPACE(sizeof carried)];
                struct cmsghdr head;
            } control;
            char byte = 'x';
            struct iovec part = {&byte, 1};
            struct msghdr message = {0, 0, &part, 1, control.bytes, sizeof control.bytes, 0};
            control.head.cmsg_level = SOL_SOCKET;
            control.head.cmsg_type = SCM_RIGHTS;
            control.head.cmsg_len = CMSG_LEN(sizeof carried);
            memcpy(CMSG_DATA(&control.head), carried, sizeof carried);
            if (sendmsg(ends[0], &message, 0) < 0)
                break;
            sent += 250;
        }
    }
    printf("%d\n", sent);
    fflush(stdout);
    sleep(1);
    return 0;
}

// Calls on what boxes share, by which one could slow down or tell something to another.
static int sharedObjects(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int inotify = inotify_init();
    if (inotify >= 0 && inotify_add_watch(inotify, "/usr", IN_ALL_EVENTS) >= 0)
        return breach("a folder of all can be watched");
    if (prctl(62 /* PR_SCHED_CORE */, 1, 0, 0, 0) == 0)
        return breach("PR_SCHED_CORE");
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    if (sched_setaffinity(0, sizeof set, &set) == 0)
        return breach("it can choose its processor");
    unsigned long context = 0;
    if (syscall(SYS_io_setup, 1, &context) >= 0)
        return breach("io_setup: the number of such contexts is limited for all users together");
    return 0;
}

// Nothing that a program wrote is on a disk; they succeed and make nobody wait.
static int syncs(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    sync();
    for (int fd = 0; fd < 3; ++fd) {
        const int file =
            fd == 0 ? open("/work/file", O_RDWR | O_CREAT, 0600) : open("/usr/bin/env", O_RDONLY);
        if (file < 0)
            continue;
        if (syncfs(file) != 0 || fsync(file) != 0 || fdatasync(file) != 0)
            return breach("a file cannot be synchronised");
        if (posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) != 0)
            return breach("posix_fadvise");
    }
    return 0;
}

// Flags of what outlives the run: its input, its own executable, its folders.
static int inodeFlags(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const char* paths[] = {"/proc/self/fd/0", "/proc/self/exe", "/work", "/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
        const int fd = open(paths[i], O_RDONLY);
        if (fd < 0)
            continue;
        int flags = FS_NODUMP_FL | FS_NOATIME_FL;
        struct fsxattr attributes = {.fsx_xflags = FS_XFLAG_NODUMP};
        if (ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0 || ioctl(fd, FS_IOC32_SETFLAGS, &flags) == 0 ||
            ioctl(fd, FS_IOC_FSSETXATTR, &attributes) == 0)
            return breach(paths[i]);
        close(fd);
    }
    return 0;
}

// The CPU clocks of the first process go on from run to run.
static int clocksOfTheBox(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int ofTheFirst = (int)(~1U << 3);
    for (int which = 0; which < 8; ++which) {
        struct timespec time;
        if (syscall(SYS_clock_gettime, (long)(ofTheFirst | which), &time) == 0 ||
            syscall(SYS_clock_getres, (long)(ofTheFirst | which), &time) == 0)
            return breach("a clock of the first process can be read");
    }
    return 0;
}

// What runtimes use instead of sockets with names.
static int pairsOfSockets(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    for (size_t i = 0; i < sizeof types / sizeof *types; ++i) {
        int ends[2];
        char byte = 0;
        if (socketpair(AF_UNIX, types[i], 0, ends) != 0 || write(ends[0], "x", 1) != 1 ||
            read(ends[1], &byte, 1) != 1 || byte != 'x')
            return 3;
    }
    return 0;
}

// Pages of pipes are counted for each user, who may be everybody's.
static int widerPipes(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    int ends[2];
    if (pipe(ends) != 0)
        return 3;
    return fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) < 0 ? 0 : breach("a pipe could be made wider");
}

// Memory of the kernel for filters is the whole machine's.
static int filters(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct sock_filter all = {BPF_RET | BPF_K, 0, 0, 0x7fff0000 /* SECCOMP_RET_ALLOW */};
    const struct sock_fprog program = {1, &all};
    const int options[] = {SO_ATTACH_FILTER, 51 /* SO_ATTACH_REUSEPORT_CBPF */};
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0)
        return 3;
    for (size_t i = 0; i < sizeof options / sizeof *options; ++i) {
        if (setsockopt(ends[0], SOL_SOCKET, options[i], &program, sizeof program) == 0)
            return breach("a filter of a socket");
    }
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0)
        return breach("a filter of calls");
    return 0;
}

// Whom the kernel ends first when the machine has no memory left.
static int printOomScore(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    char text[20];
    const ssize_t size = read(open("/proc/self/oom_score_adj", O_RDONLY), text, sizeof text);
    return size > 0 && write(1, text, (size_t)size) == size ? 0 : 3;
}

// Takes the permissions of its input away, without end.
static int shutInput(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (;;)
        fchmod(0, 0);
}

// Holds the locks of a file of all for a while, if it may.
static int holdLock(int count, char** arguments)
{
    const char* path = count > 2 ? arguments[2] : "/dev/null";
    const int fd = open(path, O_RDONLY);
    const int other = open("/dev/null", O_RDWR);
    const struct flock whole = {F_WRLCK, SEEK_SET, 0, 0, 0};
    const struct flock shared = {F_RDLCK, SEEK_SET, 0, 0, 0};
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return breach("flock is refused");
    if (fcntl(fd, F_SETLK, &shared) != 0 || fcntl(other, F_SETLK, &whole) != 0)
        return breach("F_SETLK is refused");
    usleep(count > 3 ? (unsigned)atoi(arguments[3]) * 1000 : 1000);
    return 0;
}

const struct behaviour callBehaviours[] = {
    {"call-number", callNumber},
    {"message-queue", messageQueue},
    {"shared-objects", sharedObjects},
    {"syncs", syncs},
    {"hold-lock", holdLock},
    {"flood-descriptors", floodDescriptors},
    {"inode-flags", inodeFlags},
    {"clocks-of-the-box", clocksOfTheBox},
    {"pairs-of-sockets", pairsOfSockets},
    {"wider-pipes", widerPipes},
    {"filters", filters},
    {"print-oom-score", printOomScore},
    {"shut-input", shutInput},
    {0, 0},
};
