// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>
int main(void)
{
    const int fd = open("/tmp/sparse", O_CREAT | O_RDWR, 0600);
    return ftruncate(fd, 1L << 40);
}
