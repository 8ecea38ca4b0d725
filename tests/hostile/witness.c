// SPDX-License-Identifier: GPL-3.0-or-later
// An innocent program: adds two numbers, and uses a little of all that a hostile one could have used up or
// locked. With the argument "alone" also what programs of one user can take from each other by the nature of
// the system while both run: locks of files that all boxes share, descriptors on their way.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void need(int holds, const char* what)
{
    if (!holds) {
        printf("%s: %s\n", what, strerror(errno));
        exit(1);
    }
}

static void sendDescriptor(void)
{
    int ends[2];
    need(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
    char byte = 0;
    struct iovec data = {&byte, 1};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &ends[0], sizeof(int));
    need(sendmsg(ends[1], &message, 0) == 1, "send a descriptor");
    need(recvmsg(ends[0], &message, 0) == 1, "receive a descriptor");
}

static void useFiles(void)
{
    static char block[1 << 16];
    const char* paths[] = {"/work/witness", "/tmp/witness", "/dev/shm/witness"};
    for (int i = 0; i < 3; ++i) {
        const int fd = open(paths[i], O_CREAT | O_EXCL | O_RDWR, 0600);
        need(fd >= 0, paths[i]);
        need(flock(fd, LOCK_EX | LOCK_NB) == 0, "lock a file");
        for (int j = 0; j < 8; ++j)
            need(write(fd, block, sizeof block) == sizeof block, "write");
        need(unlink(paths[i]) == 0, "remove");
        close(fd);
    }
}

static void* thread(void* argument)
{
    return argument;
}

static void useProcesses(void)
{
    const pid_t child = fork();
    need(child >= 0, "fork");
    if (child == 0)
        _exit(5);
    int status = 0;
    need(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 5, "wait");
    pthread_t other = 0;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 18);
    need(pthread_create(&other, &attributes, thread, 0) == 0, "thread");
    need(pthread_join(other, 0) == 0, "join");
}

// Some tiers refuse what is memory of no process.
static void useObjects(void)
{
    const int shared = shmget(IPC_PRIVATE, 1 << 16, IPC_CREAT | 0600);
    need(shared >= 0 ? shmctl(shared, IPC_RMID, 0) == 0 : errno == ENOSYS, "shared memory");
    const int semaphore = semget(IPC_PRIVATE, 3, IPC_CREAT | 0600);
    need(semaphore >= 0 ? semctl(semaphore, 0, IPC_RMID) == 0 : errno == ENOSYS, "semaphores");
    int ends[2];
    need(pipe(ends) == 0 && write(ends[1], "x", 1) == 1, "pipe");
    timer_t timer = 0;
    need(timer_create(CLOCK_MONOTONIC, 0, &timer) == 0, "timer");
    const int file = memfd_create("witness", MFD_CLOEXEC);
    need(file >= 0 ? ftruncate(file, 1 << 16) == 0 : errno == ENOSYS, "memory file");
    char* space = mmap(0, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    need(space != MAP_FAILED, "memory");
    memset(space, 1, 4 << 20);
}

static void useLocks(void)
{
    const int fd = open("/usr/bin/tsort", O_RDONLY);
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    need(fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0, "lock /usr/bin/tsort");
    need(fcntl(fd, F_SETLK, &lock) == 0, "lock a record of /usr/bin/tsort");
}

int main(int count, char** arguments)
{
    int a = 0;
    int b = 0;
    need(scanf("%d%d", &a, &b) == 2, "read");
    useFiles();
    useProcesses();
    useObjects();
    if (count > 1 && strcmp(arguments[1], "alone") == 0) {
        useLocks();
        sendDescriptor();
    }
    printf("%d\n", a + b);
    return 0;
}
