// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
static char block[1 << 20];
int main(void)
{
    int written = 0;
    for (int i = 0; i < 500; ++i) {
        const int fd = memfd_create("hoard", 0);
        if (fd < 0 || write(fd, block, sizeof block) != sizeof block)
            break;
        ++written;
    }
    if (written < 128)
        puts("7");
    else
        printf("%d MiB in a limit of 64\n", written);
    return 0;
}
