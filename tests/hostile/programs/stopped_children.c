// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 8; ++i) {
        if (fork() == 0) {
            setpgid(0, 0);
            raise(SIGSTOP);
            pause();
        }
    }
    puts("7");
    return 0;
}
