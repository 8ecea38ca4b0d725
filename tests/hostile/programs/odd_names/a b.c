// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
int one(void);
int two(void);
int four(void);
int main(void)
{
    printf("%d\n", one() + two() + four());
    return 0;
}
