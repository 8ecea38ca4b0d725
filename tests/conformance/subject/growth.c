// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to make the output larger than by writing it from one end to the other.
#define _GNU_SOURCE
#include "subject.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static long number(int count, char** arguments, int index)
{
    return count > index ? atol(arguments[index]) : 1000;
}

static void writeAll(int fd, long size)
{
    char block[997];
    memset(block, 'x', sizeof block);
    while (size > 0) {
        const ssize_t put = write(fd, block, size < (long)sizeof block ? (size_t)size : sizeof block);
        if (put <= 0)
            return;
        size -= put;
    }
}

// So many bytes by each of four processes at once.
static int printTogether(int count, char** arguments)
{
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0) {
            writeAll(1, number(count, arguments, 2));
            _exit(0);
        }
    }
    while (wait(0) > 0) {
    }
    return 0;
}

static int printAt(int count, char** arguments)
{
    if (lseek(1, number(count, arguments, 2), SEEK_SET) < 0)
        return 3;
    return write(1, "x", 1) == 1 ? 0 : 4;
}

static int printAtWithout(int count, char** arguments)
{
    return pwrite(1, "x", 1, number(count, arguments, 2)) == 1 ? 0 : 4;
}

static int printIgnoringAt(int count, char** arguments)
{
    signal(SIGXFSZ, SIG_IGN);
    printAtWithout(count, arguments);
    return 0;
}

static int growOutput(int count, char** arguments)
{
    return ftruncate(1, number(count, arguments, 2)) == 0 ? 0 : 4;
}

static int allocateOutput(int count, char** arguments)
{
    return fallocate(1, 0, 0, number(count, arguments, 2)) == 0 ? 0 : 4;
}

// The size stays what it is, and the memory is taken all the same.
static int allocateBehindOutput(int count, char** arguments)
{
    return fallocate(1, FALLOC_FL_KEEP_SIZE, 0, number(count, arguments, 2)) == 0 ? 0 : 4;
}

// Through a description of its own, which has its own offset and begins anew.
static int printReopened(int count, char** arguments)
{
    writeAll(1, 10);
    const int fd = open(count > 3 ? arguments[3] : "/proc/self/fd/1", O_WRONLY | O_TRUNC);
    if (fd < 0)
        return 3;
    writeAll(fd, number(count, arguments, 2));
    return 0;
}

static int printReopenedAtEnd(int count, char** arguments)
{
    signal(SIGXFSZ, SIG_IGN);
    const int fd = open("/dev/stdout", O_WRONLY | O_APPEND);
    if (fd < 0)
        return 3;
    const long each = number(count, arguments, 2) / 2;
    writeAll(fd, each);
    writeAll(1, 1); // at the beginning
    writeAll(fd, each);
    return 0;
}

static int printErrorsForEver(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (;;)
        writeAll(2, 100000);
}

const struct behaviour growthBehaviours[] = {
    {"print-together", printTogether},
    {"print-at", printAt},
    {"print-at-without-seek", printAtWithout},
    {"print-ignoring-at", printIgnoringAt},
    {"grow-output", growOutput},
    {"allocate-output", allocateOutput},
    {"allocate-behind-output", allocateBehindOutput},
    {"print-reopened", printReopened},
    {"print-reopened-at-end", printReopenedAtEnd},
    {"print-errors-for-ever", printErrorsForEver},
    {0, 0},
};
