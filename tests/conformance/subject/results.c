// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are placed for a program, and those that are brought back from it.
#define _GNU_SOURCE
#include "subject.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int writeFile(int count, char** arguments)
{
    const int fd = open(count > 3 ? arguments[2] : "", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const ssize_t size = count > 3 ? (ssize_t)strlen(arguments[3]) : 0;
    return fd >= 0 && write(fd, arguments[3], (size_t)size) == size ? 0 : 3;
}

static int readFile(int count, char** arguments)
{
    const int fd = open(count > 2 ? arguments[2] : "", O_RDONLY);
    char block[4096];
    ssize_t got = -1;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0) {
        if (write(1, block, (size_t)got) != got)
            return 3;
    }
    return got == 0 ? 0 : 4;
}

// Reads each of the files to its end.
static int readFiles(int count, char** arguments)
{
    static char block[1 << 16];
    for (int i = 2; i < count; ++i) {
        const int fd = open(arguments[i], O_RDONLY);
        ssize_t got = -1;
        while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0) {
        }
        if (got != 0)
            return 3;
        close(fd);
    }
    return 0;
}

static int copyFile(const char* from, const char* to)
{
    const int input = open(from, O_RDONLY);
    const int output = open(to, O_WRONLY | O_CREAT, 0600);
    char block[4096];
    const ssize_t size = read(input, block, sizeof block);
    return size >= 0 && write(output, block, (size_t)size) == size && close(output) == 0 ? 0 : 3;
}

// Two files that may be brought back, and other things that may not.
static int makeResults(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct stat placed;
    if (stat("script", &placed) != 0 || !(placed.st_mode & 0100) || copyFile("folder/data", "copy") != 0 ||
        copyFile("script", "tool.x") != 0 || chmod("tool.x", 0700) != 0)
        return 3;
    return symlink("copy", "link") == 0 && mkfifo("pipe", 0600) == 0 && mkdir("dir", 0700) == 0 ? 0 : 4;
}

// Nothing of this may be brought back but the last.
static int makeOddResults(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const struct sockaddr_un address = {AF_UNIX, "socket.r"};
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (symlink("/etc/passwd", "link.r") != 0 || symlink("/proc/self/environ", "process.r") != 0 ||
        symlink("good.r", "inner.r") != 0 || symlink("loop.r", "loop.r") != 0 ||
        mkfifo("pipe.r", 0666) != 0 || mkdir("folder.r", 0777) != 0)
        return 3;
    (void)!bind(fd, (const struct sockaddr*)&address, sizeof address);
    (void)!mknod("device.r", S_IFCHR | 0666, (1 << 8) + 5);
    const int good = open("good.r", O_WRONLY | O_CREAT, 0);
    return good >= 0 && write(good, "good", 4) == 4 ? 0 : 4;
}

static int makeSparse(int count, char** arguments)
{
    const int fd = open("sparse", O_WRONLY | O_CREAT, 0600);
    return fd >= 0 && ftruncate(fd, count > 2 ? atol(arguments[2]) : 1000) == 0 ? 0 : 3;
}

// A file for each byte that a name may have, from one to another.
static int makeNames(int count, char** arguments)
{
    const int first = count > 2 ? atoi(arguments[2]) : 1;
    const int last = count > 3 ? atoi(arguments[3]) : 255;
    for (int byte = first; byte <= last; ++byte) {
        const char name[] = {'n', (char)byte, 0};
        if (byte == '/')
            continue;
        const int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd < 0 || write(fd, name, 2) != 2)
            return 3;
        close(fd);
    }
    return 0;
}

// A file that grows while it is brought back, if that is possible.
static int makeGrowing(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int fd = open("growing", O_WRONLY | O_CREAT, 0600);
    if (fd < 0 || write(fd, "x", 1) != 1)
        return 3;
    if (fork() == 0) {
        setsid();
        for (;;)
            (void)!write(fd, "x", 1);
    }
    return 0;
}

const struct behaviour resultBehaviours[] = {
    {"write-file", writeFile},
    {"read-files", readFiles},
    {"read-file", readFile},
    {"make-results", makeResults},
    {"make-odd-results", makeOddResults},
    {"make-sparse", makeSparse},
    {"make-names", makeNames},
    {"make-growing", makeGrowing},
    {0, 0},
};
