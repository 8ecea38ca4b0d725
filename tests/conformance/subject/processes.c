// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int exitWith(int count, char** arguments)
{
    return count > 2 ? atoi(arguments[2]) : 0;
}

static int aborts(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    abort();
}

static int signalItself(int count, char** arguments)
{
    kill(getpid(), count > 2 ? atoi(arguments[2]) : SIGTERM); // the C library keeps two for itself
    return 3;
}

static int signalLater(int count, char** arguments)
{
    sleep(1);
    return signalItself(count, arguments);
}

// The same program again, by its path: what is permitted must stay as it is.
static int execAgain(int count, char** arguments)
{
    if (count > 2)
        execv("/proc/self/exe", arguments + 1);
    return 98;
}

static int printPid(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    printf("%d\n", (int)getpid());
    return 0;
}

static int crash(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    *(volatile int*)(long)(count - 2) = 1;
    return 3;
}

static int divide(int count, char** arguments)
{
    (void)arguments;
    return 7 / (volatile int){count - 2};
}

static int forkBomb(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (;;)
        fork();
}

static int countProcesses(int count, char** arguments)
{
    // How many children it can have at once.
    const int wanted = count > 2 ? atoi(arguments[2]) : 100;
    int made = 0;
    for (; made < wanted; ++made) {
        const pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        if (child < 0)
            break;
    }
    printf("%d\n", made);
    return 0;
}

// So many children, all of them at once and for as long as they may.
static int keepChildren(int count, char** arguments)
{
    for (int i = 0; count > 2 && i < atoi(arguments[2]); ++i) {
        const pid_t child = fork();
        if (child < 0)
            return 3;
        if (child == 0)
            break;
    }
    for (;;)
        pause();
}

// Two processes that ignore what can be ignored, for as long as they may.
static int stayAlive(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (int number = 1; number < 65; ++number)
        signal(number, SIG_IGN);
    fork();
    for (;;)
        pause();
}

const struct behaviour processBehaviours[] = {
    {"exit", exitWith},        {"abort", aborts},
    {"signal", signalItself},  {"signal-later", signalLater},
    {"exec", execAgain},       {"print-pid", printPid},
    {"crash", crash},          {"divide", divide},
    {"fork-bomb", forkBomb},   {"count-processes", countProcesses},
    {"stay-alive", stayAlive}, {"keep-children", keepChildren},
    {0, 0},
};
