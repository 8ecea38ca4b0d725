// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0) {
            if (fork() == 0) {
                for (volatile unsigned long j = 0;; ++j) {
                }
            }
            _exit(0);
        }
        wait(0);
    }
    sleep(10);
    puts("7");
    return 0;
}
