// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(void)
{
    puts("7");
    memset(block, '!', sizeof block);
    memcpy(block, "error\n", 6);
    for (int i = 0; i < 1000; ++i)
        (void)!write(2, block, sizeof block);
    return 0;
}
