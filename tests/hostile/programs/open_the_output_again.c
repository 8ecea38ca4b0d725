// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    const int again = open("/dev/stdout", O_WRONLY | O_APPEND);
    fcntl(1, F_SETFL, O_APPEND | O_NONBLOCK | O_ASYNC | O_DIRECT);
    fcntl(1, F_SETOWN, 1);
    fcntl(1, F_SETSIG, SIGKILL);
    fcntl(1, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    (void)!write(again >= 0 ? again : 1, "7\n", 2);
    flock(1, LOCK_EX);
    fchmod(1, 0);
    fchmod(0, 0);
    fchmod(2, 0);
    return 0;
}
