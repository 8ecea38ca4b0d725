// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/ioctl.h>
int main(void)
{
    if (ioctl(2, TIOCSTI, "x") == 0)
        puts("typed");
    return 0;
}
