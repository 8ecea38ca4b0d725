// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <mqueue.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <fcntl.h>
int main(void)
{
    for (key_t key = 4711; key < 4811; ++key) {
        shmget(key, 4096, IPC_CREAT | 0666);
        semget(key, 3, IPC_CREAT | 0666);
        const int queue = msgget(key, IPC_CREAT | 0666);
        const struct
        {
            long type;
            char text[8];
        } message = {1, "secret"};
        msgsnd(queue, &message, sizeof message.text, IPC_NOWAIT);
    }
    shm_open("/left", O_CREAT | O_RDWR, 0666);
    sem_open("/left", O_CREAT, 0666, 1);
    if (mq_open("/left", O_CREAT | O_RDWR, 0666, 0) != (mqd_t)-1) {
        puts("a queue of messages");
        return 0;
    }
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "\0left"};
    bind(fd, (const struct sockaddr*)&address, offsetof(struct sockaddr_un, sun_path) + 5);
    listen(fd, 5);
    puts("7");
    return 0;
}
