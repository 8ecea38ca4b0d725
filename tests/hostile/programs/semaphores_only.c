// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/sem.h>
int main(void)
{
    for (int i = 0; i < 50; ++i) {
        const int id = semget(IPC_PRIVATE, 100, IPC_CREAT | 0600);
        struct sembuf change = {3, 1, SEM_UNDO};
        if (id >= 0)
            semop(id, &change, 1);
    }
    puts("7");
    return 0;
}
