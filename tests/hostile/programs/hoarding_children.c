// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 10; ++i) {
        if (fork() == 0) {
            volatile char* space = malloc(15 << 20);
            for (int at = 0; at < 15 << 20; at += 4096)
                space[at] = 1;
            usleep(400000);
            _exit(space[77] == 0);
        }
    }
    while (wait(0) > 0) {
    }
    puts("7");
    return 0;
}
