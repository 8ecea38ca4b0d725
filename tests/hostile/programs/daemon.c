// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() > 0)
            _exit(0);
        for (int number = 1; number < 65; ++number)
            signal(number, SIG_IGN);
        for (int fd = 0; fd < 100; ++fd)
            close(fd);
        for (int i = 0;; ++i) {
            char name[50];
            snprintf(name, sizeof name, "/tmp/daemon%d", i % 100);
            const int fd = open(name, O_CREAT | O_WRONLY, 0600);
            close(fd);
        }
    }
    wait(0);
    puts("7");
    return 0;
}
