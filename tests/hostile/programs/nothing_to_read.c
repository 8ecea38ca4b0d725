// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    int a;
    lseek(0, 0, SEEK_END);
    if (scanf("%d", &a) == 1)
        puts("7");
    return 0;
}
