// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <unistd.h>
int main(void)
{
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 6; ++i) {
        if (fork() == 0) {
            for (;;)
                (void)!write(1, "777777777777777777777777777777777777777777777777777777777777777777777777777", 75);
        }
    }
    close(1);
    close(2);
    pause();
}
