// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <unistd.h>
int main(void)
{
    signal(SIGCHLD, SIG_IGN);
    if (fork() > 0) {
        for (;;)
            pause();
    }
    for (;;) {
        if (fork() > 0)
            _exit(0);
        setsid();
    }
}
