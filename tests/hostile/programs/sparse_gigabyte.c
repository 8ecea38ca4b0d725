// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
static char array[1UL << 30];
int main(void)
{
    for (unsigned long i = 0; i < sizeof array; i += 1UL << 24)
        array[i] = 1;
    puts(array[1UL << 25] == 1 ? "7" : "no");
    return 0;
}
