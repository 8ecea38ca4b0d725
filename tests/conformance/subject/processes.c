// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "subject.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
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
    raise(count > 2 ? atoi(arguments[2]) : SIGTERM);
    return 3;
}

static int signalLater(int count, char** arguments)
{
    sleep(1);
    return signalItself(count, arguments);
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

// A daemon that holds every descriptor and ignores every signal.
static int leaveDaemon(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            for (int signal_ = 1; signal_ < 65; ++signal_)
                signal(signal_, SIG_IGN);
            const int fd = open("/work/daemon", O_WRONLY | O_CREAT, 0600);
            for (;;) {
                if (write(fd, "x", 1) < 0)
                    usleep(1000);
            }
        }
        _exit(0);
    }
    wait(0);
    return 0;
}

static int leaveStoppedChild(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    if (fork() == 0) {
        raise(SIGSTOP);
        _exit(0);
    }
    return 0;
}

// Leaves everything that might outlive a process.
static int leaveTraces(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    mkdir("/work/folder", 0700);
    mkdir("/work/folder/inner", 0);
    const char* files[] = {"/work/file", "/tmp/file", "/dev/shm/file", "/work/folder/file", "/tmp/.hidden"};
    for (size_t i = 0; i < sizeof files / sizeof *files; ++i) {
        const int fd = open(files[i], O_WRONLY | O_CREAT, 0);
        if (fd < 0 || write(fd, "secret", 6) != 6)
            return 3;
        close(fd);
    }
    if (symlink("/etc/passwd", "/work/link") != 0 || mkfifo("/work/pipe", 0600) != 0)
        return 4;
    chmod("/work/folder", 0);
    const int id = shmget(4711, 4096, IPC_CREAT | 0666);
    if (id >= 0)
        strcpy(shmat(id, 0, 0), "secret");
    return 0;
}

static int entries(const char* folder)
{
    DIR* stream = opendir(folder);
    if (!stream)
        return -1;
    int number = 0;
    for (const struct dirent* entry; (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            ++number;
    }
    closedir(stream);
    return number;
}

static int findTraces(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    if (entries("/work") != 0)
        return breach("a file was left in /work");
    if (entries("/tmp") != 0)
        return breach("a file was left in /tmp");
    if (entries("/dev/shm") != 0)
        return breach("a file was left in /dev/shm");
    if (shmget(4711, 4096, 0) >= 0)
        return breach("shared memory was left");
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
        struct stat info;
        stat(folders[i], &info);
        if ((info.st_mode & 07777) != 01777)
            return breach("a folder has another mode");
        if (info.st_mtime != 0)
            return breach("a folder tells when a run before wrote into it");
        if (listxattr(folders[i], 0, 0) > 0)
            return breach("a folder has attributes");
    }
    int others = 0;
    DIR* stream = opendir("/proc");
    for (const struct dirent* entry; stream && (entry = readdir(stream));) {
        const int pid = atoi(entry->d_name);
        if (pid > 1 && pid != getpid())
            ++others;
    }
    return others == 0 ? 0 : breach("a process was left");
}

/// Everything that can be done to the writable folders without making a file.
static int shutFolders(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    // An access list for what will be made in the folder: nobody may do anything with it.
    const unsigned char nobody[] = {2, 0, 0,   0,   1,   0,   0,  0, 255, 255, 255, 255, 4,   0,
                                    0, 0, 255, 255, 255, 255, 32, 0, 0,   0,   255, 255, 255, 255};
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    const struct timespec times[2] = {{4711, 0}, {4711, 0}};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
        (void)!setxattr(folders[i], "system.posix_acl_default", nobody, sizeof nobody, 0);
        (void)!setxattr(folders[i], "user.word", "word", 4, 0);
        (void)!utimensat(AT_FDCWD, folders[i], times, 0);
        (void)!chmod(folders[i], 0);
    }
    return 0;
}

static int writeAndRemove(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const int fd = open("/work/word", O_WRONLY | O_CREAT, 0600);
    return fd >= 0 && unlink("/work/word") == 0 ? 0 : breach("no file can be made");
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
    {"exit", exitWith},
    {"abort", aborts},
    {"signal", signalItself},
    {"signal-later", signalLater},
    {"crash", crash},
    {"divide", divide},
    {"fork-bomb", forkBomb},
    {"leave-daemon", leaveDaemon},
    {"leave-stopped-child", leaveStoppedChild},
    {"leave-traces", leaveTraces},
    {"find-traces", findTraces},
    {"shut-folders", shutFolders},
    {"write-and-remove", writeAndRemove},
    {"count-processes", countProcesses},
    {"stay-alive", stayAlive},
    {0, 0},
};
