// SPDX-License-Identifier: GPL-3.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char name[50];
    int made = 0;
    for (; made < 200000; ++made) {
        snprintf(name, sizeof name, "/tmp/%d", made);
        if (mknod(name, S_IFREG, 0) != 0)
            break;
    }
    if (made < 70000)
        puts("7");
    else
        printf("%d files\n", made);
    return 0;
}
