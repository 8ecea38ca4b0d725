// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
    const unsigned long kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                                   CLONE_NEWUTS, CLONE_NEWCGROUP, CLONE_NEWTIME};
    for (int i = 0; i < 8; ++i) {
        if (unshare((int)kinds[i]) == 0) {
            printf("unshare %lx\n", kinds[i]);
            return 0;
        }
        if (kinds[i] != CLONE_NEWTIME && syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0) >= 0) {
            printf("clone %lx\n", kinds[i]);
            return 0;
        }
        struct clone_args request = {.flags = kinds[i] | CLONE_NEWUSER, .exit_signal = SIGCHLD};
        if (syscall(SYS_clone3, &request, sizeof request) >= 0) {
            printf("clone3 %lx\n", kinds[i]);
            return 0;
        }
    }
    puts("7");
    return 0;
}
