// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
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

// Almost all of it is time of the system.
static int burnSystem(int count, char** arguments)
{
    const double seconds = count > 2 ? atof(arguments[2]) : 0.3;
    static char block[1 << 20];
    const int fd = open("/dev/urandom", O_RDONLY);
    struct timespec now;
    do {
        if (read(fd, block, sizeof block) < 0)
            return 3;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    } while ((double)now.tv_sec + (double)now.tv_nsec / 1e9 < seconds);
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

// As a daemon does: nobody can read from it, and it does nothing.
static int closeAndSleep(int count, char** arguments)
{
    for (int fd = 0; fd < 3; ++fd)
        close(fd);
    return sleepLong(count, arguments);
}

static int childSleeps(int count, char** arguments)
{
    if (fork() == 0)
        return sleepLong(count, arguments);
    wait(0);
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

// Waits for the end of all processes that hold the other end, not for a child.
static void waitForEnd(const int ends[2])
{
    char byte = 0;
    close(ends[1]);
    (void)!read(ends[0], &byte, 1);
    usleep(10000); // until it is no more than a zombie
}

static int unwaited(int count, char** arguments)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 5;
    if (fork() == 0) {
        burn(count > 2 ? atof(arguments[2]) : 0.3);
        _exit(0);
    }
    waitForEnd(ends);
    return 0;
}

// A child that uses the time while its parent ignores it: its time is in no rusage.
static int ignoredChildBurns(int count, char** arguments)
{
    signal(SIGCHLD, SIG_IGN);
    return unwaited(count, arguments);
}

// A grandchild whose parent has ended uses the time: nobody but the first process of the box waits for it.
static int orphan(int (*work)(int, char**), int count, char** arguments)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 5;
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            _exit(work(count, arguments));
        _exit(0);
    }
    waitForEnd(ends);
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

// As before, where the children ignore theirs too.
static int ignoredOrphanBurns(int count, char** arguments)
{
    signal(SIGCHLD, SIG_IGN);
    return orphan(burnFor, count, arguments);
}

static void* burnThread(void* argument)
{
    burn(*(double*)argument);
    return 0;
}

static int threadsBurn(int count, char** arguments)
{
    double each = (count > 2 ? atof(arguments[2]) : 0.3) / 4;
    pthread_t threads[4];
    for (int i = 0; i < 4; ++i) {
        if (pthread_create(&threads[i], 0, burnThread, &each) != 0)
            return 3;
    }
    for (int i = 0; i < 4; ++i)
        pthread_join(threads[i], 0);
    return 0;
}

// Many children, each of which uses little.
static int manyChildrenBurn(int count, char** arguments)
{
    const int number = count > 3 ? atoi(arguments[3]) : 20;
    const double each = (count > 2 ? atof(arguments[2]) : 0.3) / number;
    for (int i = 0; i < number; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            burn(each);
            _exit(0);
        }
        waitpid(child, 0, 0);
    }
    return 0;
}

static int manyChildrenForEver(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (;;) {
        if (fork() == 0) {
            burn(0.001);
            _exit(0);
        }
        wait(0);
    }
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

static int manyLoop(int count, char** arguments)
{
    const int wanted = count > 2 ? atoi(arguments[2]) : 16;
    for (int i = 1; i < wanted && fork() > 0; ++i) {
    }
    return loop(count, arguments);
}

const struct behaviour timeBehaviours[] = {
    {"loop", loop},
    {"burn", burnFor},
    {"burn-system", burnSystem},
    {"sleep", sleepLong},
    {"close-and-sleep", closeAndSleep},
    {"child-sleeps", childSleeps},
    {"unwaited-child-burns", unwaited},
    {"ignored-orphan-burns", ignoredOrphanBurns},
    {"threads-burn", threadsBurn},
    {"many-children-burn", manyChildrenBurn},
    {"many-children-for-ever", manyChildrenForEver},
    {"stop-itself", stopItself},
    {"child-burns", childBurns},
    {"ignored-child-burns", ignoredChildBurns},
    {"orphan-burns", orphanBurns},
    {"orphan-loops", orphanLoops},
    {"threads-loop", threadsLoop},
    {"child-loops", childLoops},
    {"many-loop", manyLoop},
    {0, 0},
};
