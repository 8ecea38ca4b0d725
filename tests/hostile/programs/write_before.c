// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>
int main(void)
{
    (void)!write(1, "8\n", 2);
    if (lseek(1, -1, SEEK_SET) >= 0)
        return 1;
    (void)!pwrite(1, "9", 1, -1);
    lseek(1, 0, SEEK_SET);
    (void)!write(1, "7\n", 2);
    return 0;
}
