// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>
static char block[1 << 16];
int main(void)
{
    const int fd = open("file", O_CREAT | O_WRONLY, 0600);
    for (;;)
        (void)!write(fd, block, sizeof block);
}
