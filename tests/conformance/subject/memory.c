// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t megabytes(int count, char** arguments)
{
    return (size_t)(count > 2 ? atol(arguments[2]) : 100) << 20;
}

static int touch(int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    char* memory = malloc(size);
    if (!memory)
        return 3;
    memset(memory, 1, size);
    return memory[size / 2] == 1 ? 0 : 4;
}

static int touchSlowly(int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    for (size_t done = 0; done < size; done += 1 << 20) {
        char* memory = malloc(1 << 20);
        if (!memory)
            return 3;
        memset(memory, 1, 1 << 20);
        usleep(1000);
    }
    return 0;
}

static char sparse[1UL << 30];

static int sparseGigabyte(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (size_t i = 0; i < sizeof sparse; i += sizeof sparse / 100)
        sparse[i] = 1;
    return 0;
}

static unsigned long recurse(unsigned long depth)
{
    volatile char frame[1000];
    frame[depth % sizeof frame] = (char)depth;
    return depth == 0 ? 0 : recurse(depth - 1) + (unsigned long)(frame[depth % sizeof frame] != 0);
}

static int deepRecursion(int count, char** arguments)
{
    return recurse(megabytes(count, arguments) / 1040) > 0 ? 0 : 1;
}

static int endlessRecursion(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    return (int)recurse(~0UL);
}

static void* addOne(void* argument)
{
    ++*(int*)argument;
    return 0;
}

static int threads(int count, char** arguments)
{
    const int wanted = count > 2 ? atoi(arguments[2]) : 4;
    int sum = 0;
    for (int i = 0; i < wanted; ++i) {
        pthread_t thread;
        if (pthread_create(&thread, 0, addOne, &sum) != 0)
            return 3;
        pthread_join(thread, 0);
    }
    return sum == wanted ? 0 : 4;
}

// Memory that belongs to a file system, not to a process.
static int fillSharedMemory(int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    const int fd = memfd_create("hoard", 0);
    char block[1 << 16];
    memset(block, 1, sizeof block);
    for (size_t done = 0; done < size; done += sizeof block) {
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block)
            return 3;
    }
    return 0;
}

// Four children that hold their memory until all of them have it.
static int childrenTouch(int count, char** arguments)
{
    int ready[2];
    int end[2];
    char byte = 0;
    if (pipe(ready) != 0 || pipe(end) != 0)
        return 5;
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0) {
            close(end[1]);
            const int result = touch(count, arguments);
            close(ready[1]);
            _exit(read(end[0], &byte, 1) == 0 ? result : 5);
        }
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 0)
        return 5;
    close(end[1]);
    int status = 0;
    int worst = 0;
    while (wait(&status) > 0)
        worst |= status;
    return worst == 0 ? 0 : 6;
}

const struct behaviour memoryBehaviours[] = {
    {"touch", touch},
    {"touch-slowly", touchSlowly},
    {"sparse-gigabyte", sparseGigabyte},
    {"deep-recursion", deepRecursion},
    {"endless-recursion", endlessRecursion},
    {"threads", threads},
    {"fill-memfd", fillSharedMemory},
    {"children-touch", childrenTouch},
    {0, 0},
};
