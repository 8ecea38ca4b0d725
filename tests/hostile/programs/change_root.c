// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    mkdir("inner", 0700);
    if (chroot("inner") == 0) {
        for (int i = 0; i < 100; ++i)
            (void)!chdir("..");
        (void)!chroot(".");
        puts("out");
    }
    return 0;
}
