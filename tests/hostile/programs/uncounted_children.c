// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static double used(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
int main(void)
{
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 20; ++i) {
        if (fork() == 0) {
            while (used() < 0.05) {
            }
            _exit(0);
        }
        usleep(60000);
    }
    puts("7");
    return 0;
}
