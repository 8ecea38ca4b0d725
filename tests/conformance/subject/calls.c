// SPDX-License-Identifier: GPL-3.0-or-later
// Single calls of the system, and calls on objects that boxes share.
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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
    {0, 0},
};
