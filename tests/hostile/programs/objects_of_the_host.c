// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void)
{
    int found = shmget(0xA5512E, 0, 0) >= 0 || msgget(0xA5512E, 0) >= 0 || semget(0xA5512E, 0, 0) >= 0;
    char text[100];
    for (int id = 0; id < 2000; ++id) {
        const void* memory = shmat(id, 0, SHM_RDONLY);
        found |= memory != (void*)-1 || msgrcv(id, text, 64, 0, IPC_NOWAIT) >= 0;
        if (memory != (void*)-1)
            puts(memory);
    }
    puts(found ? "an object of somebody else" : "7");
    return 0;
}
