// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static int write_(int fd, long bytes)
{
    char block[1000];
    memset(block, 'x', sizeof block);
    for (; bytes > 0; bytes -= (long)sizeof block) {
        const size_t size = bytes < (long)sizeof block ? (size_t)bytes : sizeof block;
        if (write(fd, block, size) < 0)
            return 3;
    }
    return 0;
}

static int print(int count, char** arguments)
{
    return write_(1, count > 2 ? atol(arguments[2]) : 1000);
}

static int printAndWait(int count, char** arguments)
{
    const int failed = print(count, arguments);
    return sleep(60) != 0 ? 4 : failed;
}

static int printIgnoringSignal(int count, char** arguments)
{
    signal(SIGXFSZ, SIG_IGN);
    write_(1, count > 2 ? atol(arguments[2]) : 1000);
    return 0;
}

static int printForever(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (;;)
        write_(1, 1000);
}

static int printErrors(int count, char** arguments)
{
    return write_(2, count > 2 ? atol(arguments[2]) : 1000);
}

static int echo(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    char block[4096];
    for (ssize_t got = 0; (got = read(0, block, sizeof block)) > 0;) {
        if (write(1, block, (size_t)got) != got)
            return 3;
    }
    return 0;
}

static int reopen(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    if (!freopen("/dev/stdin", "r", stdin) || !freopen("/dev/stdout", "w", stdout) ||
        !freopen("/dev/stderr", "w", stderr))
        return 3;
    char line[100];
    if (!fgets(line, sizeof line, stdin))
        return 4;
    fputs(line, stdout);
    fputs("seen", stderr);
    return 0;
}

// Tries all ways to change its own input.
static int rewriteInput(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct stat before;
    fstat(0, &before);
    if (write(0, "evil", 4) > 0)
        return breach("standard input is open for writing");
    const int flags[] = {O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC, O_WRONLY | O_APPEND};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; ++i) {
        const int fd = open("/proc/self/fd/0", flags[i]);
        if (fd >= 0 && (write(fd, "evil", 4) > 0 || ftruncate(fd, 1) == 0))
            return breach("standard input can be rewritten");
    }
    if (truncate("/proc/self/fd/0", 0) == 0)
        return breach("standard input can be truncated");
    struct stat after;
    fstat(0, &after);
    if (before.st_size != after.st_size)
        return breach("standard input has another size");
    char path[500] = "";
    if (readlink("/proc/self/fd/0", path, sizeof path - 1) > 0 && strstr(path, "secret"))
        return breach("standard input tells its path");
    fchmod(0, 0);
    return 0;
}

static int fillDisk(int count, char** arguments)
{
    const long megabytes = count > 2 ? atol(arguments[2]) : 1000;
    const char* folder = count > 3 ? arguments[3] : "/work";
    long written = 0;
    for (int file = 0; file < 1000 && written < megabytes << 20; ++file) {
        char name[100];
        snprintf(name, sizeof name, "%s/%d", folder, file);
        const int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd < 0)
            break;
        char block[1 << 16];
        memset(block, 1, sizeof block);
        for (int i = 0; i < 16; ++i) {
            const ssize_t got = write(fd, block, sizeof block);
            if (got < 0) {
                printf("%ld\n", written >> 20);
                return errno == ENOSPC ? 0 : 4;
            }
            written += got;
        }
        close(fd);
    }
    printf("%ld\n", written >> 20);
    return 5;
}

static int bigFile(int count, char** arguments)
{
    const int fd = open("big", O_WRONLY | O_CREAT, 0600);
    return write_(fd, count > 2 ? atol(arguments[2]) : 1000);
}

/// Leaves word for the next run on the same input, in everything but its content.
static int leaveWord(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    char byte = 0;
    (void)!read(0, &byte, 1);
    const struct timespec times[2] = {{4711, 0}, {4711, 0}};
    (void)!futimens(0, times);
    (void)!fsetxattr(0, "user.word", "word", 4, 0);
    (void)!fchmod(0, 0421);
    return 0;
}

static int findWord(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct stat info;
    if (fstat(0, &info) != 0 || info.st_mtime != 0 || info.st_atime != 0)
        return breach("the times of the input tell of a run before");
    if ((info.st_mode & 0777) == 0421 || flistxattr(0, 0, 0) > 0)
        return breach("the attributes of the input tell of a run before");
    return 0;
}

static int shutOutput(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    printf("written\n");
    fflush(stdout);
    (void)!fchmod(1, 0);
    return 0;
}

const struct behaviour outputBehaviours[] = {
    {"leave-word", leaveWord},
    {"find-word", findWord},
    {"shut-output", shutOutput},
    {"print", print},
    {"print-and-wait", printAndWait},
    {"print-ignoring-signal", printIgnoringSignal},
    {"print-forever", printForever},
    {"print-errors", printErrors},
    {"echo", echo},
    {"reopen", reopen},
    {"rewrite-input", rewriteInput},
    {"fill-disk", fillDisk},
    {"big-file", bigFile},
    {0, 0},
};
