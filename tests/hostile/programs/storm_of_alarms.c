// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <sys/time.h>
#include <time.h>
static void nothing(int number)
{
    (void)number;
}
int main(void)
{
    signal(SIGALRM, nothing);
    signal(SIGRTMIN, nothing);
    const struct itimerval often = {{0, 1}, {0, 1}};
    setitimer(ITIMER_REAL, &often, 0);
    for (int i = 0; i < 100; ++i) {
        struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
        timer_t timer;
        const struct itimerspec very = {{0, 1000}, {0, 1000}};
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
            timer_settime(timer, 0, &very, 0);
    }
    for (;;) {
    }
}
