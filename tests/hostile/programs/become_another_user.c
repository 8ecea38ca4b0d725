// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
    const gid_t groups[] = {0, 4, 42};
    if (setuid(0) == 0 || seteuid(0) == 0 || setresuid(0, 0, 0) == 0 || setgid(0) == 0 || setresgid(0, 42, 0) == 0 ||
        setgroups(3, groups) == 0 || geteuid() == 0 || getegid() == 0) {
        puts("another user");
        return 0;
    }
    for (int capability = 0; capability < 41; ++capability) {
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0) {
            puts("a capability");
            return 0;
        }
    }
    chmod("/work", 04777);
    (void)!system("exec </dev/null; su -c id root; mount -t tmpfs none /tmp");
    puts("7");
    return 0;
}
