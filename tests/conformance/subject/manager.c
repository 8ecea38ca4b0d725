// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the jury that talks to several of other boxes, by descriptors of its own for each: it hears the one
// numbered i by FIRST + 2 i, and talks to it by the next descriptor. And programs that are talked to in this way.
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { standardFirst = 3, mostPeers = 32 };

static long number(int count, char** arguments, int at, long otherwise)
{
    return count > at ? atol(arguments[at]) : otherwise;
}

static size_t readLine(int fd, char* line, size_t size)
{
    size_t length = 0;
    while (length + 1 < size && read(fd, line + length, 1) == 1) {
        if (line[length++] == '\n')
            break;
    }
    line[length] = '\0';
    return length;
}

static int isPipe(int fd, int mode)
{
    struct stat info;
    return fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode) &&
           (fcntl(fd, F_GETFL) & (O_ACCMODE | O_NONBLOCK)) == mode && fcntl(fd, F_GETFD) == 0;
}

// Whether descriptors beside the standard streams are pipes of so many peers, and no others.
static int hasOnly(int first, int peers)
{
    for (int fd = 3; fd < 1024; ++fd) {
        if (fd >= first && fd < first + 2 * peers) {
            if (!isPipe(fd, (fd - first) % 2 == 0 ? O_RDONLY : O_WRONLY))
                return 0;
        } else if (fcntl(fd, F_GETFD) >= 0) {
            return 0;
        }
    }
    return 1;
}

// Says a line to one peer and hears it back. 0: it did; 1: it has gone; else an exit code.
static int turn(int peer, long time, int in, int out)
{
    char said[64];
    char heard[64];
    const int length = snprintf(said, sizeof said, "contestant %d turn %ld\n", peer, time);
    if (write(out, said, (size_t)length) != length)
        return 3;
    if (readLine(in, heard, sizeof heard) == 0)
        return 1;
    return strcmp(said, heard) == 0 ? 0 : 5;
}

// manage CODE PEERS TURNS [FIRST]: passes its input on to its output; names peers that have gone.
static int manage(int count, char** arguments)
{
    const int peers = (int)number(count, arguments, 3, 1);
    const int first = (int)number(count, arguments, 5, standardFirst);
    int gone[mostPeers] = {0};
    char given[64];
    if (!hasOnly(first, peers))
        return breach("other descriptors are open than were given");
    while (readLine(0, given, sizeof given) != 0)
        fputs(given, stdout);
    const long turns = number(count, arguments, 4, 1);
    for (long time = 0; time < turns; ++time) {
        for (int peer = 0; peer < peers; ++peer) {
            const int code = gone[peer] ? 0 : turn(peer, time, first + 2 * peer, first + 2 * peer + 1);
            if (code > 1)
                return code;
            if (code == 1) {
                gone[peer] = 1;
                printf("%d has gone\n", peer);
            }
        }
    }
    return (int)number(count, arguments, 2, 42);
}

// manage-by-name CODE PEERS: as manage, but opens its pipes anew by their names, as it would open named ones.
static int manageByName(int count, char** arguments)
{
    const int peers = (int)number(count, arguments, 3, 1);
    for (int peer = 0; peer < peers; ++peer) {
        char in[32];
        char out[32];
        snprintf(in, sizeof in, "/proc/self/fd/%d", standardFirst + 2 * peer);
        snprintf(out, sizeof out, "/proc/self/fd/%d", standardFirst + 2 * peer + 1);
        const int read = open(in, O_RDONLY);
        const int write = open(out, O_WRONLY);
        if (read < 0 || write < 0)
            return breach("a pipe cannot be opened");
        if (turn(peer, 0, read, write) != 0)
            return 3;
    }
    return (int)number(count, arguments, 2, 42);
}

// manage-deaf CODE: talks to the first peer, who does not hear, until it would have to wait, then to the second.
static int manageDeaf(int count, char** arguments)
{
    char block[1000];
    memset(block, 'x', sizeof block);
    fcntl(standardFirst + 1, F_SETFL, O_NONBLOCK);
    // What is on its way is passed on in the meantime, until nothing is left that could hold it.
    for (int idle = 0, most = 10000; idle < 50; --most) {
        if (most == 0)
            return breach("somebody keeps all that is said to one who does not hear");
        if (write(standardFirst + 1, block, sizeof block) > 0) {
            idle = 0;
        } else {
            ++idle;
            usleep(2000);
        }
    }
    for (long time = 0; time < 100; ++time) {
        const int code = turn(1, time, standardFirst + 2, standardFirst + 3);
        if (code != 0)
            return code;
    }
    return (int)number(count, arguments, 2, 42);
}

static int manageBlocked(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    char block[1000];
    memset(block, 'x', sizeof block);
    while (write(standardFirst + 1, block, sizeof block) > 0)
        continue;
    return 3;
}

// manage-flooded CODE: hears the first peer to its end, then talks to the second.
static int manageFlooded(int count, char** arguments)
{
    char block[4096];
    while (read(standardFirst, block, sizeof block) > 0)
        continue;
    for (long time = 0; time < 10; ++time) {
        const int code = turn(1, time, standardFirst + 2, standardFirst + 3);
        if (code != 0)
            return code;
    }
    return (int)number(count, arguments, 2, 42);
}

// answer-many CODE PIPES: says back each line that it hears, in turn by each of its pairs of pipes.
static int answerMany(int count, char** arguments)
{
    const int pairs = (int)number(count, arguments, 3, 1);
    char line[64];
    if (!hasOnly(standardFirst, pairs))
        return breach("other descriptors are open than were given");
    for (int pair = 0;; pair = (pair + 1) % pairs) {
        const size_t length = readLine(standardFirst + 2 * pair, line, sizeof line);
        if (length == 0)
            return (int)number(count, arguments, 2, 0);
        if (write(standardFirst + 2 * pair + 1, line, length) != (ssize_t)length)
            return 3;
    }
}

const struct behaviour managerBehaviours[] = {{"manage", manage},
                                              {"manage-by-name", manageByName},
                                              {"manage-deaf", manageDeaf},
                                              {"manage-blocked", manageBlocked},
                                              {"manage-flooded", manageFlooded},
                                              {"answer-many", answerMany},
                                              {NULL, NULL}};
