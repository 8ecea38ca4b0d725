// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    kill(-1, SIGKILL);
    kill(1, SIGKILL);
    kill(1, SIGSEGV);
    kill(getppid(), SIGKILL);
    for (int pid = 0; pid < 40000; ++pid) {
        if (pid != 0 && pid != getpid())
            kill(pid, SIGKILL);
    }
    for (int number = 1; number < 65; ++number)
        kill(1, number);
    puts("7");
    return 0;
}
