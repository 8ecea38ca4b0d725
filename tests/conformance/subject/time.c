// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void burn(double seconds)
{
    struct timespec now;
    do {
        for (volatile int i = 0; i < 10000; ++i) {
        }
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    } while ((double)now.tv_sec + (double)now.tv_nsec / 1e9 < seconds);
}

static int loop(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (volatile unsigned long i = 0;; ++i) {
    }
}

static int burnFor(int count, char** arguments)
{
    burn(count > 2 ? atof(arguments[2]) : 0.3);
    return 0;
}

static int sleepLong(int count, char** arguments)
{
    sleep(count > 2 ? (unsigned)atoi(arguments[2]) : 100);
    return 0;
}

static int stopItself(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    raise(SIGSTOP);
    return 0;
}

// A child that uses the time; the parent waits for it.
static int childBurns(int count, char** arguments)
{
    const pid_t child = fork();
    if (child == 0) {
        burn(count > 2 ? atof(arguments[2]) : 0.3);
        _exit(0);
    }
    waitpid(child, 0, 0);
    return 0;
}

// A grandchild that uses the time while its parent ignores it: its time is in no rusage.
static int ignoredChildBurns(int count, char** arguments)
{
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) {
        burn(count > 2 ? atof(arguments[2]) : 0.3);
        _exit(0);
    }
    sleep(1);
    return 0;
}

// A grandchild whose parent has ended uses the time: nobody but the first process of the box waits for it.
static int orphan(int (*work)(int, char**), int count, char** arguments)
{
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            _exit(work(count, arguments));
        _exit(0);
    }
    sleep(2);
    return 0;
}

static int orphanBurns(int count, char** arguments)
{
    return orphan(burnFor, count, arguments);
}

static int orphanLoops(int count, char** arguments)
{
    return orphan(loop, count, arguments);
}

static void* loopThread(void* argument)
{
    (void)argument;
    loop(0, 0);
    return 0;
}

static int threadsLoop(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    pthread_t threads[4];
    for (int i = 0; i < 4; ++i) {
        if (pthread_create(&threads[i], 0, loopThread, 0) != 0)
            return 3;
    }
    pthread_join(threads[0], 0);
    return 0;
}

static int childLoops(int count, char** arguments)
{
    if (fork() == 0)
        return loop(count, arguments);
    wait(0);
    return 0;
}

const struct behaviour timeBehaviours[] = {
    {"loop", loop},
    {"burn", burnFor},
    {"sleep", sleepLong},
    {"stop-itself", stopItself},
    {"child-burns", childBurns},
    {"ignored-child-burns", ignoredChildBurns},
    {"orphan-burns", orphanBurns},
    {"orphan-loops", orphanLoops},
    {"threads-loop", threadsLoop},
    {"child-loops", childLoops},
    {0, 0},
};
