// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
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

// Touches a few places of it.
static int sparseGigabyte(int count, char** arguments)
{
    const size_t places = count > 2 ? (size_t)atol(arguments[2]) : 100;
    for (size_t i = 0; i < places; ++i)
        sparse[i * (sizeof sparse / places)] = 1;
    return 0;
}

static int touchStatic(int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    if (size > sizeof sparse)
        return 3;
    memset(sparse, 1, size);
    return 0;
}

static int touchMapping(int flags, int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    char* memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
    if (memory == MAP_FAILED)
        return 3;
    memset(memory, 1, size);
    return 0;
}

static int touchPrivate(int count, char** arguments)
{
    return touchMapping(MAP_PRIVATE, count, arguments);
}

static int touchShared(int count, char** arguments)
{
    return touchMapping(MAP_SHARED, count, arguments);
}

// All of it is given back at once: only a peak shows it.
static int touchAndFree(int count, char** arguments)
{
    const size_t size = megabytes(count, arguments);
    char* memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    if (memory == MAP_FAILED)
        return 3;
    memset(memory, 1, size);
    munmap(memory, size);
    usleep(20000);
    return 0;
}

static int touchedAndFreed(size_t size)
{
    char* memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    if (memory == MAP_FAILED)
        return 0;
    memset(memory, 1, size);
    munmap(memory, size);
    return 1;
}

// Memory that is given back before so many megabytes are printed.
static int touchFreeAndPrint(int count, char** arguments)
{
    static char block[1 << 20];
    if (!touchedAndFreed(megabytes(count, arguments)))
        return 3;
    for (int i = 0; count > 3 && i < atoi(arguments[3]); ++i) {
        if (write(1, block, sizeof block) != (ssize_t)sizeof block)
            return 4;
    }
    return 0;
}

// The same with an output that has that room, and hardly a byte in it.
static int touchFreeAndAllocate(int count, char** arguments)
{
    if (!touchedAndFreed(megabytes(count, arguments)))
        return 3;
    if (count > 3 && fallocate(1, FALLOC_FL_KEEP_SIZE, 0, (off_t)atoi(arguments[3]) << 20) != 0)
        return 4;
    return write(1, "x", 1) == 1 ? 0 : 5;
}

// Memory that is kept, and never more than eight megabytes of it in the tables of a process.
static int touchUnmapped(int count, char** arguments)
{
    const size_t piece = 8 << 20;
    const size_t size = megabytes(count, arguments);
    char* memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_SHARED, -1, 0);
    if (memory == MAP_FAILED)
        return 3;
    for (size_t at = 0; at + piece <= size; at += piece) {
        memset(memory + at, 1, piece);
        madvise(memory + at, piece, MADV_DONTNEED);
    }
    return memory[0] == 1 && memory[size - 1] == 1 ? 0 : 4;
}

// Each way to memory that belongs to no process fails for want of memory.
static int noSharedMemory(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int zero = open("/dev/zero", O_RDWR);
    const struct
    {
        int flags, fd;
    } ways[] = {{MAP_SHARED | MAP_ANONYMOUS, -1}, {MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1}, {MAP_SHARED, zero}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; ++i) {
        if ((ways[i].flags & MAP_ANONYMOUS) == 0 && zero < 0)
            continue;
        if (mmap(0, 1 << 20, PROT_READ | PROT_WRITE, ways[i].flags, ways[i].fd, 0) != MAP_FAILED)
            return breach("shared memory that nobody counts");
        if (errno != ENOMEM)
            return breach("another error than that there is no memory");
    }
    return 0;
}

// Reads files, which the kernel keeps in memory for whoever comes next.
static int readFiles(int count, char** arguments)
{
    static char block[1 << 16];
    for (int i = 2; i < count; ++i) {
        const int fd = open(arguments[i], O_RDONLY);
        if (fd < 0)
            return 3;
        while (read(fd, block, sizeof block) > 0) {
        }
        close(fd);
    }
    return 0;
}

// Fills the room for files and the output, then tells at length.
static int fillAndComplain(int count, char** arguments)
{
    static char block[1 << 16];
    if (fallocate(1, 0, 0, (off_t)megabytes(count, arguments)) != 0)
        return 3;
    const int fd = open("/dev/shm/hoard", O_WRONLY | O_CREAT, 0600);
    while (write(fd, block, 4096) > 0) {
    }
    return write(2, block, sizeof block) == (ssize_t)sizeof block ? 0 : 4;
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
        pthread_t thread = 0;
        if (pthread_create(&thread, 0, addOne, &sum) != 0)
            return 3;
        pthread_join(thread, 0);
    }
    return sum == wanted ? 0 : 4;
}

static int printStackLimit(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    printf("%lu %lu\n", (unsigned long)limit.rlim_cur, (unsigned long)limit.rlim_max);
    return 0;
}

static pthread_barrier_t g_barrier;

static void* meet(void* argument)
{
    (void)argument;
    pthread_barrier_wait(&g_barrier);
    return 0;
}

// Threads with stacks as large as the system makes them, all at once.
static int threadsTogether(int count, char** arguments)
{
    enum { most = 64 };
    const int wanted = count > 2 ? atoi(arguments[2]) : 4;
    pthread_t threads[most];
    pthread_barrier_init(&g_barrier, 0, (unsigned)wanted + 1);
    for (int i = 0; i < wanted && i < most; ++i) {
        if (pthread_create(&threads[i], 0, meet, 0) != 0)
            return 3;
    }
    pthread_barrier_wait(&g_barrier);
    for (int i = 0; i < wanted && i < most; ++i)
        pthread_join(threads[i], 0);
    return 0;
}

static void* touchThread(void* argument)
{
    memset(argument, 1, 10 << 20);
    return 0;
}

// Ten megabytes by each of ten threads.
static int threadsTouch(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    pthread_t threads[10];
    for (int i = 0; i < 10; ++i) {
        if (pthread_create(&threads[i], 0, touchThread, sparse + ((size_t)i * 10 << 20)) != 0)
            return 3;
    }
    for (int i = 0; i < 10; ++i)
        pthread_join(threads[i], 0);
    return 0;
}

// A child that takes the memory; the parent says that all is well, whatever became of the child.
static int childTouches(int count, char** arguments)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(touch(count, arguments));
    waitpid(child, 0, 0);
    return 0;
}

static int grandchildTouches(int count, char** arguments)
{
    for (int number = 1; number < 32; ++number)
        signal(number, number == SIGCHLD ? SIG_DFL : SIG_IGN);
    const pid_t child = fork();
    if (child == 0)
        _exit(childTouches(count, arguments));
    waitpid(child, 0, 0);
    return 0;
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
    {"touch-static", touchStatic},
    {"touch-private", touchPrivate},
    {"touch-shared", touchShared},
    {"touch-and-free", touchAndFree},
    {"print-stack-limit", printStackLimit},
    {"threads-together", threadsTogether},
    {"threads-touch", threadsTouch},
    {"child-touches", childTouches},
    {"grandchild-touches", grandchildTouches},
    {"deep-recursion", deepRecursion},
    {"endless-recursion", endlessRecursion},
    {"threads", threads},
    {"fill-memfd", fillSharedMemory},
    {"children-touch", childrenTouch},
    {"touch-free-and-print", touchFreeAndPrint},
    {"touch-free-and-allocate", touchFreeAndAllocate},
    {"touch-unmapped", touchUnmapped},
    {"no-shared-memory", noSharedMemory},
    {"read-files", readFiles},
    {"fill-and-complain", fillAndComplain},
    {0, 0},
};
