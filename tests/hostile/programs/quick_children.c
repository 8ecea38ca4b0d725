// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    for (;;) {
        if (fork() == 0)
            _exit(0);
        wait(0);
    }
}
