// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
int main(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    const union sigval value = {7};
    for (int i = 0; i < 20000; ++i) {
        struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
        timer_t timer;
        const int made = i % 2 == 0 ? timer_create(CLOCK_MONOTONIC, &event, &timer) : sigqueue(getpid(), SIGRTMIN, value);
        if (made != 0)
            break;
    }
    puts("7");
    fflush(stdout);
    usleep(300000); // meanwhile the neighbour works
    return 0;
}
