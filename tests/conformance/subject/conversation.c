// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that talk to one in another box.
#define _GNU_SOURCE
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long number(int count, char** arguments, int at, long otherwise)
{
    return count > at ? atol(arguments[at]) : otherwise;
}

// Reads a line, byte by byte as the other side gives it. Its length; 0 at the end.
static size_t readLine(char* line, size_t size)
{
    size_t length = 0;
    while (length + 1 < size && read(0, line + length, 1) == 1) {
        if (line[length++] == '\n')
            break;
    }
    line[length] = '\0';
    return length;
}

// talk NUMBER: says 1, 2, ... and expects each to be said back.
static int talk(int count, char** arguments)
{
    const long last = number(count, arguments, 2, 10);
    for (long i = 1; i <= last; ++i) {
        char said[32];
        char heard[32];
        const int length = snprintf(said, sizeof said, "%ld\n", i);
        if (write(1, said, (size_t)length) != length)
            return 3;
        if (readLine(heard, sizeof heard) == 0)
            return 4;
        if (strcmp(said, heard) != 0)
            return 5;
    }
    return 0;
}

// answer CODE [MILLISECONDS]: says back what it hears until the end; at first it computes for a while.
static int answer(int count, char** arguments)
{
    const long milliseconds = number(count, arguments, 3, 0);
    while (clock() * 1000 / CLOCKS_PER_SEC < milliseconds)
        continue;
    char block[4096];
    for (ssize_t got = 0; (got = read(0, block, sizeof block)) > 0;) {
        for (ssize_t done = 0, put = 0; done < got; done += put) {
            put = write(1, block + done, (size_t)(got - done));
            if (put < 0)
                return 3;
        }
    }
    return (int)number(count, arguments, 2, 42);
}

// hear CODE BYTES: says nothing, and ends when it has heard so much.
static int hear(int count, char** arguments)
{
    char block[4096];
    long left = number(count, arguments, 3, 1);
    while (left > 0) {
        const ssize_t got = read(0, block, left < (long)sizeof block ? (size_t)left : sizeof block);
        if (got <= 0)
            break;
        left -= got;
    }
    return (int)number(count, arguments, 2, 42);
}

static int closeThenHear(int count, char** arguments)
{
    close(1);
    return hear(count, arguments);
}

// say CODE BYTES [WAIT]: hears nothing; ends after WAIT milliseconds.
static int say(int count, char** arguments)
{
    char block[1000];
    memset(block, 'x', sizeof block);
    for (long left = number(count, arguments, 3, 1000); left > 0;) {
        const ssize_t put = write(1, block, left < (long)sizeof block ? (size_t)left : sizeof block);
        if (put < 0)
            return 3;
        left -= put;
    }
    usleep((useconds_t)(number(count, arguments, 4, 0) * 1000));
    return (int)number(count, arguments, 2, 0);
}

// hear-then-say BYTES: waits for the end of what it hears, then says so much.
static int hearThenSay(int count, char** arguments)
{
    char block[4096];
    while (read(0, block, sizeof block) > 0)
        continue;
    usleep(50000);
    char* all[] = {arguments[0], arguments[1], "0", count > 2 ? arguments[2] : "1000"};
    return say(4, all);
}

// Says the first words without an end, hears a line, and says the rest.
static int sayInPieces(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    char heard[32];
    if (write(1, "one", 3) != 3 || readLine(heard, sizeof heard) == 0)
        return 3;
    return write(1, "two\nthree", 9) == 9 ? 0 : 3;
}

static int hearWordSayLine(int count, char** arguments)
{
    char heard[3];
    if (read(0, heard, sizeof heard) != 3 || write(1, "go\n", 3) != 3)
        return 3;
    return hear(count, arguments);
}

// What it leaves behind holds the pipes.
static int leaveChild(int count, char** arguments)
{
    if (fork() == 0) {
        for (;;)
            pause();
    }
    return (int)number(count, arguments, 2, 42);
}

static int onlyPipes(int count, char** arguments)
{
    for (int fd = 3; fd < 1024; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0)
            return breach("another descriptor is open");
    }
    for (int fd = 0; fd < 2; ++fd) {
        struct stat info;
        if (fstat(fd, &info) != 0 || !S_ISFIFO(info.st_mode))
            return breach("no pipe");
    }
    if ((fcntl(0, F_GETFL) & (O_ACCMODE | O_NONBLOCK)) != O_RDONLY ||
        (fcntl(1, F_GETFL) & (O_ACCMODE | O_NONBLOCK)) != O_WRONLY)
        return breach("the pipes can be used in other ways");
    return strcmp(arguments[2], "answer") == 0 ? answer(count - 1, arguments + 1)
                                               : talk(count - 1, arguments + 1);
}

// Through other descriptions of its own pipes it must not get hold of the other side.
static int abusePipes(int count, char** arguments)
{
    fcntl(0, F_SETPIPE_SZ, 1 << 20);
    fcntl(1, F_SETPIPE_SZ, 1 << 20);
    fcntl(1, F_SETFL, O_DIRECT);
    fcntl(0, F_SETOWN, getpid());
    fchmod(0, 0);
    fchmod(1, 0);
    const int back = open("/proc/self/fd/0", O_WRONLY);
    const int stolen = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK);
    (void)back;
    (void)stolen;
    return talk(count, arguments);
}

// As a program that does not want to notice.
static int sayForever(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    signal(SIGPIPE, SIG_IGN);
    char block[1000];
    memset(block, 'x', sizeof block);
    for (;;)
        (void)!write(1, block, sizeof block);
}

static int openStreams(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int in = open("/dev/stdin", O_RDONLY);
    const int out = open("/dev/stdout", O_WRONLY);
    if (in < 0 || out < 0)
        return breach("/dev/stdin or /dev/stdout cannot be opened");
    dup2(in, 0);
    dup2(out, 1);
    close(in);
    close(out);
    return talk(2, arguments);
}

const struct behaviour conversationBehaviours[] = {{"talk", talk},
                                                   {"answer", answer},
                                                   {"hear", hear},
                                                   {"close-then-hear", closeThenHear},
                                                   {"say", say},
                                                   {"hear-then-say", hearThenSay},
                                                   {"say-in-pieces", sayInPieces},
                                                   {"hear-word-say-line", hearWordSayLine},
                                                   {"leave-child", leaveChild},
                                                   {"only-pipes", onlyPipes},
                                                   {"abuse-pipes", abusePipes},
                                                   {"say-forever", sayForever},
                                                   {"open-streams", openStreams},
                                                   {NULL, NULL}};
