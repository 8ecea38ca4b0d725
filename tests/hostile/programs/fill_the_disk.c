// SPDX-License-Identifier: GPL-3.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
static char block[1 << 20];
int main(void)
{
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    int written = 0;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 1000; ++j) {
            char name[100];
            snprintf(name, sizeof name, "%s/%d", folders[i], j);
            const int fd = open(name, O_CREAT | O_WRONLY, 0600);
            if (fd < 0 || write(fd, block, sizeof block) < (ssize_t)sizeof block)
                break;
            close(fd);
            ++written;
        }
    }
    if (written < 100)
        puts("7");
    else
        printf("%d MiB of files\n", written);
    return 0;
}
