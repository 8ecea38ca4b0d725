// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that is in no process: the kernel holds it.
#define _GNU_SOURCE
#include "subject.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

static size_t bytes(int count, char** arguments)
{
    return (size_t)(count > 2 ? atol(arguments[2]) : 100) << 20;
}

static int fillSystemV(int count, char** arguments)
{
    const size_t size = bytes(count, arguments);
    const int id = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
    char* memory = id >= 0 ? shmat(id, 0, 0) : (char*)-1;
    if (memory == (char*)-1)
        return 3;
    memset(memory, 1, size);
    return 0;
}

static int fillSharedFile(int count, char** arguments)
{
    const size_t size = bytes(count, arguments);
    const int fd = open("/dev/shm/hoard", O_RDWR | O_CREAT, 0600); // what shm_open does
    if (fd < 0 || ftruncate(fd, (off_t)size) != 0)
        return 3;
    char* memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        return 4;
    memset(memory, 1, size);
    return 0;
}

static char g_block[64 << 10];

// Fills with `put` until it is full or there is nothing left to put.
static size_t fill(int fd, size_t most)
{
    size_t done = 0;
    while (done < most) {
        const ssize_t put = write(fd, g_block, sizeof g_block < most - done ? sizeof g_block : most - done);
        if (put <= 0)
            break;
        done += (size_t)put;
    }
    return done;
}

static int fillSockets(int count, char** arguments)
{
    const size_t size = bytes(count, arguments);
    size_t done = 0;
    while (done < size) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
            break;
        const int large = 1 << 30;
        setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &large, sizeof large);
        const size_t put = fill(ends[0], size - done);
        if (put == 0)
            break;
        done += put;
    }
    printf("%zu\n", done >> 20);
    return done >= size ? 0 : 3;
}

static int fillPipes(int count, char** arguments)
{
    const size_t size = bytes(count, arguments);
    size_t done = 0;
    while (done < size) {
        int ends[2];
        if (pipe2(ends, O_NONBLOCK) != 0)
            break;
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        const size_t put = fill(ends[1], size - done);
        if (put == 0)
            break;
        done += put;
    }
    printf("%zu\n", done >> 20);
    return done >= size ? 0 : 3;
}

const struct behaviour kernelMemoryBehaviours[] = {
    {"fill-system-v", fillSystemV},
    {"fill-shared-file", fillSharedFile},
    {"fill-sockets", fillSockets},
    {"fill-pipes", fillPipes},
    {0, 0},
};
