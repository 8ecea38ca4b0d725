// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 4; ++i)
        fork();
    for (;;) {
        kill(1, SIGUSR1);
        kill(1, SIGCHLD);
        kill(1, SIGRTMIN + 3);
        kill(-1, SIGCONT);
    }
}
