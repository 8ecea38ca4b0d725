// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
#include <sys/shm.h>
int main(void)
{
    int written = 0;
    for (int i = 0; i < 150; ++i) {
        const int id = shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600);
        void* memory = id < 0 ? (void*)-1 : shmat(id, 0, 0);
        if (memory == (void*)-1)
            break;
        memset(memory, 1, 1 << 20);
        shmdt(memory);
        ++written;
    }
    if (written < 128)
        puts("7");
    else
        printf("%d MiB in a limit of 64\n", written);
    return 0;
}
