// SPDX-License-Identifier: GPL-3.0-or-later
// What a program might leave behind, and the one that looks for it.
#define _GNU_SOURCE
#include "subject.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static const key_t kKey = 4711;

// The same files in all boxes, where there are any.
static const char* const kSharedFiles[] = {"/usr/bin/env", "/dev/null", "/dev/zero"};

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
    const int id = shmget(kKey, 4096, IPC_CREAT | 0666);
    if (id >= 0)
        strcpy(shmat(id, 0, 0), "secret");
    return 0;
}

static int leaveSemaphores(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    return semget(kKey, 3, IPC_CREAT | 0666) >= 0 ? 0 : 3;
}

static int leaveMessages(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    struct
    {
        long type;
        char text[7];
    } message = {1, "secret"};
    const int id = msgget(kKey, IPC_CREAT | 0666);
    return id >= 0 && msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0 ? 0 : 3;
}

// A queue without a message takes no memory.
static int leaveQueue(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    return msgget(kKey, IPC_CREAT | 0666) >= 0 ? 0 : 3;
}

// A child of vfork lives on when the thread that waits for it is gone.
static void* vforkForEver(void* argument)
{
    (void)argument;
    if (syscall(SYS_vfork) == 0) {
        for (;;)
            syscall(SYS_pause);
    }
    return 0;
}

static int leaveVforkChild(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    pthread_t threads[4];
    for (int i = 0; i < 4; ++i)
        pthread_create(&threads[i], 0, vforkForEver, 0);
    usleep(20000);
    _exit(0);
}

static void* loopForEver(void* argument)
{
    for (;;)
        ++*(volatile int*)argument;
    return 0;
}

static int leaveBusyThreads(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0) {
            static int number;
            pthread_t threads[4];
            for (int j = 0; j < 4; ++j)
                pthread_create(&threads[j], 0, loopForEver, &number);
            pause();
        }
    }
    usleep(10000);
    return 0;
}

static int leaveZombies(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (int i = 0; i < 30; ++i) {
        if (fork() == 0)
            _exit(i);
    }
    return 0;
}

// Many generations that run away from each other.
static int leaveRunaways(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    for (int i = 0; i < 5; ++i) {
        if (fork() == 0) {
            for (;;) {
                setsid();
                if (fork() != 0)
                    _exit(0);
            }
        }
    }
    usleep(10000);
    return 0;
}

// A name of the network that is in no folder.
static int abstractSocket(void)
{
    struct sockaddr_un address = {AF_UNIX, "\0assize-trace"};
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (const struct sockaddr*)&address, sizeof address) != 0 || listen(fd, 1) != 0)
        return -1;
    return fd;
}

static int leaveAbstractSocket(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    // Where no socket can be made none can be left.
    if (abstractSocket() < 0)
        return 0;
    if (fork() == 0) {
        setsid();
        pause();
    }
    return 0;
}

// Locks of files that all boxes see, held by a process that stays.
static int leaveLocks(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    if (fork() == 0) {
        for (size_t i = 0; i < sizeof kSharedFiles / sizeof *kSharedFiles; ++i) {
            const int fd = open(kSharedFiles[i], O_RDONLY);
            const struct flock lock = {F_RDLCK, SEEK_SET, 0, 0, 0};
            if (fd >= 0) {
                (void)!flock(fd, LOCK_EX | LOCK_NB);
                (void)!fcntl(fd, F_SETLK, &lock);
                (void)!fcntl(fd, F_SETLEASE, F_RDLCK);
            }
        }
        pause();
    }
    usleep(10000);
    return 0;
}

// One folder in another, 1000 deep, closed behind us.
static int leaveDeepFolders(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; ++i) {
        if (chdir(folders[i]) != 0)
            return 3;
        for (int depth = 0; depth < 1000; ++depth) {
            if (mkdir("deeper", 0700) != 0 || chdir("deeper") != 0)
                return 4;
            const int fd = open("file", O_WRONLY | O_CREAT, 0);
            if (fd < 0 || (depth % 100 == 99 && chmod("..", 0) != 0))
                return 5;
            close(fd);
        }
    }
    return 0;
}

static int leaveManyFiles(int count, char** arguments)
{
    const int wanted = count > 2 ? atoi(arguments[2]) : 1000;
    const char* folder = count > 3 ? arguments[3] : "/work";
    if (chdir(folder) != 0)
        return 3;
    int made = 0;
    for (; made < wanted; ++made) {
        char name[20];
        snprintf(name, sizeof name, "%d", made);
        if (mknod(name, S_IFREG, 0) != 0)
            break;
    }
    printf("%d\n", made);
    return made == wanted ? 0 : errno == ENOSPC ? 4 : 5;
}

// Things of every kind, and names of every kind.
static int leaveOddFiles(int count, char** arguments)
{
    (void)count;
    (void)arguments;
    const char* names[] = {"-rf", " ", "\n", "\xff\xfe", "*", "a'b\"c", ".hidden", "..."};
    for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
        if (mkdir(names[i], 0700) != 0 || chdir(names[i]) != 0 || symlink(".", "self") != 0 ||
            mkfifo("pipe", 0) != 0 || symlink("/work", "up") != 0 || mknod("socket", S_IFSOCK, 0) != 0 ||
            chdir("/work") != 0 || chmod(names[i], i % 2 ? 0 : 0400) != 0)
            return 3;
    }
    const int fd = open("holes", O_RDWR | O_CREAT, 0);
    return fd >= 0 && ftruncate(fd, 4 << 20) == 0 && link("holes", "/work/twice") == 0 ? 0 : 4;
}

static int entries(const char* folder)
{
    DIR* stream = opendir(folder);
    if (!stream)
        return -1;
    int number = 0;
    for (const struct dirent* entry = 0; (entry = readdir(stream));) {
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
    if (shmget(kKey, 4096, 0) >= 0)
        return breach("shared memory was left");
    if (semget(kKey, 3, 0) >= 0)
        return breach("semaphores were left");
    if (msgget(kKey, 0) >= 0)
        return breach("a queue of messages was left");
    if (abstractSocket() < 0 && errno != EAFNOSUPPORT)
        return breach("the name of a socket is in use");
    for (size_t i = 0; i < sizeof kSharedFiles / sizeof *kSharedFiles; ++i) {
        const int fd = open(kSharedFiles[i], O_RDONLY);
        struct flock lock = {F_WRLCK, SEEK_SET, 0, 0, 0};
        // Somebody outside may hold it for a moment.
        int tries = 100;
        while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
            if (--tries == 0)
                return breach("a file is locked by flock");
            usleep(5000);
        }
        if (fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
            return breach("a file is locked by fcntl");
    }
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
    for (const struct dirent* entry = 0; stream && (entry = readdir(stream));) {
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

const struct behaviour leftoverBehaviours[] = {
    {"leave-daemon", leaveDaemon},
    {"leave-stopped-child", leaveStoppedChild},
    {"leave-traces", leaveTraces},
    {"leave-semaphores", leaveSemaphores},
    {"leave-messages", leaveMessages},
    {"leave-queue", leaveQueue},
    {"leave-vfork-child", leaveVforkChild},
    {"leave-busy-threads", leaveBusyThreads},
    {"leave-zombies", leaveZombies},
    {"leave-runaways", leaveRunaways},
    {"leave-abstract-socket", leaveAbstractSocket},
    {"leave-locks", leaveLocks},
    {"leave-deep-folders", leaveDeepFolders},
    {"leave-many-files", leaveManyFiles},
    {"leave-odd-files", leaveOddFiles},
    {"shut-folders", shutFolders},
    {"write-and-remove", writeAndRemove},
    {"find-traces", findTraces},
    {0, 0},
};
