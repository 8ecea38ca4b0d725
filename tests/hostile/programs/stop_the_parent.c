// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <unistd.h>
int main(void)
{
    kill(getppid(), SIGSTOP);
    kill(1, SIGTSTP);
    kill(-1, SIGSTOP);
    raise(SIGSTOP);
    pause();
    return 0;
}
